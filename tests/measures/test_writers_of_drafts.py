"""Whoever wrote into a draft of a report reviews none of it, whoever wrote over it since."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from agencies.models import Agency, Membership, Role, User
from agencies.services_delegations import delegate
from measures.models import Obligation, ProgressEntry
from measures.permissions.reviewing import may_review
from measures.queries.assigned import assigned, kept_from, reviewers_of
from measures.services.progress import (
    Draft,
    accept_progress,
    return_progress,
    save_draft,
    submit,
)
from measures.services.signing import sign
from measures.services.taking_back import take_back
from planner.models import ActionPlan
from tests.factories import person


@pytest.fixture
def early(owed: Obligation) -> User:
    """Writes first, and coordinates the plan afterwards."""
    someone: User = person(owed.agency, Role.OFFICER)
    return someone


@pytest.fixture
def late(owed: Obligation) -> User:
    someone: User = person(owed.agency, Role.OFFICER)
    return someone


def changes_sides(someone: User, plan: ActionPlan) -> None:
    someone.memberships.all().delete()
    Membership.objects.create(user=someone, agency=plan.coordinator, role=Role.COORDINATOR)


def overwritten(owed: Obligation, early: User, late: User, today: date) -> ProgressEntry:
    entry = save_draft(owed, Draft("Первое."), by=early, today=today)
    entry = save_draft(owed, Draft("Второе."), by=late, today=today, version=entry.version)
    submit(entry, by=late, today=today)
    return entry


def handed_in_by_another(owed: Obligation, early: User, late: User, today: date) -> ProgressEntry:
    entry = save_draft(owed, Draft("Первое."), by=early, today=today)
    submit(entry, by=late, today=today)
    return entry


def signed_for_another(owed: Obligation, early: User, late: User, today: date) -> ProgressEntry:
    """The head signs what `late` put forward and `early` wrote."""
    Agency.objects.filter(pk=owed.agency_id).update(head_signs=True)
    owed.refresh_from_db()
    entry = save_draft(owed, Draft("Первое."), by=early, today=today)
    submit(entry, by=late, today=today)
    sign(entry.signings.get(), by=person(owed.agency, Role.HEAD), today=today)
    entry.refresh_from_db()
    return entry


def taken_back(owed: Obligation, early: User, late: User, today: date) -> ProgressEntry:
    draft = take_back(overwritten(owed, early, late, today), by=late, today=today)
    submit(draft, by=late, today=today)
    return draft


def returned(owed: Obligation, early: User, late: User, today: date) -> ProgressEntry:
    """The next report after the one that they wrote."""
    reviewer = person(owed.measure.plan.coordinator, Role.COORDINATOR)
    first = overwritten(owed, early, late, today)
    return_progress(first, by=reviewer, today=today, reason="Мало.")
    entry = save_draft(owed, Draft("Третье."), by=late, today=today)
    submit(entry, by=late, today=today)
    return entry


WAYS = [overwritten, handed_in_by_another, signed_for_another, taken_back, returned]
Way = Callable[[Obligation, User, User, date], ProgressEntry]


@pytest.mark.parametrize("way", WAYS)
def test_who_wrote_before_reviews_it_by_no_way(
    owed: Obligation, early: User, late: User, plan: ActionPlan, today: date, way: Way
) -> None:
    entry = way(owed, early, late, today)
    changes_sides(early, plan)
    assert (may_review(early, entry, today), kept_from(early, [entry], today)) == (False, [entry])
    assert early not in reviewers_of(entry, today)
    with pytest.raises(PermissionDenied):
        accept_progress(entry, by=early, today=today)


def test_somebody_else_who_coordinates_reviews_it(
    owed: Obligation, early: User, late: User, coordinator: User, today: date
) -> None:
    entry = overwritten(owed, early, late, today)
    assert may_review(coordinator, entry, today)
    assert (kept_from(coordinator, [entry], today), reviewers_of(entry, today)) == (
        [],
        [coordinator],
    )


def test_nor_does_who_acts_for_who_wrote_before(
    owed: Obligation, early: User, late: User, plan: ActionPlan, today: date
) -> None:
    entry = overwritten(owed, early, late, today)
    changes_sides(early, plan)
    deputy = person(plan.coordinator, Role.OBSERVER)
    delegate(
        early.memberships.get(), to=deputy, starts_on=today, ends_on=today, reason="Отпуск",
        by=early, today=today,
    )  # fmt: skip
    ProgressEntry.objects.filter(pk=entry.pk).update(assigned_to=deputy)
    assert not may_review(deputy, entry, today)
    assert not ProgressEntry.objects.filter(assigned(today), pk=entry.pk).exists()


def test_every_author_is_kept_once_and_the_last_stays_the_author(
    owed: Obligation, early: User, late: User, today: date
) -> None:
    entry = save_draft(owed, Draft("1"), by=early, today=today)
    for number, by in enumerate([late, early, late, late], start=2):
        entry = save_draft(owed, Draft(str(number)), by=by, today=today, version=entry.version)
    assert (set(entry.writers.all()), entry.author) == ({early, late}, late)


def test_a_save_that_came_too_late_makes_nobody_an_author(
    owed: Obligation, early: User, late: User, today: date
) -> None:
    entry = save_draft(owed, Draft("1"), by=early, today=today)
    assert save_draft(owed, Draft("1"), by=late, today=today) == entry
    assert (list(entry.writers.all()), entry.author) == ([], early)


def test_saving_by_one_author_takes_no_statement_more(
    owed: Obligation, early: User, today: date, django_assert_num_queries: object
) -> None:
    entry = save_draft(owed, Draft("1"), by=early, today=today)
    with django_assert_num_queries(99, exact=False) as seen:  # type: ignore[operator]
        save_draft(owed, Draft("2"), by=early, today=today, version=entry.version)
    assert not [one for one in seen.captured_queries if "writers" in one["sql"]]
