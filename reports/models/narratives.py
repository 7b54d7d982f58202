"""What a round's report tells in words: sections, their texts in each language, their history."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Role, User
from agencies.translated import Translated
from measures.models import Measure, ProgressEntry
from planner.models import Direction
from reports.models.rounds import ReportingRound

Origins = list[list[dict[str, Any]]]


class SectionKind(models.TextChoices):
    OVERVIEW = "overview", _("Introduction")
    DIRECTION = "direction", _("Direction or part of the mechanism")
    OTHER = "other", _("Measures outside the directions")
    OVERDUE = "overdue", _("Overdue measures and the reasons")
    CONCLUSIONS = "conclusions", _("Conclusions and proposals")
    OWN = "own", _("Section of one’s own")


class NarrativeSection(models.Model):
    """A section of the words of a round's report, in the order of `position`.

    `code` names it in the frozen document: "overview", "direction-2", "mechanism-1", "own-3".
    A section that is `left_out` keeps its texts and does not get into an edition. `version` grows
    with each change of its title or of `left_out`.
    """

    round = models.ForeignKey(
        ReportingRound,
        models.PROTECT,
        related_name="narrative_sections",
        verbose_name=_("reporting round"),
    )
    code = models.CharField(_("code"), max_length=20)
    kind = models.CharField(_("kind"), max_length=12, choices=SectionKind)
    direction = models.ForeignKey(
        Direction,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("direction or part of the mechanism"),
    )
    title_ru = models.CharField(_("title in Russian"), max_length=300, blank=True)
    title_kk = models.CharField(_("title in Kazakh"), max_length=300, blank=True)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("place in the report"))
    left_out = models.BooleanField(_("left out of the report"), default=False)
    version = models.PositiveIntegerField(_("version"), default=1)
    title = Translated()

    class Meta:
        verbose_name = _("section in words")
        verbose_name_plural = _("sections in words")
        ordering = ["round", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "code"], name="narrative_section_once"),
            models.CheckConstraint(
                condition=~Q(kind="own") | ~Q(title_ru="", title_kk="", title_en=""),
                name="own_section_has_a_title",
            ),
            models.CheckConstraint(
                condition=Q(kind="direction", direction__isnull=False)
                | (~Q(kind="direction") & Q(direction=None)),
                name="section_of_a_direction_names_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.code}"


class NarrativeText(models.Model):
    """A section in one language; there is one for every language from the beginning.

    `origins`: for each paragraph (a line that is not empty) a list of what it comes from, as
    reports.rules.narratives.Origin. `version` is 0 until something is written and grows with each
    save. Only a text that is ready gets into an edition; a text that changes is not ready any more.
    """

    section = models.ForeignKey(
        NarrativeSection, models.PROTECT, related_name="texts", verbose_name=_("section in words")
    )
    language = models.CharField(_("language"), max_length=2)
    text = models.TextField(_("text"), blank=True)
    origins: "models.JSONField[Origins, Origins]" = models.JSONField(
        _("what each paragraph comes from"), default=list, blank=True
    )
    version = models.PositiveIntegerField(_("version"), default=0)
    changed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("changed by")
    )
    changed_at = models.DateTimeField(_("changed at"), null=True, blank=True)
    ready_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("marked as ready by"),
    )
    ready_at = models.DateTimeField(_("marked as ready at"), null=True, blank=True)

    class Meta:
        verbose_name = _("text of a section")
        verbose_name_plural = _("texts of sections")
        ordering = ["section", "language"]
        constraints = [
            models.UniqueConstraint(fields=["section", "language"], name="narrative_text_once"),
            models.CheckConstraint(
                condition=Q(ready_at=None, ready_by=None)
                | (Q(ready_at__isnull=False, ready_by__isnull=False) & ~Q(text="")),
                name="ready_narrative_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section} · {self.language}"

    @property
    def is_ready(self) -> bool:
        return self.ready_at is not None


class NarrativeSource(models.Model):
    """An accepted report that a text was drafted from, or (`declined`) that was not wanted in it.

    `role` is the author's in the agency when the report was handed in, without the name.
    """

    text = models.ForeignKey(
        NarrativeText, models.PROTECT, related_name="sources", verbose_name=_("text of a section")
    )
    entry = models.ForeignKey(
        ProgressEntry, models.PROTECT, related_name="+", verbose_name=_("progress entry")
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="+", verbose_name=_("measure")
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("agency"))
    number = models.CharField(_("number of the measure"), max_length=20)
    role = models.CharField(_("role of the author"), max_length=12, blank=True)
    accepted_on = models.DateField(_("accepted on"))
    declined = models.BooleanField(_("not wanted in the text"), default=False)

    class Meta:
        verbose_name = _("source of a section")
        verbose_name_plural = _("sources of sections")
        ordering = ["text", "id"]
        constraints = [
            models.UniqueConstraint(fields=["text", "entry"], name="narrative_source_once")
        ]

    def __str__(self) -> str:
        return f"{self.text} · {self.entry_id}"

    @property
    def role_word(self) -> str:
        """In the reader's words."""
        return str(Role(self.role).label) if self.role in Role else ""


class NarrativeAct(models.TextChoices):
    DRAFTED = "drafted", _("drafted from accepted reports")
    EDITED = "edited", _("edited")
    ADDED = "added", _("accepted reports added")
    DECLINED = "declined", _("accepted reports not wanted")
    RESTORED = "restored", _("earlier version restored")
    READY = "ready", _("marked as ready")
    NOT_READY = "not_ready", _("mark of readiness taken off")
    BEGUN = "begun", _("section begun")
    RENAMED = "renamed", _("title changed")
    LEFT_OUT = "left_out", _("left out of the report")
    PUT_BACK = "put_back", _("put back into the report")
    MOVED = "moved", _("place changed")


class NarrativeChange(models.Model):
    """What was done to a section, or to its text in a `language`; nobody deletes it.

    A sitting of one editor is one row: `began_at` its first save, `at` its last. `text` and
    `origins` are those that it ended with, `version` that of the text, `note` plain facts.
    """

    section = models.ForeignKey(
        NarrativeSection, models.PROTECT, related_name="changes", verbose_name=_("section in words")
    )
    language = models.CharField(_("language"), max_length=2, blank=True)
    kind = models.CharField(_("what"), max_length=10, choices=NarrativeAct)
    actor = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    happened_on = models.DateField(_("on"))
    began_at = models.DateTimeField(_("begun at"))
    at = models.DateTimeField(_("recorded at"))
    version = models.PositiveIntegerField(_("version"), default=0)
    text = models.TextField(_("text"), blank=True)
    origins: "models.JSONField[Origins, Origins]" = models.JSONField(
        _("what each paragraph comes from"), default=list, blank=True
    )
    note = models.CharField(_("details"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("change of a section")
        verbose_name_plural = _("changes of sections")
        ordering = ["section", "-id"]
        indexes = [models.Index(fields=["section", "language"], name="narrative_history")]

    def __str__(self) -> str:
        return f"{self.section} · {self.get_kind_display()}"
