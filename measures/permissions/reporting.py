"""Reports and their files: an executor reports for its own agency."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.permissions import About, Person, may
from agencies.rules.rights import Do
from measures.models import (
    Evidence,
    ExecutorRole,
    Measure,
    Obligation,
    ProgressEntry,
    ProgressState,
)

NEVER_HANDED_IN = (ProgressState.DRAFT, ProgressState.WITHDRAWN)


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


def may_open(user: Person, obligation: Obligation, today: date) -> bool:
    """An obligation's own page, with drafts and returns: its agency and those who oversee."""
    return may(Do.OPEN_OBLIGATION, user, today, About(body=obligation.agency_id))


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
