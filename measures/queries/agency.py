"""A body: who it was and is, what it owes, and how it keeps its dates."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When

from agencies.models import Agency, Succession
from measures.models import (
    ExecutorRole,
    Extension,
    ExtensionState,
    Measure,
    Obligation,
    Review,
    Verdict,
)
from measures.queries.then import owed_on
from measures.querysets import HANDED_IN_ALREADY, HANDED_IN_LATE, OwedQuerySet, is_out_on, owed_in
from measures.rules.discipline import Discipline
from measures.rules.lateness import Status
from measures.rules.rounds import Window, windows
from planner.models import ActionPlan


def successions_of(agency: Agency, day: date) -> list[Succession]:
    """What it came from and what came after it, known by that day; one statement."""
    known = Succession.objects.filter(
        Q(predecessor=agency) | Q(successor=agency), effective_on__lte=day
    )
    return list(known.select_related("predecessor", "successor").order_by("effective_on", "pk"))


def owed_by_status(agency: Agency, day: date, *, past: bool = False) -> Counter[Status]:
    """Reports owed, over all plans; one statement."""
    owed = owed_on(day, past=past).owed_by(agency).with_status(day).order_by()
    rows = owed.values_list("status").annotate(Count("pk"))
    return Counter({Status(status): count for status, count in rows})


@dataclass(frozen=True)
class Owing:
    """A measure on which a body owes reports; `counts` by status of those reports."""

    measure: int
    leads: bool
    counts: Counter[Status]


def owing(agency: Agency, day: date, *, past: bool = False) -> list[Owing]:
    """Measures, the newest plan first and in its order; one statement."""
    owed = owed_on(day, past=past).owed_by(agency).with_status(day)
    ordered = owed.order_by("-measure__plan__starts_on", "measure__plan", "measure__position")
    rows = ordered.values_list("measure", "role", "status").annotate(Count("pk"))
    counts: dict[int, Counter[Status]] = {}
    leads: set[int] = set()
    for pk, role, status, count in rows:
        counts.setdefault(pk, Counter())[Status(status)] += count
        if role == ExecutorRole.LEAD:
            leads.add(pk)
    return [Owing(pk, pk in leads, found) for pk, found in counts.items()]


def plans_of(agency: Agency, day: date, *, past: bool = False) -> QuerySet[ActionPlan]:
    """Plans that ask something of it."""
    owed = owed_on(day, past=past).owed_by(agency)
    measures = Measure.objects.filter(pk__in=owed.order_by().values("measure"))
    return ActionPlan.objects.filter(pk__in=measures.values("plan"))


def discipline_of(agency: Agency, day: date, *, past: bool = False) -> dict[str, Discipline]:
    """By period of the plans' cadences ("2009Q2"), the earliest first, over all plans; two
    statements.

    A period is that of reports.gather: it follows the executors' day of each plan.
    """
    plans = list(plans_of(agency, day, past=past))
    known = _windows(plans, day)
    if not known:
        return {}
    whens = [When(Q(measure__plan=pk) & owed_in(one), then=Value(one.label)) for pk, one in known]
    order = {one.label: one.closes_on for _pk, one in known}
    owed = owed_on(day, past=past).owed_by(agency).exclude(state="removed").order_by()
    named = Case(*whens, default=Value(""), output_field=CharField())
    rows = _told(owed.annotate(period=named).exclude(period=""), day)
    told = {row["period"]: _discipline(row) for row in rows}
    return {label: told[label] for label in sorted(told, key=lambda label: order[label])}


def _windows(plans: list[ActionPlan], day: date) -> list[tuple[int, Window]]:
    """Of the periods that had begun, with the plan of each."""
    return [
        (plan.pk, window)
        for plan in plans
        for window in windows(
            [one for one in plan.periods() if one.starts_on <= day], plan_starts_on=plan.starts_on
        )
    ]


def _told(owed: "OwedQuerySet[Any]", day: date) -> Any:
    own = OuterRef("pk" if owed.model is Obligation else "obligation")
    granted = Extension.objects.filter(
        obligation=own, state=ExtensionState.GRANTED, decided_on__lte=day
    )
    returned = Review.objects.filter(
        entry__obligation=own, verdict=Verdict.RETURN, reviewed_on__lte=day
    )
    told = owed.annotate(is_extended=Exists(granted), is_returned=Exists(returned))
    return told.values("period").annotate(
        due=Count("pk"),
        handed_in=Count("pk", filter=HANDED_IN_ALREADY),
        late=Count("pk", filter=HANDED_IN_LATE),
        out=Count("pk", filter=is_out_on(day)),
        extended=Count("pk", filter=Q(is_extended=True)),
        returned=Count("pk", filter=Q(is_returned=True)),
    )


def _discipline(row: Mapping[str, int]) -> Discipline:
    return Discipline(
        due=row["due"],
        in_time=row["handed_in"] - row["late"],
        late=row["late"],
        out=row["out"],
        extended=row["extended"],
        returned=row["returned"],
    )
