"""Who may keep which cut of a report. Nothing passes by default."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agencies.models import User
from agencies.permissions import REPORTING, agencies_of
from measures.permissions import Person, check_may_view, may_manage_plan, may_see_all_entries
from planner.models import ActionPlan
from reports.models import Cut


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
