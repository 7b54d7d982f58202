"""The content document: plain JSON values, all languages of the plan's data, statuses as codes."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from agencies.models import Agency
from measures.rules.lateness import Status
from planner.models import ActionPlan
from reports.gather import measures, parts
from reports.gather.lateness import lateness
from reports.gather.narratives import narrative
from reports.gather.owed import Owed
from reports.gather.period import Period
from reports.gather.plain import Row, texts
from reports.gather.rows import Facts, collect
from reports.models import ReportingRound
from reports.rules.totals import status_of_measure, totals

SCHEMA = 2
Document = dict[str, Any]


def gather(round_: ReportingRound, *, edition: int, as_of: date, compiled_at: datetime) -> Document:
    """The document of one edition; its keys are described in docs/decisions/0005-reports.md.

    Dates and moments are ISO text, money is decimal text in million tenge. State is as of the end
    of `as_of`, under the plan then in force: versions tell wordings, executors, costs, terms and
    states; reports and decisions their own days.
    """
    facts = collect(round_.plan, as_of)
    period = Period.of(round_, as_of)
    by_measure = _by_measure(facts.owed)
    statuses = {
        row["id"]: _status_of_measure(row, by_measure[row["id"]], as_of) for row in facts.measures
    }
    return {
        "schema": SCHEMA,
        "edition": edition,
        "as_of": as_of.isoformat(),
        "compiled_at": compiled_at.astimezone(UTC).isoformat(timespec="seconds"),
        "plan": _plan(round_.plan, facts),
        "round": _round(round_, period),
        "bodies": _bodies(facts),
        "totals": _totals(facts, period, statuses.values()),
        "agencies": parts.agencies(facts, period),
        "directions": parts.directions(facts, statuses),
        "overdue": parts.overdue(facts),
        "lateness": lateness(facts),
        "extensions": parts.extensions(facts, period),
        "silent": parts.silent(facts, period),
        "nil": parts.nil_returns(facts, period),
        "removed": measures.removed(facts, period),
        "measures": [
            measures.measure(facts, period, row, by_measure[row["id"]], statuses[row["id"]])
            for row in facts.measures
        ],
        "spending": measures.spending(facts.costs),
        "narrative": narrative(round_, as_of),
    }


def _by_measure(owed: Iterable[Owed]) -> defaultdict[int, list[Owed]]:
    found: defaultdict[int, list[Owed]] = defaultdict(list)
    for one in owed:
        found[one.measure_id].append(one)
    return found


def _status_of_measure(row: Row, owed: list[Owed], day: date) -> Status:
    return status_of_measure((one.status for one in owed), off_control=parts.is_off(row))


def _totals(facts: Facts, period: Period, measures: Iterable[Status]) -> Document:
    return {
        "measures": totals(measures),
        "obligations": totals(one.status for one in facts.owed),
        "round": totals(one.status for one in facts.owed if period.owes(one)),
    }


def _plan(plan: ActionPlan, facts: Facts) -> Document:
    return {
        "slug": plan.slug,
        "title": texts(vars(plan), "title"),
        "concept": texts(vars(plan.concept), "title"),
        "coordinator": plan.coordinator.code,
        "starts_on": plan.starts_on.isoformat(),
        "ends_on": plan.ends_on.isoformat(),
        "approved_on": parts.iso(plan.approved_on),
        "approved_by": plan.approved_by,
        "is_illustrative": plan.is_illustrative,
        "amendments": [
            {"act": row["act"], "adopted_on": row["adopted_on"].isoformat()}
            for row in facts.amendments
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
    }


def _bodies(facts: Facts) -> Document:
    """Names of the bodies that owe something, and of the coordinating body, by code."""
    owing = Counter(one.agency for one in facts.owed)
    codes = {*owing, facts.plan.coordinator.code}
    return {body.code: _body(body) for body in facts.bodies.values() if body.code in codes}


def _body(body: Agency) -> Document:
    row = vars(body)
    return {
        "name": texts(row, "name"),
        "short": texts(row, "short"),
        "by_agreement": body.by_agreement,
    }
