"""Editions of a round's report, and their files."""

from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from reports.models.rounds import ReportingRound


class ReportState(models.TextChoices):
    QUEUED = "queued", _("queued")
    COMPILING = "compiling", _("being compiled")
    INCOMPLETE = "incomplete", _("incomplete")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


UNDER_WAY: Final = (ReportState.QUEUED, ReportState.COMPILING)
# Nothing of it was ever shown: its number is used again for the next edition asked for.
STOPPED: Final = (ReportState.FAILED, ReportState.CANCELLED)


class Report(models.Model):
    """One edition of a round's report, compiled in parts (ReportPart), frozen once ready.

    `content`: the document of reports.gather, canonical JSON; `sha256` is taken over it. Both are
    kept as soon as they are gathered, and stay (triggers). `incomplete_at`: when it was first left
    with a file missing; from then on its content may have been read under its number.
    """

    round = models.ForeignKey(
        ReportingRound, models.PROTECT, related_name="reports", verbose_name=_("reporting round")
    )
    edition = models.PositiveSmallIntegerField(_("edition"))
    as_of = models.DateField(_("as of"))
    state = models.CharField(
        _("state"), max_length=10, choices=ReportState, default=ReportState.QUEUED
    )
    content = models.JSONField(_("content"), null=True, blank=True)
    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64, blank=True)
    requested_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("requested by"),
    )
    requested_at = models.DateTimeField(_("requested at"), auto_now_add=True)
    incomplete_at = models.DateTimeField(_("incomplete since"), null=True, blank=True)
    cancelled_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cancelled by"),
    )
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    compiled_at = models.DateTimeField(_("compiled at"), null=True, blank=True)
    progress = models.PositiveSmallIntegerField(_("progress, percent"), default=0)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["round", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["round", "edition"], name="edition_once"),
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(state__in=["queued", "compiling"]),
                name="one_report_under_way",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ready", "incomplete"])
                | (~Q(sha256="") & Q(content__isnull=False)),
                name="ready_report_is_hashed",
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="progress_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.edition}"

    @property
    def under_way(self) -> bool:
        return self.state in UNDER_WAY


class FileFormat(models.TextChoices):
    DOCX = "docx", "DOCX"
    PDF = "pdf", "PDF"
    XLSX = "xlsx", "XLSX"
    HTML = "html", "HTML"
    CSV = "csv", "CSV"
    JSON = "json", "JSON"

    @property
    def suffix(self) -> str:
        """How the name of a file ends: tables as CSV are many, and come as one archive."""
        return "csv.zip" if self == FileFormat.CSV else str(self.value)

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.value]


OFFICE = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES = {
    "docx": f"{OFFICE}.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "csv": "application/zip",
    "json": "application/json",
}


class ReportFile(models.Model):
    """A drawn file of an edition in one format and language; `sha256` of its bytes."""

    report = models.ForeignKey(
        Report, models.PROTECT, related_name="files", verbose_name=_("report")
    )
    format = models.CharField(_("format"), max_length=4, choices=FileFormat)
    language = models.CharField(_("language"), max_length=2)
    file = models.FileField(_("file"), upload_to="reports/%Y/", max_length=250)
    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64)
    size = models.PositiveIntegerField(_("size, bytes"))
    drawn_at = models.DateTimeField(_("drawn at"), auto_now_add=True)

    class Meta:
        verbose_name = _("report file")
        verbose_name_plural = _("report files")
        ordering = ["report", "language", "format"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "format", "language"], name="report_file_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.language}.{self.format}"
