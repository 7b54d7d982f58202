"""An invitation counts as long as whoever invited may invite."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.test import Client
from django.utils import timezone

from agencies.models import Agency, Invitation, User
from agencies.permissions_accounts import may_invite
from agencies.queries import people_who_invite
from agencies.services_invitations import Invited, invite
from agencies.services_letters import send_letters
from agencies.signing_in.links import to_invitation
from audit.models import Entry
from tests.agencies.signing_in.provider import Provider, come, vouched
from tests.factories import AgencyFactory, UserFactory

LIST = "/accounts/invitations/"
EMAIL = "aigul@example.org"
FORM = {
    "full_name": "Aigul Omarova",
    "password1": "a whole new horse 2009",
    "password2": "a whole new horse 2009",
}


@pytest.fixture
def inviter(db: None) -> User:
    return UserFactory(full_name="Who invited", is_staff=True, is_superuser=True)


@pytest.fixture
def asked(inviter: User, agency: Agency) -> Invitation:
    wanted = Invited(EMAIL, "Aigul Omarova", "", "en", agency, "officer")
    return invite(wanted, by=inviter, now=timezone.now())


def page(asked: Invitation) -> str:
    return to_invitation(asked).removeprefix("http://127.0.0.1:8000")


def demote(person: User) -> None:
    person.is_staff = person.is_superuser = False
    person.save()


def close(person: User) -> None:
    person.is_active = False
    person.save()


def close_past_the_application(person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)


@pytest.mark.parametrize("leave", [demote, close_past_the_application])
def test_nobody_comes_in_whose_inviter_may_not_invite_any_more(
    asked: Invitation, inviter: User, leave: Callable[[User], None]
) -> None:
    leave(inviter)
    client = Client(headers={"accept-language": "en"})
    answers = [client.get(page(asked)), client.post(page(asked), FORM)]
    assert [one.status_code for one in answers] == [410, 410]
    assert all("may not invite people any more" in one.text for one in answers)
    assert all("can send a new one" not in one.text for one in answers)
    assert not User.objects.filter(email=EMAIL).exists()


def test_nor_by_a_provider(
    client: Client, asked: Invitation, inviter: User, provider: Provider
) -> None:
    demote(inviter)
    provider.person = vouched(EMAIL)
    answer = come(client)
    assert (answer.status_code, User.objects.filter(email=EMAIL).exists()) == (403, False)
    asked.refresh_from_db()
    assert asked.state == "waiting"


def test_a_letter_that_has_not_gone_yet_is_not_sent(asked: Invitation, inviter: User) -> None:
    demote(inviter)
    send_letters(now=timezone.now())
    assert mail.outbox == []


def withdrawals() -> int:
    told = Entry.objects.filter(relation="agencies_invitation", after__contains="withdrawn")
    return told.count()


def test_with_the_account_go_its_open_invitations_and_the_record_tells(
    client: Client, asked: Invitation, inviter: User
) -> None:
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    before = withdrawals()
    close(inviter)
    asked.refresh_from_db()
    after = withdrawals()
    assert (asked.state, after - before) == ("withdrawn", 1)
    assert Client().get(page(asked)).status_code == 410
    shown = client.get(LIST, headers={"accept-language": "en"}).text
    assert "the account of Who invited, who invited, is closed" in shown


def test_what_was_accepted_stays_when_the_account_is_closed(
    asked: Invitation, inviter: User
) -> None:
    Client().post(page(asked), FORM)
    close(inviter)
    asked.refresh_from_db()
    assert asked.state == "accepted"


def test_administrators_see_what_does_not_count_and_send_it_in_their_own_name(
    client: Client, asked: Invitation, inviter: User
) -> None:
    keeper = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(keeper)
    said = "May not invite people any more"
    english = {"accept-language": "en"}
    seen = [said in client.get(LIST, headers=english).text]
    demote(inviter)
    seen.append(said in client.get(LIST, headers=english).text)
    client.post(f"{LIST}{asked.pk}/", {"action": "send"})
    seen.append(said in client.get(LIST, headers=english).text)
    asked.refresh_from_db()
    assert (seen, asked.invited_by) == ([False, True, False], keeper)
    assert Client().get(page(asked)).status_code == 200


def test_the_set_of_who_invites_is_the_right_to_invite(db: None) -> None:
    right = Permission.objects.get(codename="add_user", content_type__app_label="agencies")
    group = Group.objects.create(name="keepers")
    group.permissions.add(right)
    for flags in ({}, {"is_staff": True}, {"is_superuser": True}, {"is_active": False}):
        for more in ({}, {"is_staff": True}):
            people = [UserFactory(**flags | more) for _way in range(3)]
            people[1].user_permissions.add(right)
            people[2].groups.add(group)
    alike = {one.pk for one in User.objects.all() if may_invite(one)}
    assert set(people_who_invite().values_list("pk", flat=True)) == alike
    assert len(alike) == 9


def test_thirty_inviters_take_as_many_statements_as_three(
    client: Client, inviter: User, django_assert_num_queries: Any
) -> None:
    client.force_login(inviter)
    counts = []
    for many in (3, 30):
        for number in range(many):
            by = UserFactory(is_staff=True, is_superuser=True)
            wanted = Invited(f"{many}-{number}@example.org", "P", "", "ru", AgencyFactory(), "head")
            invite(wanted, by=by, now=timezone.now())
            if number % 2:
                demote(by)
        with django_assert_num_queries(100, exact=False) as seen:
            client.get(LIST)
        counts.append(len(seen))
    assert counts[0] == counts[1]
