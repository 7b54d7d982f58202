"""Where the head of an agency signs its reports: what was put forward, and what came of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from measures.models.progress import ProgressEntry, ProgressState


class SigningState(models.TextChoices):
    WAITING = "waiting", _("waits for the signature")
    SIGNED = "signed", _("signed and sent")
    GIVEN_BACK = "given_back", _("given back by the head")


class SigningQuerySet(models.QuerySet["Signing"]):
    def waiting(self) -> "SigningQuerySet":
        """For the head: a draft that was changed since is put forward anew first."""
        return self.filter(
            state=SigningState.WAITING,
            entry__state=ProgressState.DRAFT,
            version=F("entry__version"),
        )


class Signing(models.Model):
    """A draft as it stood at `version`, put before the head of its agency. The report stays a draft
    and is owed until it is signed: then it is handed in, by that day's date."""

    entry = models.ForeignKey(
        ProgressEntry, models.CASCADE, related_name="signings", verbose_name=_("progress entry")
    )
    version = models.PositiveIntegerField(_("version"))
    despite_silence = models.BooleanField(_("although co-executors are silent"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=SigningState, default=SigningState.WAITING
    )
    asked_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("put forward by")
    )
    asked_on = models.DateField(_("put forward on"))
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = SigningQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature of the head")
        verbose_name_plural = _("signatures of the head")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "version"],
                condition=Q(state="waiting"),
                name="draft_put_forward_once",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by=None, decided_on=None)
                | Q(state="signed", decided_by__isnull=False, decided_on__isnull=False)
                | Q(state="given_back", decided_by__isnull=False, decided_on__isnull=False)
                & ~Q(reason=""),
                name="signing_decided_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} · {self.get_state_display()}"

    @property
    def waits(self) -> bool:
        """Undecided, of a draft that was not changed since; with `entry` at hand. Twin of
        SigningQuerySet.waiting."""
        undecided = self.state == SigningState.WAITING
        of_a_draft = self.entry.state == ProgressState.DRAFT
        return undecided and of_a_draft and self.version == self.entry.version
