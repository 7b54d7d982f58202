"""What stands around a measure: who carries it out and how far, files, acts, neighbours."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, F, QuerySet

from agencies.models import Agency, User
from agencies.permissions import REPORTING, agencies_of
from measures.models import (
    Change,
    EventKind,
    Evidence,
    ExecutorRole,
    Measure,
    MeasureState,
    Obligation,
    ProgressState,
)
from measures.queries.plan import AHEAD
from measures.queries.then import measures_worded, owed_on
from measures.rules.lateness import Status, status_of
from measures.rules.summary import summary
from planner.models import AmendmentState

# What a reader looks for in a history; an event may answer more than one question.
ABOUT: Final[Mapping[str, tuple[EventKind, ...]]] = {
    "decisions": (
        EventKind.ACCEPTED,
        EventKind.RETURNED,
        EventKind.EXTENSION_GRANTED,
        EventKind.EXTENSION_REFUSED,
        EventKind.DEADLINE_SET,
        EventKind.EVENT_DATED,
        EventKind.REMOVED,
        EventKind.STRUCK,
        EventKind.LAPSED,
    ),
    "reports": (
        EventKind.SUBMITTED,
        EventKind.TAKEN_BACK,
        EventKind.ASSIGNED,
        EventKind.ACCEPTED,
        EventKind.RETURNED,
        EventKind.REMINDED,
    ),
    "dates": (
        EventKind.DEADLINE_SET,
        EventKind.EVENT_DATED,
        EventKind.EXTENSION_REQUESTED,
        EventKind.EXTENSION_GRANTED,
        EventKind.EXTENSION_REFUSED,
        EventKind.MOVED,
        EventKind.WITHDRAWN,
        EventKind.PASSED_ON,
    ),
    "wording": (
        EventKind.IMPORTED,
        EventKind.ADDED,
        EventKind.REWORDED,
        EventKind.STRUCK,
        EventKind.CHANGED,
        EventKind.CARRIED_OVER,
    ),
}


@dataclass(frozen=True)
class Doer:
    """A body with what it owes on a measure: how far, how many late, the next date, how many of
    all are done."""

    agency: Agency
    role: str
    by_agreement: bool
    status: Status
    late: int
    next_due_on: date | None
    done: int
    total: int

    @property
    def leads(self) -> bool:
        return self.role == ExecutorRole.LEAD


@dataclass
class _Counted:
    """Of one body in one role."""

    statuses: Counter[Status]
    next_due_on: date | None = None

    def add(self, status: Status, count: int, due_on: date | None, day: date) -> None:
        self.statuses[status] += count
        if status in AHEAD and due_on and due_on >= day:
            self.next_due_on = min(due_on, self.next_due_on or due_on)


def doers(measure: Measure, day: date, *, past: bool = False) -> list[Doer]:
    """The lead first, then by code; two statements whatever is owed."""
    facts = ("state", "kind", "due_on", "done_on")
    owed = owed_on(day, past=past).filter(measure=measure.pk).order_by()
    rows = owed.values_list("agency", "role", "by_agreement", *facts).annotate(Count("pk"))
    counted: defaultdict[tuple[int, str, bool], _Counted] = defaultdict(lambda: _Counted(Counter()))
    for agency, role, by_agreement, state, kind, due_on, done_on, count in rows:
        status = status_of(state=state, kind=kind, due_on=due_on, done_on=done_on, today=day)
        counted[agency, role, by_agreement].add(status, count, due_on, day)
    agencies = Agency.objects.in_bulk({agency for agency, _, _ in counted})
    found = [
        _doer(agencies[agency], role, told, by_agreement=by_agreement)
        for (agency, role, by_agreement), told in counted.items()
    ]
    return sorted(found, key=lambda one: (not one.leads, one.by_agreement, one.agency.code))


def _doer(agency: Agency, role: str, told: _Counted, *, by_agreement: bool) -> Doer:
    statuses = told.statuses
    return Doer(
        agency=agency,
        role=role,
        by_agreement=by_agreement,
        status=summary(statuses),
        late=statuses[Status.OVERDUE],
        next_due_on=told.next_due_on,
        done=statuses[Status.DONE] + statuses[Status.DONE_LATE],
        total=statuses.total(),
    )


@dataclass(frozen=True)
class Heading:
    """What a person with five minutes reads: how far it is, the next date, who leads."""

    status: Status
    late: int
    next_due_on: date | None
    lead: Doer | None
    done: int
    total: int


def heading(measure: Measure, found: list[Doer]) -> Heading:
    """No statement: out of what the bodies owe."""
    status = summary(one.status for one in found)
    if measure.state != MeasureState.ON_CONTROL:
        status = Status.REMOVED
    return Heading(
        status=status,
        late=sum(one.late for one in found),
        next_due_on=min((one.next_due_on for one in found if one.next_due_on), default=None),
        lead=next((one for one in found if one.leads), None),
        done=sum(one.done for one in found),
        total=sum(one.total for one in found),
    )


def own_report(measure: Measure, person: User, today: date) -> Obligation | None:
    """The next report that the person's agencies still owe on it; two statements at most."""
    own = [agency.pk for agency in agencies_of(person, today, *REPORTING)]
    waiting = Obligation.objects.not_handed_in().filter(measure=measure.pk, agency__in=own)
    return waiting.order_by(F("due_on").asc(nulls_last=True), "pk").first() if own else None


def files_of(measure: Measure, as_of: date | None) -> QuerySet[Evidence]:
    """Behind accepted reports, which every viewer reads; the newest first."""
    accepted = Evidence.objects.filter(
        entry__obligation__measure=measure.pk, entry__state=ProgressState.ACCEPTED
    )
    if as_of:
        accepted = accepted.filter(entry__review__reviewed_on__lte=as_of)
    related = ("entry__obligation__agency", "uploaded_by")
    return accepted.select_related(*related).order_by("-uploaded_at", "-pk")


def changes_of(measure: Measure, as_of: date | None) -> QuerySet[Change]:
    """What adopted acts did or will do to it, the latest first; drafts are not told."""
    told = Change.objects.filter(
        measure=measure.pk, amendment__state__in=(AmendmentState.APPLIED, AmendmentState.ADOPTED)
    )
    if as_of:
        told = told.filter(amendment__applied_on__lte=as_of)
    return told.select_related("amendment").order_by("-amendment__in_force_on", "-pk")


@dataclass(frozen=True)
class Neighbours:
    """Measures before and after in the order of the table; what was struck is left out."""

    before: Measure | None
    after: Measure | None


def neighbours(measure: Measure, as_of: date | None) -> Neighbours:
    """Two statements."""
    rows: QuerySet[Measure, Any] = Measure.objects.filter(plan=measure.plan_id)
    rows = rows.exclude(state=MeasureState.STRUCK)
    if as_of:
        rows = rows.filter(pk__in=measures_worded(as_of))
    place = Measure.objects.filter(pk=measure.pk).values("position")
    return Neighbours(
        before=rows.filter(position__lt=place).order_by("-position").first(),
        after=rows.filter(position__gt=place).order_by("position").first(),
    )
