"""The SQL twin of rules.risk: what is likely to become late, now or as of a day in the past."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from measures.models import Extension, ExtensionState, Obligation, ProgressEntry, ProgressState
from measures.querysets import NOT_HANDED_IN, OwedQuerySet
from measures.rules.risk import RISK_DAYS


def at_risk(rows: "OwedQuerySet[Any]", day: date) -> Q:
    """Condition on obligations, or on versions of them in force on that day."""
    continuous, late = Q(kind="continuous"), Q(due_on__lt=day)
    soon = Q(due_on__lte=day + timedelta(days=RISK_DAYS))
    untouched = soon & ~continuous & ~Q(begun(rows, day))
    risky = Q(state="returned") | untouched | Q(time_asked(rows, day))
    return Q(state__in=NOT_HANDED_IN) & (continuous | ~late | Q(due_on=None)) & risky


def begun(rows: "OwedQuerySet[Any]", day: date) -> Exists:
    """A draft, or anything handed in. A day in the past tells no drafts: none is kept."""
    entries = ProgressEntry.objects.filter(obligation=_own(rows))
    entries = entries.exclude(state=ProgressState.WITHDRAWN)
    return Exists(entries if _of_now(rows) else entries.filter(submitted_on__lte=day))


def time_asked(rows: "OwedQuerySet[Any]", day: date) -> Exists:
    """A request for more time that waits for a decision."""
    waits = Q(state=ExtensionState.REQUESTED)
    if not _of_now(rows):
        waits = Q(waits | Q(decided_on__gt=day), requested_on__lte=day)
    return Exists(Extension.objects.filter(waits, obligation=_own(rows)))


def _own(rows: "OwedQuerySet[Any]") -> OuterRef:
    return OuterRef("pk" if _of_now(rows) else "obligation")


def _of_now(rows: "OwedQuerySet[Any]") -> bool:
    return rows.model is Obligation
