"""New passwords: by a link that reveals nothing, and with the present one."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from agencies.clock import business_today
from agencies.models import ApiToken, Letter, User
from agencies.services_letters import send_letters
from agencies.services_tokens import token_for_password
from tests.agencies.signing_in.telephones import PASSWORD, set_up_app, sign_in
from tests.api.calling import token_of

ASK, CHANGE = "/accounts/password/reset/", "/accounts/password/change/"
NEW = "a whole new horse 2009"


@pytest.fixture(autouse=True)
def _no_bell(monkeypatch: pytest.MonkeyPatch) -> None:
    """The broker's doorbell; letters are sent by hand here."""
    monkeypatch.setattr("agencies.tasks._ring", lambda: None)


def ask(client: Client, email: str) -> Any:
    return client.post(ASK, {"email": email}, headers={"accept-language": "en"})


def link_in(message: Any) -> str:
    found = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", message.body)
    assert found
    return found[1]


def link_for(client: Client, email: str) -> str:
    ask(client, email)
    send_letters(now=timezone.now())
    return link_in(mail.outbox[-1])


def choose(client: Client, link: str, password: str = NEW) -> Any:
    page = client.get(link, follow=True)
    where = page.redirect_chain[-1][0] if page.redirect_chain else link
    return client.post(where, {"password1": password, "password2": password})


def test_the_answer_is_the_same_whoever_is_asked_for(client: Client, officer: User) -> None:
    closed = User.objects.create_user("closed@example.org", PASSWORD, is_active=False)
    answers = [ask(client, email) for email in (officer.email, "nobody@example.org", closed.email)]
    assert {(one.status_code, one.url) for one in answers} == {(302, f"{ASK}done/")}


def test_as_many_statements_are_made_for_somebody_as_for_nobody(
    client: Client, officer: User, django_assert_num_queries: Any
) -> None:
    counts = []
    for email in (officer.email, "nobody@example.org"):
        with django_assert_num_queries(100, exact=False) as seen:
            ask(client, email)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_only_an_open_account_gets_a_letter(client: Client, officer: User) -> None:
    User.objects.create_user("closed@example.org", PASSWORD, is_active=False)
    for email in (officer.email.upper(), "nobody@example.org", "closed@example.org"):
        ask(client, email)
    send_letters(now=timezone.now())
    assert [message.to for message in mail.outbox] == [[officer.email]]


def test_asking_again_and_again_sends_one_letter(client: Client, officer: User) -> None:
    for _ in range(4):
        ask(client, officer.email)
    sent = [send_letters(now=timezone.now()), send_letters(now=timezone.now())]
    assert (sent, len(mail.outbox)) == ([1, 0], 1)


def test_the_link_opens_once_and_ends_all_sessions(client: Client, officer: User) -> None:
    signed_in = Client()
    sign_in(signed_in, officer.email)
    link = link_for(client, officer.email)
    chosen = choose(client, link)
    again = Client(headers={"Accept-Language": "en"}).get(link, follow=True)
    assert (chosen.url, "no longer valid" in again.text) == (f"{ASK}key/done/", True)
    assert signed_in.get("/desk/").url.startswith("/accounts/login/")
    assert [sign_in(Client(), officer.email, word).status_code for word in (PASSWORD, NEW)] == [
        200,
        302,
    ]


def test_a_link_is_over_after_an_hour(client: Client, officer: User, settings: Any) -> None:
    link = link_for(client, officer.email)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert (
        "no longer valid" in client.get(link, follow=True, headers={"accept-language": "en"}).text
    )


def test_a_letter_that_waited_too_long_is_not_sent(client: Client, officer: User) -> None:
    ask(client, officer.email)
    send_letters(now=timezone.now() + timedelta(hours=2))
    assert (mail.outbox, Letter.objects.get().state) == ([], "dropped")


def test_a_new_password_does_not_take_the_place_of_the_second_factor(
    client: Client, officer: User
) -> None:
    holder = Client()
    sign_in(holder, officer.email)
    set_up_app(holder)
    choose(client, link_for(client, officer.email))
    assert sign_in(Client(), officer.email, NEW).url == "/accounts/2fa/authenticate/"


def test_it_ends_the_wait_after_wrong_passwords(client: Client, officer: User) -> None:
    for _ in range(10):
        sign_in(Client(), officer.email, "guess")
    choose(client, link_for(client, officer.email))
    assert sign_in(Client(), officer.email, NEW).status_code == 302


def test_a_weak_password_is_refused_in_words(client: Client, officer: User) -> None:
    answer = choose(client, link_for(client, officer.email), "12345678")
    officer.refresh_from_db()
    assert (answer.status_code, officer.check_password(PASSWORD)) == (422, True)


def test_the_present_password_is_asked_for(client: Client, officer: User) -> None:
    sign_in(client, officer.email)
    new = {"password1": NEW, "password2": NEW}
    wrong = client.post(CHANGE, {"oldpassword": "guess", **new})
    right = client.post(CHANGE, {"oldpassword": PASSWORD, **new})
    officer.refresh_from_db()
    assert (wrong.status_code, right.status_code, officer.check_password(NEW)) == (422, 302, True)


def test_changing_it_keeps_this_session_and_ends_the_others(client: Client, officer: User) -> None:
    other = Client()
    for one in (client, other):
        sign_in(one, officer.email)
    before = client.session.session_key
    client.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert (client.get("/desk/").status_code, other.get("/desk/").status_code) == (200, 302)
    assert client.session.session_key != before
    assert Letter.objects.filter(person=officer, kind="password_changed").count() == 1


def test_two_different_new_passwords_are_pointed_out(client: Client, officer: User) -> None:
    sign_in(client, officer.email)
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": "another"}
    page = client.post(CHANGE, form)
    assert (page.status_code, "Type the same new password twice" in page.text) == (422, True)


def given_for_the_password(officer: User) -> ApiToken:
    return token_for_password(by=officer, today=business_today(), now=timezone.now()).token


def living() -> list[str]:
    return list(ApiToken.objects.living(timezone.now()).values_list("origin", flat=True))


def test_a_new_password_ends_what_programs_were_given_for_the_old_one(
    client: Client, officer: User
) -> None:
    given_for_the_password(officer)
    token_of(officer)
    sign_in(client, officer.email)
    client.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert living() == ["page"]


def test_so_does_a_password_chosen_by_a_link(client: Client, officer: User) -> None:
    given_for_the_password(officer)
    choose(Client(), link_for(client, officer.email))
    assert living() == []
