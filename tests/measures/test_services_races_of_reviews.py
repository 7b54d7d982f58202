"""Two coordinators at one moment over the same reports (PostgreSQL)."""

from datetime import date

import pytest

from agencies.models import Agency, Role, User
from measures.models import ProgressEntry
from measures.services.progress import return_progress
from measures.services.reviewers import take_review
from measures.services.together import accept_together
from planner.models import ActionPlan
from tests.factories import person
from tests.measures.test_services_reviewers import report
from tests.races import AT_ONE_MOMENT, at_once

pytestmark = AT_ONE_MOMENT


@pytest.fixture
def colleague(plan: ActionPlan) -> User:
    return person(plan.coordinator, Role.COORDINATOR)


def test_of_two_who_take_a_report_the_second_is_told(
    plan: ActionPlan, officer: User, coordinator: User, colleague: User, today: date
) -> None:
    entry = report(plan, officer, today)
    outcome = at_once(
        lambda: take_review(entry, by=coordinator, today=today),
        lambda: take_review(entry, by=colleague, today=today),
    )
    entry.refresh_from_db()
    first = coordinator if outcome[0] == "done" else colleague
    assert (sorted(outcome), entry.assigned_to) == (["done", "taken"], first)


def test_accepting_several_meets_a_return_of_one(
    plan: ActionPlan, officer: User, coordinator: User, colleague: User, today: date, agency: Agency
) -> None:
    rows = [report(plan, officer, today) for _ in range(4)]
    done: list[str] = []

    def accept_all() -> None:
        ids = [one.pk for one in rows]
        done.extend(one.code for one in accept_together(ids, by=coordinator, today=today))

    outcome = at_once(
        accept_all,
        lambda: return_progress(rows[2], by=colleague, today=today, reason="Нет таблицы."),
    )
    states = list(ProgressEntry.objects.order_by("pk").values_list("state", flat=True))
    assert (outcome[0], done[:2], done[3]) == ("done", ["", ""], "")
    assert (outcome[1], done[2], states[2]) in [
        ("done", "already_reviewed", "returned"),
        ("already_reviewed", "", "accepted"),
    ]


def test_two_who_accept_the_same_reports_accept_each_once(
    plan: ActionPlan, officer: User, coordinator: User, colleague: User, today: date
) -> None:
    rows = [report(plan, officer, today) for _ in range(4)]
    ids = [one.pk for one in rows]
    codes: dict[int, list[str]] = {}

    def accept(by: User) -> None:
        codes[by.pk] = [one.code for one in accept_together(ids, by=by, today=today)]

    at_once(lambda: accept(coordinator), lambda: accept(colleague))
    pairs = [sorted(pair) for pair in zip(*codes.values(), strict=True)]
    assert pairs == [["", "already_reviewed"]] * 4
