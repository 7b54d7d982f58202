"""Adjectives for sets of rows."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from reports.models import (  # noqa: F401  (names of generic parameters)
        Dispatch,
        Issue,
        Recipient,
        Reopening,
    )


class ReopeningQuerySet(models.QuerySet["Reopening"]):
    def holding(self, day: date) -> Self:
        """Under which an agency may hand in at the end of that day."""
        in_time = Q(last_day=None) | Q(last_day__gte=day)
        not_ended = Q(ended_on=None) | Q(ended_on__gt=day)
        return self.filter(in_time, not_ended, opened_on__lte=day)


class IssueQuerySet(models.QuerySet["Issue"]):
    def once_issued(self) -> Self:
        """All that a stranger may hear of: issued, whatever became of it since."""
        return self.filter(state__in=("issued", "withdrawn"))

    def standing(self) -> Self:
        """Signed or issued: not taken back."""
        return self.exclude(state="taken_back")


class RecipientQuerySet(models.QuerySet["Recipient"]):
    def current(self) -> Self:
        return self.filter(retired_at=None)


class DispatchQuerySet(models.QuerySet["Dispatch"]):
    def ready(self, now: datetime) -> Self:
        """Waiting, and not held back until a later attempt."""
        return self.filter(Q(next_try_at=None) | Q(next_try_at__lte=now), state="waiting")

    def stale(self, claimed_before: datetime) -> Self:
        """Claimed by a worker that never came back."""
        return self.filter(state="sending", claimed_at__lt=claimed_before)

    def perhaps_arrived(self) -> Self:
        """Whatever a server may have taken: sent, just being sent, or tried; not
        what came back."""
        tried = Q(state__in=("sent", "sending")) | Q(attempts__gt=0)
        return self.filter(tried).exclude(state="bounced")
