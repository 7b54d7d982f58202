"""Which reports a person may read."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from agencies.models import User
from agencies.permissions import REPORTING, bodies_of
from agencies.roles_held import one_answer
from measures.models import Obligation, ProgressEntry, ProgressState
from measures.permissions.overseeing import may_see_all_entries
from measures.permissions.plans import may_view
from measures.permissions.reporting import NEVER_HANDED_IN
from measures.querysets import ProgressQuerySet


def entries_visible_to(person: User, today: date) -> ProgressQuerySet:
    """Set twin of permissions.reporting.may_see_entry: own agency's, accepted ones, and for
    overseers everything that was handed in; nothing without a current role. One statement at
    most."""
    with one_answer():
        if not may_view(person, today):
            return ProgressEntry.objects.none()
        own, oversees = bodies_of(person, today, *REPORTING), may_see_all_entries(person, today)
    # By id, so that counting what a search found joins no obligation to each report.
    owed = Obligation.objects.filter(agency__in=own).order_by().values("pk")
    seen = Q(obligation__in=owed) | Q(state=ProgressState.ACCEPTED)
    if oversees:
        seen |= ~Q(state__in=NEVER_HANDED_IN)
    return ProgressEntry.objects.filter(seen)


@dataclass(frozen=True)
class Before:
    """What a reviewer compares a report with: `returned`: earlier ones on the same obligation that
    were sent back, the last first; `accepted`: the last accepted one of the body on the measure."""

    returned: list[ProgressEntry]
    accepted: ProgressEntry | None


def reports_before(entry: ProgressEntry) -> Before:
    """Four statements, with the decisions and the files at hand."""
    told = ProgressEntry.objects.filter(pk__lt=entry.pk).select_related(
        "author", "review__reviewer", "obligation"
    )
    rows = told.prefetch_related("evidence").order_by("-pk")
    returned = rows.filter(obligation=entry.obligation_id, state=ProgressState.RETURNED)
    owed = entry.obligation
    accepted = rows.accepted().filter(
        obligation__measure=owed.measure_id, obligation__agency=owed.agency_id
    )
    return Before(list(returned), accepted.first())
