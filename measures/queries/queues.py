"""What waits for a decision: reports, requests for more time, deadlines without a date.

Each report and request has a day by which it is to be decided (plan.review_days, decision_days:
working days after it came in), the same as the reminders count with.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple, TypeVar

from django.db.models import (
    BooleanField,
    Case,
    Count,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from agencies.models import Role, User
from agencies.permissions import agencies_of
from agencies.queries import calendar_between
from agencies.rules.working_days import add_working_days, days_away
from measures.models import (
    Deadline,
    DeadlineKind,
    Evidence,
    Extension,
    ExtensionState,
    MeasureState,
    MeasureVersion,
    ProgressEntry,
    ProgressState,
)
from measures.queries.assigned import assigned, kept_from_person
from measures.queries.search import with_words
from measures.queries.then import as_measures, with_rows
from measures.rules.waiting import days_over, late_if_since
from planner.models import ActionPlan

MINE, NOBODYS, ALL = "mine", "nobody", ""
WHOSE: Final = (ALL, MINE, NOBODYS)
YEAR: Final = 400  # days around today whose days off are known to a count of working days
Waits = TypeVar("Waits", ProgressEntry, Extension)


@dataclass(frozen=True)
class QueueAsked:
    """Filters of a queue: `plan` a slug, `agency` a code, `whose` of WHOSE, `late` only, words."""

    plan: str = ""
    agency: str = ""
    whose: str = ALL
    late: bool = False
    text: str = ""


class Clock:
    """By which day what waits is to be decided, as seen on `day`; `days`: of each plan, by id."""

    def __init__(self, day: date, days: dict[int, int], calendar: Mapping[date, str]) -> None:
        self.day, self._days, self._calendar = day, days, calendar
        self._known: dict[tuple[int, date], date] = {}

    def due(self, plan: int, since: date) -> date:
        key = self._days[plan], since
        if key not in self._known:
            self._known[key] = add_working_days(since, key[0], self._calendar)
        return self._known[key]

    def late(self, since: str) -> Case:
        """Condition: what waits since the day in this column waits longer than it should."""
        cut = {days: late_if_since(self.day, days, self._calendar) for days in self._lengths}
        return Case(
            *(
                When(obligation__measure__plan__in=plans, **{f"{since}__lte": cut[days]},
                     then=Value(value=True))
                for days, plans in self._lengths.items()
            ),
            default=Value(value=False),
            output_field=BooleanField(),
        )  # fmt: skip

    @property
    def _lengths(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for plan, days in self._days.items():
            found.setdefault(days, []).append(plan)
        return found

    def told(self, rows: Iterable[Waits], since: Callable[[Waits], date | None]) -> list[Waits]:
        """Rows with `decide_by` and `days_over`."""
        found = list(rows)
        for row in found:
            by = self.due(row.obligation.measure.plan_id, since(row) or self.day)
            vars(row).update(decide_by=by, days_over=days_over(by, self.day))
        return found


class Clocks(NamedTuple):
    reviews: Clock
    decisions: Clock


def clocks(day: date) -> Clocks:
    """Two statements."""
    calendar = calendar_between(days_away(day, -YEAR), days_away(day, YEAR))
    plans = ActionPlan.objects.order_by().values_list("pk", "review_days", "decision_days")
    known = list(plans)
    return Clocks(
        Clock(day, {pk: reviews for pk, reviews, _decisions in known}, calendar),
        Clock(day, {pk: decisions for pk, _reviews, decisions in known}, calendar),
    )


def review_queue(
    as_of: date | None = None, clock: Clock | None = None
) -> "QuerySet[ProgressEntry, Any]":
    """Handed in and not reviewed (by the end of the day `as_of`): what waits longer than it should
    first (where a clock is given), then the longest waiting.

    Of a day in the past, then.asked_then tells by whom it was owed.
    """
    files = Evidence.objects.filter(entry=OuterRef("pk")).order_by().values("entry")
    counted = files.annotate(count=Count("pk")).values("count")
    rows = _waiting(as_of).annotate(files=Coalesce(Subquery(counted), 0))
    told = rows.select_related(
        "author", "assigned_to", "obligation__agency", "obligation__measure__plan"
    )
    return _late_first(told, clock, "submitted_on", "submitted_at", "pk")


def _late_first(
    rows: "QuerySet[Waits, Any]", clock: Clock | None, since: str, *order: str
) -> "QuerySet[Waits, Any]":
    if clock is None:
        return rows.order_by(*order)
    return rows.annotate(late=clock.late(since)).order_by("-late", *order)


def told_of_then(entries: Iterable[ProgressEntry]) -> list[ProgressEntry]:
    """Rows of the queue of a past day. What has been taken back since stands among them, but its
    words are its agency's alone; who was to review what then is not kept."""
    found = list(entries)
    for entry in found:
        vars(entry)["reviewer"] = None
        if entry.state == ProgressState.WITHDRAWN:
            entry.text = ""
    return found


def _waiting(as_of: date | None) -> QuerySet[ProgressEntry]:
    if as_of is None:
        return ProgressEntry.objects.waiting_for_review()
    return ProgressEntry.objects.waiting_on(as_of)


def narrowed(
    rows: "QuerySet[Any, Any]", asked: QueueAsked, person: User, today: date
) -> "QuerySet[Any, Any]":
    """Of a queue of reports or of requests; `whose` and `late` where the rows know it."""
    rows = rows.filter(with_words(asked.text, "obligation__measure__"))
    if asked.plan:
        rows = rows.filter(obligation__measure__plan__slug=asked.plan)
    if asked.agency:
        rows = rows.filter(obligation__agency__code=asked.agency)
    if asked.whose == MINE:
        rows = rows.filter(assigned(today), assigned_to=person)
    if asked.whose == NOBODYS:
        rows = rows.exclude(assigned(today))
    return rows.filter(late=True) if asked.late else rows


def next_to_review(person: User, today: date, *, after: int) -> int | None:
    """Of the person's own or of nobody's reports the first, late first; None when nothing is left.
    Reports of plans that the person does not coordinate, and own ones, are passed over."""
    own = agencies_of(person, today, Role.COORDINATOR)
    rows = review_queue(clock=clocks(today).reviews).filter(
        obligation__measure__plan__coordinator__in=own
    )
    free = rows.exclude(kept_from_person(person, today)).exclude(pk=after)
    theirs = free.filter(Q(assigned_to=person) | ~assigned(today))
    return theirs.values_list("pk", flat=True).first()


def extension_queue(
    as_of: date | None = None, clock: Clock | None = None
) -> "QuerySet[Extension, Any]":
    """Requests for more time that wait for a decision: where a clock is given those that wait
    longer than they should first, then the soonest date."""
    waiting = Q(state=ExtensionState.REQUESTED)
    if as_of:
        waiting = Q(waiting | Q(decided_on__gt=as_of), requested_on__lte=as_of)
    rows = Extension.objects.filter(waiting).select_related(
        "requested_by", "obligation__agency", "obligation__measure__plan"
    )
    return _late_first(rows, clock, "requested_on", "old_due_on", "pk")


WAITING = (DeadlineKind.UNDECIDED, DeadlineKind.EVENT)


def waiting_deadlines() -> QuerySet[Deadline]:
    """Deadlines of measures on control that wait for a person: undecided, or after an event."""
    waiting = Deadline.objects.filter(kind__in=WAITING, measure__state=MeasureState.ON_CONTROL)
    return waiting.select_related("measure__plan").order_by("measure__plan", "measure__position")


def waited_deadlines(as_of: date) -> list[Deadline]:
    """Those that waited at the end of a day in the past, as they read then."""
    versions = MeasureVersion.objects.in_force(as_of).filter(
        state=MeasureState.ON_CONTROL, deadline__kind__in=[kind.value for kind in WAITING]
    )
    rows = list(with_rows(versions).order_by("plan", "measure__position"))
    then = as_measures(rows, as_of)
    return [measure.deadline for measure in then]


@dataclass(frozen=True)
class Waiting:
    """How much waits in each queue, and how much of it longer than it should."""

    reports: int
    reports_late: int
    extensions: int
    extensions_late: int
    deadlines: int


def waiting(as_of: date | None, known: Clocks) -> Waiting:
    """Three statements; of a day in the past more, for the deadlines of then."""
    reports = _count(review_queue(as_of, known.reviews).select_related(None))
    extensions = _count(extension_queue(as_of, known.decisions).select_related(None))
    deadlines = len(waited_deadlines(as_of)) if as_of else waiting_deadlines().count()
    return Waiting(*reports, *extensions, deadlines)


def _count(rows: "QuerySet[Any, Any]") -> tuple[int, int]:
    told = rows.order_by().aggregate(waits=Count("pk"), behind=Count("pk", filter=Q(late=True)))
    return told["waits"], told["behind"]
