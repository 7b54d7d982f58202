"""The coordinator's board: what is late, what may become late, and all else that is owed."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.db.models import Case, F, IntegerField, OrderBy, Q, QuerySet, Value, When

from agencies.rules.working_days import days_away
from agencies.translated import localized_column
from measures.models import Measure
from measures.queries.risk import at_risk, begun, time_asked
from measures.queries.search import with_words
from measures.queries.then import owed_on
from measures.querysets import NOT_HANDED_IN, OwedQuerySet
from measures.rules.lateness import Status

LONGEST_ID = 18  # digits of what the database can be asked for
WITHOUT = "none"  # the value that asks for measures that serve no direction, or no task
# Days late from … to …; beyond the last there is no end.
AGES: dict[str, tuple[int, int | None]] = {"week": (1, 7), "month": (8, 30), "older": (31, None)}

ATTENTION: Final = ""  # what is late and what may become late: the board as it opens
AT_RISK: Final = "at_risk"
EVERYTHING: Final = "all"
NEWEST_FIRST: Final = frozenset({Status.DONE, Status.DONE_LATE, Status.REMOVED})
# What each column is ordered by; "-" before the name turns it round.
SORTS: Final = ("due", "measure", "agency", "status")


@dataclass(frozen=True)
class Asked:
    """Filters of the board. `status`: ATTENTION, AT_RISK, EVERYTHING or a value of Status;
    `agency`: a code; `plan`: a slug; `direction`, `task`: an id or WITHOUT; `age`: of AGES;
    `first`, `last`: due between them; `sort`: of SORTS, "" for the most urgent first."""

    status: str = ATTENTION
    plan: str = ""
    agency: str = ""
    direction: str = ""
    task: str = ""
    age: str = ""
    first: date | None = None
    last: date | None = None
    text: str = ""
    sort: str = ""


def found(asked: Asked, day: date, *, past: bool = False) -> "OwedQuerySet[Any]":
    """What the filters find, with `status`, in no order and with nothing read beside it.

    `past`: as of the end of that day, in the terms of then; words are sought in today's wording.
    """
    owed = owed_on(day, past=past).order_by().with_status(day)
    rows = owed.filter(_status(asked.status, owed, day), with_words(asked.text, "measure__"))
    if asked.plan:
        rows = rows.filter(measure__plan__slug=asked.plan)
    if asked.agency:
        rows = rows.filter(agency__code=asked.agency)
    if asked.direction:
        rows = rows.filter(measure__in=_serving("lines", "lines__direction", asked.direction))
    if asked.task:
        rows = rows.filter(measure__in=_serving("tasks", "tasks", asked.task))
    if asked.age in AGES:
        rows = rows.filter(_late(day), aged(asked.age, day))
    return rows.filter(_due_between(asked.first, asked.last))


def listed(asked: Asked, day: date, *, past: bool = False) -> "OwedQuerySet[Any]":
    """In the order asked for, one statement with measure, plan and agency at hand. Rows carry
    `status` and what they may be at risk by: `begun`, `time_asked`."""
    rows = found(asked, day, past=past)
    told = rows.annotate(begun=begun(rows, day), time_asked=time_asked(rows, day))
    return told.select_related("measure__plan", "agency").order_by(
        *_order(asked, owed_on(day, past=past), day)
    )


def overdue(asked: Asked, today: date, *, past: bool = False) -> "OwedQuerySet[Any]":
    """What is late alone, longest late first."""
    return listed(replace(asked, status=Status.OVERDUE.value), today, past=past)


def _status(status: str, owed: "OwedQuerySet[Any]", day: date) -> Q:
    match status:
        case "all":
            return Q()
        case "":
            return _late(day) | at_risk(owed, day)
        case "at_risk":
            return at_risk(owed, day)
        case "overdue":  # as status == "overdue", but in the terms of an index
            return _late(day)
    return Q(status=status)


def _late(day: date) -> Q:
    return Q(state__in=NOT_HANDED_IN, due_on__lt=day) & ~Q(kind="continuous")


def aged(age: str, today: date) -> Q:
    first, last = AGES[age]
    since = Q(due_on__gte=days_away(today, -last)) if last else Q()
    return since & Q(due_on__lte=days_away(today, -first))


def _due_between(first: date | None, last: date | None) -> Q:
    since = Q(due_on__gte=first) if first else Q()
    return since & Q(due_on__lte=last) if last else since


def _serving(rows: str, key: str, asked: str) -> QuerySet[Measure]:
    """Measures that serve a direction or a task; none for a word that is no id."""
    if asked == WITHOUT:
        return Measure.objects.filter(**{rows: None})
    if not asked.isdecimal() or len(asked) > LONGEST_ID:
        return Measure.objects.none()
    return Measure.objects.filter(**{key: int(asked)})


def _order(asked: Asked, rows: "OwedQuerySet[Any]", day: date) -> list[Any]:
    """What is late comes before what may become late by its date alone."""
    due = OrderBy(F("due_on"), nulls_last=True)
    name, back = asked.sort.lstrip("-"), asked.sort.startswith("-")
    if name not in SORTS:
        if asked.status in NEWEST_FIRST:
            return [OrderBy(F("due_on"), descending=True, nulls_last=True), "pk"]
        return [_urgency(rows, day), due, "pk"] if asked.status == EVERYTHING else [due, "pk"]
    columns: dict[str, list[Any]] = {
        "due": [F("due_on")],
        "measure": [F("measure__plan"), F("measure__position")],
        "agency": [localized_column("agency__short")],
        "status": [_urgency(rows, day)],
    }
    chosen = [OrderBy(key, descending=back, nulls_last=True) for key in columns[name]]
    return [*chosen, due, "pk"] if name != "due" else [*chosen, "pk"]


def _urgency(rows: "OwedQuerySet[Any]", day: date) -> Case:
    """0 late, 1 at risk, then what waits for a decision, what runs, and what is over."""
    return Case(
        When(_late(day), then=Value(0)),
        When(at_risk(rows, day), then=Value(1)),
        When(state="submitted", then=Value(2)),
        When(state__in=NOT_HANDED_IN, then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
