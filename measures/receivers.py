"""What is owed follows the calendar, the groups and the plan's settings, whoever changes them."""

from datetime import date, timedelta
from typing import Any

from agencies.models import AgencyGroup, ApiToken, Delegation, User
from agencies.signals import (
    calendar_changed,
    group_changed,
    role_lent,
    role_taken_back,
    token_made,
)
from measures.models import Measure
from measures.services.delegation_news import Step, tell_of_loan
from measures.services.obligations import generate_obligations
from measures.services.obligations.rereading import follow_plan
from measures.services.token_news import tell_of_token
from planner.models import ActionPlan
from planner.signals import plan_changed

# A report is due at most so long after its plan, or a co-executor's so long before its date.
REACH = timedelta(days=400)


def follow_calendar(*, first: date, last: date, by: User, today: date, **_signal: Any) -> None:
    touched = ActionPlan.objects.filter(
        starts_on__lte=last + REACH, ends_on__gte=first - REACH, repealed_on=None
    )
    for plan in touched:
        generate_obligations(plan, today=today, by=by, cause="calendar")


def follow_group(*, group: AgencyGroup, by: User, today: date, **_signal: Any) -> None:
    measures = Measure.objects.on_control().filter(executors__group=group).distinct()
    for plan in ActionPlan.objects.filter(measures__in=measures).distinct():
        named = measures.filter(plan=plan)
        generate_obligations(plan, named, today=today, by=by, cause="group")


def follow_settings(*, plan: ActionPlan, by: User, today: date, **_signal: Any) -> None:
    follow_plan(plan, by=by, today=today)


def hear_of_token(*, token: ApiToken, today: date, **_signal: Any) -> None:
    tell_of_token(token, today=today)


def hear_of_loan(*, given: Delegation, by: User, today: date, **_signal: Any) -> None:
    tell_of_loan(given, Step.LENT, by=by, today=today)


def hear_of_end_of_loan(*, given: Delegation, by: User, today: date, **_signal: Any) -> None:
    tell_of_loan(given, Step.ENDED, by=by, today=today)


def connect() -> None:
    role_lent.connect(hear_of_loan, dispatch_uid="measures.role_lent")
    role_taken_back.connect(hear_of_end_of_loan, dispatch_uid="measures.role_taken_back")
    calendar_changed.connect(follow_calendar, dispatch_uid="measures.calendar")
    group_changed.connect(follow_group, dispatch_uid="measures.group")
    plan_changed.connect(follow_settings, dispatch_uid="measures.plan")
    token_made.connect(hear_of_token, dispatch_uid="measures.token")
