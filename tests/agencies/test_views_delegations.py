"""The page on which a role is lent, and on which both people see it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import Delegation, Membership, Role, User
from agencies.services_delegations import delegate
from planner.models import ActionPlan
from tests.factories import AgencyFactory, UserFactory, person

pytestmark = pytest.mark.django_db
PAGE = "/accounts/delegations/"


@pytest.fixture
def colleague(plan: ActionPlan, coordinator: User) -> User:
    return person(plan.coordinator, Role.OFFICER, full_name="A colleague")


def form(role: Membership, to: User, **changed: object) -> dict[str, object]:
    return {
        "body": role.agency.code,
        "role": role.pk,
        "to": to.pk,
        "starts_on": "2009-07-06",
        "ends_on": "2009-07-19",
        "reason": "Отпуск",
        **changed,
    }


def lend(role: Membership, to: User, today: date) -> Delegation:
    return delegate(
        role, to=to, by=role.user, today=today, starts_on=today,
        ends_on=today + timedelta(days=13), reason="Отпуск по графику",
    )  # fmt: skip


def test_a_role_is_lent_on_the_page(client: Client, coordinator: User, colleague: User) -> None:
    client.force_login(coordinator)
    answer = client.post(PAGE, form(coordinator.memberships.get(), colleague), follow=True)
    given = Delegation.objects.get()
    assert (given.to, given.made_by, given.ends_on) == (colleague, coordinator, date(2009, 7, 19))
    assert "The role is delegated." in answer.content.decode()


def test_what_was_typed_stays_beside_the_error(
    client: Client, coordinator: User, colleague: User
) -> None:
    client.force_login(coordinator)
    sent = form(coordinator.memberships.get(), colleague, ends_on="2009-07-01", reason="Journey")
    answer = client.post(PAGE, sent)
    page = answer.content.decode()
    assert (answer.status_code, Delegation.objects.count()) == (422, 0)
    assert "The last day comes before the first." in page
    assert 'value="Journey"' in page


def test_both_see_it_and_others_do_not(
    client: Client, coordinator: User, colleague: User, officer: User, today: date
) -> None:
    lend(coordinator.memberships.get(), colleague, today)
    seen = []
    for who in (coordinator, colleague, officer):
        client.force_login(who)
        seen.append("Отпуск по графику" in client.get(PAGE).content.decode())
    assert seen == [True, True, False]


def test_the_receiver_reads_in_the_menu_for_whom_and_until_when(
    client: Client, coordinator: User, colleague: User, today: date
) -> None:
    lend(coordinator.memberships.get(), colleague, today)
    client.force_login(colleague)
    assert f"for {coordinator.full_name}, until" in client.get(PAGE).content.decode()


def test_either_ends_it(client: Client, coordinator: User, colleague: User, today: date) -> None:
    given = lend(coordinator.memberships.get(), colleague, today)
    client.force_login(colleague)
    answer = client.post(f"{PAGE}{given.pk}/end/", follow=True)
    assert "The delegation is ended." in answer.content.decode()
    again = client.post(f"{PAGE}{given.pk}/end/", follow=True)
    assert "This delegation is over already." in again.content.decode()


def test_one_of_others_is_not_there(
    client: Client, coordinator: User, colleague: User, officer: User, today: date
) -> None:
    given = lend(coordinator.memberships.get(), colleague, today)
    client.force_login(officer)
    assert client.post(f"{PAGE}{given.pk}/end/").status_code == 404


def test_an_administrator_chooses_the_agency_first(client: Client, colleague: User) -> None:
    body = AgencyFactory(code="elsewhere")
    person(body, Role.HEAD, full_name="Somebody elsewhere")
    person(body, Role.OFFICER)
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    assert "A colleague" not in client.get(PAGE).content.decode()
    page = client.get(f"{PAGE}?body=elsewhere").content.decode()
    assert "Somebody elsewhere" in page


def test_who_has_no_role_is_told_so(client: Client) -> None:
    client.force_login(UserFactory())
    assert "You have no role that could be delegated." in client.get(PAGE).content.decode()


def test_thirty_delegations_take_as_many_statements_as_three(
    client: Client, plan: ActionPlan, today: date
) -> None:
    head = person(plan.coordinator, Role.HEAD)
    client.force_login(head)
    counts = []
    for more in (3, 27):
        for _ in range(more):
            lender = person(plan.coordinator, Role.OFFICER)
            lend(lender.memberships.get(), person(plan.coordinator, Role.OBSERVER), today)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(PAGE).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
