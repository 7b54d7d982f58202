"""Obligations as they stood on the report's day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from agencies.models import Agency
from measures.models import Extension, ObligationVersion, ProgressEntry
from measures.rules.discipline import is_handed_in
from measures.rules.lateness import Status, days_late, status_of
from planner.models import ActionPlan
from reports.gather.plain import Row, grouped, plain

VERDICTS = {"accepted": "accept", "returned": "return"}
TERMS = ("kind", "occurrence", "written_on", "due_on", "first_due_on", "state", "done_on")
COLUMNS = ("obligation_id", "measure_id", "agency_id", "by_agreement", *TERMS)
# Measures from the first to the last position of the plan's table; None: all of them.
Span = tuple[int, int] | None


@dataclass(slots=True)
class Owed:
    """An obligation as of the report's day; `status` in the words of execution control.

    `reports` and `extensions`: those known on that day, the earliest first.
    """

    id: int
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
        if not self.extensions:
            return self.extensions
        known = [ask for ask in self.extensions if ask["granted_on"] and ask["decided_on"] <= day]
        return sorted(known, key=lambda ask: (ask["decided_on"], ask["id"]))


def owed_on(
    plan: ActionPlan, day: date, bodies: Mapping[int, Agency], span: Span = None
) -> list[Owed]:
    """In the terms, the state and the name of the body that the day ended with."""
    reports = grouped(_reports(plan, day, span), "obligation_id")
    extensions = grouped(_extensions(plan, day, span), "obligation_id")
    return [
        _as_of(
            day,
            row,
            agency=bodies[row[2]].code,
            reports=reports.get(row[0]) or [],
            extensions=extensions.get(row[0]) or [],
        )
        for row in _owed(plan, day, span)
    ]


def _owed(plan: ActionPlan, day: date, span: Span) -> Iterator[tuple[Any, ...]]:
    rows = ObligationVersion.objects.in_force(day).owed().filter(**within("measure__", plan, span))
    ordered = rows.order_by(
        "measure__position",
        F("first_due_on").asc(nulls_last=True),
        "agency__code",
        "obligation_id",
    )
    return ordered.values_list(*COLUMNS).iterator(chunk_size=5000)


def within(measure: str, plan: ActionPlan, span: Span) -> dict[str, Any]:
    """The condition that rows, whose measure is found by the path `measure`, are of the span."""
    found: dict[str, Any] = {f"{measure}plan": plan}
    return {**found, f"{measure}position__range": span} if span else found


def _as_of(
    day: date,
    row: tuple[Any, ...],
    *,
    agency: str,
    reports: list[Row],
    extensions: list[Row],
) -> Owed:
    """`row` is in the order of COLUMNS."""
    pk, measure, _, by_agreement, kind, occurrence, written_on, due_on, first, state, done_on = row
    return Owed(
        id=pk,
        measure_id=measure,
        agency=agency,
        by_agreement=by_agreement,
        kind=kind,
        occurrence=occurrence,
        written_on=written_on,
        due_on=due_on,
        first_due_on=first,
        state=state,
        done_on=done_on,
        status=status_of(state=state, kind=kind, due_on=due_on, done_on=done_on, today=day),
        reports=reports,
        extensions=extensions,
    )


def _reports(plan: ActionPlan, day: date, span: Span) -> list[Row]:
    """Handed in by the day and not taken back by then: what was taken back later lay there yet."""
    said = ("id", "claim", "text", "language", "document_kind", "document_number", "document_on")
    return plain(
        ProgressEntry.objects.standing_on(day)
        .filter(**within("obligation__measure__", plan, span))
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


def _extensions(plan: ActionPlan, day: date, span: Span) -> list[Row]:
    asked = ("requested_on", "old_due_on", "proposed_on", "reason", "act")
    return plain(
        Extension.objects.filter(
            **within("obligation__measure__", plan, span), requested_on__lte=day
        )
        .order_by("obligation", "requested_on", "id")
        .values("id", "obligation_id", "granted_on", "decided_on", "state", *asked)
    )
