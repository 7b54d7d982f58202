"""The content document: plain JSON values, all languages of the plan's data, statuses as codes."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from agencies.models import Agency
from planner.models import ActionPlan
from reports.gather import figures
from reports.gather.earlier import Earlier, earlier
from reports.gather.indicators import indicators
from reports.gather.measures import spending
from reports.gather.narratives import narrative
from reports.gather.period import Period, ahead_of
from reports.gather.plain import iso, texts
from reports.gather.rows import Reference, refer
from reports.gather.told import Tell, Told, tell_all
from reports.models import ReportingRound
from reports.rules.rows import CostLine, Line, MeasureLine, compact

SCHEMA = 3
SCHEMA_NAME = f"reports/schema/content-{SCHEMA}.json"
Document = dict[str, Any]


def gather(
    round_: ReportingRound,
    *,
    edition: int,
    as_of: date,
    compiled_at: datetime,
    tell: Tell | None = None,
) -> Document:
    """The document of one edition; its keys are described in docs/report-content.md.

    Dates and moments are ISO text, money is decimal text in million tenge. State is as of the end
    of `as_of`, under the plan then in force: versions tell wordings, executors, costs, terms and
    states; reports and decisions their own days. `tell(done, total)` hears of measures read.
    """
    with _without_search_for_cycles():
        period = Period.of(round_, as_of)
        reference = refer(round_.plan, as_of)
        told = tell_all(reference, period, ahead_of(round_, period), tell)
        compared = earlier(round_, period, reference.problems.measures)
        return {
            "$schema": SCHEMA_NAME,
            "schema": SCHEMA,
            "edition": edition,
            "as_of": as_of.isoformat(),
            "compiled_at": compiled_at.astimezone(UTC).isoformat(timespec="seconds"),
            "plan": _plan(round_.plan, reference),
            "round": _round(round_, period),
            "bodies": _bodies(reference, told.lines),
            **_figures(reference, told),
            **_lists(told),
            "change": {name: one and one.change() for name, one in compared.items()},
            "spending": spending(told.cost_lines),
            "indicators": indicators(round_.plan.concept_id, as_of),
            "narrative": narrative(round_, as_of),
            "problems": reference.problems.rows,
            "rows": _rows(told, compared),
        }


@contextmanager
def _without_search_for_cycles() -> Iterator[None]:
    """Hundreds of thousands of rows live until the end and none is in a cycle: looking through
    them again and again would take a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _figures(reference: Reference, told: Told) -> Document:
    day, lines = reference.day, told.lines
    bodies = {body.code: body for body in reference.bodies.values()}
    return {
        "totals": figures.all_totals(told.measure_lines, lines),
        "agencies": figures.agencies(lines, day.isoformat()),
        "directions": figures.directions(reference.directions, told.measure_lines, lines),
        "tasks": figures.tasks(reference.tasks, told.measure_lines, lines),
        "regions": figures.regions(lines, bodies, day.isoformat()),
        "discipline": figures.discipline(lines, day.isoformat()),
        "silent": figures.silent(lines, bodies, day.isoformat()),
        "lateness": figures.lateness(lines, day),
    }


def _lists(told: Told) -> Document:
    names = ("overdue", "extensions", "nil", "removed", "completed", "ahead", "measures")
    return {name: getattr(told, name) for name in names}


def _rows(told: Told, compared: dict[str, Earlier | None]) -> Document:
    return {
        "obligations": compact(told.lines, Line),
        "measures": compact(told.measure_lines, MeasureLine),
        "costs": compact(told.cost_lines, CostLine),
        "earlier": {name: one and one.rows() for name, one in compared.items()},
    }


def _plan(plan: ActionPlan, reference: Reference) -> Document:
    return {
        "slug": plan.slug,
        "title": texts(vars(plan), "title"),
        "concept": texts(vars(plan.concept), "title"),
        "coordinator": plan.coordinator.code,
        "starts_on": plan.starts_on.isoformat(),
        "ends_on": plan.ends_on.isoformat(),
        "approved_on": iso(plan.approved_on),
        "approved_by": plan.approved_by,
        "is_illustrative": plan.is_illustrative,
        "amendments": [
            {"act": row["act"], "adopted_on": row["adopted_on"].isoformat()}
            for row in reference.amendments
        ],
    }


def _round(round_: ReportingRound, period: Period) -> Document:
    return {
        "label": round_.label,
        "starts_on": round_.starts_on.isoformat(),
        "ends_on": round_.ends_on.isoformat(),
        "executors_due_on": round_.executors_due_on.isoformat(),
        "coordinator_due_on": round_.coordinator_due_on.isoformat(),
        "window": [period.opens_on.isoformat(), period.closes_on.isoformat()],
        "ahead": [day.isoformat() for day in ahead_of(round_, period)],
    }


def _bodies(reference: Reference, lines: Iterable[Line]) -> Document:
    """Names of the bodies that owe something, and of the coordinating body, by code."""
    codes = {*(one.agency for one in lines), reference.plan.coordinator.code}
    return {body.code: _body(body) for body in reference.bodies.values() if body.code in codes}


def _body(body: Agency) -> Document:
    row = vars(body)
    return {
        "name": texts(row, "name"),
        "short": texts(row, "short"),
        "by_agreement": body.by_agreement,
        "kind": body.kind,
        "region": body.region.code if body.region else None,
    }
