"""Rights over measures, asked of the table in agencies.rules.rights; each check raises
PermissionDenied, and none passes by default.

Executors report for their own agency; the body that coordinates the plan decides. `by` None is
the command line, where the operator of the installation acts.
"""

from collections.abc import Callable, Collection
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.models import Agency, Role, User
from agencies.permissions import About, Asked, may, reports_for_it
from agencies.permissions import Person as Person  # views of other apps take it from here
from agencies.rules.rights import Condition, Do
from measures.models import (
    Evidence,
    ExecutorRole,
    Extension,
    Job,
    Measure,
    Obligation,
    ProgressEntry,
    ProgressState,
    ProgressUpload,
    SavedView,
)
from planner.models import ActionPlan, Amendment, AmendmentState

NEVER_HANDED_IN = (ProgressState.DRAFT, ProgressState.WITHDRAWN)
NEVER_ADOPTED = (AmendmentState.DRAFT, AmendmentState.DROPPED)


def _of_plan(plan: ActionPlan) -> About:
    in_force = {Condition.PLAN_IN_FORCE: lambda _asked: plan.repealed_on is None}
    return About(coordinator=plan.coordinator_id, conditions=in_force)


def _of_obligation(owed: Obligation) -> About:
    """Its plan is asked for where the row at hand does not carry it, as its agency is not."""
    return About(body=owed.agency_id, coordinator=owed.measure.plan.coordinator_id)


def may_view(user: Person, today: date) -> bool:
    """Anyone with a current role reads the plan, its statuses and accepted texts."""
    return may(Do.READ_PLAN, user, today)


def check_may_view(user: Person, today: date) -> None:
    if not may_view(user, today):
        raise PermissionDenied(_("You have no current role in any agency."))


def may_coordinate(user: Person, today: date) -> bool:
    return may(Do.COORDINATE, user, today)


def check_may_coordinate(user: Person, today: date) -> None:
    if not may_coordinate(user, today):
        raise PermissionDenied(_("Only coordinators may do this."))


def may_watch_reminders(user: Person, today: date) -> bool:
    """How reminders went, with people's addresses: coordinators, who act there too, and whoever
    may read the mails in the administration, who looks on."""
    return may(Do.WATCH_REMINDERS, user, today)


def check_may_watch_reminders(user: Person, today: date) -> None:
    if not may_watch_reminders(user, today):
        raise PermissionDenied(_("Only coordinators and administrators see this page."))


def may_see_every_reminder(user: Person) -> bool:
    """The permission of the administration; it shows reminders and gives no say over them."""
    return may(Do.SEE_EVERY_REMINDER, user)


def may_cancel_job(by: Person, job: Job) -> bool:
    return may(Do.CANCEL_JOB, by, about=About(owner=job.asked_by_id))


def may_see_every_job(user: Person) -> bool:
    """How long work goes, whoever asked for it; not the files that came of it."""
    return may(Do.SEE_EVERY_JOB, user)


def check_may_preview_reminders(user: Person, today: date) -> None:
    """Coordinators, each for the plans of the own body, and who keeps the installation."""
    if not may(Do.PREVIEW_REMINDERS, user, today):
        raise PermissionDenied(_("Only coordinators see this page."))


def may_explain_reminders(user: Person, obligation: Obligation, today: date) -> bool:
    """Why anybody was or was not reminded of it. The own agency is told of its own people only."""
    return may(Do.EXPLAIN_REMINDERS, user, today, _of_obligation(obligation))


def may_see_reminders_of_all(user: Person, obligation: Obligation, today: date) -> bool:
    return may(Do.SEE_REMINDERS_OF_ALL, user, today, _of_plan(obligation.measure.plan))


def may_manage_plan(by: Person | None, plan: ActionPlan, today: date) -> bool:
    return may(Do.MANAGE_PLAN, by, today, _of_plan(plan))


def check_may_manage_plan(by: Person | None, plan: ActionPlan, today: date) -> None:
    if not may_manage_plan(by, plan, today):
        raise PermissionDenied(_("Only the body that coordinates this plan may do this."))


def may_change_plan(by: Person | None, plan: ActionPlan, today: date) -> bool:
    """Nothing in a plan that lost force is changed."""
    return may(Do.CHANGE_PLAN, by, today, _of_plan(plan))


def check_may_read_amendment(user: Person, amendment: Amendment, today: date) -> None:
    """What has an act is every viewer's; a draft is its plan's coordinators' own."""
    check_may_view(user, today)
    if amendment.state in NEVER_ADOPTED:
        check_may_manage_plan(user, amendment.plan, today)


def may_report(by: Person, obligation: Obligation, today: date) -> bool:
    return may(Do.REPORT, by, today, About(body=obligation.agency_id))


def may_report_for(by: Person, agency: Agency, today: date) -> bool:
    """Whatever the agency owes."""
    return may(Do.REPORT, by, today, About(body=agency.pk))


def may_lead(by: Person, measure: Measure, today: date) -> bool:
    """Reports for the body that leads the measure: it answers for the co-executors' parts too."""
    return may(Do.LEAD_MEASURE, by, today, About(lead=lambda: lead_of(measure)))


def lead_of(measure: Measure) -> int | None:
    """The id of the body that leads it; one statement."""
    leads = measure.executors.filter(role=ExecutorRole.LEAD)
    return leads.values_list("agency_id", flat=True).first()


def check_may_report(by: Person, obligation: Obligation, today: date) -> None:
    if not may_report(by, obligation, today):
        raise PermissionDenied(_("Only the agency that owes this report may do this."))


def check_may_review(by: User, entry: ProgressEntry, today: date) -> None:
    """The plan's coordinator; never who had a hand in the report, nor who reports for its body."""
    check_may_manage_plan(by, entry.obligation.measure.plan, today)
    if had_a_hand([by.pk], entry):
        raise PermissionDenied(_("Nobody reviews their own report."))
    if not may_review(by, entry, today):
        raise PermissionDenied(_("Nobody reviews a report of their own agency."))


def had_a_hand(people: Collection[int], entry: ProgressEntry) -> bool:
    """One of these (ids) wrote it, put a file to it, or wrote or as head signed a report of that
    body on that measure; whoever wrote into a draft wrote it, whatever became of the words."""
    if entry.author_id in people:
        return True
    if Evidence.objects.filter(entry=entry, uploaded_by__in=people).exists():
        return True
    owed = entry.obligation
    theirs = Q(author__in=people) | Q(writers__in=people) | Q(signings__decided_by__in=people)
    of_the_body = ProgressEntry.objects.filter(theirs, obligation__agency=owed.agency_id)
    return of_the_body.filter(obligation__measure=owed.measure_id).exists()


def may_sign(by: Person, owed: Obligation, today: date) -> bool:
    """For the agency: its head or a deputy, or who has such a role lent."""
    return may(Do.SIGN_REPORT, by, today, About(body=owed.agency_id))


def check_may_sign(by: Person, owed: Obligation, today: date) -> None:
    if not may_sign(by, owed, today):
        raise PermissionDenied(_("Only the head of the agency or a deputy signs its reports."))


def check_may_open_signing(user: Person, today: date) -> None:
    if not may(Do.OPEN_SIGNING, user, today):
        raise PermissionDenied(_("This page is for heads of agencies and their deputies."))


def may_set_head_signs(by: Person, agency: Agency, today: date) -> bool:
    return may(Do.SET_HEAD_SIGNS, by, today, About(body=agency.pk))


def check_may_set_head_signs(by: Person, agency: Agency, today: date) -> None:
    if not may_set_head_signs(by, agency, today):
        raise PermissionDenied(_("The head of the agency or an administrator decides on this."))


def may_see_all_entries(user: Person, today: date) -> bool:
    """Coordinators and observers see drafts' successors too: everything handed in."""
    return may(Do.OVERSEE, user, today)


def check_may_oversee(user: Person, today: date) -> None:
    """The board and the review queue: coordinators act there, observers look on."""
    if not may_see_all_entries(user, today):
        raise PermissionDenied(_("Only coordinators and observers see this page."))


def check_own_view(user: User, view: SavedView) -> None:
    """A view of the board is its person's alone."""
    sees = {Condition.OVERSEES: lambda _asked: True}  # the pages of views ask for it themselves
    if not may(Do.USE_SAVED_VIEW, user, about=About(owner=view.person_id, conditions=sees)):
        raise PermissionDenied(_("This view is another person’s."))


def may_open(user: Person, obligation: Obligation, today: date) -> bool:
    """An obligation's own page, with drafts and returns: its agency and those who oversee."""
    return may(Do.OPEN_OBLIGATION, user, today, About(body=obligation.agency_id))


def may_review(by: User, entry: ProgressEntry, today: date) -> bool:
    """Another than who wrote it, of another body than owes it: of the coordinating body's own
    reports, somebody there who reports for nobody. Three statements at most."""
    owed = entry.obligation
    coordinator = owed.measure.plan.coordinator_id

    def hand(asked: Asked) -> bool:
        return had_a_hand(asked.stands_for(coordinator, Role.COORDINATOR), entry)

    conditions = {Condition.HAD_A_HAND: hand, Condition.OWN_BODY: reports_for_it}
    about = About(body=owed.agency_id, coordinator=coordinator, conditions=conditions)
    return may(Do.REVIEW, by, today, about)


def may_ask_extension(by: Person, owed: Obligation, today: date) -> bool:
    """The executor; a coordinator records what was asked for on paper."""
    return may(Do.ASK_EXTENSION, by, today, _of_obligation(owed))


Internal = Callable[[], bool]  # is the date one between the lead and a co-executor?


def may_judge(by: Person, owed: Obligation, today: date, *, internal: Internal) -> bool:
    """Sees requests for more time here: the coordinating body, and the lead on internal dates."""
    return may(Do.SEE_EXTENSION, by, today, _of_request(owed, internal))


def may_decide_extension(
    by: Person, extension: Extension, today: date, *, internal: Internal
) -> bool:
    """As may_judge, and neither who asked nor who reports for the body that asked."""
    about = _of_request(extension.obligation, internal, asked_by=extension.requested_by_id)
    return may(Do.DECIDE_EXTENSION, by, today, about)


def check_may_decide_extension(
    by: Person, extension: Extension, today: date, *, internal: Internal
) -> None:
    if not may_decide_extension(by, extension, today, internal=internal):
        raise PermissionDenied(_("Nobody decides a request of their own agency."))


def _of_request(owed: Obligation, internal: Internal, asked_by: int | None = None) -> About:
    def asked_for_it(asked: Asked) -> bool:
        """Or stands in for whoever did."""
        return asked_by in asked.stands_for(asked.coordinator, Role.COORDINATOR)

    return About(
        body=owed.agency_id,
        coordinator=owed.measure.plan.coordinator_id,
        lead=lambda: lead_of(owed.measure),
        conditions={
            Condition.INTERNAL_DATE: lambda _asked: internal(),
            Condition.ASKED_FOR_IT: asked_for_it,
            Condition.OWN_BODY: reports_for_it,
        },
    )


READ_OF = {
    ProgressState.ACCEPTED: Do.READ_ACCEPTED,
    ProgressState.SUBMITTED: Do.READ_HANDED_IN,
    ProgressState.RETURNED: Do.READ_HANDED_IN,
    ProgressState.DRAFT: Do.READ_DRAFT,
    ProgressState.WITHDRAWN: Do.READ_DRAFT,
}


def may_see_entry(user: Person, entry: ProgressEntry, today: date) -> bool:
    """Accepted: every viewer. Handed in: own agency and overseers. Drafts, those withdrawn when
    their measure left control among them: own agency only."""
    do = READ_OF[ProgressState(entry.state)]
    return may(do, user, today, About(body=entry.obligation.agency_id))


def check_may_fetch(user: Person, evidence: Evidence, today: date) -> None:
    """Who may read the report; `evidence` with its entry's obligation at hand."""
    if not may_see_entry(user, evidence.entry, today):
        raise PermissionDenied(_("This file belongs to a report that is not yours to read."))


def may_set_up(user: Person) -> bool:
    """The road from an empty installation to a first plan: whoever keeps the installation."""
    return may(Do.SET_UP, user)


def check_may_set_up(user: Person) -> None:
    if not may_set_up(user):
        raise PermissionDenied(_("Only administrators see this page."))


def check_may_enter_successions(user: Person) -> None:
    """The permission of the administration; a role in a body gives no say over bodies."""
    if not may(Do.ENTER_SUCCESSION, user):
        raise PermissionDenied(_("Only an administrator enters successions."))


def may_repeal_concepts(user: Person) -> bool:
    return may(Do.REPEAL_CONCEPT, user)


def check_may_repeal_concepts(user: Person) -> None:
    if not may_repeal_concepts(user):
        raise PermissionDenied(_("Only an administrator enters that a Concept was repealed."))


def may_upload_reports(by: Person, today: date) -> bool:
    """Whoever writes reports for an agency; of each row of the file the right is asked again."""
    return may(Do.OPEN_DESK, by, today)


def check_may_upload_reports(by: Person, today: date) -> None:
    if not may_upload_reports(by, today):
        raise PermissionDenied(_("Only those who report for an agency upload reports."))


def check_own_upload(user: User, upload: ProgressUpload) -> None:
    """A file is its person's alone until it is written."""
    reports = {Condition.REPORTS: lambda _asked: True}  # whoever uses it is asked for that besides
    about = About(owner=upload.uploaded_by_id, conditions=reports)
    if not may(Do.USE_UPLOAD, user, about=about):
        raise PermissionDenied(_("This file is another person’s."))
