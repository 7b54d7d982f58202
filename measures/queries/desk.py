"""What a person's agencies owe, pile by pile."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import models
from django.db.models import Count, F, FilteredRelation, Min, OuterRef, Q, Subquery, Value

from agencies.models import Agency, User
from agencies.permissions import REPORTING, agencies_of
from measures.models import ProgressEntry, ProgressState, Review, Verdict
from measures.queries.then import owed_on
from measures.querysets import OwedQuerySet
from measures.rules.piles import TO_DO, Pile

# What the desk shows first: all that is to be done, the most urgent at the top.
NOW: Final = "now"
PILES: Final = tuple(pile.value for pile in Pile)
SHOWN: Final = (NOW, *PILES)
# Their date is still to come, and somebody has to write them.
AHEAD: Final = (Pile.RETURNED, Pile.WEEK, Pile.DRAFTS, Pile.MONTH, Pile.LATER)


@dataclass(frozen=True)
class Desk:
    """`counts` by pile, `next_due` the soonest date to come of what is not handed in. Rows carry
    `status`, `pile`, `under_way` (state of the report being written or reviewed, or None) and
    `returned_because`."""

    agencies: list[Agency]
    counts: dict[str, int]
    next_due: date | None
    rows: "OwedQuerySet[Any]"

    @property
    def to_do(self) -> int:
        return sum(self.counts[pile] for pile in TO_DO)


def desk_of(person: User, today: date, shown: str = NOW, *, as_of: date | None = None) -> Desk:
    """Two statements, and one more (plus one to count) when `rows` are read.

    `shown`: a pile, or NOW for all that is to be done. `as_of`: what the person's agencies of
    today owed at the end of that day.
    """
    agencies = agencies_of(person, today, *REPORTING)
    day = as_of or today
    owed = owed_on(day, past=as_of is not None).filter(agency__in=agencies)
    told = (_dated(owed, as_of) if as_of else _told(owed)).with_pile(day)
    counts, next_due = _counted(told, day)
    rows = told.filter(pile__in=TO_DO if shown == NOW else (shown,)).with_status(day)
    return Desk(agencies, counts, next_due, _in_order(rows, newest=shown == Pile.DONE))


def _counted(told: "OwedQuerySet[Any]", day: date) -> tuple[dict[str, int], date | None]:
    """Of every pile how much lies in it, and the soonest date to come of what is AHEAD."""
    after = Min("due_on", filter=Q(due_on__gt=day))
    found = {
        row["pile"]: row
        for row in told.order_by().values("pile").annotate(count=Count("pk"), soonest=after)
    }
    counts = {name: found[name]["count"] if name in found else 0 for name in PILES}
    dates = [found[pile]["soonest"] for pile in AHEAD if pile in found]
    return counts, min((soonest for soonest in dates if soonest), default=None)


def _dated(rows: "OwedQuerySet[Any]", day: date) -> "OwedQuerySet[Any]":
    """Of a day in the past: what lay in review at its end. Drafts are not known: what was written
    when is not kept."""
    waited = ProgressEntry.objects.waiting_on(day).filter(obligation=OuterRef("obligation"))
    in_review = Value(ProgressState.SUBMITTED.value, output_field=models.CharField())
    text: models.CharField[str, str] = models.CharField()
    return rows.annotate(
        under_way=Subquery(waited.order_by().values(told=in_review)[:1]),
        returned_because=Value(None, output_field=text),
    )


def _told(rows: "OwedQuerySet[Any]") -> "OwedQuerySet[Any]":
    # Joined, not asked row by row: the constraint one_entry_under_way leaves one at most.
    states = (ProgressState.DRAFT, ProgressState.SUBMITTED)
    going_on = FilteredRelation("entries", condition=Q(entries__state__in=states))
    returns = Review.objects.filter(entry__obligation=OuterRef("pk"), verdict=Verdict.RETURN)
    return rows.annotate(
        going_on=going_on,
        under_way=F("going_on__state"),
        returned_because=Subquery(returns.order_by("-pk").values("reason")[:1]),
    )


def _in_order(rows: "OwedQuerySet[Any]", *, newest: bool) -> "OwedQuerySet[Any]":
    first = F("due_on").desc(nulls_last=True) if newest else F("due_on").asc(nulls_last=True)
    related = rows.select_related("measure__plan__coordinator", "agency")
    return related.order_by("turn", first, "measure__position", "pk")
