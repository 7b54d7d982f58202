"""Sign-in, the language of the pages, the date of the demonstration."""

from datetime import date

import pytest
from django.test import Client

from agencies.clock import business_today
from agencies.models import Agency, Role, User
from tests.factories import UserFactory, person

SIGN_IN = "/accounts/login/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "attribute"), [("ru", 'lang="ru"'), ("kk", 'lang="kk"'), ("en", 'lang="en"')]
)
def test_the_page_speaks_the_language_of_the_browser(
    client: Client, language: str, attribute: str
) -> None:
    page = client.get(SIGN_IN, headers={"accept-language": language})
    assert (page.status_code, f"<html {attribute}>" in page.text) == (200, True)


def test_a_person_signs_in_by_e_mail_in_any_case(client: Client, officer: User) -> None:
    answer = client.post(
        SIGN_IN, {"username": officer.email.upper(), "password": "correct horse battery"}
    )
    assert (answer.status_code, answer["location"]) == (302, "/")


def test_a_wrong_password_says_so_and_keeps_the_e_mail(client: Client, officer: User) -> None:
    page = client.post(SIGN_IN, {"username": officer.email, "password": "wrong"})
    assert (page.status_code, officer.email in page.text, 'role="alert"' in page.text) == (
        200,
        True,
        True,
    )


def test_guessing_passwords_is_stopped_even_if_the_right_one_comes(
    client: Client, officer: User
) -> None:
    for _ in range(10):
        client.post(SIGN_IN, {"username": officer.email, "password": "guess"})
    page = client.post(
        SIGN_IN,
        {"username": officer.email.upper(), "password": "correct horse battery"},
        headers={"accept-language": "en"},
    )
    assert (page.status_code, "Too many wrong passwords" in page.text) == (429, True)


def test_demonstration_accounts_are_listed_in_a_demonstration_only(
    client: Client, agency: Agency, settings: object
) -> None:
    person(agency, Role.OFFICER, email="anyone@demo.example")
    person(agency, Role.OFFICER, email="real@example.org")
    seen = {}
    for date_ in ("2009-07-06", ""):
        settings.BUSINESS_DATE = date_  # type: ignore[attr-defined]
        text = client.get(SIGN_IN).text
        seen[date_] = ("anyone@demo.example" in text, "real@example.org" in text)
    assert seen == {"2009-07-06": (True, False), "": (False, False)}


def test_signing_out_takes_a_button_and_ends_at_the_sign_in(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert [client.get("/accounts/logout/").status_code, client.post("/accounts/logout/").url] == [
        405,
        SIGN_IN,
    ]


def test_a_chosen_language_is_kept_with_the_person_and_returns_to_the_page(
    client: Client, officer: User
) -> None:
    client.force_login(officer)
    answer = client.post("/accounts/language/", {"language": "kk", "next": "/desk/?show=later"})
    officer.refresh_from_db()
    assert (officer.language, answer.url, client.cookies["django_language"].value) == (
        "kk",
        "/desk/?show=later",
        "kk",
    )


@pytest.mark.django_db
def test_anyone_may_choose_the_language_of_the_sign_in_page(client: Client) -> None:
    client.post("/accounts/language/", {"language": "kk", "next": SIGN_IN})
    assert '<html lang="kk">' in client.get(SIGN_IN, headers={"accept-language": "en"}).text


def test_a_language_that_we_do_not_speak_changes_nothing(client: Client, officer: User) -> None:
    client.force_login(officer)
    client.post("/accounts/language/", {"language": "xx", "next": "/"})
    officer.refresh_from_db()
    assert officer.language == "en"


def test_the_saved_language_goes_before_a_cookie_of_somebody_else(
    client: Client, officer: User
) -> None:
    client.cookies["django_language"] = "kk"
    client.force_login(officer)
    assert '<html lang="en">' in client.get("/nowhere/").text


def test_an_administrator_moves_the_demonstration_date(client: Client, db: None) -> None:
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    answer = client.post("/accounts/business-date/", {"to": "2009-07-20", "next": "/plans/"})
    assert (answer.url, business_today()) == ("/plans/", date(2009, 7, 20))


def test_an_officer_cannot_move_the_date(client: Client, officer: User) -> None:
    client.force_login(officer)
    answer = client.post("/accounts/business-date/", {"to": "2009-07-20"})
    assert (answer.status_code, business_today()) == (403, date(2009, 7, 6))


def test_a_date_that_cannot_be_read_is_explained(client: Client, db: None) -> None:
    client.force_login(UserFactory(is_superuser=True))
    page = client.post("/accounts/business-date/", {"to": "tomorrow", "next": "/"}, follow=True)
    assert ("for example 2009-07-06" in page.text, business_today()) == (True, date(2009, 7, 6))


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_date_that_leaves_no_room_to_reckon_is_refused(
    client: Client, db: None, day: str
) -> None:
    client.force_login(UserFactory(is_superuser=True))
    page = client.post("/accounts/business-date/", {"to": day, "next": "/concept/"}, follow=True)
    assert ("1991-12-16" in page.text, business_today()) == (True, date(2009, 7, 6))


def test_a_way_back_that_is_no_page_of_ours_by_name_is_only_an_address(
    client: Client, db: None
) -> None:
    client.force_login(UserFactory(is_superuser=True))
    answer = client.post("/accounts/business-date/", {"to": "2009-07-20", "next": "abc"})
    assert (answer.status_code, business_today()) == (302, date(2009, 7, 20))


def test_the_date_form_never_leads_to_another_site(client: Client, db: None) -> None:
    client.force_login(UserFactory(is_superuser=True))
    answer = client.post(
        "/accounts/business-date/", {"to": "2009-07-20", "next": "https://elsewhere.example/"}
    )
    assert answer.url == "/"


def test_a_page_that_is_not_there_is_said_in_the_persons_language(
    client: Client, officer: User
) -> None:
    client.force_login(officer)
    page = client.get("/nowhere/")
    assert (page.status_code, "Page not found" in page.text) == (404, True)
