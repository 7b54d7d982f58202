"""What was entered about bodies that changed, and what a body would pass on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from agencies.models import Agency, Membership, Succession, User
from agencies.translated import localized_column
from measures.models import (
    Event,
    EventKind,
    Executor,
    Measure,
    Obligation,
    ObligationState,
    ProgressEntry,
    ProgressState,
)
from measures.querysets import MeasureQuerySet
from planner.models import ActionPlan

PASSES_ON = (ObligationState.OPEN, ObligationState.RETURNED, ObligationState.SUBMITTED)


@dataclass(frozen=True)
class Share:
    """A measure of a body. `executor` None: the body takes part as one of a group. `in_review`:
    on so many of its reports something handed in waits for review."""

    measure: Measure
    executor: Executor | None
    reports: int
    in_review: int


@dataclass(frozen=True)
class Member:
    """A person of a body with each current role in it."""

    person: User
    roles: tuple[str, ...]


def successions() -> QuerySet[Succession]:
    """Newest first, both bodies at hand."""
    rows = Succession.objects.select_related("predecessor", "successor")
    return rows.order_by("-effective_on", "-pk")


def standing_bodies() -> QuerySet[Agency]:
    """Those not abolished, by the short name in the reader's language."""
    named = Agency.objects.annotate(called=localized_column("short"))
    return named.filter(abolished_on=None).order_by("called", "code")


def measures_of(body: Agency) -> MeasureQuerySet:
    """On control, where the body is an executor or still owes a report."""
    owing = Obligation.objects.filter(agency=body, state__in=PASSES_ON).values("measure")
    named = Executor.objects.filter(agency=body).values("measure")
    either = Measure.objects.filter(Q(pk__in=owing) | Q(pk__in=named))
    return either.on_control()


def shares_of(body: Agency) -> list[Share]:
    """In the order of plans and their tables; two statements."""
    own = Q(obligations__agency=body)
    open_ = own & Q(obligations__state__in=PASSES_ON)
    waiting = open_ & Q(obligations__entries__state=ProgressState.SUBMITTED)
    rows = (
        measures_of(body)
        .select_related("plan")
        .annotate(
            reports=Count("obligations", filter=open_, distinct=True),
            in_review=Count("obligations", filter=waiting, distinct=True),
        )
        .prefetch_related(Prefetch("executors", Executor.objects.filter(agency=body), "named"))
        .order_by("plan__starts_on", "plan", "position")
    )
    return [_share(row) for row in rows]


def _share(row: Measure) -> Share:
    facts = vars(row)
    return Share(row, next(iter(facts["named"]), None), facts["reports"], facts["in_review"])


def members_of(body: Agency, today: date) -> list[Member]:
    """By name; one statement."""
    held = Membership.objects.current(today).filter(agency=body).select_related("user")
    rows = list(held.order_by("user__full_name", "user", "role"))
    people = {row.user_id: row.user for row in rows}
    return [Member(person, _roles(rows, pk)) for pk, person in people.items()]


def _roles(rows: Iterable[Membership], person: int) -> tuple[str, ...]:
    return tuple(str(row.get_role_display()) for row in rows if row.user_id == person)


def plans_headed_by(body: Agency) -> list[ActionPlan]:
    return list(ActionPlan.objects.filter(coordinator=body))


def in_review(owed: Iterable[Obligation]) -> int:
    """On how many of these something handed in waits for review."""
    waiting = ProgressEntry.objects.waiting_for_review().filter(
        obligation__in=[one.pk for one in owed]
    )
    return waiting.values("obligation").distinct().count()


def passed_on_by(body: Agency) -> QuerySet[Measure]:
    """Measures on which the body's reports came to be a successor's."""
    told = Event.objects.filter(
        measure=OuterRef("pk"), kind=EventKind.PASSED_ON, data__old_agency=body.code
    )
    rows = Measure.objects.filter(Exists(told)).select_related("plan")
    return rows.order_by("plan__starts_on", "plan", "position")
