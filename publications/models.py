"""What the public is told: dated statements of a plan's progress, and the texts they may hold."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from agencies.translated import Translated
from measures.models import Measure, ProgressEntry
from planner.models import ActionPlan


class TextChoice(models.TextChoices):
    """Which of the texts meant for the public a publication holds."""

    NONE = "none", _("none: figures, statuses and dates only")
    ALL = "all", _("all that are ready for the public")
    CHOSEN = "chosen", _("those ticked below")


class Publication(models.Model):
    """A plan's progress as the public is told it, frozen and hashed: `content` never changes.

    `content`: the document of publications.gather, canonical JSON; `sha256` is taken over it.
    `as_of` is the business day told, `published_on` the one of the act, `published_at` the real
    moment. A withdrawn one says so and is not shown any more; its row stays (triggers).
    """

    plan = models.ForeignKey(
        ActionPlan, models.PROTECT, related_name="publications", verbose_name=_("action plan")
    )
    number = models.PositiveIntegerField(_("number"))
    as_of = models.DateField(_("as of"))
    texts = models.CharField(_("texts included"), max_length=6, choices=TextChoice)
    content: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(_("content"))
    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64)
    note = models.TextField(_("note for the record"), blank=True)
    published_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("published by")
    )
    published_on = models.DateField(_("published on"))
    published_at = models.DateTimeField(_("published at"))
    withdrawn_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_reason = models.TextField(_("reason that the public reads"), blank=True)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["plan", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="publication_number_once"),
            models.CheckConstraint(
                condition=Q(
                    withdrawn_at=None, withdrawn_by=None, withdrawn_on=None, withdrawn_reason=""
                )
                | Q(
                    withdrawn_at__isnull=False,
                    withdrawn_by__isnull=False,
                    withdrawn_on__isnull=False,
                )
                & ~Q(withdrawn_reason=""),
                name="publication_withdrawn_with_a_reason",
            ),
            models.CheckConstraint(condition=~Q(sha256=""), name="publication_is_hashed"),
        ]

    def __str__(self) -> str:
        return f"{self.plan.slug} {self.number}"


class PublicText(models.Model):
    """What a coordinator writes about a measure for the public, in up to three languages."""

    measure = models.OneToOneField(
        Measure, models.CASCADE, related_name="public_text", verbose_name=_("measure")
    )
    text_ru = models.TextField(_("text in Russian"), blank=True)
    text_kk = models.TextField(_("text in Kazakh"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    written_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written at"))
    version = models.PositiveIntegerField(_("version"), default=1)
    text = Translated()

    class Meta:
        verbose_name = _("public text")
        verbose_name_plural = _("public texts")
        ordering = ["measure"]

    def __str__(self) -> str:
        return f"{self.measure.number}: {self.text[:60]}"


class Release(models.Model):
    """An accepted report whose text a coordinator released for the public; no row: internal."""

    entry = models.OneToOneField(
        ProgressEntry, models.CASCADE, related_name="release", verbose_name=_("progress entry")
    )
    released_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("released by")
    )
    released_at = models.DateTimeField(_("released at"))

    class Meta:
        verbose_name = _("released report")
        verbose_name_plural = _("released reports")
        ordering = ["entry"]

    def __str__(self) -> str:
        return str(self.entry)
