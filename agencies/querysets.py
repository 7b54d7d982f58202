"""Adjectives for sets of rows."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from agencies.models import (  # noqa: F401  (name the generic parameters)
        Invitation,
        Letter,
        Membership,
    )


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, today: date) -> Self:
        """Valid that day, of a person whose account is active."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=today),
            Q(valid_to=None) | Q(valid_to__gte=today),
            user__is_active=True,
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
