"""Own cuts of a report that people keep, and what was made of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from planner.models import ActionPlan
from reports.models.editions import Report

LONGEST_NAME = 80


class CutKind(models.TextChoices):
    AGENCY = "agency", _("report of an agency")
    DIRECTION = "direction", _("report on a direction")
    OVERDUE = "overdue", _("list of what is overdue")
    AGENDA = "agenda", _("agenda of a meeting")
    OWN = "own", _("own choice of sections")


class Schedule(models.TextChoices):
    NEVER = "never", _("only when asked for")
    EDITION = "edition", _("with every ready edition of the report")
    WEEKLY = "weekly", _("every week")
    MONTHLY = "monthly", _("every month")


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Cut(models.Model):
    """A choice of bodies, directions and sections; an empty list means all.

    `agencies` are codes of bodies, `directions` keys as in the rows of the content document
    ("direction.3", "" for measures under none), `sections` codes of reports.draw.choosing.
    """

    plan = models.ForeignKey(
        ActionPlan, models.PROTECT, related_name="cuts", verbose_name=_("action plan")
    )
    owner = models.ForeignKey(User, models.PROTECT, related_name="cuts", verbose_name=_("owner"))
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    kind = models.CharField(_("kind"), max_length=10, choices=CutKind)
    agencies: "models.JSONField[list[str], list[str]]" = models.JSONField(
        _("agencies"), default=list, blank=True
    )
    directions: "models.JSONField[list[str], list[str]]" = models.JSONField(
        _("directions"), default=list, blank=True
    )
    sections: "models.JSONField[list[str], list[str]]" = models.JSONField(
        _("sections"), default=list, blank=True
    )
    languages: "models.JSONField[list[str], list[str]]" = models.JSONField(
        _("languages"), default=list
    )
    formats: "models.JSONField[list[str], list[str]]" = models.JSONField(_("formats"), default=list)
    schedule = models.CharField(_("made"), max_length=8, choices=Schedule, default=Schedule.NEVER)
    weekday = models.PositiveSmallIntegerField(
        _("day of the week"), choices=Weekday, null=True, blank=True
    )
    monthday = models.PositiveSmallIntegerField(_("day of the month"), null=True, blank=True)
    scheduled_on = models.DateField(_("made by itself since"), null=True, blank=True)
    by_mail = models.BooleanField(_("by mail too"), default=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)

    class Meta:
        verbose_name = _("own cut of a report")
        verbose_name_plural = _("own cuts of a report")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "plan", "name"],
                condition=Q(retired_at=None),
                name="cut_name_once",
            ),
            models.CheckConstraint(
                condition=~Q(schedule="weekly") | Q(weekday__lte=6), name="weekly_cut_has_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(schedule="monthly") | Q(monthday__range=(1, 31)),
                name="monthly_cut_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(schedule="never") | Q(scheduled_on__isnull=False),
                name="scheduled_cut_has_a_beginning",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CutState(models.TextChoices):
    QUEUED = "queued", _("queued")
    COMPILING = "compiling", _("being compiled")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")


class CutEdition(models.Model):
    """What was made of a cut: for a day of its schedule, of an edition, or asked for (neither).

    Frozen once ready (triggers): `content` is the narrowed document, `sha256` is taken over it.
    `choice` is what was chosen when it was asked for, whatever the cut says later.
    """

    cut = models.ForeignKey(
        Cut, models.PROTECT, related_name="editions", verbose_name=_("own cut of a report")
    )
    number = models.PositiveIntegerField(_("number"))
    as_of = models.DateField(_("as of"))
    scheduled_for = models.DateField(_("for the day"), null=True, blank=True)
    report = models.ForeignKey(
        Report,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("edition of the report"),
    )
    choice = models.JSONField(_("what was chosen"), default=dict)
    requested_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("requested by"),
    )
    state = models.CharField(_("state"), max_length=10, choices=CutState, default=CutState.QUEUED)
    content = models.JSONField(_("content"), null=True, blank=True)
    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64, blank=True)
    requested_at = models.DateTimeField(_("requested at"), auto_now_add=True)
    claimed_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    compiled_at = models.DateTimeField(_("compiled at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("edition of a cut")
        verbose_name_plural = _("editions of cuts")
        ordering = ["cut", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["cut", "number"], name="cut_edition_once"),
            models.UniqueConstraint(fields=["cut", "scheduled_for"], name="cut_once_a_day"),
            models.UniqueConstraint(fields=["cut", "report"], name="cut_once_of_an_edition"),
            models.UniqueConstraint(
                fields=["cut"],
                condition=Q(state__in=["queued", "compiling"], scheduled_for=None, report=None),
                name="one_asked_for_cut_under_way",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | (~Q(sha256="") & Q(content__isnull=False)),
                name="ready_cut_is_hashed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["requested_at"],
                condition=~Q(state="ready"),
                name="cut_under_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.cut} · {self.number}"


class CutFile(models.Model):
    """A drawn file of a cut; `language` "" for the content itself, `sha256` of its bytes."""

    edition = models.ForeignKey(
        CutEdition, models.PROTECT, related_name="files", verbose_name=_("edition of a cut")
    )
    format = models.CharField(_("format"), max_length=10)
    language = models.CharField(_("language"), max_length=2, blank=True)
    file = models.FileField(_("file"), upload_to="cuts/%Y/", max_length=250)
    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64)
    size = models.PositiveIntegerField(_("size, bytes"))

    class Meta:
        verbose_name = _("file of a cut")
        verbose_name_plural = _("files of cuts")
        ordering = ["edition", "language", "format"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "format", "language"], name="cut_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.language}.{self.format}"
