"""What a publication is made from: the rows of one plan at the end of a day, twelve statements.

Only what may be told is read. Texts are read where they were written, or released, for the public.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies.models import Agency, AgencyGroup
from measures.models import Event, EventKind, Measure, MeasureVersion
from measures.queries.then import owed_on
from measures.rules.lateness import Status
from planner.models import ActionPlan, Amendment, Direction, Task
from publications.models import PublicText, Release, TextChoice
from publications.rules.statuses import public_status
from reports.gather.plain import texts

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


def collect(plan: ActionPlan, day: date, wanted: Wanted) -> Facts:
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
        "due_on": iso(one.due_on),
        "done_on": iso(one.done_on) if done else None,
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
        {"act": act, "adopted_on": iso(adopted_on)}
        for act, adopted_on in rows.values_list("act", "adopted_on")
    ]


def _texts(plan: ActionPlan, day: date, wanted: Wanted) -> dict[int, Row]:
    """What was written for the public, and accepted reports that were released for it."""
    found: dict[int, Row] = defaultdict(lambda: {"summary": None, "reports": []})
    written = PublicText.objects.filter(measure__plan=plan)
    for row in written.exclude(text_ru="", text_kk="", text_en=""):
        if wanted.asks_for(row.measure_id):
            found[row.measure_id]["summary"] = texts(vars(row), "text")
    told = ("measure", "agency__code")
    said = ("language", "text", "review__reviewed_on")
    names = [f"entry__obligation__{name}" for name in told] + [f"entry__{name}" for name in said]
    released = Release.objects.filter(
        entry__obligation__measure__plan=plan,
        entry__state="accepted",
        entry__review__reviewed_on__lte=day,
    ).exclude(entry__text="")
    released = released.order_by("entry__review__reviewed_on", "entry")
    for measure, agency, language, text, accepted_on in released.values_list(*names):
        if wanted.asks_for(measure):
            report = {"agency": agency, "language": language, "text": text}
            found[measure]["reports"].append({**report, "accepted_on": iso(accepted_on)})
    return dict(found)


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
