"""The parts an edition is compiled in: each is taken up, tried again and fails for itself."""

from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.models.editions import FileFormat, Report

GATHERING: Final = ("", "")  # format and language of the part that gathers the content


class PartState(models.TextChoices):
    WAITING = "waiting", _("queued")
    WORKING = "working", _("being made")
    DONE = "done", _("made")
    FAILED = "failed", _("failed")


class ReportPart(models.Model):
    """The gathering of the content (no format), or one file of the edition.

    `claims` counts how often it was taken up, ever: who holds an older number writes nothing any
    more. `attempts` are those since it was last asked for. `claimed_at` is renewed while its worker
    lives. `path`: where the worker stores the file, written down before its first byte.
    """

    report = models.ForeignKey(
        Report, models.CASCADE, related_name="parts", verbose_name=_("report")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    format = models.CharField(_("format"), max_length=4, blank=True)
    language = models.CharField(_("language"), max_length=2, blank=True)
    state = models.CharField(_("state"), max_length=7, choices=PartState, default=PartState.WAITING)
    not_before = models.DateTimeField(_("not before"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claims = models.PositiveIntegerField(_("times taken up"), default=0)
    claimed_by = models.CharField(_("worker"), max_length=100, blank=True)
    claimed_at = models.DateTimeField(_("last sign of the worker"), null=True, blank=True)
    started_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    seconds = models.FloatField(_("seconds taken"), null=True, blank=True)
    error_code = models.CharField(_("kind of error"), max_length=30, blank=True)
    error = models.TextField(_("error"), blank=True)
    path = models.CharField(_("file"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("part of a report")
        verbose_name_plural = _("parts of reports")
        ordering = ["report", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "format", "language"], name="report_part_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="working") | Q(claimed_at__isnull=False, claims__gt=0),
                name="part_under_way_is_claimed",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(error_code=""), name="failed_part_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.language}.{self.format}"

    @property
    def is_gathering(self) -> bool:
        return (self.format, self.language) == GATHERING

    def format_name(self) -> str:
        """e.g. "DOCX"."""
        return str(dict(FileFormat.choices).get(self.format, self.format.upper()))
