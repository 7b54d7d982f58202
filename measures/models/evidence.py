"""A file behind a report: its name there, and the stored bytes that it stands on."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from measures.models.progress import ProgressEntry
from measures.models.stored_file import StoredFile

if TYPE_CHECKING:
    from django.db.models.fields.files import FieldFile


class EvidenceManager(models.Manager["Evidence"]):
    """Nobody asks for a file without asking what it is and whether it is clean."""

    def get_queryset(self) -> "models.QuerySet[Evidence]":
        return super().get_queryset().select_related("stored")


class Evidence(models.Model):
    """A file behind an entry, checked before it was kept; the same bytes once in an entry."""

    entry = models.ForeignKey(
        ProgressEntry, models.PROTECT, related_name="evidence", verbose_name=_("progress entry")
    )
    stored = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="evidence", verbose_name=_("stored file")
    )
    name = models.CharField(_("file name"), max_length=200)
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    objects = EvidenceManager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["entry", "uploaded_at"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "stored"], name="evidence_once_in_an_entry")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def file(self) -> "FieldFile":
        return self.stored.file

    @property
    def size(self) -> int:
        return self.stored.size

    @property
    def content_type(self) -> str:
        return self.stored.content_type

    @property
    def sha256(self) -> str:
        return self.stored.sha256
