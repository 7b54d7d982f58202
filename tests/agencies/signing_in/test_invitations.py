"""How people come in: by invitation only."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from agencies.models import Agency, Invitation, Letter, Role, User
from agencies.services_invitations import Invited, invite
from agencies.services_letters import send_letters
from tests.agencies.signing_in.telephones import sign_in
from tests.factories import AgencyFactory, UserFactory

LIST = "/accounts/invitations/"
PASSWORD = "a whole new horse 2009"


@pytest.fixture(autouse=True)
def _no_bell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agencies.tasks._ring", lambda: None)


@pytest.fixture
def administrator(db: None) -> User:
    return UserFactory(is_staff=True, is_superuser=True)


@pytest.fixture
def desk(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    return client


def form(agency: Agency, **changed: str) -> dict[str, str]:
    return {
        "email": "Aigul@Example.org",
        "full_name": "Aigul Omarova",
        "position": "specialist",
        "agency": str(agency.pk),
        "role": "officer",
        "language": "en",
        **changed,
    }


def newest_link() -> str:
    send_letters(now=timezone.now())
    found = re.search(r"https?://[^/]+(/accounts/invitation/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def accept(link: str, **changed: str) -> Any:
    filled = {
        "full_name": "Aigul Omarova",
        "position": "specialist",
        "password1": PASSWORD,
        "password2": PASSWORD,
        **changed,
    }
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    return client, client.post(link, filled)


def test_an_invited_person_chooses_a_password_and_has_the_role(
    desk: Client, agency: Agency
) -> None:
    asked = desk.post(LIST, form(agency))
    client, answer = accept(newest_link())
    person = User.objects.get(email="aigul@example.org")
    held = [(row.agency, row.role) for row in person.memberships.all()]
    assert (asked.status_code, mail.outbox[-1].to) == (302, ["aigul@example.org"])
    assert (answer.url, client.get("/desk/").status_code) == ("/", 200)
    assert (held, person.language, Invitation.objects.get().accepted_by) == (
        [(agency, Role.OFFICER)],
        "en",
        person,
    )


def test_the_letter_speaks_the_language_that_was_chosen(desk: Client, agency: Agency) -> None:
    desk.post(LIST, form(agency, language="en"))
    send_letters(now=timezone.now())
    body = str(mail.outbox[0].body)
    assert (agency.name_en in body, "agency officer" in body) == (True, True)


def test_opening_the_link_changes_nothing(desk: Client, agency: Agency) -> None:
    """Programs that look through mails for harm open every link."""
    desk.post(LIST, form(agency))
    link = newest_link()
    seen = [Client().get(link).status_code for _ in range(3)]
    assert (seen, Invitation.objects.get().state) == ([200, 200, 200], "waiting")


def test_a_link_works_once(desk: Client, agency: Agency) -> None:
    desk.post(LIST, form(agency))
    link = newest_link()
    answers = [accept(link)[1].status_code for _ in range(2)]
    assert (answers, User.objects.filter(email="aigul@example.org").count()) == ([302, 410], 1)


def test_only_the_newest_link_works(desk: Client, agency: Agency) -> None:
    desk.post(LIST, form(agency))
    old = newest_link()
    row = Invitation.objects.get()
    desk.post(f"{LIST}{row.pk}/", {"action": "send"})
    new = newest_link()
    assert [Client().get(link).status_code for link in (old, new)] == [410, 200]


def test_a_withdrawn_invitation_opens_nothing_and_its_letter_is_not_sent(
    desk: Client, agency: Agency
) -> None:
    desk.post(LIST, form(agency))
    row = Invitation.objects.get()
    desk.post(f"{LIST}{row.pk}/", {"action": "withdraw"})
    send_letters(now=timezone.now())
    assert (mail.outbox, Letter.objects.get().state) == ([], "dropped")


def test_an_invitation_is_over_after_its_days_and_can_be_sent_anew(
    desk: Client, agency: Agency
) -> None:
    desk.post(LIST, form(agency))
    old = newest_link()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    shown = desk.get(LIST, headers={"accept-language": "en"}).text
    over = Client().get(old).status_code
    desk.post(f"{LIST}{Invitation.objects.get().pk}/", {"action": "send"})
    assert ("its time is over" in shown, over) == (True, 410)
    assert Client().get(newest_link()).status_code == 200


@pytest.mark.parametrize("token", ["x", "WzEsMV0:1abc:zzz", "%2e%2e", "a" * 500])
def test_a_link_that_we_did_not_write_opens_nothing(client: Client, db: None, token: str) -> None:
    assert client.get(f"/accounts/invitation/{token}/").status_code == 410


def test_one_e_mail_is_invited_once_and_people_who_are_here_not_at_all(
    desk: Client, agency: Agency, officer: User
) -> None:
    desk.post(LIST, form(agency))
    twice = desk.post(LIST, form(agency, email="aigul@example.ORG"))
    here = desk.post(LIST, form(agency, email=officer.email.upper()))
    assert (twice.status_code, here.status_code, Invitation.objects.count()) == (422, 422, 1)
    assert "invited already" in twice.text


def test_what_was_typed_stays_when_something_is_wrong(desk: Client, agency: Agency) -> None:
    page = desk.post(LIST, form(agency, email="no address"))
    assert (page.status_code, "Aigul Omarova" in page.text) == (422, True)


def test_a_password_made_of_ones_name_is_refused(desk: Client, agency: Agency) -> None:
    desk.post(LIST, form(agency))
    link = newest_link()
    answers = [
        accept(link, password1=word, password2=word)[1].status_code
        for word in ("12345678", "aigul omarova", "short")
    ]
    assert (answers, User.objects.filter(email="aigul@example.org").exists()) == (
        [422, 422, 422],
        False,
    )


@pytest.mark.parametrize("who", ["officer", "coordinator"])
def test_nobody_but_an_administrator_invites(
    who: str, client: Client, officer: User, coordinator: User, agency: Agency, administrator: User
) -> None:
    row = invite(
        Invited("b@example.org", "B", "", "ru", agency, "officer"),
        by=administrator,
        now=timezone.now(),
    )
    client.force_login({"officer": officer, "coordinator": coordinator}[who])
    answers = [
        client.get(LIST),
        client.post(LIST, form(agency)),
        client.post(f"{LIST}{row.pk}/", {"action": "withdraw"}),
    ]
    assert [one.status_code for one in answers] == [403, 403, 403]
    assert list(Invitation.objects.values_list("state", flat=True)) == ["waiting"]


def test_staff_without_the_right_to_add_people_do_not_invite(client: Client, db: None) -> None:
    client.force_login(UserFactory(is_staff=True))
    assert client.get(LIST).status_code == 403


@pytest.mark.django_db
def test_nobody_registers(client: Client) -> None:
    answers = [
        client.get("/accounts/signup/"),
        client.post("/accounts/signup/", {"email": "a@b.kz"}),
    ]
    assert ([one.status_code for one in answers], User.objects.count()) == ([403, 405], 0)


def test_an_invitation_for_a_role_that_needs_a_second_factor_leads_to_it(
    desk: Client, agency: Agency, settings: Any
) -> None:
    desk.post(LIST, form(agency, role="coordinator"))
    link = newest_link()
    settings.MFA_REQUIRED_FOR = ["coordinator"]
    client, answer = accept(link)
    led = client.get("/board/")
    assert (answer.url, led.url.split("?")[0]) == ("/", "/accounts/second-factor/")
    assert client.get("/accounts/2fa/app/").status_code == 200  # not asked for the password again


def test_whoever_used_the_browser_before_is_out(desk: Client, agency: Agency) -> None:
    desk.post(LIST, form(agency))
    link = newest_link()
    filled = {"full_name": "Aigul", "password1": PASSWORD, "password2": PASSWORD}
    desk.post(link, filled)
    assert desk.get(LIST).status_code == 403  # it is Aigul's session now


def test_in_the_administration_they_are_sent_again_and_withdrawn(
    desk: Client, agency: Agency
) -> None:
    desk.post(LIST, form(agency))
    row = Invitation.objects.get()
    page = "/admin/agencies/invitation/"
    chosen = {"_selected_action": [row.pk]}
    desk.post(page, {"action": "send_again", **chosen})
    desk.post(page, {"action": "withdraw", **chosen})
    row.refresh_from_db()
    assert (Letter.objects.count(), row.state) == (2, "withdrawn")
    assert desk.get(f"{page}add/").status_code == 403


def test_the_list_takes_as_many_statements_for_three_as_for_thirty(
    desk: Client, administrator: User, django_assert_num_queries: Any
) -> None:
    counts = []
    for many in (3, 30):
        for number in range(many):
            asked = Invited(
                f"p{many}-{number}@example.org", "P", "", "ru", AgencyFactory(), "officer"
            )
            invite(asked, by=administrator, now=timezone.now())
        with django_assert_num_queries(100, exact=False) as seen:
            desk.get(LIST)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_one_can_sign_in_by_the_chosen_password_later(desk: Client, agency: Agency) -> None:
    desk.post(LIST, form(agency))
    accept(newest_link())
    assert sign_in(Client(), "aigul@example.org", PASSWORD).status_code == 302
