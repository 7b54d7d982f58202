"""Adjectives for reminders, their mails and what is shown on the site."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from measures.models import Digest, Notice, Reminder, ReminderRule  # noqa: F401  (names of generic parameters)


class ReminderRuleQuerySet(models.QuerySet["ReminderRule"]):
    def in_use(self) -> Self:
        """Steps that a plan has now."""
        return self.filter(retired_at=None)


class DigestQuerySet(models.QuerySet["Digest"]):
    def ready(self, now: datetime, today: date) -> Self:
        """What could go, and may go on that day.

        A daily mail goes on its own day: one that was being sent while the next day was planned
        becomes the mail of the day after, or its person had two. What a coordinator ordered, or
        ordered again, and news that its person wants at once, go at once.
        """
        ordered = Q(ordered_by__isnull=False) | Q(again_by__isnull=False) | Q(news=True)
        return self.could_go(now).filter(Q(day=today) | ordered)

    def could_go(self, now: datetime) -> Self:
        """Waiting, and not held back until an hour or a later attempt."""
        return self.filter(Q(next_try_at=None) | Q(next_try_at__lte=now), state="waiting")

    def stale(self, claimed_before: datetime) -> Self:
        """Claimed by a worker that never came back."""
        return self.filter(state="sending", claimed_at__lt=claimed_before)


# What its recipient may still acknowledge: every notice, and of a mail what is about an obligation,
# since nothing follows from having read that a round opens.
UNACKNOWLEDGED = Q(acknowledged_at=None) & (
    Q(state="shown") | Q(state="sent", obligation__isnull=False)
)

# Shown on the site, neither acknowledged nor settled since.
NEW_NOTICE = Q(state="shown", acknowledged_at=None, ended="")


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def waiting(self) -> Self:
        return self.filter(state="waiting")

    def unacknowledged(self) -> Self:
        return self.filter(UNACKNOWLEDGED)

    def new_notices(self) -> Self:
        return self.filter(NEW_NOTICE)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def new(self) -> Self:
        return self.filter(seen_at=None)

    def to_be_mailed(self) -> Self:
        return self.filter(mail="waiting")
