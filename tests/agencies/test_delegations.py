"""A role lent for a time: who lends it to whom, what it gives, and when it ends."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from agencies.errors import Refused
from agencies.models import Agency, Delegation, Membership, Role, User
from agencies.permissions import bodies_of, may_delegate
from agencies.queries import standing_of
from agencies.services_delegations import LONGEST, delegate, end_delegation
from measures.models import Event, Obligation, ProgressEntry, Signing
from measures.permissions.reviewing import may_review
from measures.queries.assigned import kept_from, reviewers_of
from measures.services.progress import Draft, accept_progress, save_draft, submit
from measures.services.signing import sign
from planner.models import ActionPlan
from tests.factories import AgencyFactory, MeasureFactory, ObligationFactory, UserFactory, person

NOW = datetime(2026, 1, 15, 6, 0, tzinfo=UTC)


@pytest.fixture
def deputy(coordinator: User, plan: ActionPlan) -> User:
    """Of the coordinating body, without its coordinator's role."""
    return person(plan.coordinator, Role.OBSERVER)


@pytest.fixture
def role(coordinator: User) -> Membership:
    return coordinator.memberships.get()


def lend(role: Membership, to: User, today: date, **changed: object) -> Delegation:
    asked = {"starts_on": today, "ends_on": today + timedelta(days=13), "reason": "Отпуск"}
    return delegate(role, **{"to": to, "by": role.user, "today": today, **asked, **changed})  # type: ignore[arg-type]


def coordinates(who: User, plan: ActionPlan, day: date) -> bool:
    return plan.coordinator_id in bodies_of(who, day, Role.COORDINATOR)


def test_it_holds_from_the_first_day_to_the_last(
    role: Membership, deputy: User, plan: ActionPlan, today: date
) -> None:
    first, last = today + timedelta(days=2), today + timedelta(days=4)
    lend(role, deputy, today, starts_on=first, ends_on=last)
    days = [first - timedelta(days=1), first, last, last + timedelta(days=1)]
    assert [coordinates(deputy, plan, day) for day in days] == [False, True, True, False]
    assert coordinates(role.user, plan, first)


def test_it_ends_when_somebody_ends_it(
    role: Membership, deputy: User, plan: ActionPlan, today: date
) -> None:
    given = lend(role, deputy, today)
    end_delegation(given, by=deputy, today=today, now=NOW)
    assert not coordinates(deputy, plan, today)
    assert (given.ended_by, given.ended_at) == (deputy, NOW)
    with pytest.raises(Refused) as twice:
        end_delegation(given, by=role.user, today=today, now=NOW)
    assert twice.value.code == "over"


def test_it_ends_with_the_role_that_was_lent(
    role: Membership, deputy: User, plan: ActionPlan, today: date
) -> None:
    lend(role, deputy, today)
    role.valid_to = today - timedelta(days=1)
    role.save()
    assert not coordinates(deputy, plan, today)


def test_it_ends_with_the_account_of_the_lender(
    role: Membership, deputy: User, plan: ActionPlan, today: date
) -> None:
    lend(role, deputy, today)
    User.objects.filter(pk=role.user_id).update(is_active=False)
    assert not coordinates(deputy, plan, today)


def test_it_ends_when_the_deputy_leaves_the_body(
    role: Membership, deputy: User, plan: ActionPlan, today: date
) -> None:
    lend(role, deputy, today)
    own = Membership.objects.own().filter(user=deputy)
    own.update(valid_to=today - timedelta(days=1))
    assert not coordinates(deputy, plan, today)


def test_it_cannot_be_passed_on(
    role: Membership, deputy: User, plan: ActionPlan, today: date
) -> None:
    third = person(plan.coordinator, Role.OFFICER)
    lend(role, deputy, today)
    loan = Membership.objects.get(user=deputy, role=Role.COORDINATOR)
    with pytest.raises(PermissionDenied):
        lend(loan, third, today, by=deputy)
    with pytest.raises(PermissionDenied):
        lend(role, third, today, by=deputy)


def test_a_head_lends_for_people_of_the_body_but_not_by_a_loan(
    agency: Agency, officer: User, today: date
) -> None:
    head, deputy = person(agency, Role.HEAD), person(agency, Role.DEPUTY)
    of_officer = officer.memberships.get()
    assert may_delegate(head, of_officer, today)
    assert not may_delegate(deputy, of_officer, today)
    lend(head.memberships.get(), deputy, today)
    assert agency.pk in bodies_of(deputy, today, Role.HEAD)
    assert not may_delegate(deputy, of_officer, today)
    assert not may_delegate(deputy, head.memberships.get(), today)


def test_an_administrator_may_lend_and_a_stranger_not(
    role: Membership, deputy: User, officer: User, today: date
) -> None:
    chief = UserFactory(is_staff=True, is_superuser=True)
    assert lend(role, deputy, today, by=chief).made_by == chief
    assert not may_delegate(officer, role, today)
    assert not may_delegate(person(AgencyFactory(), Role.HEAD), role, today)


REFUSED = [
    ("reason_missing", {"reason": " "}),
    ("days_past", {"starts_on": date(2009, 7, 5)}),
    ("ends_before_start", {"ends_on": date(2009, 7, 5)}),
    ("too_long", {"ends_on": date(2009, 7, 6) + LONGEST}),
]


@pytest.mark.parametrize(("code", "changed"), REFUSED)
def test_what_cannot_be_is_refused_in_words(
    code: str, changed: dict[str, object], role: Membership, deputy: User, today: date
) -> None:
    with pytest.raises(Refused) as refused:
        lend(role, deputy, today, **changed)
    assert refused.value.code == code
    assert Delegation.objects.count() == 0


def test_to_whom_it_cannot_be_given(
    role: Membership, plan: ActionPlan, officer: User, today: date
) -> None:
    colleague = person(plan.coordinator, Role.COORDINATOR)
    codes = []
    for to in (role.user, officer, colleague):
        with pytest.raises(Refused) as refused:
            lend(role, to, today)
        codes.append(refused.value.code)
    assert codes == ["own_role", "another_body", "has_role"]


def test_a_role_has_one_deputy_at_a_time(
    role: Membership, deputy: User, plan: ActionPlan, today: date
) -> None:
    other = person(plan.coordinator, Role.OFFICER)
    given = lend(role, deputy, today)
    with pytest.raises(Refused) as refused:
        lend(role, other, today, starts_on=today + timedelta(days=3))
    assert refused.value.code == "delegated_already"
    end_delegation(given, by=role.user, today=today, now=NOW)
    assert lend(role, other, today).to == other


def test_a_role_that_ends_is_not_lent_beyond_its_end(
    role: Membership, deputy: User, today: date
) -> None:
    role.valid_to = today + timedelta(days=5)
    role.save()
    with pytest.raises(Refused) as refused:
        lend(role, deputy, today)
    assert refused.value.code == "role_ends_first"


def handed_in(owed: Obligation, by: User, today: date) -> ProgressEntry:
    entry = save_draft(owed, Draft("Сделано."), by=by, today=today)
    submit(entry, by=by, today=today)
    return ProgressEntry.objects.get(pk=entry.pk)


def owed_by(agency: Agency, plan: ActionPlan) -> Obligation:
    row: Obligation = ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency)
    return row


def test_what_is_done_by_a_loan_names_whose_role_it_was(
    role: Membership, deputy: User, officer: User, plan: ActionPlan, agency: Agency, today: date
) -> None:
    lend(role, deputy, today)
    accept_progress(handed_in(owed_by(agency, plan), officer, today), by=deputy, today=today)
    told = Event.objects.filter(kind__in=["submitted", "accepted"]).order_by("pk")
    assert list(told.values_list("actor", "for_whom")) == [
        (officer.pk, None),
        (deputy.pk, role.user_id),
    ]


def test_who_has_the_role_too_acts_in_their_own_name(
    agency: Agency, officer: User, plan: ActionPlan, today: date
) -> None:
    head = person(agency, Role.HEAD)
    lend(head.memberships.get(), officer, today)
    handed_in(owed_by(agency, plan), officer, today)
    assert Event.objects.get(kind="submitted").for_whom is None


def test_a_deputy_does_not_review_what_they_or_the_lender_reported(
    role: Membership, plan: ActionPlan, agency: Agency, officer: User, today: date
) -> None:
    """Neither what their own body owes, nor what who lent the role could not review."""
    reporter = person(plan.coordinator, Role.OFFICER)
    lend(role, reporter, today)
    own = handed_in(owed_by(plan.coordinator, plan), reporter, today)
    others = handed_in(owed_by(agency, plan), officer, today)
    assert (may_review(reporter, own, today), may_review(reporter, others, today)) == (False, True)
    Membership.objects.create(user=role.user, agency=agency, role=Role.OFFICER)
    assert not may_review(reporter, others, today)


def test_a_head_who_went_to_the_coordinating_body_does_not_review_what_they_signed(
    role: Membership, plan: ActionPlan, agency: Agency, officer: User, today: date
) -> None:
    agency.head_signs = True
    agency.save()
    head = person(agency, Role.HEAD)
    entry = handed_in(owed_by(agency, plan), officer, today)
    sign(Signing.objects.get(entry=entry), by=head, today=today)
    entry.refresh_from_db()
    head.memberships.update(agency=plan.coordinator, role=Role.COORDINATOR)
    assert (entry.state, entry.author) == ("submitted", officer)
    assert (may_review(head, entry, today), may_review(role.user, entry, today)) == (False, True)
    assert (kept_from(head, [entry], today), kept_from(role.user, [entry], today)) == ([entry], [])
    assert reviewers_of(entry, today) == [role.user]


def test_the_loan_stands_among_the_roles_with_the_lenders_name(
    role: Membership, deputy: User, today: date
) -> None:
    lend(role, deputy, today)
    loans = [held for held in standing_of(deputy, today).memberships if held.delegation]
    assert [str(held.delegation.membership.user) for held in loans if held.delegation] == [
        role.user.full_name
    ]
