"""Rights over issuing and own cuts; the rest is measures.permissions. Nothing passes by default."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agencies.models import User
from agencies.permissions import REPORTING, agencies_of
from measures.permissions import Person, check_may_view, may_manage_plan, may_see_all_entries
from planner.models import ActionPlan
from reports.models import Cut, Issue


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


def own_agencies(person: User, today: date) -> list[str]:
    """Codes of the bodies that a person reports for."""
    return [agency.code for agency in agencies_of(person, today, *REPORTING)]


def may_cut_everything(person: Person, plan: ActionPlan, today: date) -> bool:
    """Coordinators and observers see what every body handed in; so may their cuts."""
    return may_manage_plan(person, plan, today) or may_see_all_entries(person, today)


def may_cut(person: User, plan: ActionPlan, agencies: Collection[str], today: date) -> bool:
    """A cut of these bodies; none named means all of them."""
    if may_cut_everything(person, plan, today):
        return True
    return bool(agencies) and set(agencies) <= set(own_agencies(person, today))


def check_may_cut(person: User, plan: ActionPlan, agencies: Collection[str], today: date) -> None:
    """Raises PermissionDenied."""
    check_may_view(person, today)
    if not may_cut(person, plan, agencies, today):
        raise PermissionDenied(_("You may make cuts of the report for your own agency only."))


def check_may_keep_cuts(person: User, today: date) -> None:
    """Who reports for a body, and who sees what every body handed in. Raises PermissionDenied."""
    if not (may_see_all_entries(person, today) or own_agencies(person, today)):
        raise PermissionDenied(_("You have no current role in any agency."))


def check_own_cut(person: User, cut: Cut) -> None:
    if cut.owner_id != person.pk:
        raise PermissionDenied(_("Only the owner of the cut may do this."))


def may_read_cut(person: User, cut: Cut, today: date) -> bool:
    """The owner and the plan's coordinators, each as far as the bodies of the cut are theirs to
    read: a role that ended takes the files along."""
    if cut.owner_id != person.pk and not may_manage_plan(person, cut.plan, today):
        return False
    return may_cut(person, cut.plan, cut.agencies, today)
