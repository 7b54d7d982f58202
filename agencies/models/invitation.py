"""Who was invited to work here: nobody gets in without an administrator's invitation."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agencies.models.agency import Agency
from agencies.models.user import Role, User
from agencies.querysets import InvitationQuerySet


class InvitationState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("invitation", "waiting")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("invitation", "withdrawn")


class Invitation(models.Model):
    """A place kept for a person: who accepts it gets an account and this role in this agency.

    The link of the mail is signed and stands in no column; `nonce` changes with each sending, so
    that only the newest link works, and it works once.
    """

    email = models.EmailField(_("e-mail"))
    full_name = models.CharField(_("full name"), max_length=200)
    position = models.CharField(pgettext_lazy("job", "position"), max_length=200, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=[("ru", "ru"), ("kk", "kk"), ("en", "en")]
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="invitations", verbose_name=_("agency")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role)
    state = models.CharField(
        _("state"), max_length=9, choices=InvitationState, default=InvitationState.WAITING
    )
    nonce = models.CharField(_("mark of the newest link"), max_length=32, editable=False)
    invited_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("invited by")
    )
    invited_at = models.DateTimeField(_("invited"))
    sent_at = models.DateTimeField(_("last sent"))
    expires_at = models.DateTimeField(_("valid until"))
    closed_at = models.DateTimeField(_("accepted or withdrawn"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person")
    )

    objects: ClassVar = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(state=InvitationState.WAITING),
                name="invitation_waits_once",
            ),
            models.CheckConstraint(
                condition=(Q(state=InvitationState.WAITING) & Q(closed_at=None))
                | (~Q(state=InvitationState.WAITING) & Q(closed_at__isnull=False)),
                name="invitation_closed_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name} · {self.email}"

    def has_expired(self, now: datetime) -> bool:
        return self.state == InvitationState.WAITING and self.expires_at <= now
