"""A quarter's progress in a spreadsheet, waiting between being read and being written."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from measures.models.imports import ImportState


class ProgressUpload(models.Model):
    """`sha256` of the file's bytes: the same file is not written twice for one person. `outcome`:
    what was read, row by row, as measures.services.progress_uploads tells it."""

    file = models.FileField(_("file"), upload_to="progress/%Y/%m/", max_length=250)
    name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64)
    language = models.CharField(_("language of the text"), max_length=2)
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, related_name="progress_uploads", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState, default=ImportState.PREVIEWED
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    outcome: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        _("outcome of the reading"), default=dict, blank=True
    )

    class Meta:
        verbose_name = _("uploaded progress")
        verbose_name_plural = _("uploaded progress")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["uploaded_by", "sha256"],
                condition=~models.Q(state="dropped"),
                name="progress_file_once",
            )
        ]

    def __str__(self) -> str:
        return self.name
