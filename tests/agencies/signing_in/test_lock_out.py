"""Wrong passwords: who waits, from where, for how long; and that nobody can make others wait."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client, RequestFactory
from django.utils import timezone

from agencies.models import Letter, User
from agencies.services_security import clear_traces
from agencies.signing_in.addresses import NOWHERE, client_address
from agencies.views_locked import locked_out
from tests.agencies.signing_in.telephones import PASSWORD, sign_in
from tests.factories import UserFactory

HERE, ELSEWHERE = "198.51.100.7", "203.0.113.9"
LOCKED = "/accounts/locked/"


def browser(address: str) -> Client:
    return Client(REMOTE_ADDR=address, HTTP_ACCEPT_LANGUAGE="en")


def guess(address: str, email: str, times: int) -> list[int]:
    return [sign_in(browser(address), email, "guess").status_code for _ in range(times)]


def later(minutes: int) -> None:
    """As if the attempts had been made so much earlier."""
    for row in AccessAttempt.objects.all():
        earlier = row.attempt_time - timedelta(minutes=minutes)
        AccessAttempt.objects.filter(pk=row.pk).update(attempt_time=earlier)


def test_ten_wrong_passwords_hold_up_this_address_and_no_other(officer: User) -> None:
    guesses = guess(HERE, officer.email, 10)
    here = sign_in(browser(HERE), officer.email)
    elsewhere = sign_in(browser(ELSEWHERE), officer.email)
    assert (guesses, here.status_code, here["retry-after"]) == ([200] * 9 + [429], 429, "900")
    assert ("for 15 minutes" in here.text, elsewhere.status_code) == (True, 302)


def test_an_e_mail_that_nobody_has_is_held_up_alike(officer: User) -> None:
    nobody = guess(HERE, "nobody@example.org", 11)
    assert nobody == guess(ELSEWHERE, officer.email, 11)


def test_the_wait_ends_by_itself_and_one_slip_does_not_begin_it_anew(officer: User) -> None:
    guess(HERE, officer.email, 10)
    later(16)
    assert guess(HERE, officer.email, 1) == [200]
    assert sign_in(browser(HERE), officer.email).status_code == 302


def test_trying_on_does_not_lengthen_the_wait(officer: User) -> None:
    guess(HERE, officer.email, 10)
    later(10)
    guess(HERE, officer.email, 5)
    later(6)
    assert sign_in(browser(HERE), officer.email).status_code == 302


def test_a_sign_in_forgets_slips_of_this_person_and_not_what_was_tried_on_others(
    officer: User,
) -> None:
    guess(HERE, officer.email, 3)
    guess(HERE, "another@example.org", 4)
    sign_in(browser(HERE), officer.email)
    assert list(AccessAttempt.objects.values_list("username", "failures_since_start")) == [
        ("another@example.org", 4)
    ]


def test_one_address_that_tries_many_people_waits_altogether(
    officer: User, settings: object
) -> None:
    settings.SIGN_IN_ADDRESS_FAILURES = 6  # type: ignore[attr-defined]
    tried = [guess(HERE, f"person-{number}@example.org", 1)[0] for number in range(6)]
    assert (tried[-1], sign_in(browser(HERE), officer.email).status_code) == (429, 429)
    assert sign_in(browser(ELSEWHERE), officer.email).status_code == 302


def test_nothing_that_was_typed_is_kept_and_rows_do_not_outlive_their_use(officer: User) -> None:
    guess(HERE, officer.email, 12)
    row = AccessAttempt.objects.get()
    kept = f"{row.get_data} {row.post_data}"
    assert ("guess" in kept, officer.email in kept, row.failures_since_start) == (False, False, 10)
    clear_traces(now=timezone.now() + timedelta(minutes=16))
    assert AccessAttempt.objects.count() == 0


def test_the_person_hears_of_it_once_a_day(officer: User) -> None:
    for _ in range(2):
        guess(HERE, officer.email, 12)
        later(16)
    assert [row.kind for row in Letter.objects.filter(person=officer)] == ["locked"]


def test_an_administrator_sees_and_lifts_it(officer: User) -> None:
    guess(HERE, officer.email, 10)
    administrator = Client()
    administrator.force_login(UserFactory(is_staff=True, is_superuser=True))
    seen = administrator.get(LOCKED).text
    administrator.post(LOCKED, {"username": officer.email, "address": HERE})
    assert (officer.email in seen, HERE in seen) == (True, True)
    assert sign_in(browser(HERE), officer.email).status_code == 302


@pytest.mark.parametrize("who", ["officer", "coordinator"])
def test_nobody_else_sees_or_lifts_it(who: str, officer: User, coordinator: User) -> None:
    guess(HERE, "someone@example.org", 10)
    client = Client()
    client.force_login({"officer": officer, "coordinator": coordinator}[who])
    lifting = client.post(LOCKED, {"username": "someone@example.org", "address": HERE})
    assert (client.get(LOCKED).status_code, lifting.status_code) == (403, 403)
    assert AccessAttempt.objects.count() == 1


def test_the_list_takes_as_many_statements_for_three_as_for_thirty(
    django_assert_num_queries: object, db: None
) -> None:
    client = Client()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    counts = []
    for many in (3, 30):
        for number in range(many):
            AccessAttempt.objects.get_or_create(
                username=f"p{number}@example.org",
                ip_address=HERE,
                user_agent="",
                defaults={"failures_since_start": 10},
            )
        with django_assert_num_queries(6, exact=False) as seen:  # type: ignore[operator]
            client.get(LOCKED)
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "told"),
    [
        (0, "1.2.3.4", "10.0.0.1"),
        (1, "1.2.3.4", "1.2.3.4"),
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (2, "6.6.6.6, 1.2.3.4, 10.0.0.2", "1.2.3.4"),
        (2, "1.2.3.4", "1.2.3.4"),
        (1, "no address", NOWHERE),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (1, "::ffff:1.2.3.4", "1.2.3.4"),
        (1, "", "10.0.0.1"),
    ],
)
def test_who_calls_is_told_by_our_own_proxies_only(
    proxies: int, forwarded: str, told: str, settings: object
) -> None:
    rest = {**settings.REST_FRAMEWORK, "NUM_PROXIES": proxies}  # type: ignore[attr-defined]
    settings.REST_FRAMEWORK = rest  # type: ignore[attr-defined]
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    request = RequestFactory(REMOTE_ADDR="10.0.0.1").get("/", headers=headers)
    assert client_address(request) == told


def test_a_header_that_anybody_can_write_is_no_way_round(officer: User) -> None:
    for number in range(10):
        client = Client(REMOTE_ADDR=HERE, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
        sign_in(client, officer.email, "guess")
    assert sign_in(browser(HERE), officer.email, PASSWORD).status_code == 429


def test_the_api_says_it_in_its_own_way(officer: User) -> None:
    guess(HERE, officer.email, 10)
    request = RequestFactory(REMOTE_ADDR=HERE).post("/api/v1/token/")
    answer = locked_out(request)
    assert (answer.status_code, answer["content-type"], answer["retry-after"]) == (
        429,
        "application/problem+json",
        "900",
    )
