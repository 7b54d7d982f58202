"""Rights over issuing and own cuts, asked of the table in agencies.rules.rights; the rest is
measures.permissions. Nothing passes by default."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agencies.models import Role, User
from agencies.permissions import REPORTING, About, Asked, Person, agencies_of, may
from agencies.rules.rights import Condition, Do
from measures.permissions.plans import check_may_view, may_manage_plan
from planner.models import ActionPlan
from reports.models import Cut, Issue


def may_set_signing(by: Person, plan: ActionPlan, today: date) -> bool:
    """Coordinators of the plan, and whoever keeps the installation: a permission of the
    administration."""
    return may(Do.SET_SIGNING, by, today, About(coordinator=plan.coordinator_id))


def may_set_every_signing(by: Person) -> bool:
    """Of all plans: the permission of the administration."""
    return may(Do.SET_SIGNING, by)


def check_may_set_signing(by: Person, plan: ActionPlan, today: date) -> None:
    if not may_set_signing(by, plan, today):
        raise PermissionDenied(
            _("Only the body that coordinates this plan and administrators may do this.")
        )


def may_confirm(by: User, issue: Issue, today: date) -> bool:
    """The second person is another than the first, and does not act for the first."""
    coordinator = issue.plan.coordinator_id

    def signed_first(asked: Asked) -> bool:
        return issue.signed_by_id in asked.stands_for(coordinator, Role.COORDINATOR)

    conditions = {Condition.SIGNED_FIRST: signed_first}
    about = About(coordinator=coordinator, conditions=conditions)
    return may(Do.CONFIRM_ISSUE, by, today, about)


def may_take_back(by: User, issue: Issue, today: date) -> bool:
    """Who signed; once that person coordinates no more, whoever does."""

    def signed_or_left(asked: Asked) -> bool:
        if issue.signed_by_id == by.pk:
            return True
        return not may_manage_plan(issue.signed_by, issue.plan, today)

    conditions = {Condition.SIGNED_OR_LEFT: signed_or_left}
    about = About(coordinator=issue.plan.coordinator_id, conditions=conditions)
    return may(Do.TAKE_BACK_ISSUE, by, today, about)


def own_agencies(person: User, today: date) -> list[str]:
    """Codes of the bodies that a person reports for."""
    return [agency.code for agency in agencies_of(person, today, *REPORTING)]


def may_cut_everything(person: Person, plan: ActionPlan, today: date) -> bool:
    """Coordinators and observers see what every body handed in; so may their cuts."""
    return may(Do.CUT_EVERYTHING, person, today, About(coordinator=plan.coordinator_id))


def may_cut(person: User, plan: ActionPlan, agencies: Collection[str], today: date) -> bool:
    """A cut of these bodies; none named means all of them."""

    def own_only(asked: Asked) -> bool:
        return bool(agencies) and set(agencies) <= set(own_agencies(person, today))

    conditions = {Condition.OWN_BODIES_ONLY: own_only}
    about = About(coordinator=plan.coordinator_id, conditions=conditions)
    return may(Do.MAKE_CUT, person, today, about)


def check_may_cut(person: User, plan: ActionPlan, agencies: Collection[str], today: date) -> None:
    """Raises PermissionDenied."""
    check_may_view(person, today)
    if not may_cut(person, plan, agencies, today):
        raise PermissionDenied(_("You may make cuts of the report for your own agency only."))


def check_may_keep_cuts(person: User, today: date) -> None:
    """Who reports for a body, and who sees what every body handed in. Raises PermissionDenied."""
    if not may(Do.KEEP_CUTS, person, today):
        raise PermissionDenied(_("You have no current role in any agency."))


def check_own_cut(person: User, cut: Cut) -> None:
    if not may(Do.CHANGE_CUT, person, about=About(owner=cut.owner_id)):
        raise PermissionDenied(_("Only the owner of the cut may do this."))


def may_read_cut(person: User, cut: Cut, today: date) -> bool:
    """The owner and the plan's coordinators, each as far as the bodies of the cut are theirs to
    read: a role that ended takes the files along."""

    def reads_the_bodies(asked: Asked) -> bool:
        return may_cut(person, cut.plan, cut.agencies, today)

    about = About(
        owner=cut.owner_id,
        coordinator=cut.plan.coordinator_id,
        conditions={Condition.READS_THE_BODIES: reads_the_bodies},
    )
    return may(Do.READ_CUT, person, today, about)
