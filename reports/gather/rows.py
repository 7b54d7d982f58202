"""What the content of a report is made from: so many SQL statements for so many measures at once,
and a few more for what they share, whatever the plan's size."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from django.db.models import QuerySet

from agencies.models import Agency, AgencyGroup
from measures.models import Event, EventKind, Evidence, Measure, MeasureVersion
from measures.queries.then import Places
from planner.models import ActionPlan, Amendment, Direction, Task
from reports.gather.owed import Owed, Span, owed_on, within
from reports.gather.plain import Row, columns, plain
from reports.gather.problems import Problems


@dataclass
class Reference:
    """What all measures of a plan share; read once."""

    day: date
    plan: ActionPlan
    bodies: dict[int, Agency]
    groups: dict[int, AgencyGroup]
    places: Places
    directions: list[Row]
    tasks: list[Row]
    amendments: list[Row]
    problems: Problems


@dataclass
class Facts:
    """Rows of one plan, or of a span of its measures, keyed by their measure.

    Agencies, directions and tasks by their own ids. Measures that could not be read are named in
    `problems` and left out with all that is owed on them.
    """

    day: date
    plan: ActionPlan
    bodies: dict[int, Agency]
    measures: list[Row]
    owed: list[Owed]
    executors: dict[int, list[Row]]
    evidence: dict[int, list[str]]
    costs: dict[int, list[Row]]
    directions: list[Row]
    directions_of: dict[int, set[int]]
    tasks_of: dict[int, set[int]]
    removals: dict[int, Row]
    amendments: list[Row]
    problems: Problems


def refer(plan: ActionPlan, day: date) -> Reference:
    """Six statements."""
    return Reference(
        day=day,
        plan=plan,
        bodies=Agency.objects.select_related("region").in_bulk(),
        groups=AgencyGroup.objects.in_bulk(),
        places=Places([plan.pk], day),
        directions=plain(
            Direction.objects.filter(concept=plan.concept_id).values(
                "id", "kind", "number", "source", *columns("text")
            )
        ),
        tasks=plain(
            Task.objects.filter(goal__concept=plan.concept_id)
            .order_by("goal__number", "number")
            .values("id", "goal__number", "number", "source", *columns("text"))
        ),
        amendments=plain(
            Amendment.objects.filter(plan=plan, applied_on__lte=day).values("act", "adopted_on")
        ),
        problems=Problems(),
    )


def collect(
    plan: ActionPlan, day: date, reference: Reference | None = None, span: Span = None
) -> Facts:
    """Facts of all measures, or of a span of them; run it inside one transaction for one picture.

    Eight statements, and those of the reference where none is given.
    """
    shared = reference or refer(plan, day)
    facts = Facts(
        day=day,
        plan=plan,
        bodies=shared.bodies,
        measures=[],
        owed=[],
        executors={},
        evidence=_evidence(plan, day, span),
        costs={},
        directions=shared.directions,
        directions_of=_served(plan, span, "lines", "lineofaction__direction_id"),
        tasks_of=_served(plan, span, "tasks", "task_id"),
        removals=_removals(plan, day, span),
        amendments=shared.amendments,
        problems=shared.problems,
    )
    for version in _versions(plan, day, span).iterator(chunk_size=2000):
        with shared.problems.of(version.measure_id, version.number):
            _add(facts, version, shared)
    told = {row["id"] for row in facts.measures}
    rows = owed_on(plan, day, shared.bodies, span)
    facts.owed = [one for one in rows if one.measure_id in told]
    return facts


def positions(plan: ActionPlan, day: date) -> list[int]:
    """Of the measures that the plan had at the end of the day, in the order of its table."""
    return list(_versions(plan, day, None).values_list("measure__position", flat=True))


def _versions(plan: ActionPlan, day: date, span: Span) -> QuerySet[MeasureVersion]:
    """The plan that was in force and known at the end of the day, in the order of its table."""
    rows = MeasureVersion.objects.in_force(day).filter(**within("measure__", plan, span))
    return rows.select_related("measure", "section").order_by("measure__position")


def _add(facts: Facts, version: MeasureVersion, shared: Reference) -> None:
    """All of a measure or nothing."""
    read = partial(_executor, bodies=shared.bodies, groups=shared.groups)
    row = _measure(version, shared.places.of(version.measure))
    executors = [read(one) for one in version.executors]
    costs = [_cost(cost, version.funding_source) for cost in version.costs]
    facts.measures.append(row)
    facts.executors[row["id"]], facts.costs[row["id"]] = executors, costs


def _measure(version: MeasureVersion, position: int) -> Row:
    section, deadline = version.section, version.deadline
    named = [*columns("title"), *columns("completion_form")]
    return {
        "id": version.measure_id,
        "position": position,
        **{column: getattr(version, column) for column in ("number", "state", "state_on", *named)},
        **{f"section__{column}": getattr(section, column, "") for column in columns("title")},
        **{f"deadline__{column}": deadline.get(column, "") for column in columns("text")},
        "deadline__kind": deadline.get("kind"),
    }


def _executor(one: Row, bodies: Mapping[int, Agency], groups: Mapping[int, AgencyGroup]) -> Row:
    agency, group = bodies.get(one["agency_id"]), groups.get(one["group_id"])
    agency_names = [*columns("short"), *columns("name")]
    return {
        **one,
        **{f"agency__{column}": getattr(agency, column, "") for column in agency_names},
        **{f"group__{column}": getattr(group, column, "") for column in columns("name")},
    }


def _cost(one: Row, source: str) -> Row:
    """A sum without a source of its own comes from that of its measure."""
    sums = {
        name: None if one[name] is None else Decimal(one[name])
        for name in ("planned", "allotted", "spent")
    }
    return {"year": one["year"], "source": one["source"] or source, **sums}


def _evidence(plan: ActionPlan, day: date, span: Span) -> dict[int, list[str]]:
    """Names of the files behind accepted entries, by entry."""
    kept = Evidence.objects.filter(
        **within("entry__obligation__measure__", plan, span),
        entry__state="accepted",
        entry__submitted_on__lte=day,
    ).order_by("entry", "uploaded_at", "id")
    found: dict[int, list[str]] = defaultdict(list)
    for entry, name in kept.values_list("entry_id", "name"):
        found[entry].append(name)
    return found


def _removals(plan: ActionPlan, day: date, span: Span) -> dict[int, Row]:
    """The last removal from control up to the day, with its document, by measure."""
    events = Event.objects.filter(
        **within("measure__", plan, span),
        kind=EventKind.REMOVED,
        obligation=None,
        happened_on__lte=day,
    ).order_by("happened_on", "id")
    rows = plain(events.values("measure_id", "data"))
    return {row["measure_id"]: row for row in rows}


def _served(plan: ActionPlan, span: Span, served: str, what: str) -> dict[int, set[int]]:
    """Directions or tasks that measures serve, by measure."""
    links = getattr(Measure, served).through.objects.filter(**within("measure__", plan, span))
    return _sets(links.values_list("measure_id", what))


def _sets(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return found
