"""Adjectives for sets of rows."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from agencies.models import ApiToken, Membership  # noqa: F401  (name the generic parameters)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, today: date) -> Self:
        """Valid that day, of a person whose account is active."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=today),
            Q(valid_to=None) | Q(valid_to__gte=today),
            user__is_active=True,
        )


class TokenQuerySet(models.QuerySet["ApiToken"]):
    def living(self, now: datetime) -> Self:
        """Neither revoked nor expired, by the real clock."""
        return self.filter(revoked_at=None, expires_at__gt=now)
