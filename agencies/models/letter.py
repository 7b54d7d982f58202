"""Mails about a person's own account, waiting for a worker."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models.invitation import Invitation
from agencies.models.user import User
from agencies.querysets import LetterQuerySet


class LetterState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("sending")
    SENT = "sent", _("sent")
    DROPPED = "dropped", _("not needed")
    FAILED = "failed", _("failed")


class Letter(models.Model):
    """One mail. It is worded, and its secret link made, at the moment when it is handed to the
    server: nothing that opens an account stands in the database.

    `kind` is a key of agencies.signing_in.letter_words; of "reset" the row is written for every
    address that somebody types, and only the worker looks whether anybody is there.
    """

    kind = models.CharField(_("kind"), max_length=40)
    address = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=2)
    person = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    invitation = models.ForeignKey(
        Invitation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("invitation"),
    )
    params: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(
        _("details"), default=dict, blank=True
    )
    state = models.CharField(
        _("state"), max_length=8, choices=LetterState, default=LetterState.WAITING
    )
    written_at = models.DateTimeField(_("written"))
    due_at = models.DateTimeField(_("next attempt"))
    claimed_at = models.DateTimeField(_("taken up at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("error"), max_length=300, blank=True)

    objects: ClassVar = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter about an account")
        verbose_name_plural = _("letters about accounts")
        ordering = ["written_at", "pk"]
        constraints = [
            # However often somebody asks, one link at a time is on its way to an address.
            models.UniqueConstraint(
                fields=["address"],
                condition=Q(kind="reset", state="waiting"),
                name="letter_one_reset_waits",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["waiting", "sending"]),
                name="letter_to_be_sent",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.address}"
