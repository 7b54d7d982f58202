"""What a person's agencies owe, pile by pile."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value

from agencies.models import Agency, User
from agencies.permissions import REPORTING, agencies_of
from measures.models import (
    Extension,
    ExtensionState,
    ObligationState,
    ProgressEntry,
    ProgressState,
    Review,
    Verdict,
)
from measures.queries.then import owed_on
from measures.querysets import NOT_HANDED_IN, OwedQuerySet
from measures.rules.lateness import UNDER_WAY_DAYS

PILES = ("now", "later", "waiting", "review", "done")


@dataclass(frozen=True)
class Desk:
    """`counts` by pile. Rows carry `status`, `under_way` (state of the entry being written or
    reviewed, or None), `returned_because`, `more_time_asked`."""

    agencies: list[Agency]
    counts: dict[str, int]
    rows: "OwedQuerySet[Any]"


def desk_of(person: User, today: date, pile: str = "now", *, as_of: date | None = None) -> Desk:
    """Two statements, and one more (plus one to count) when `rows` are read.

    `as_of`: what the person's agencies of today owed at the end of that day.
    """
    agencies = agencies_of(person, today, *REPORTING)
    day = as_of or today
    owed = owed_on(day, past=as_of is not None).filter(agency__in=agencies)
    piles = _piles(day)
    counts = owed.aggregate(**{name: Count("pk", filter=piles[name]) for name in PILES})
    rows = owed.filter(piles[pile]).with_status(day)
    told = _dated(rows) if as_of else _told(rows)
    return Desk(agencies, counts, _in_order(told, newest=pile == "done"))


def _piles(today: date) -> dict[str, Q]:
    """Every obligation lies in exactly one."""
    soon = today + timedelta(days=UNDER_WAY_DAYS)
    returned = Q(state=ObligationState.RETURNED)
    return {
        "now": Q(state__in=NOT_HANDED_IN) & (returned | Q(due_on__lte=soon)),
        "later": Q(state=ObligationState.OPEN, due_on__gt=soon),
        "waiting": Q(state=ObligationState.OPEN, due_on=None),
        "review": Q(state=ObligationState.SUBMITTED),
        "done": Q(state__in=(ObligationState.DONE, ObligationState.REMOVED)),
    }


def _dated(rows: "OwedQuerySet[Any]") -> "OwedQuerySet[Any]":
    """A day in the past tells no drafts: what was written when is not kept."""
    text: models.CharField[str, str] = models.CharField()
    nothing = Value(None, output_field=text)
    return rows.annotate(
        under_way=nothing,
        returned_because=nothing,
        more_time_asked=Value(False, output_field=models.BooleanField()),
    )


def _told(rows: "OwedQuerySet[Any]") -> "OwedQuerySet[Any]":
    under_way = ProgressEntry.objects.filter(
        obligation=OuterRef("pk"), state__in=(ProgressState.DRAFT, ProgressState.SUBMITTED)
    )
    returns = Review.objects.filter(entry__obligation=OuterRef("pk"), verdict=Verdict.RETURN)
    asked = Extension.objects.filter(obligation=OuterRef("pk"), state=ExtensionState.REQUESTED)
    return rows.annotate(
        under_way=Subquery(under_way.values("state")[:1]),
        returned_because=Subquery(returns.order_by("-pk").values("reason")[:1]),
        more_time_asked=Exists(asked),
    )


def _in_order(rows: "OwedQuerySet[Any]", *, newest: bool) -> "OwedQuerySet[Any]":
    first = F("due_on").desc(nulls_last=True) if newest else F("due_on").asc(nulls_last=True)
    related = rows.select_related("measure__plan", "agency")
    return related.order_by(first, "measure__position", "pk")
