"""Obligations as they stood on the report's day."""

from dataclasses import dataclass
from datetime import date

from agencies.models import Agency
from measures.models import Extension, ObligationVersion, ProgressEntry
from measures.rules.discipline import is_handed_in
from measures.rules.lateness import Status, days_late, status_of
from planner.models import ActionPlan
from reports.gather.plain import Row, grouped, plain

VERDICTS = {"accepted": "accept", "returned": "return"}


@dataclass
class Owed:
    """An obligation as of the report's day; `status` in the words of execution control."""

    measure_id: int
    agency: str
    by_agreement: bool
    kind: str
    occurrence: str
    written_on: date | None
    due_on: date | None
    first_due_on: date | None
    state: str
    done_on: date | None
    status: Status
    reports: list[Row]
    extensions: list[Row]

    @property
    def handed_in(self) -> bool:
        return is_handed_in(self.state)

    def days_late(self, day: date) -> int:
        return days_late(self.due_on, self.done_on, day)

    def granted(self, day: date) -> list[Row]:
        """Extensions decided by the end of the day, the first one first."""
        known = [ask for ask in self.extensions if ask["granted_on"] and ask["decided_on"] <= day]
        return sorted(known, key=lambda ask: (ask["decided_on"], ask["id"]))


def owed_on(plan: ActionPlan, day: date, bodies: dict[int, Agency]) -> list[Owed]:
    """In the terms, the state and the name of the body that the day ended with."""
    reports = grouped(_reports(plan), "obligation_id")
    extensions = grouped(_extensions(plan), "obligation_id")
    rows = ObligationVersion.objects.in_force(day).owed().filter(measure__plan=plan)
    ordered = rows.order_by("measure__position", "first_due_on", "agency__code", "obligation_id")
    return [
        _as_of(
            day,
            row,
            agency=bodies[row.agency_id].code,
            reports=reports.get(row.obligation_id, []),
            extensions=extensions.get(row.obligation_id, []),
        )
        for row in ordered.iterator(chunk_size=2000)
    ]


def _as_of(
    day: date,
    row: ObligationVersion,
    *,
    agency: str,
    reports: list[Row],
    extensions: list[Row],
) -> Owed:
    return Owed(
        measure_id=row.measure_id,
        agency=agency,
        by_agreement=row.by_agreement,
        kind=row.kind,
        occurrence=row.occurrence,
        written_on=row.written_on,
        due_on=row.due_on,
        first_due_on=row.first_due_on,
        state=row.state,
        done_on=row.done_on,
        status=status_of(
            state=row.state,
            kind=row.kind,
            due_on=row.due_on,
            done_on=row.done_on,
            today=day,
        ),
        reports=[report for report in reports if report["submitted_on"] <= day],
        extensions=[ask for ask in extensions if ask["requested_on"] <= day],
    )


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
        .values("id", "obligation_id", "granted_on", "decided_on", "state", *asked)
    )
