"""Dates: what a deadline may mean, how a report came to its date, what waits to be moved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from agencies.models import Membership, User
from agencies.permissions import REPORTING, agencies_of
from agencies.queries import calendar_between
from agencies.rules.working_days import days_away
from measures.models import (
    Deadline,
    DeadlineKind,
    Event,
    EventKind,
    Executor,
    ExecutorRole,
    Extension,
    ExtensionState,
    Obligation,
)
from measures.permissions.overseeing import may_see_all_entries
from measures.querysets import OwedQuerySet
from measures.rules.dates_told import Move, Step, Stood, effective_steps, moves_told
from measures.rules.deadlines import PlanDates
from measures.rules.deadlines.suggesting import Suggestion, suggestions
from measures.rules.event_terms import days_needed, due_after, event_term
from planner.models import ActionPlan

Calendar = Mapping[date, str]
YEAR, MONTH = 365, 31  # days


def follows_an_event(deadline: Deadline) -> bool:
    """It waits, or waited, for an event's date."""
    return deadline.kind == DeadlineKind.EVENT or event_term(deadline.spec) is not None


def due_after_event(deadline: Deadline, event_on: date) -> date | None:
    """The day on which the deadline's term ends; None where the text gives no term. One
    statement, and only for working days."""
    term = event_term(deadline.spec)
    if term is None:
        return None
    days = days_needed(term)
    calendar = calendar_between(event_on, days_away(event_on, days)) if days else {}
    return due_after(term, event_on, calendar)


def suggested(deadline: Deadline, calendar: Calendar | None = None) -> tuple[Suggestion, ...]:
    """From the first of its texts that tells something; the plan is at hand. No statement:
    working days are counted when the calendar is given (plan_calendar)."""
    plan = deadline.measure.plan
    dates = PlanDates(plan.starts_on, plan.ends_on, plan.approved_on)
    texts = (deadline.text_ru, deadline.text_kk, deadline.text_en)
    found = (suggestions(text, dates, calendar) for text in texts if text)
    return next((one for one in found if one), ())


def plan_calendar(deadline: Deadline) -> Calendar:
    """Days off around the plan; one statement."""
    plan = deadline.measure.plan
    first = days_away(plan.approved_on or plan.starts_on, -MONTH)
    return calendar_between(first, days_away(plan.ends_on, YEAR))


@dataclass(frozen=True)
class DatesTold:
    """`steps` lead from the written date to the effective one, empty where they agree or where the
    plan's settings have changed since; `moves` from the first date to the one in force."""

    written_on: date | None
    event_on: date | None
    steps: list[Step]
    first_due_on: date | None
    moves: list[Move]
    due_on: date | None

    @property
    def count(self) -> int:
        return len(self.moves)

    @property
    def first_is(self) -> str:
        """Which of the dates before is the one first set: "step", "written", or "" for neither."""
        if self.steps:
            return "step" if self.steps[-1].day == self.first_due_on else ""
        return "written" if self.written_on == self.first_due_on else ""


def dates_of(owed: Obligation) -> DatesTold:
    """Three statements, and a fourth for the calendar where a date is written.

    Measure, plan and deadline are at hand, as obligations_to_read gives them.
    """
    versions = [
        Stood(*columns)
        for columns in owed.versions.order_by("since").values_list(
            "since", "until", "due_on", "state"
        )
    ]
    moves = moves_told([*_extensions(owed), *_moved_with_the_plan(owed)], versions)
    deadline = getattr(owed.measure, "deadline", None)
    return DatesTold(
        written_on=owed.written_on,
        event_on=deadline.event_on if deadline else None,
        steps=_steps(owed, moves),
        first_due_on=owed.first_due_on,
        moves=moves,
        due_on=owed.due_on,
    )


def _extensions(owed: Obligation) -> Iterable[Move]:
    granted = owed.extensions.filter(state=ExtensionState.GRANTED).select_related("decided_by")
    for one in granted.order_by("pk"):
        if one.granted_on and one.decided_on:
            yield Move(
                on=one.decided_on,
                old=one.old_due_on,
                new=one.granted_on,
                how="extension",
                by=str(one.decided_by),
                act=one.act,
                act_on=one.act_on,
                level=one.get_level_display(),
                note=one.note,
            )


def _moved_with_the_plan(owed: Obligation) -> Iterable[Move]:
    moved = owed.events.filter(kind=EventKind.MOVED).select_related("actor")
    for one in moved.order_by("pk"):
        old, new = (date.fromisoformat(one.data[key]) for key in ("old_due_on", "new_due_on"))
        by = str(one.actor) if one.actor else ""
        yield Move(one.happened_on, old, new, "plan", by, note=one.note)


def _steps(owed: Obligation, moves: list[Move]) -> list[Step]:
    if owed.written_on is None:
        return []
    steps = _effective(owed.measure.plan, owed.written_on, role=owed.role, kind=owed.kind)
    stood = {owed.first_due_on, *(move.new for move in moves)}
    return steps if steps and steps[-1].day in stood else []


def effective_after(deadline: Deadline, due: date) -> list[Step]:
    """What a day off makes of a date of the deadline for its lead; one statement."""
    return _effective(deadline.measure.plan, due, role=ExecutorRole.LEAD, kind=DeadlineKind.ONCE)


def _effective(plan: ActionPlan, written_on: date, *, role: str, kind: str) -> list[Step]:
    return effective_steps(
        written_on,
        rule=plan.day_off_rule,
        role=role,
        kind=kind,
        lead_days=plan.co_executor_lead_days,
        calendar=calendar_between(days_away(written_on, -YEAR), days_away(written_on, MONTH)),
    )


def with_moves(owed: "OwedQuerySet[Any]", day: date) -> "OwedQuerySet[Any]":
    """Obligations, or versions of them, with `moves`: how many times by the end of that day their
    date was moved, by an extension or with the plan. No statement of its own."""
    own = OuterRef("pk" if owed.model is Obligation else "obligation")
    told = Event.objects.filter(
        obligation=own,
        kind__in=(EventKind.EXTENSION_GRANTED, EventKind.MOVED),
        happened_on__lte=day,
    ).order_by()
    counted = told.values("obligation").annotate(count=Count("pk")).values("count")
    return owed.annotate(moves=Coalesce(Subquery(counted), 0))


def to_read(extensions: QuerySet[Extension]) -> QuerySet[Extension]:
    """With everybody and everything that a page says of a request; one statement."""
    return extensions.select_related(
        "requested_by",
        "decided_by",
        "obligation__agency",
        "obligation__measure__plan",
        "obligation__measure__deadline",
    )


def led_by(person: User, today: date) -> Q:
    """Requests of co-executors for internal dates on measures that the person's agencies lead."""
    own = [agency.pk for agency in agencies_of(person, today, *REPORTING)]
    leads = Executor.objects.filter(
        measure=OuterRef("obligation__measure"), role=ExecutorRole.LEAD, agency__in=own
    )
    internal = Q(obligation__role=ExecutorRole.CO, obligation__written_on__isnull=False)
    return internal & Q(Exists(leads))


def internal_requests(person: User, today: date) -> QuerySet[Extension]:
    """What waits for the lead's decision, the soonest date first, with `lead_due_on`, the date up
    to which the lead may move it. Two statements; requests of one's own, and of
    one's own agencies, are somebody else's to decide."""
    lead = Obligation.objects.filter(
        measure=OuterRef("obligation__measure"),
        role=ExecutorRole.LEAD,
        occurrence=OuterRef("obligation__occurrence"),
    )
    waiting = Extension.objects.filter(led_by(person, today), state=ExtensionState.REQUESTED)
    held = Membership.objects.current(today).filter(user=person, role__in=REPORTING)
    reporting = held.values("agency")
    due_on = Coalesce(Subquery(lead.values("due_on")[:1]), "obligation__written_on")
    others = waiting.exclude(requested_by=person).exclude(obligation__agency__in=reporting)
    told = to_read(others).annotate(lead_due_on=due_on)
    return told.order_by("old_due_on", "pk")


def extensions_visible_to(person: User, today: date) -> QuerySet[Extension]:
    """Own agency's, those the person's agency leads, granted ones, and for overseers all."""
    rows: QuerySet[Extension, Any] = Extension.objects.all()
    if may_see_all_entries(person, today):
        return rows
    own = agencies_of(person, today, *REPORTING)
    seen = Q(obligation__agency__in=own) | Q(state=ExtensionState.GRANTED) | led_by(person, today)
    return rows.filter(seen)
