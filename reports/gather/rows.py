"""What the content of a report is made from: twelve SQL statements, whatever the plan's size."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from agencies.models import Agency, AgencyGroup
from measures.models import Event, EventKind, Evidence, Measure, MeasureVersion
from planner.models import ActionPlan, Amendment, Direction
from reports.gather.owed import Owed, owed_on
from reports.gather.plain import Row, columns, plain


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
    versions = list(_versions(plan, day))
    measures = [_measure(version) for version in versions]
    links = Measure.lines.through.objects.filter(measure__plan=plan)
    return Facts(
        day=day,
        plan=plan,
        bodies=bodies,
        measures=measures,
        owed=owed_on(plan, day, bodies),
        executors=_executors(versions, bodies),
        evidence=_evidence(plan),
        costs=[_cost(cost) for version in versions for cost in version.costs],
        directions=plain(
            Direction.objects.filter(concept=plan.concept_id).values(
                "id", "kind", "number", "source", *columns("text")
            )
        ),
        directions_of=_sets(links.values_list("measure_id", "lineofaction__direction_id")),
        removals=_removals(plan, day),
        amendments=plain(
            Amendment.objects.filter(plan=plan, applied_on__lte=day).values("act", "adopted_on")
        ),
    )


def _versions(plan: ActionPlan, day: date) -> QuerySet[MeasureVersion]:
    """The plan that was in force and known at the end of the day, in the order of its table."""
    rows = MeasureVersion.objects.in_force(day).filter(plan=plan)
    return rows.select_related("measure", "section").order_by("measure__position")


def _measure(version: MeasureVersion) -> Row:
    section, deadline = version.section, version.deadline
    named = [*columns("title"), *columns("completion_form")]
    return {
        "id": version.measure_id,
        "position": version.measure.position,
        **{column: getattr(version, column) for column in ("number", "state", "state_on", *named)},
        **{f"section__{column}": getattr(section, column, "") for column in columns("title")},
        **{f"deadline__{column}": deadline.get(column, "") for column in columns("text")},
        "deadline__kind": deadline.get("kind"),
    }


def _executors(
    versions: Iterable[MeasureVersion], bodies: dict[int, Agency]
) -> dict[int, list[Row]]:
    """By measure, in the order of the act; one statement, for the groups."""
    groups = AgencyGroup.objects.in_bulk()
    return {
        version.measure_id: [_executor(one, bodies, groups) for one in version.executors]
        for version in versions
    }


def _executor(one: Row, bodies: dict[int, Agency], groups: dict[int, AgencyGroup]) -> Row:
    agency, group = bodies.get(one["agency_id"]), groups.get(one["group_id"])
    agency_names = [*columns("short"), *columns("name")]
    return {
        **one,
        **{f"agency__{column}": getattr(agency, column, "") for column in agency_names},
        **{f"group__{column}": getattr(group, column, "") for column in columns("name")},
    }


def _cost(one: Row) -> Row:
    sums = {name: one[name] and Decimal(one[name]) for name in ("planned", "allotted", "spent")}
    return {"year": one["year"], **sums}


def _evidence(plan: ActionPlan) -> dict[int, list[str]]:
    """Names of the files behind accepted entries, by entry."""
    kept = Evidence.objects.filter(
        entry__obligation__measure__plan=plan, entry__state="accepted"
    ).order_by("entry", "uploaded_at", "id")
    found: dict[int, list[str]] = defaultdict(list)
    for entry, name in kept.values_list("entry_id", "name"):
        found[entry].append(name)
    return found


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
