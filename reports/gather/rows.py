"""What the content of a report is made from: twelve SQL statements, whatever the plan's size."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agencies.models import Agency
from measures.models import (
    Cost,
    Event,
    EventKind,
    Evidence,
    Executor,
    Measure,
)
from planner.models import ActionPlan, Amendment, Direction
from reports.gather.owed import Owed, owed_on
from reports.gather.plain import Row, columns, grouped, plain


@dataclass
class Facts:
    """Rows of one plan, keyed by their measure; agencies and directions by their own ids."""

    day: date
    plan: ActionPlan
    bodies: dict[int, Agency]
    measures: list[Row]
    owed: list[Owed]
    executors: dict[int, list[Row]]
    evidence: dict[int, list[str]]
    costs: list[Row]
    directions: list[Row]
    directions_of: dict[int, set[int]]
    removals: dict[int, Row]
    amendments: list[Row]


def collect(plan: ActionPlan, day: date) -> Facts:
    """Reads everything at once; run it inside one transaction for one consistent picture."""
    bodies = Agency.objects.in_bulk()
    measures = _measures(plan)
    links = Measure.lines.through.objects.filter(measure__plan=plan)
    return Facts(
        day=day,
        plan=plan,
        bodies=bodies,
        measures=measures,
        owed=owed_on(plan, day, bodies, {row["id"]: row for row in measures}),
        executors=grouped(_executors(plan), "measure_id"),
        evidence=_evidence(plan),
        costs=_costs(plan),
        directions=plain(
            Direction.objects.filter(concept=plan.concept_id).values(
                "id", "kind", "number", "source", *columns("text")
            )
        ),
        directions_of=_sets(links.values_list("measure_id", "lineofaction__direction_id")),
        removals=_removals(plan, day),
        amendments=plain(
            Amendment.objects.filter(plan=plan, adopted_on__lte=day).values("act", "adopted_on")
        ),
    )


def _measures(plan: ActionPlan) -> list[Row]:
    named = [*columns("title"), *columns("completion_form")]
    joined = [*columns("deadline__text"), *columns("section__title"), "deadline__kind"]
    return plain(
        Measure.objects.filter(plan=plan)
        .order_by("position")
        .values("id", "position", "number", "state", "state_on", *named, *joined)
    )


def _executors(plan: ActionPlan) -> list[Row]:
    named = [*columns("agency__short"), *columns("agency__name"), *columns("group__name")]
    return plain(
        Executor.objects.filter(measure__plan=plan)
        .order_by("measure", "position")
        .values("measure_id", "role", "by_agreement", "consolidates", "agency_id", *named)
    )


def _evidence(plan: ActionPlan) -> dict[int, list[str]]:
    """Names of the files behind accepted entries, by entry."""
    kept = Evidence.objects.filter(
        entry__obligation__measure__plan=plan, entry__state="accepted"
    ).order_by("entry", "uploaded_at", "id")
    found: dict[int, list[str]] = defaultdict(list)
    for entry, name in kept.values_list("entry_id", "name"):
        found[entry].append(name)
    return found


def _costs(plan: ActionPlan) -> list[Row]:
    money = ("year", "planned", "allotted", "spent")
    return plain(Cost.objects.filter(measure__plan=plan).order_by("year", "id").values(*money))


def _removals(plan: ActionPlan, day: date) -> dict[int, Row]:
    """The last removal from control up to the day, with its document, by measure."""
    events = Event.objects.filter(
        measure__plan=plan, kind=EventKind.REMOVED, obligation=None, happened_on__lte=day
    ).order_by("happened_on", "id")
    rows = plain(events.values("measure_id", "data"))
    return {row["measure_id"]: row for row in rows}


def _sets(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return found
