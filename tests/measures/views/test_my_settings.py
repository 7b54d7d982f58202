"""One page for what a person may choose: kept whole, or refused in words."""

import re

import pytest
from django.test import Client

from agencies.models import Role
from measures.models import Preference
from measures.services.preferences import CHOICES
from tests.factories import UserFactory, person
from tests.measures.views.conftest import signed_in

PAGE = "/settings/"
CHOSEN = {
    "language": "en",
    "hour": "7",
    "start_page": "notices",
    **dict.fromkeys(CHOICES, "site"),
    "returned": "at_once",
}


def test_what_is_chosen_is_kept_and_shown_again(officer):
    client = signed_in(officer)
    assert client.post(PAGE, CHOSEN).url == PAGE
    officer.refresh_from_db()
    kept = officer.preference
    assert (officer.digest_hour, kept.start_page, kept.returned, kept.plan) == (
        *(7, "notices"),
        *("at_once", "site"),
    )
    selected = re.findall(r'<option value="([^"]+)" selected>', client.get(PAGE).text)
    assert selected == ["en", "notices", "7", "at_once", *["site"] * 6]


def test_who_chose_nothing_sees_the_defaults(officer):
    selected = re.findall(r'<option value="([^"]+)" selected>', signed_in(officer).get(PAGE).text)
    assert selected == ["en", "daily", "site", "daily", "daily", "site", "site", "daily"]
    assert Preference.objects.count() == 0


def test_the_page_comes_back_in_the_language_just_chosen(officer):
    page = signed_in(officer).post(PAGE, {**CHOSEN, "language": "ru"}, follow=True)
    assert '<html lang="ru"' in page.text


WRONG = [("hour", "24"), ("hour", "x"), ("language", "fr"), ("start_page", "board")]


@pytest.mark.parametrize(("field", "value"), [*WRONG, ("returned", ""), ("jobs", "never")])
def test_what_is_not_offered_is_refused_and_nothing_is_kept(officer, field, value):
    answer = signed_in(officer).post(PAGE, {**CHOSEN, field: value})
    officer.refresh_from_db()
    assert (answer.status_code, officer.digest_hour, Preference.objects.count()) == (422, None, 0)
    assert 'class="note note-error"' in answer.text


@pytest.mark.parametrize(
    ("role", "page", "leads_to"),
    [
        (Role.OFFICER, "notices", "/notices/"),
        (Role.OFFICER, "plans", "/plans/"),
        (Role.OFFICER, "", "/desk/"),
        (Role.OFFICER, "board", "/desk/"),  # chosen when the person coordinated
        (Role.COORDINATOR, "board", "/board/"),
        (Role.COORDINATOR, "plans", "/plans/"),
    ],
)
def test_the_site_begins_where_the_person_chose(agency, role, page, leads_to):
    reader = person(agency, role)
    Preference.objects.create(person=reader, start_page=page)
    assert signed_in(reader).get("/").url == leads_to


def test_a_person_without_a_role_chooses_too(db):
    reader = UserFactory()
    signed_in(reader).post(PAGE, {**CHOSEN, "hour": ""})
    reader.refresh_from_db()
    assert (reader.digest_hour, reader.preference.returned) == (None, "at_once")


def test_a_form_of_another_site_is_refused(officer):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(officer)
    assert strict.post(PAGE, CHOSEN).status_code == 403
    assert Preference.objects.count() == 0
