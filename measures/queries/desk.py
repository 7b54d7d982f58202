"""What a person's agencies owe, pile by pile."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from agencies.models import Agency, User
from agencies.permissions import REPORTING, agencies_of
from measures.models import (
    Extension,
    ExtensionState,
    Obligation,
    ObligationState,
    ProgressEntry,
    ProgressState,
    Review,
    Verdict,
)
from measures.querysets import NOT_HANDED_IN
from measures.rules.lateness import UNDER_WAY_DAYS

PILES = ("now", "later", "waiting", "review", "done")


@dataclass(frozen=True)
class Desk:
    """`counts` by pile. Rows carry `status`, `under_way` (state of the entry being written or
    reviewed, or None), `returned_because`, `more_time_asked`."""

    agencies: list[Agency]
    counts: dict[str, int]
    rows: QuerySet[Obligation]


def desk_of(person: User, today: date, pile: str = "now") -> Desk:
    """Two statements, and one more (plus one to count) when `rows` are read."""
    agencies = agencies_of(person, today, *REPORTING)
    owed = Obligation.objects.filter(agency__in=agencies)
    piles = _piles(today)
    counts = owed.aggregate(**{name: Count("pk", filter=piles[name]) for name in PILES})
    return Desk(agencies, counts, _told(owed.filter(piles[pile]), today, newest=pile == "done"))


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


def _told(owed: QuerySet[Obligation], today: date, *, newest: bool) -> QuerySet[Obligation]:
    under_way = ProgressEntry.objects.filter(
        obligation=OuterRef("pk"), state__in=(ProgressState.DRAFT, ProgressState.SUBMITTED)
    )
    returns = Review.objects.filter(entry__obligation=OuterRef("pk"), verdict=Verdict.RETURN)
    asked = Extension.objects.filter(obligation=OuterRef("pk"), state=ExtensionState.REQUESTED)
    first = F("due_on").desc(nulls_last=True) if newest else F("due_on").asc(nulls_last=True)
    rows = Obligation.objects.with_status(today).filter(pk__in=owed.values("pk"))
    return (
        rows.annotate(
            under_way=Subquery(under_way.values("state")[:1]),
            returned_because=Subquery(returns.order_by("-pk").values("reason")[:1]),
            more_time_asked=Exists(asked),
        )
        .select_related("measure__plan", "agency")
        .order_by(first, "measure__position", "pk")
    )
