"""The document that is published: plain JSON values, three languages, statuses as codes.

It is put together by naming what goes in; nothing is left out of something bigger. Persons,
addresses, drafts, returns, reviews, evidence and reminders are not read at all. Its form is
publications/schema/publication.schema.json.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from agencies.models import Agency, AgencyGroup
from measures.models import Event, EventKind, Measure, MeasureState, MeasureVersion
from measures.queries.then import owed_on
from measures.rules.lateness import Status
from planner.models import ActionPlan, Amendment, Direction, Task
from publications.models import PublicText, Release, TextChoice
from publications.rules.statuses import AHEAD, TOLD, UNDER_WAY, public_status
from reports.gather.plain import texts
from reports.rules.totals import status_of_measure

SCHEMA = 1
Document = dict[str, Any]
Row = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """Which texts go in; `measures` (ids) counts where they are chosen one by one."""

    texts: TextChoice = TextChoice.NONE
    measures: frozenset[int] = frozenset()

    def asks_for(self, measure: int) -> bool:
        return self.texts == TextChoice.ALL or (
            self.texts == TextChoice.CHOSEN and measure in self.measures
        )


@dataclass
class Facts:
    """Rows of one plan at the end of a day; lists are keyed by the id of their measure."""

    day: date
    versions: list[MeasureVersion]
    bodies: dict[int, Agency]
    groups: dict[int, AgencyGroup]
    owed: dict[int, list[Row]]
    directions: list[Row]
    directions_of: dict[int, list[str]]
    tasks: list[Row]
    tasks_of: dict[int, list[str]]
    documents: dict[int, Row]
    amendments: list[Row]
    texts: dict[int, Row]


def gather(
    plan: ActionPlan, *, number: int, day: date, published_on: date, wanted: Wanted
) -> Document:
    """As of the end of `day`, under the plan then in force; twelve statements, whatever its size.

    `plan` has its concept and its coordinator at hand.
    """
    facts = _collect(plan, day, wanted)
    measures = [_measure(facts, position, one) for position, one in enumerate(facts.versions, 1)]
    obligations = [row for one in facts.versions for row in facts.owed[one.measure_id]]
    return {
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


def _collect(plan: ActionPlan, day: date, wanted: Wanted) -> Facts:
    versions = MeasureVersion.objects.in_force(day).filter(plan=plan)
    bodies = Agency.objects.in_bulk()
    directions = Direction.objects.filter(concept=plan.concept_id)
    tasks = Task.objects.filter(goal__concept=plan.concept_id)
    lines = Measure.lines.through.objects.filter(measure__plan=plan)
    served = Measure.tasks.through.objects.filter(measure__plan=plan)
    task_of = ("measure_id", "task__goal__number", "task__number")
    under = ("measure_id", "lineofaction__direction__kind", "lineofaction__direction__number")
    return Facts(
        day=day,
        versions=list(versions.select_related("section").order_by("measure__position")),
        bodies=bodies,
        groups=AgencyGroup.objects.in_bulk(),
        owed=_owed(plan, day, bodies),
        directions=[_direction(row) for row in directions.order_by("kind", "number")],
        directions_of=_keys((pk, f"{kind}-{n}") for pk, kind, n in lines.values_list(*under)),
        tasks=[_task(row) for row in tasks.select_related("goal").order_by("goal", "number")],
        tasks_of=_keys((pk, f"task-{goal}-{n}") for pk, goal, n in served.values_list(*task_of)),
        documents=_documents(plan, day),
        amendments=_amendments(plan, day),
        texts=_texts(plan, day, wanted),
    )


def _owed(plan: ActionPlan, day: date, bodies: Mapping[int, Agency]) -> dict[int, list[Row]]:
    rows = owed_on(day, past=True).filter(measure__plan=plan)
    ordered = rows.order_by("measure__position", "due_on", "agency__code", "obligation_id")
    found: dict[int, list[Row]] = defaultdict(list)
    for one in ordered:
        found[one.measure_id].append(_obligation(one, bodies[one.agency_id].code, day))
    return found


def _obligation(one: Any, agency: str, day: date) -> Row:
    status = public_status(
        state=one.state, kind=one.kind, due_on=one.due_on, done_on=one.done_on, today=day
    )
    done = status in (Status.DONE, Status.DONE_LATE)
    return {
        "measure": one.measure_id,
        "agency": agency,
        "role": one.role,
        "by_agreement": one.by_agreement,
        "kind": one.kind,
        "period": one.occurrence if "Q" in one.occurrence else "",
        "due_on": _iso(one.due_on),
        "done_on": _iso(one.done_on) if done else None,
        "status": status.value,
    }


def _direction(row: Direction) -> Row:
    key = f"{row.kind}-{row.number}"
    return {"key": key, "kind": row.kind, "source": row.source, "text": texts(vars(row), "text")}


def _task(row: Task) -> Row:
    key = f"task-{row.goal.number}-{row.number}"
    return {"key": key, "source": row.source, "text": texts(vars(row), "text")}


def _keys(pairs: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    """Each key once, in a steady order: documents of the same facts are the same bytes."""
    found: dict[int, set[str]] = defaultdict(set)
    for pk, key in pairs:
        found[pk].add(key)
    return {pk: sorted(keys) for pk, keys in found.items()}


def _documents(plan: ActionPlan, day: date) -> dict[int, Row]:
    """The completion document against which a measure last left control, by the end of the day."""
    events = Event.objects.filter(
        measure__plan=plan, kind=EventKind.REMOVED, obligation=None, happened_on__lte=day
    ).order_by("happened_on", "id")
    named = ("kind", "number", "on")
    return {
        pk: {name: data.get(f"document_{name}") or "" for name in named}
        for pk, data in events.values_list("measure_id", "data")
    }


def _amendments(plan: ActionPlan, day: date) -> list[Row]:
    rows = Amendment.objects.filter(plan=plan, applied_on__lte=day).order_by("adopted_on", "id")
    return [
        {"act": act, "adopted_on": _iso(adopted_on)}
        for act, adopted_on in rows.values_list("act", "adopted_on")
    ]


def _texts(plan: ActionPlan, day: date, wanted: Wanted) -> dict[int, Row]:
    """What was written for the public, and accepted reports that were released for it."""
    found: dict[int, Row] = defaultdict(lambda: {"summary": None, "reports": []})
    for row in PublicText.objects.filter(measure__plan=plan):
        if wanted.asks_for(row.measure_id):
            found[row.measure_id]["summary"] = texts(vars(row), "text")
    told = ("measure", "agency__code")
    said = ("language", "text", "review__reviewed_on")
    names = [f"entry__obligation__{name}" for name in told] + [f"entry__{name}" for name in said]
    released = Release.objects.filter(
        entry__obligation__measure__plan=plan,
        entry__state="accepted",
        entry__review__reviewed_on__lte=day,
    ).order_by("entry__review__reviewed_on", "entry")
    for measure, agency, language, text, accepted_on in released.values_list(*names):
        if wanted.asks_for(measure):
            report = {"agency": agency, "language": language, "text": text}
            found[measure]["reports"].append({**report, "accepted_on": _iso(accepted_on)})
    return dict(found)


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
        "state_on": _iso(version.state_on),
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
    """The soonest date that is still to come; what is handed in has none."""
    open_ = {status.value for status in (*UNDER_WAY, *AHEAD)} - {Status.IN_REVIEW.value}
    days = (one["due_on"] for one in owed if one["due_on"] and one["status"] in open_)
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
        "starts_on": _iso(plan.starts_on),
        "ends_on": _iso(plan.ends_on),
        "approved_on": _iso(plan.approved_on),
        "approved_by": plan.approved_by,
        "repealed_on": _iso(lost) if over else None,
        "repealed_by": plan.repealed_by if over else "",
        "is_illustrative": plan.is_illustrative,
        "coordinator": plan.coordinator.code,
        "amendments": facts.amendments,
        "concept": {
            "title": texts(vars(concept), "title"),
            "starts_on": _iso(concept.starts_on),
            "ends_on": _iso(concept.ends_on),
            "approved_by": concept.approved_by,
        },
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
