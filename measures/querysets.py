"""Adjectives for sets of rows, the SQL twins of measures.rules."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Q, Value, When

from measures.rules.lateness import UNDER_WAY_DAYS, Status

if TYPE_CHECKING:
    from agencies.models import Agency
    from measures.models import Digest, Measure, Obligation, ProgressEntry, Reminder  # noqa: F401

NOT_HANDED_IN = ("open", "returned")


class MeasureQuerySet(models.QuerySet["Measure"]):
    def on_control(self) -> Self:
        return self.filter(state="on_control")


class ObligationQuerySet(models.QuerySet["Obligation"]):
    def not_handed_in(self) -> Self:
        return self.filter(state__in=NOT_HANDED_IN)

    def overdue(self, today: date) -> Self:
        """Twin of rules.lateness.is_overdue; continuous work is never overdue by itself."""
        return self.not_handed_in().filter(due_on__lt=today).exclude(kind="continuous")

    def owed_by(self, agency: "Agency") -> Self:
        return self.filter(agency=agency)

    def with_status(self, today: date) -> Self:
        """Annotates `status`, the twin of rules.lateness.status_of."""
        late = Q(due_on__lt=models.F("done_on")) & ~Q(kind="continuous")
        soon = today + timedelta(days=UNDER_WAY_DAYS)
        return self.annotate(
            status=Case(
                When(state="removed", then=Value(Status.REMOVED.value)),
                When(state="submitted", then=Value(Status.IN_REVIEW.value)),
                When(Q(state="done") & late, then=Value(Status.DONE_LATE.value)),
                When(state="done", then=Value(Status.DONE.value)),
                When(kind="continuous", state="open", then=Value(Status.CONTINUOUS.value)),
                When(kind="continuous", then=Value(Status.RETURNED.value)),
                When(due_on__lt=today, then=Value(Status.OVERDUE.value)),
                When(state="returned", then=Value(Status.RETURNED.value)),
                When(due_on=None, then=Value(Status.WAITING.value)),
                When(due_on__lte=soon, then=Value(Status.IN_PROGRESS.value)),
                default=Value(Status.NOT_DUE.value),
                output_field=models.CharField(),
            )
        )


class ProgressQuerySet(models.QuerySet["ProgressEntry"]):
    def waiting_for_review(self) -> Self:
        return self.filter(state="submitted")

    def accepted(self) -> Self:
        return self.filter(state="accepted")


class DigestQuerySet(models.QuerySet["Digest"]):
    def ready(self, now: datetime) -> Self:
        """Waiting, and not held back until a later attempt."""
        return self.filter(Q(next_try_at=None) | Q(next_try_at__lte=now), state="waiting")

    def stale(self, claimed_before: datetime) -> Self:
        """Claimed by a worker that never came back."""
        return self.filter(state="sending", claimed_at__lt=claimed_before)


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def waiting(self) -> Self:
        return self.filter(state="waiting")
