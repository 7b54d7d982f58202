"""Rights over measures; each check raises PermissionDenied, and none passes by default.

Executors report for their own agency; the body that coordinates the plan decides. `by` None is
the command line, where the operator of the installation acts.
"""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agencies.models import Role, User
from agencies.permissions import OVERSEEING, REPORTING, has_role
from measures.models import (
    ExecutorRole,
    Measure,
    Obligation,
    ProgressEntry,
    ProgressState,
    ProgressUpload,
    SavedView,
)
from planner.models import ActionPlan, Amendment, AmendmentState

Person = User | AnonymousUser
NEVER_HANDED_IN = (ProgressState.DRAFT, ProgressState.WITHDRAWN)
NEVER_ADOPTED = (AmendmentState.DRAFT, AmendmentState.DROPPED)


def may_view(user: Person, today: date) -> bool:
    """Anyone with a current role reads the plan, its statuses and accepted texts."""
    return has_role(user, today)


def check_may_view(user: Person, today: date) -> None:
    if not may_view(user, today):
        raise PermissionDenied(_("You have no current role in any agency."))


def may_coordinate(user: Person, today: date) -> bool:
    return has_role(user, today, Role.COORDINATOR)


def check_may_coordinate(user: Person, today: date) -> None:
    if not may_coordinate(user, today):
        raise PermissionDenied(_("Only coordinators may do this."))


def may_watch_reminders(user: Person, today: date) -> bool:
    """How reminders went, with people's addresses: coordinators, who act there too, and whoever
    may read the mails in the administration, who looks on."""
    return may_coordinate(user, today) or user.has_perm("measures.view_digest")


def check_may_watch_reminders(user: Person, today: date) -> None:
    if not may_watch_reminders(user, today):
        raise PermissionDenied(_("Only coordinators and administrators see this page."))


def may_see_every_reminder(user: Person) -> bool:
    """The permission of the administration; it shows reminders and gives no say over them."""
    return user.has_perm("measures.view_reminder")


def may_see_every_job(user: Person) -> bool:
    """How long work goes, whoever asked for it; not the files that came of it."""
    return user.has_perm("measures.view_job")


def check_may_preview_reminders(user: Person, today: date) -> None:
    """Coordinators, each for the plans of the own body, and who keeps the installation."""
    if not (may_coordinate(user, today) or may_see_every_reminder(user)):
        raise PermissionDenied(_("Only coordinators see this page."))


def may_explain_reminders(user: Person, obligation: Obligation, today: date) -> bool:
    """Why anybody was or was not reminded of it. The own agency is told of its own people only."""
    everybody = may_see_reminders_of_all(user, obligation, today)
    return everybody or may_report(user, obligation, today)


def may_see_reminders_of_all(user: Person, obligation: Obligation, today: date) -> bool:
    plan = obligation.measure.plan
    return may_see_every_reminder(user) or may_manage_plan(user, plan, today)


def may_manage_plan(by: Person | None, plan: ActionPlan, today: date) -> bool:
    return by is None or has_role(by, today, Role.COORDINATOR, agency_id=plan.coordinator_id)


def check_may_manage_plan(by: Person | None, plan: ActionPlan, today: date) -> None:
    if not may_manage_plan(by, plan, today):
        raise PermissionDenied(_("Only the body that coordinates this plan may do this."))


def may_change_plan(by: Person | None, plan: ActionPlan, today: date) -> bool:
    """Nothing in a plan that lost force is changed."""
    return plan.repealed_on is None and may_manage_plan(by, plan, today)


def check_may_read_amendment(user: Person, amendment: Amendment, today: date) -> None:
    """What has an act is every viewer's; a draft is its plan's coordinators' own."""
    check_may_view(user, today)
    if amendment.state in NEVER_ADOPTED:
        check_may_manage_plan(user, amendment.plan, today)


def may_report(by: Person, obligation: Obligation, today: date) -> bool:
    return has_role(by, today, *REPORTING, agency_id=obligation.agency_id)


def may_lead(by: Person, measure: Measure, today: date) -> bool:
    """Reports for the body that leads the measure: it answers for the co-executors' parts too."""
    lead = measure.executors.filter(role=ExecutorRole.LEAD).values_list("agency_id", flat=True)
    agency = lead.first()
    return agency is not None and has_role(by, today, *REPORTING, agency_id=agency)


def check_may_report(by: Person, obligation: Obligation, today: date) -> None:
    if not may_report(by, obligation, today):
        raise PermissionDenied(_("Only the agency that owes this report may do this."))


def check_may_review(by: User, entry: ProgressEntry, today: date) -> None:
    """The plan's coordinator, and never the author of the entry."""
    check_may_manage_plan(by, entry.obligation.measure.plan, today)
    if entry.author_id == by.pk:
        raise PermissionDenied(_("Nobody reviews their own report."))


def may_see_all_entries(user: Person, today: date) -> bool:
    """Coordinators and observers see drafts' successors too: everything handed in."""
    return has_role(user, today, *OVERSEEING)


def check_may_oversee(user: Person, today: date) -> None:
    """The board and the review queue: coordinators act there, observers look on."""
    if not may_see_all_entries(user, today):
        raise PermissionDenied(_("Only coordinators and observers see this page."))


def check_own_view(user: User, view: SavedView) -> None:
    """A view of the board is its person's alone."""
    if view.person_id != user.pk:
        raise PermissionDenied(_("This view is another person’s."))


def may_open(user: Person, obligation: Obligation, today: date) -> bool:
    """An obligation's own page, with drafts and returns: its agency and those who oversee."""
    return may_report(user, obligation, today) or may_see_all_entries(user, today)


def may_review(by: User, entry: ProgressEntry, today: date) -> bool:
    return entry.author_id != by.pk and may_manage_plan(by, entry.obligation.measure.plan, today)


def may_see_entry(user: Person, entry: ProgressEntry, today: date) -> bool:
    """Accepted: every viewer. Handed in: own agency and overseers. Drafts, those withdrawn when
    their measure left control among them: own agency only."""
    if has_role(user, today, *REPORTING, agency_id=entry.obligation.agency_id):
        return True
    if entry.state == ProgressState.ACCEPTED:
        return may_view(user, today)
    return entry.state not in NEVER_HANDED_IN and may_see_all_entries(user, today)


def check_may_set_up(user: Person) -> None:
    """The road from an empty installation to a first plan: whoever keeps the installation."""
    if not (isinstance(user, User) and user.is_staff):
        raise PermissionDenied(_("Only administrators see this page."))


def check_may_enter_successions(user: Person) -> None:
    """The permission of the administration; a role in a body gives no say over bodies."""
    if not user.has_perm("agencies.add_succession"):
        raise PermissionDenied(_("Only an administrator enters successions."))


def may_repeal_concepts(user: Person) -> bool:
    return user.has_perm("planner.change_concept")


def check_may_repeal_concepts(user: Person) -> None:
    if not may_repeal_concepts(user):
        raise PermissionDenied(_("Only an administrator enters that a Concept was repealed."))


def may_upload_reports(by: Person, today: date) -> bool:
    """Whoever writes reports for an agency; of each row of the file the right is asked again."""
    return has_role(by, today, *REPORTING)


def check_may_upload_reports(by: Person, today: date) -> None:
    if not may_upload_reports(by, today):
        raise PermissionDenied(_("Only those who report for an agency upload reports."))


def check_own_upload(user: User, upload: ProgressUpload) -> None:
    """A file is its person's alone until it is written."""
    if upload.uploaded_by_id != user.pk:
        raise PermissionDenied(_("This file is another person’s."))
