"""Obligations as they stood on the report's day."""

from dataclasses import dataclass
from datetime import date

from agencies.models import Agency
from measures.models import (
    Extension,
    Obligation,
    ProgressEntry,
)
from measures.rules.lateness import Status, days_late, status_of
from measures.rules.progress import fulfils
from planner.models import ActionPlan
from reports.gather.plain import Row, grouped, plain
from reports.rules.history import DONE, SUBMITTED, Handed, Standing, due_on_day, standing_on

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


def owed_on(
    plan: ActionPlan, day: date, bodies: dict[int, Agency], measures: dict[int, Row]
) -> list[Owed]:
    reports = grouped(_reports(plan), "obligation_id")
    extensions = grouped(_extensions(plan), "obligation_id")
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
    return plain(
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
    return plain(
        Extension.objects.filter(obligation__measure__plan=plan)
        .order_by("obligation", "requested_on", "id")
        .values("obligation_id", "granted_on", "decided_on", "state", *asked)
    )
