"""Two people at one moment over one thing: one act is done, the other is told (PostgreSQL)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from agencies.models import Delegation, Membership, Role, User
from agencies.services_delegations import delegate, end_delegation
from measures.models import Extension, Obligation, ProgressEntry, Review
from measures.services.extensions import grant_extension, refuse_extension, request_extension
from measures.services.progress import (
    Draft,
    accept_progress,
    return_progress,
    save_draft,
    submit,
)
from measures.services.taking_back import take_back
from planner.models import ActionPlan
from tests.factories import MeasureFactory, ObligationFactory, asked_for, person
from tests.races import AT_ONE_MOMENT, at_once

pytestmark = AT_ONE_MOMENT
NOW = datetime(2026, 1, 15, 6, 0, tzinfo=UTC)
LATER = date(2009, 8, 10)


@pytest.fixture
def colleague(plan: ActionPlan) -> User:
    return person(plan.coordinator, Role.COORDINATOR)


@pytest.fixture
def owed(plan: ActionPlan, officer: User) -> Obligation:
    agency = officer.memberships.get().agency
    return asked_for(ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency))


@pytest.fixture
def entry(owed: Obligation, officer: User, today: date) -> ProgressEntry:
    draft = save_draft(owed, Draft("Проект внесён."), by=officer, today=today)
    submit(draft, by=officer, today=today)
    return ProgressEntry.objects.get(pk=draft.pk)


def again(entry: ProgressEntry) -> ProgressEntry:
    """As another request reads it."""
    return ProgressEntry.objects.select_related("obligation__measure__plan").get(pk=entry.pk)


def test_of_two_reviews_one_stands(
    entry: ProgressEntry, coordinator: User, colleague: User, today: date
) -> None:
    first, second = again(entry), again(entry)
    outcome = at_once(
        lambda: accept_progress(first, by=coordinator, today=today),
        lambda: return_progress(second, by=colleague, today=today, reason="Нет таблицы."),
    )
    assert sorted(outcome) == ["already_reviewed", "done"]
    review = Review.objects.get()
    entry.refresh_from_db()
    verdicts = {"accept": ("accepted", coordinator), "return": ("returned", colleague)}
    assert verdicts[review.verdict] == (entry.state, review.reviewer)


def test_a_review_and_a_taking_back_exclude_each_other(
    entry: ProgressEntry, coordinator: User, officer: User, today: date
) -> None:
    first, second = again(entry), again(entry)
    outcome = at_once(
        lambda: accept_progress(first, by=coordinator, today=today),
        lambda: take_back(second, by=officer, today=today),
    )
    assert sorted(outcome) == ["already_reviewed", "done"]
    entry.refresh_from_db()
    done = "accepted" if outcome[0] == "done" else "withdrawn"
    drafts = entry.obligation.entries.filter(state="draft").count()
    assert (entry.state, Review.objects.count(), drafts) == (
        done,
        int(done == "accepted"),
        int(done == "withdrawn"),
    )


def test_of_two_decisions_on_a_request_one_stands(
    owed: Obligation, officer: User, coordinator: User, colleague: User, today: date
) -> None:
    asked = request_extension(owed, by=officer, today=today, proposed_on=LATER, reason="Ждём")
    first, second = (Extension.objects.get(pk=asked.pk) for _ in range(2))
    outcome = at_once(
        lambda: grant_extension(
            first, by=coordinator, today=today, granted_on=LATER, act="№ 5", act_on=today
        ),
        lambda: refuse_extension(second, by=colleague, today=today, note="Нет причины"),
    )
    assert sorted(outcome) == ["already_decided", "done"]
    asked.refresh_from_db()
    owed.refresh_from_db()
    granted = outcome[0] == "done"
    assert (asked.state, asked.decided_by, owed.due_on) == (
        ("granted", coordinator, LATER) if granted else ("refused", colleague, asked.old_due_on)
    )


def test_a_role_is_lent_to_one_of_two_who_are_named_at_one_moment(
    plan: ActionPlan, coordinator: User, today: date
) -> None:
    role = coordinator.memberships.get()
    people = [person(plan.coordinator, Role.OFFICER) for _ in range(2)]
    days = {"starts_on": today, "ends_on": today + timedelta(days=7), "reason": "Отпуск"}

    def lend(to: User) -> Delegation:
        mine = Membership.objects.get(pk=role.pk)
        return delegate(mine, to=to, by=coordinator, today=today, **days)  # type: ignore[arg-type]

    outcome = at_once(lambda: lend(people[0]), lambda: lend(people[1]))
    assert sorted(outcome) == ["delegated_already", "done"]
    assert Delegation.objects.get().to == people[outcome.index("done")]


def test_a_delegation_is_ended_once(plan: ActionPlan, coordinator: User, today: date) -> None:
    role, to = coordinator.memberships.get(), person(plan.coordinator, Role.OFFICER)
    given = delegate(
        role, to=to, by=coordinator, today=today, starts_on=today, ends_on=today, reason="Отпуск"
    )
    rows = [Delegation.objects.get(pk=given.pk) for _ in range(2)]
    outcome = at_once(
        lambda: end_delegation(rows[0], by=coordinator, today=today, now=NOW),
        lambda: end_delegation(rows[1], by=to, today=today, now=NOW),
    )
    given.refresh_from_db()
    assert sorted(outcome) == ["done", "over"]
    assert given.ended_by == [coordinator, to][outcome.index("done")]
