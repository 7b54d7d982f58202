"""What can be reminded of beside rounds: reports owed, reviews and decisions that wait."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Count, Exists, F, Min, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast

from agencies.models import Agency, Membership, Role
from agencies.permissions import REPORTING
from agencies.rules.working_days import add_working_days
from measures.models import (
    Audience,
    DeadlineKind,
    ExecutorRole,
    Extension,
    ExtensionState,
    MeasureState,
    Obligation,
    ObligationState,
    ProgressEntry,
    Subject,
)
from measures.queries.reminders.audiences import members_in, person_of
from measures.rules.reminders import Calendar
from planner.models import ActionPlan

Rows = QuerySet[Any, Any]
ENDED = (ObligationState.REMOVED, ObligationState.WITHDRAWN)
NONE = Cast(Value(None), BigIntegerField())


@dataclass(frozen=True)
class Kind:
    """`rows`: what of a plan waits to be done. Steps are counted from `due` of the day in the
    column `base`; `prefix` leads to the obligation; `known` names the columns by which the ledger
    knows a reminder again."""

    rows: Callable[[ActionPlan, date], Rows]
    base: str
    prefix: str
    known: tuple[str, ...]
    due: Callable[[ActionPlan, date, Calendar], date]
    narrowed: Callable[[Audience], Q] = lambda audience: Q()

    def owed(self, plan: ActionPlan, audience: Audience, today: date) -> Rows:
        """(obligation, entry, extension, base day, ladder, person), one for each member."""
        joined = self.rows(plan, today).filter(
            members_in(audience, self.prefix, today), self.narrowed(audience)
        )
        own = {name: F("pk") if model is joined.model else NONE for name, model in OWN.items()}
        columns = (
            *(f"{self.prefix}pk", *OWN, self.base, f"{self.prefix}ladder"),
            person_of(audience, self.prefix),
        )
        rows: Rows = joined.annotate(**own).values_list(*columns)
        return rows.order_by()

    def bases(self, plan: ActionPlan, today: date) -> QuerySet[Any, date]:
        days = self.rows(plan, today).order_by().values_list(self.base, flat=True)
        return days.distinct()


OWN = {"of_entry": ProgressEntry, "of_extension": Extension}


def remindable() -> QuerySet[Obligation]:
    """Owed by a date and not handed in, on a measure that is on control."""
    owed = Obligation.objects.not_handed_in().exclude(kind=DeadlineKind.CONTINUOUS)
    return owed.filter(due_on__isnull=False, measure__state=MeasureState.ON_CONTROL)


def _reports(plan: ActionPlan, today: date) -> Rows:
    return remindable().filter(measure__plan=plan)


def answering(today: date, agency: str) -> QuerySet[Membership]:
    """Who answers for reports of the agency in the outer row's column `agency`."""
    return Membership.objects.current(today).filter(agency=OuterRef(agency), role__in=REPORTING)


def officers(today: date, agency: str) -> QuerySet[Membership]:
    """Whom the agency in the outer row's column `agency` has to be reminded before a date."""
    return answering(today, agency).filter(role=Role.OFFICER)


def nobody_to_remind(today: date) -> QuerySet[Obligation]:
    """Reports owed by agencies without an officer: heads hear of them when it is too late."""
    return remindable().exclude(Exists(officers(today, "agency")))


@dataclass(frozen=True)
class Unheard:
    """An agency that owes `reports` dated ones, the first by `first_due_on`, and has nobody who
    could be reminded of them."""

    agency: Agency
    reports: int
    first_due_on: date


def unheard_agencies(today: date) -> list[Unheard]:
    """Two statements, the soonest date first."""
    owed = nobody_to_remind(today).order_by().values("agency")
    rows = owed.annotate(reports=Count("pk"), first=Min("due_on")).order_by("first", "agency")
    told = list(rows.values_list("agency", "reports", "first"))
    agencies = Agency.objects.in_bulk([agency for agency, *_rest in told])
    return [Unheard(agencies[agency], reports, first) for agency, reports, first in told]


def _unheard(plan: ActionPlan, today: date) -> Rows:
    return nobody_to_remind(today).filter(measure__plan=plan)


def waiting_reviews() -> QuerySet[ProgressEntry]:
    return ProgressEntry.objects.waiting_for_review().filter(submitted_on__isnull=False)


def _reviews(plan: ActionPlan, today: date) -> Rows:
    return waiting_reviews().filter(obligation__measure__plan=plan)


def _requests(plan: ActionPlan, today: date) -> Rows:
    return waiting_requests().filter(obligation__measure__plan=plan)


def waiting_requests() -> QuerySet[Extension]:
    """Not of what is owed no more: those end with it, undecided."""
    waiting = Extension.objects.filter(state=ExtensionState.REQUESTED)
    return waiting.exclude(obligation__state__in=ENDED)


def _internal(audience: Audience) -> Q:
    """The lead decides on an internal date, up to its own: services.levels."""
    if audience != Audience.LEAD:
        return Q()
    lead = Obligation.objects.owed().filter(
        role=ExecutorRole.LEAD,
        measure=OuterRef("obligation__measure"),
        occurrence=OuterRef("obligation__occurrence"),
        due_on__gte=OuterRef("proposed_on"),
    )
    return Q(Exists(lead), obligation__written_on__isnull=False)


def _itself(plan: ActionPlan, base: date, calendar: Calendar) -> date:
    return base


def review_due(plan: ActionPlan, base: date, calendar: Calendar) -> date:
    """The day by which a report handed in on `base` is to be reviewed."""
    return add_working_days(base, plan.review_days, calendar)


def decision_due(plan: ActionPlan, base: date, calendar: Calendar) -> date:
    """The day by which a request made on `base` is to be decided."""
    return add_working_days(base, plan.decision_days, calendar)


OF_OBLIGATION = ("obligation_id", "due_on", "ladder")
KINDS = {
    Subject.REPORT: Kind(_reports, "due_on", "", OF_OBLIGATION, _itself),
    Subject.NOBODY: Kind(_unheard, "due_on", "", OF_OBLIGATION, _itself),
    Subject.REVIEW: Kind(_reviews, "submitted_on", "obligation__", ("entry_id",), review_due),
    Subject.EXTENSION: Kind(
        _requests, "requested_on", "obligation__", ("extension_id",), decision_due, _internal
    ),
}
