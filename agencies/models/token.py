"""Access tokens: what a program shows instead of a person's password."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models.user import User
from agencies.querysets import TokenQuerySet
from agencies.rules.tokens import PREFIX, START


class Scope(models.TextChoices):
    """What a token may be used for. It narrows the person's own rights and adds none to them.

    "read" reads everything but the audit record, which is read with "audit" alone.
    """

    READ = "read", _("read what I may read")
    PROGRESS = (
        "progress",
        _("log progress, also as a filled-in table, hand it in, ask for more time, review"),
    )
    PLAN = "plan", _("change plans, measures and their dates")
    REPORTS = "reports", _("rounds, reports, cuts and publications")
    EXCHANGE = "exchange", _("webhooks, and private addresses of calendars and news")
    AUDIT = "audit", _("read the audit record and take it away")
    ADMIN = "admin", _("administration")


class TokenOrigin(models.TextChoices):
    PAGE = "page", _("made on the page of access tokens")
    PASSWORD = "password", _("given for a password over the API")


class TokenState(models.TextChoices):
    """Follows from the clock; no column."""

    LIVING = "living", _("in use")
    EXPIRED = "expired", _("expired")
    REVOKED = "revoked", _("revoked")


class ApiToken(models.Model):
    """Of the secret only `digest` is kept: it is shown once, when it is made, and never again.

    `start`: the first signs of its random part, by which it is found and recognised. It counts
    until `expires_at`, by the real clock, or until it is revoked. `last_used_at` is exact to the
    hour. The person made it themself; an administrator may revoke it.
    """

    person = models.ForeignKey(
        User, models.CASCADE, related_name="api_tokens", verbose_name=_("person")
    )
    name = models.CharField(_("what for"), max_length=100)
    start = models.CharField(_("begins with"), max_length=START, unique=True)
    digest = models.CharField(_("checksum (SHA-256)"), max_length=64)
    scopes: "models.JSONField[list[str], list[str]]" = models.JSONField(_("may be used to"))
    origin = models.CharField(_("made how"), max_length=8, choices=TokenOrigin)
    made_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("expires at"))
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("revoked by")
    )

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("access token")
        verbose_name_plural = _("access tokens")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="token_expires_after_it_is_made"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="token_revoked_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(digest="") & ~Q(name=""), name="token_is_hashed"),
        ]
        indexes = [models.Index(fields=["person", "-made_at"], name="token_of_person")]

    def __str__(self) -> str:
        return f"{self.name} ({self.shown})"

    @property
    def shown(self) -> str:
        """How a person recognises it."""
        return f"{PREFIX}{self.start}…"

    def counts(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at

    @property
    def last_day(self) -> date:
        """The last day on which it counts, in TIME_ZONE."""
        return timezone.localdate(self.expires_at - timedelta(microseconds=1))

    def state(self, now: datetime) -> TokenState:
        if self.revoked_at:
            return TokenState.REVOKED
        return TokenState.LIVING if self.counts(now) else TokenState.EXPIRED

    @property
    def scope_words(self) -> list[str]:
        return [str(SCOPE_WORDS[one]) for one in self.scopes if one in SCOPE_WORDS]


SCOPE_WORDS: Final = {one.value: one.label for one in Scope}
