"""Whom the rounds of the plans concern: what measures is asked to remind of beside obligations."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import OuterRef, QuerySet, Subquery

from agencies.models import Membership
from measures.models import Audience, Obligation, Subject
from measures.queries.reminders.audiences import PEOPLE
from measures.querysets import owed_in
from measures.rules.besides import Besides
from planner.models import ActionPlan
from reports.models import ReportingRound, ReportState

People = dict[str, frozenset[int]]
# A round whose report is overdue for so long is a matter for people, not for daily mails.
FORGOTTEN = timedelta(days=60)
EXECUTORS = (Audience.OFFICER, Audience.DEPUTY, Audience.HEAD)


def rounds_to_remind_of(today: date) -> Iterator[Besides]:
    """The latest round of each plan whose period is over. Statements: seven for each plan."""
    for round_ in _latest(today):
        yield from _of(round_, today)


def _latest(today: date) -> QuerySet[ReportingRound]:
    over = ReportingRound.objects.filter(ends_on__lt=today, plan__repealed_on=None)
    newest = over.filter(plan=OuterRef("plan")).order_by("-ends_on").values("pk")[:1]
    recent = over.filter(pk=Subquery(newest), coordinator_due_on__gt=today - FORGOTTEN)
    return recent.select_related("plan")


def _of(round_: ReportingRound, today: date) -> Iterator[Besides]:
    silent = set(_still_owed(round_).order_by().values_list("agency", flat=True))
    if round_.is_closed:  # nothing is handed in for it any more
        silent = set()
    above = _overseers(round_.plan, today)
    all_ = above | {one.value: _members(one, silent, today) for one in EXECUTORS}
    if today <= round_.executors_due_on:  # afterwards it is no news
        yield _besides(round_, Subject.ROUND_OPENS, round_.ends_on + timedelta(days=1), all_)
    if silent:
        yield _besides(round_, Subject.ROUND_CLOSES, round_.executors_due_on, all_)
    # An edition from within the period was a look ahead.
    if not round_.reports.filter(state=ReportState.READY, as_of__gt=round_.ends_on).exists():
        yield _besides(round_, Subject.CONSOLIDATED, round_.coordinator_due_on, above)


def _besides(round_: ReportingRound, subject: Subject, due_on: date, people: People) -> Besides:
    return Besides(subject.value, round_.plan_id, round_.label, due_on, people)


def _overseers(plan: ActionPlan, today: date) -> People:
    bodies = {
        Audience.COORDINATOR: plan.coordinator_id,
        Audience.CONTROLLER: plan.controller_id,
    }
    return {one.value: _members(one, [body], today) for one, body in bodies.items()}


def _members(audience: Audience, bodies: Iterable[int | None], today: date) -> frozenset[int]:
    held = Membership.objects.current(today).filter(role__in=PEOPLE[audience].roles)
    found = held.filter(agency__in=[body for body in bodies if body])
    return frozenset(found.values_list("user", flat=True))


def _still_owed(round_: ReportingRound) -> QuerySet[Obligation]:
    owed = Obligation.objects.not_handed_in().filter(
        measure__plan=round_.plan_id, measure__state="on_control"
    )
    return owed.filter(owed_in(round_.window))
