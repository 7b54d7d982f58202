"""Adjectives for sets of rows."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

if TYPE_CHECKING:
    from agencies.models import (  # noqa: F401  (name the generic parameters)
        ApiToken,
        Invitation,
        Letter,
        Membership,
    )


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, today: date) -> Self:
        """Valid that day, of a person whose account is active; what was lent only as long as the
        delegation was not ended, the role lent is itself current, and the person has a role of
        their own in the body."""
        belongs = self.model.objects.filter(
            _valid(today, ""), user=OuterRef("user"), agency=OuterRef("agency"), delegation=None
        )
        lent = Q(delegation__ended_at=None) & _valid(today, "delegation__membership__")
        return self.filter(Q(delegation=None) | (lent & Exists(belongs)), _valid(today, ""))

    def own(self) -> Self:
        """Not lent by anybody."""
        return self.filter(delegation=None)


class TokenQuerySet(models.QuerySet["ApiToken"]):
    def living(self, now: datetime) -> Self:
        """Neither revoked nor expired, by the real clock."""
        return self.filter(revoked_at=None, expires_at__gt=now)


def _valid(today: date, prefix: str) -> Q:
    starts, ends = f"{prefix}valid_from", f"{prefix}valid_to"
    return Q(
        Q(**{starts: None}) | Q(**{f"{starts}__lte": today}),
        Q(**{ends: None}) | Q(**{f"{ends}__gte": today}),
        **{f"{prefix}user__is_active": True},
    )


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def waiting(self) -> Self:
        """Neither accepted nor withdrawn; also those whose time is over, which can be sent anew."""
        return self.filter(state="waiting")

    def open(self, now: datetime) -> Self:
        """Such as can be accepted at this moment."""
        return self.waiting().filter(expires_at__gt=now)


class LetterQuerySet(models.QuerySet["Letter"]):
    def ready(self, now: datetime, claim: timedelta) -> Self:
        """Waiting and due, or held by a worker for so long (`claim`) that it must have died."""
        left = Q(state="sending", claimed_at__lte=now - claim)
        return self.filter(Q(state="waiting", due_at__lte=now) | left)
