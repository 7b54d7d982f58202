"""Rights over issuing; the rest is measures.permissions."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agencies.models import User
from measures.permissions import Person, may_manage_plan
from planner.models import ActionPlan
from reports.models import Issue


def may_set_signing(by: Person, plan: ActionPlan, today: date) -> bool:
    """Coordinators of the plan, and whoever keeps the installation: a permission of the
    administration."""
    return may_manage_plan(by, plan, today) or by.has_perm("reports.add_signingrule")


def check_may_set_signing(by: Person, plan: ActionPlan, today: date) -> None:
    if not may_set_signing(by, plan, today):
        raise PermissionDenied(
            _("Only the body that coordinates this plan and administrators may do this.")
        )


def may_confirm(by: User, issue: Issue, today: date) -> bool:
    """The second person is another than the first."""
    return issue.signed_by_id != by.pk and may_manage_plan(by, issue.plan, today)


def may_take_back(by: User, issue: Issue, today: date) -> bool:
    """Who signed; once that person coordinates no more, whoever does."""
    if issue.signed_by_id == by.pk:
        return may_manage_plan(by, issue.plan, today)
    left = not may_manage_plan(issue.signed_by, issue.plan, today)
    return left and may_manage_plan(by, issue.plan, today)
