"""A report is given to a reviewer, or taken; several are accepted or given at once."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from agencies.errors import Refused
from agencies.models import Agency, Membership, Role, User
from measures.models import Event, EventKind, Notice, ObligationState, ProgressEntry
from measures.queries.assigned import assigned, with_reviewers
from measures.queries.queues import next_to_review
from measures.services.progress import Draft, return_progress, save_draft, submit
from measures.services.reviewers import assign_reviewer, take_review
from measures.services.together import accept_together, assign_together
from planner.models import ActionPlan
from tests.factories import (
    ActionPlanFactory,
    MeasureFactory,
    ObligationFactory,
    asked_for,
    person,
)


def report(plan: ActionPlan, officer: User, today: date) -> ProgressEntry:
    """Handed in by an officer, on an obligation of its own."""
    body = officer.memberships.get().agency
    measure = MeasureFactory(plan=plan)
    owed = asked_for(ObligationFactory(measure=measure, agency=body, kind="recurring"))
    entry = save_draft(owed, Draft("Сделано."), by=officer, today=today)
    submit(entry, by=officer, today=today)
    return ProgressEntry.objects.get(pk=entry.pk)


@pytest.fixture
def entry(plan: ActionPlan, officer: User, today: date) -> ProgressEntry:
    return report(plan, officer, today)


@pytest.fixture
def colleague(plan: ActionPlan) -> User:
    return person(plan.coordinator, Role.COORDINATOR)


def reviewer_of(entry: ProgressEntry, today: date) -> User | None:
    found: User | None = vars(with_reviewers([ProgressEntry.objects.get(pk=entry.pk)], today)[0])[
        "reviewer"
    ]
    return found


def test_a_coordinator_gives_a_report_to_another_and_it_is_on_record(
    entry: ProgressEntry, coordinator: User, colleague: User, today: date
) -> None:
    assign_reviewer(entry, to=colleague, by=coordinator, today=today)
    event = Event.objects.get(kind=EventKind.ASSIGNED)
    assert (reviewer_of(entry, today), event.actor, event.data["reviewer"]) == (
        colleague,
        coordinator,
        colleague.full_name,
    )
    assign_reviewer(entry, to=None, by=coordinator, today=today)
    assert reviewer_of(entry, today) is None


def test_only_a_current_coordinator_of_the_plan_who_did_not_write_it_reviews(
    plan: ActionPlan, entry: ProgressEntry, officer: User, coordinator: User, today: date
) -> None:
    foreign = person(ActionPlanFactory().coordinator, Role.COORDINATOR)
    Membership.objects.create(user=officer, agency=plan.coordinator, role=Role.COORDINATOR)
    for other in (foreign, officer):
        with pytest.raises(Refused) as refused:
            assign_reviewer(entry, to=other, by=coordinator, today=today)
        assert refused.value.code == "cannot_review"


def test_others_give_nothing_to_anybody(
    entry: ProgressEntry, agency: Agency, coordinator: User, today: date
) -> None:
    foreign = person(ActionPlanFactory().coordinator, Role.COORDINATOR)
    for other in (foreign, person(agency, Role.OBSERVER)):
        with pytest.raises(PermissionDenied):
            assign_reviewer(entry, to=coordinator, by=other, today=today)
        with pytest.raises(PermissionDenied):
            take_review(entry, by=other, today=today)


def test_what_one_has_taken_another_cannot_take(
    entry: ProgressEntry, coordinator: User, colleague: User, today: date
) -> None:
    take_review(entry, by=coordinator, today=today)
    take_review(entry, by=coordinator, today=today)
    with pytest.raises(Refused) as refused:
        take_review(entry, by=colleague, today=today)
    assert (refused.value.code, reviewer_of(entry, today)) == ("taken", coordinator)
    assert Event.objects.filter(kind=EventKind.ASSIGNED).count() == 1


def test_who_lost_the_role_reviews_no_more_and_it_is_nobodys(
    entry: ProgressEntry, coordinator: User, colleague: User, today: date
) -> None:
    assign_reviewer(entry, to=colleague, by=coordinator, today=today)
    colleague.memberships.update(valid_to=today - timedelta(days=1))
    assert (reviewer_of(entry, today), ProgressEntry.objects.filter(assigned(today)).count()) == (
        None,
        0,
    )
    take_review(entry, by=coordinator, today=today)
    assert reviewer_of(entry, today) == coordinator


def test_a_decided_report_is_given_to_nobody(
    entry: ProgressEntry, coordinator: User, colleague: User, today: date
) -> None:
    return_progress(entry, by=coordinator, today=today, reason="Нет таблицы.")
    for act in (
        lambda: assign_reviewer(entry, to=colleague, by=coordinator, today=today),
        lambda: take_review(entry, by=coordinator, today=today),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "already_reviewed"


def test_the_next_report_is_ones_own_or_nobodys(
    plan: ActionPlan, officer: User, coordinator: User, colleague: User, today: date
) -> None:
    first, theirs, last = (report(plan, officer, today) for _ in range(3))
    assign_reviewer(theirs, to=colleague, by=coordinator, today=today)
    assert next_to_review(coordinator, today, after=first.pk) == last.pk
    assert next_to_review(colleague, today, after=first.pk) == theirs.pk


def test_each_report_is_accepted_for_itself(
    plan: ActionPlan, officer: User, coordinator: User, today: date
) -> None:
    """One that another body decides on, one decided meanwhile and one that is not there hold up
    nothing."""
    good, late = report(plan, officer, today), report(plan, officer, today)
    foreign = report(ActionPlanFactory(), officer, today)
    return_progress(late, by=coordinator, today=today, reason="Нет таблицы.")
    done = accept_together(
        [foreign.pk, late.pk, 10**6, good.pk, good.pk],
        by=coordinator,
        today=today,
        note="Принято.",
    )
    good.refresh_from_db()
    assert [one.code for one in done] == ["denied", "already_reviewed", "unknown", ""]
    assert (good.state, good.obligation.state, good.review.reason) == (
        "accepted",
        ObligationState.DONE,
        "Принято.",
    )


def test_an_own_report_is_not_accepted_among_others(
    plan: ActionPlan, officer: User, today: date
) -> None:
    own = report(plan, officer, today)
    Membership.objects.create(user=officer, agency=plan.coordinator, role=Role.COORDINATOR)
    assert [one.code for one in accept_together([own.pk], by=officer, today=today)] == ["denied"]


def test_a_reviewer_is_told_and_nobody_of_their_own_act(
    entry: ProgressEntry, coordinator: User, colleague: User, today: date
) -> None:
    assign_reviewer(entry, to=colleague, by=coordinator, today=today)
    assign_reviewer(entry, to=colleague, by=coordinator, today=today)
    notice = Notice.objects.get(kind="reviewer")
    assert (notice.recipient, notice.entry) == (colleague, entry)
    assert Event.objects.filter(kind=EventKind.ASSIGNED).count() == 1
    assign_reviewer(entry, to=None, by=coordinator, today=today)
    take_review(entry, by=coordinator, today=today)
    assert Notice.objects.filter(kind="reviewer").count() == 1


def test_several_are_given_to_one_reviewer(
    plan: ActionPlan, officer: User, coordinator: User, colleague: User, today: date
) -> None:
    rows = [report(plan, officer, today) for _ in range(2)]
    foreign = report(ActionPlanFactory(), officer, today)
    ids = [one.pk for one in (*rows, foreign)]
    done = assign_together(ids, to=colleague, by=coordinator, today=today)
    assert [one.code for one in done] == ["", "", "denied"]
    assert [reviewer_of(one, today) for one in (*rows, foreign)] == [colleague, colleague, None]
    assert Notice.objects.filter(kind="reviewer", recipient=colleague).count() == 1
