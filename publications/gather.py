"""The document that is published: plain JSON values, three languages, statuses as codes.

It is put together by naming what goes in; nothing is left out of something bigger. Persons,
addresses, drafts, returns, reviews, evidence and reminders are not read at all. Its form is
publications/schema/publication.schema.json.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings

from measures.models import ExecutorRole, MeasureState, MeasureVersion
from measures.rules.lateness import Status
from planner.models import ActionPlan
from publications.facts import Facts, Row, Wanted, collect, iso
from publications.rules.plain import printable
from publications.rules.statuses import AHEAD, TOLD, UNDER_WAY
from reports.gather.plain import texts
from reports.rules.totals import status_of_measure

SCHEMA = 1
Document = dict[str, Any]


def gather(
    plan: ActionPlan, *, number: int, day: date, published_on: date, wanted: Wanted
) -> Document:
    """As of the end of `day`, under the plan then in force; twelve statements, whatever its size.

    `plan` has its concept and its coordinator at hand.
    """
    facts = collect(plan, day, wanted)
    measures = [_measure(facts, position, one) for position, one in enumerate(facts.versions, 1)]
    obligations = [row for one in facts.versions for row in facts.owed[one.measure_id]]
    told: Document = {
        "schema": SCHEMA,
        "number": number,
        "as_of": day.isoformat(),
        "published_on": published_on.isoformat(),
        "terms": settings.PUBLIC_DATA_TERMS,
        "plan": _plan(plan, facts),
        "bodies": _bodies(plan, facts, obligations),
        "directions": facts.directions,
        "tasks": facts.tasks,
        "totals": {"measures": _counts(measures), "obligations": _counts(obligations)},
        "measures": measures,
        "obligations": obligations,
    }
    return printable(told)  # type: ignore[no-any-return]


def _measure(facts: Facts, position: int, version: MeasureVersion) -> Row:
    owed = facts.owed[version.measure_id]
    off = version.state != MeasureState.ON_CONTROL
    status = status_of_measure((Status(one["status"]) for one in owed), off_control=off)
    section, deadline = version.section, version.deadline
    return {
        "id": version.measure_id,
        "position": position,
        "number": version.number,
        "section": texts(vars(section), "title") if section else None,
        "title": texts(vars(version), "title"),
        "completion_form": texts(vars(version), "completion_form"),
        "executors": [_executor(facts, one) for one in version.executors],
        "deadline": {code: deadline.get(f"text_{code}") or "" for code in ("ru", "kk", "en")},
        "deadline_kind": deadline.get("kind", ""),
        "state": version.state,
        "state_on": iso(version.state_on),
        "status": status.value,
        "next_due_on": None if off else _next(owed, facts.day),
        "counts": _counts(owed),
        "directions": facts.directions_of.get(version.measure_id, []),
        "tasks": facts.tasks_of.get(version.measure_id, []),
        "document": facts.documents.get(version.measure_id) if off else None,
        "texts": facts.texts.get(version.measure_id),
    }


def _executor(facts: Facts, one: Row) -> Row:
    agency, group = facts.bodies.get(one["agency_id"]), facts.groups.get(one["group_id"])
    named = vars(agency or group)
    return {
        "agency": agency.code if agency else None,
        "name": texts(named, "name"),
        "short": texts(named, "short" if agency else "name"),
        "role": one["role"],
        "by_agreement": one["by_agreement"],
        "consolidates": one["consolidates"],
    }


def _next(owed: Iterable[Row], day: date) -> str | None:
    """The lead's soonest date that is still to come: co-executors report to the lead before it.

    What is handed in has none.
    """
    open_ = {status.value for status in (*UNDER_WAY, *AHEAD)} - {Status.IN_REVIEW.value}
    leads = (one for one in owed if one["role"] == ExecutorRole.LEAD and one["status"] in open_)
    days = (one["due_on"] for one in leads if one["due_on"])
    return min((due for due in days if due >= day.isoformat()), default=None)


def _counts(rows: Iterable[Row]) -> dict[str, int]:
    """Every status named, also those with none."""
    counted: dict[str, int] = {status.value: 0 for status in TOLD}
    for row in rows:
        counted[row["status"]] += 1
    return counted


def _bodies(plan: ActionPlan, facts: Facts, obligations: Iterable[Row]) -> dict[str, Row]:
    codes = {plan.coordinator.code, *(one["agency"] for one in obligations)}
    return {
        body.code: {
            "name": {code: vars(body)[f"name_{code}"] for code in ("ru", "kk", "en")},
            "short": {code: vars(body)[f"short_{code}"] for code in ("ru", "kk", "en")},
            "by_agreement": body.by_agreement,
        }
        for body in facts.bodies.values()
        if body.code in codes
    }


def _plan(plan: ActionPlan, facts: Facts) -> Row:
    concept, lost = plan.concept, plan.repealed_on
    over = lost is not None and lost <= facts.day
    return {
        "slug": plan.slug,
        "title": texts(vars(plan), "title"),
        "starts_on": iso(plan.starts_on),
        "ends_on": iso(plan.ends_on),
        "approved_on": iso(plan.approved_on),
        "approved_by": plan.approved_by,
        "repealed_on": iso(lost) if over else None,
        "repealed_by": plan.repealed_by if over else "",
        "is_illustrative": plan.is_illustrative,
        "coordinator": plan.coordinator.code,
        "amendments": facts.amendments,
        "concept": {
            "title": texts(vars(concept), "title"),
            "starts_on": iso(concept.starts_on),
            "ends_on": iso(concept.ends_on),
            "approved_by": concept.approved_by,
        },
    }
