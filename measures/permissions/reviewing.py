"""Reviewing reports: nobody reviews the own one, nor one of the own body."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.models import Role, User
from agencies.permissions import About, Asked, may, reports_for_it
from agencies.rules.rights import Condition, Do
from measures.models import Evidence, ProgressEntry
from measures.permissions.plans import check_may_manage_plan


def check_may_review(by: User, entry: ProgressEntry, today: date) -> None:
    """The plan's coordinator; never who had a hand in the report, nor who reports for its body."""
    check_may_manage_plan(by, entry.obligation.measure.plan, today)
    if had_a_hand([by.pk], entry):
        raise PermissionDenied(_("Nobody reviews their own report."))
    if not may_review(by, entry, today):
        raise PermissionDenied(_("Nobody reviews a report of their own agency."))


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
