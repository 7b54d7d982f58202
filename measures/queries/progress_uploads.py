"""What stands in a table of reports, and where each report of a filled-in one stands now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from agencies.models import Agency, User
from agencies.permissions import REPORTING, agencies_of
from measures.models import MeasureState, Obligation, ProgressEntry, ProgressState, ProgressUpload
from measures.querysets import NOT_HANDED_IN
from planner.models import ActionPlan

MOST_SHOWN = 20


def every_upload_of(person: User) -> QuerySet[ProgressUpload]:
    """The person's own, the newest first."""
    return ProgressUpload.objects.filter(uploaded_by=person).order_by("-uploaded_at", "-pk")


def uploads_of(person: User) -> QuerySet[ProgressUpload]:
    """The newest few of them."""
    return every_upload_of(person).defer("outcome")[:MOST_SHOWN]


def reporting_agencies(person: User, today: date) -> list[Agency]:
    return agencies_of(person, today, *REPORTING)


def reported_until(plans: Collection[ActionPlan], today: date) -> date:
    """The executors' day of the period that is being reported on; of several plans the latest."""
    days = [day for plan in plans if (day := _until(plan, today))]
    return max(days, default=today)


def _until(plan: ActionPlan, today: date) -> date | None:
    """Of the last period that is over, until the consolidated report on it is due: who is late
    reports on it all the same. After that, of the period that runs."""
    ahead = (one for one in plan.periods() if one.coordinator_due_on >= today)
    return next((one.executors_due_on for one in ahead), None)


def plans_owed_on(agencies: Collection[Agency]) -> list[ActionPlan]:
    """Plans on which the agencies have something to hand in; one statement."""
    owed = Obligation.objects.filter(agency__in=agencies, state__in=NOT_HANDED_IN).order_by()
    return list(ActionPlan.objects.filter(measures__obligations__in=owed).distinct())


def to_fill_in(
    agencies: Collection[Agency], until: date, plan: ActionPlan | None = None
) -> "QuerySet[Obligation, Any]":
    """What is not handed in and due by then, what is late too; each with `drafts`, none or one.
    Two statements."""
    drafts = ProgressEntry.objects.filter(state=ProgressState.DRAFT)
    rows = Obligation.objects.filter(
        Q(due_on__lte=until),
        agency__in=agencies,
        state__in=NOT_HANDED_IN,
        measure__state=MeasureState.ON_CONTROL,
    ).exclude(entries__state=ProgressState.SUBMITTED)
    found = rows.filter(measure__plan=plan) if plan else rows
    return (
        found.select_related("measure__plan", "agency")
        .prefetch_related(Prefetch("entries", drafts, to_attr="drafts"))
        .order_by("agency__code", "due_on", "measure__plan", "measure__position", "pk")
    )


@dataclass(frozen=True)
class Stand:
    """A report that a row is about: `under_way` the draft or what lies in review, `last` the last
    one that was handed in."""

    owed: Obligation
    under_way: ProgressEntry | None
    last: ProgressEntry | None


def stands_of(ids: Collection[int], person: User, today: date) -> dict[int, Stand]:
    """By id of the obligation, of the person's own agencies alone; three statements."""
    own = {agency.pk for agency in reporting_agencies(person, today)}
    rows = Obligation.objects.select_related("measure__plan", "agency").in_bulk(ids)
    mine = {pk: owed for pk, owed in rows.items() if owed.agency_id in own}
    under_way, last = {}, {}
    entries = ProgressEntry.objects.filter(obligation__in=mine).select_related("author")
    for entry in entries.order_by("pk"):
        if entry.state == ProgressState.WITHDRAWN:
            continue
        if entry.state in (ProgressState.DRAFT, ProgressState.SUBMITTED):
            under_way[entry.obligation_id] = entry
        if entry.state != ProgressState.DRAFT:
            last[entry.obligation_id] = entry
    return {pk: Stand(owed, under_way.get(pk), last.get(pk)) for pk, owed in mine.items()}
