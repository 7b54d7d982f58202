"""The SQL twin of rules.risk: what is likely to become late, now or as of a day in the past."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from measures.models import Extension, ExtensionState, Obligation, ProgressEntry, ProgressState
from measures.querysets import NOT_HANDED_IN, OwedQuerySet
from measures.rules.risk import RISK_DAYS


def at_risk(rows: "OwedQuerySet[Any]", day: date) -> Q:
    """Condition on obligations, or on versions of them in force on that day. `rows`: all of them.

    What is untouched and where time is asked for are sets of their own, made once: asked of each
    row they would be dearer than all the rest of the board.
    """
    not_late = Q(kind="continuous") | ~Q(due_on__lt=day)
    risky = Q(state="returned") | Q(pk__in=_untouched(rows, day)) | _waits_for_time(rows, day)
    return Q(state__in=NOT_HANDED_IN) & not_late & risky


def _untouched(rows: "OwedQuerySet[Any]", day: date) -> "QuerySet[Any, Any]":
    soon = rows.order_by().filter(
        ~Q(kind="continuous"),
        ~Q(begun(rows, day)),
        state__in=NOT_HANDED_IN,
        due_on__range=(day, day + timedelta(days=RISK_DAYS)),
    )
    return soon.values("pk")


def _waits_for_time(rows: "OwedQuerySet[Any]", day: date) -> Q:
    asked = _undecided(rows, day).order_by().values("obligation")
    return Q(**{"pk__in" if _of_now(rows) else "obligation__in": asked})


def begun(rows: "OwedQuerySet[Any]", day: date) -> Exists:
    """A draft, or anything handed in. A day in the past tells no drafts: none is kept."""
    entries = ProgressEntry.objects.filter(obligation=_own(rows))
    if _of_now(rows):
        return Exists(entries.exclude(state=ProgressState.WITHDRAWN))
    return Exists(entries.standing_on(day))


def time_asked(rows: "OwedQuerySet[Any]", day: date) -> Exists:
    """A request for more time that waits for a decision."""
    return Exists(_undecided(rows, day).filter(obligation=_own(rows)))


def _undecided(rows: "OwedQuerySet[Any]", day: date) -> QuerySet[Extension]:
    waits = Q(state=ExtensionState.REQUESTED)
    if not _of_now(rows):
        waits = Q(waits | Q(decided_on__gt=day), requested_on__lte=day)
    return Extension.objects.filter(waits)


def _own(rows: "OwedQuerySet[Any]") -> OuterRef:
    return OuterRef("pk" if _of_now(rows) else "obligation")


def _of_now(rows: "OwedQuerySet[Any]") -> bool:
    return rows.model is Obligation
