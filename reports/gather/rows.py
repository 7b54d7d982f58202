"""What the content of a report is made from: twelve SQL statements, whatever the plan's size."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies.models import Agency
from agencies.translated import ORDER
from measures.models import (
    Cost,
    Event,
    EventKind,
    Evidence,
    Executor,
    Extension,
    Measure,
    Obligation,
    ProgressEntry,
)
from measures.rules.lateness import Status, days_late, status_of
from measures.rules.progress import fulfils
from planner.models import ActionPlan, Amendment, Direction
from reports.rules.history import DONE, SUBMITTED, Handed, Standing, due_on_day, standing_on

Row = dict[str, Any]
VERDICTS = {"accepted": "accept", "returned": "return"}


@dataclass
class Owed:
    """An obligation as of the report's day; `status` in the words of execution control."""

    measure_id: int
    agency: str
    by_agreement: bool
    kind: str
    occurrence: str
    due_on: date | None
    first_due_on: date | None
    standing: Standing
    status: Status
    reports: list[Row]
    extensions: list[Row]

    @property
    def handed_in(self) -> bool:
        return self.standing.state in (SUBMITTED, DONE)

    def days_late(self, day: date) -> int:
        return days_late(self.due_on, self.standing.done_on, day)


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


def columns(field: str) -> list[str]:
    return [f"{field}_{code}" for code in ORDER]


def texts(row: Row, field: str) -> dict[str, str]:
    """Three languages of one field of a row, "" where none was written."""
    return {code: row[f"{field}_{code}"] or "" for code in ORDER}


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
        owed=_owed(plan, day, bodies, {row["id"]: row for row in measures}),
        executors=_grouped(_executors(plan), "measure_id"),
        evidence=_evidence(plan),
        costs=_costs(plan),
        directions=_plain(
            Direction.objects.filter(concept=plan.concept_id).values(
                "id", "kind", "number", "source", *columns("text")
            )
        ),
        directions_of=_sets(links.values_list("measure_id", "lineofaction__direction_id")),
        removals=_removals(plan, day),
        amendments=_plain(
            Amendment.objects.filter(plan=plan, adopted_on__lte=day).values("act", "adopted_on")
        ),
    )


def _plain(rows: Iterable[Any]) -> list[Row]:
    """Dictionaries of columns, each query's own type put aside."""
    return list(rows)


def _measures(plan: ActionPlan) -> list[Row]:
    named = [*columns("title"), *columns("completion_form")]
    joined = [*columns("deadline__text"), *columns("section__title"), "deadline__kind"]
    return _plain(
        Measure.objects.filter(plan=plan)
        .order_by("position")
        .values("id", "position", "number", "state", "state_on", *named, *joined)
    )


def _executors(plan: ActionPlan) -> list[Row]:
    named = [*columns("agency__short"), *columns("agency__name"), *columns("group__name")]
    return _plain(
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
    return _plain(Cost.objects.filter(measure__plan=plan).order_by("year", "id").values(*money))


def _removals(plan: ActionPlan, day: date) -> dict[int, Row]:
    """The last removal from control up to the day, with its document, by measure."""
    events = Event.objects.filter(
        measure__plan=plan, kind=EventKind.REMOVED, obligation=None, happened_on__lte=day
    ).order_by("happened_on", "id")
    rows = _plain(events.values("measure_id", "data"))
    return {row["measure_id"]: row for row in rows}


def _owed(
    plan: ActionPlan, day: date, bodies: dict[int, Agency], measures: dict[int, Row]
) -> list[Owed]:
    reports = _grouped(_reports(plan), "obligation_id")
    extensions = _grouped(_extensions(plan), "obligation_id")
    rows = Obligation.objects.filter(measure__plan=plan).order_by(
        "measure__position", "first_due_on", "agency__code", "id"
    )
    return [
        _as_of(
            day,
            row,
            agency=bodies[row.agency_id].code,
            off_control_on=measures[row.measure_id]["state_on"],
            reports=reports.get(row.pk, []),
            extensions=extensions.get(row.pk, []),
        )
        for row in rows.iterator(chunk_size=2000)
    ]


def _as_of(
    day: date,
    row: Obligation,
    *,
    agency: str,
    off_control_on: date | None,
    reports: list[Row],
    extensions: list[Row],
) -> Owed:
    standing = standing_on(
        day,
        stored=Standing(row.state, row.done_on),
        reports=[_handed(report, row.kind) for report in reports],
        off_control_on=off_control_on,
    )
    moves = [(ask["decided_on"], ask["old_due_on"]) for ask in extensions if ask["granted_on"]]
    due_on = due_on_day(day, due_on=row.due_on, moves=moves)
    return Owed(
        measure_id=row.measure_id,
        agency=agency,
        by_agreement=row.by_agreement,
        kind=row.kind,
        occurrence=row.occurrence,
        due_on=due_on,
        first_due_on=row.first_due_on,
        standing=standing,
        status=status_of(
            state=standing.state,
            kind=row.kind,
            due_on=due_on,
            done_on=standing.done_on,
            today=day,
        ),
        reports=[report for report in reports if report["submitted_on"] <= day],
        extensions=[ask for ask in extensions if ask["requested_on"] <= day],
    )


def _handed(report: Row, kind: str) -> Handed:
    """A reviewed entry whose review is not on record counts as reviewed the day it came in."""
    verdict = report["review__verdict"] or VERDICTS.get(report["state"])
    reviewed_on = report["review__reviewed_on"] or (report["submitted_on"] if verdict else None)
    return Handed(report["submitted_on"], fulfils(kind, report["claim"]), reviewed_on, verdict)


def _reports(plan: ActionPlan) -> list[Row]:
    """Everything handed in, later days too: they tell what the day did not know yet."""
    said = ("id", "claim", "text", "language", "document_kind", "document_number", "document_on")
    return _plain(
        ProgressEntry.objects.filter(obligation__measure__plan=plan, submitted_on__isnull=False)
        .exclude(state__in=("draft", "withdrawn"))
        .order_by("obligation", "submitted_on", "id")
        .values(
            "obligation_id",
            "submitted_on",
            "state",
            "review__verdict",
            "review__reviewed_on",
            *said,
        )
    )


def _extensions(plan: ActionPlan) -> list[Row]:
    asked = ("requested_on", "old_due_on", "proposed_on", "reason", "act")
    return _plain(
        Extension.objects.filter(obligation__measure__plan=plan)
        .order_by("obligation", "requested_on", "id")
        .values("obligation_id", "granted_on", "decided_on", "state", *asked)
    )


def _grouped(rows: Iterable[Row], key: str) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return found


def _sets(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return found
