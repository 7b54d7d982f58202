"""Reading plans and amendments, and changing them; the body that coordinates a plan decides."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agencies.permissions import About, Person, may
from agencies.rules.rights import Condition, Do
from measures.models import Obligation
from planner.models import ActionPlan, Amendment, AmendmentState

NEVER_ADOPTED = (AmendmentState.DRAFT, AmendmentState.DROPPED)


def of_plan(plan: ActionPlan) -> About:
    in_force = {Condition.PLAN_IN_FORCE: lambda _asked: plan.repealed_on is None}
    return About(coordinator=plan.coordinator_id, conditions=in_force)


def of_obligation(owed: Obligation) -> About:
    """Its plan is asked for where the row at hand does not carry it, as its agency is not."""
    return About(body=owed.agency_id, coordinator=owed.measure.plan.coordinator_id)


def may_view(user: Person, today: date) -> bool:
    """Anyone with a current role reads the plan, its statuses and accepted texts."""
    return may(Do.READ_PLAN, user, today)


def check_may_view(user: Person, today: date) -> None:
    if not may_view(user, today):
        raise PermissionDenied(_("You have no current role in any agency."))


def may_manage_plan(by: Person | None, plan: ActionPlan, today: date) -> bool:
    return may(Do.MANAGE_PLAN, by, today, of_plan(plan))


def check_may_manage_plan(by: Person | None, plan: ActionPlan, today: date) -> None:
    if not may_manage_plan(by, plan, today):
        raise PermissionDenied(_("Only the body that coordinates this plan may do this."))


def may_change_plan(by: Person | None, plan: ActionPlan, today: date) -> bool:
    """Nothing in a plan that lost force is changed."""
    return may(Do.CHANGE_PLAN, by, today, of_plan(plan))


def check_may_read_amendment(user: Person, amendment: Amendment, today: date) -> None:
    """What has an act is every viewer's; a draft is its plan's coordinators' own."""
    check_may_view(user, today)
    if amendment.state in NEVER_ADOPTED:
        check_may_manage_plan(user, amendment.plan, today)
