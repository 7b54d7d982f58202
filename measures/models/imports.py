"""An uploaded plan table that waits between preview and confirmation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from planner.models import ActionPlan


class ImportState(models.TextChoices):
    PREVIEWED = "previewed", _("waiting for confirmation")
    APPLIED = "applied", _("written to the plan")
    DROPPED = "dropped", _("not used")


class ImportFile(models.Model):
    plan = models.ForeignKey(
        ActionPlan, models.PROTECT, related_name="imports", verbose_name=_("action plan")
    )
    file = models.FileField(_("file"), upload_to="imports/%Y/%m/", max_length=250)
    name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64)
    language = models.CharField(_("language of the file"), max_length=2, default="ru")
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState, default=ImportState.PREVIEWED
    )
    outcome = models.JSONField(_("outcome of the import"), default=dict, blank=True)

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.name
