"""Private links through the API."""

from datetime import date

import pytest
from django.core.cache import cache
from rest_framework.test import APIClient

from agencies.models import Role
from exchange.models import CalendarLink
from tests import factories
from tests.api.calling import token_of
from tests.confirming import confirmed

TODAY = date(2009, 7, 6)
LINKS = "/api/v1/calendar-links/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def caller(officer):
    cache.clear()
    return sure(officer)


def sure(person):
    client = APIClient()
    client.force_login(person)
    return confirmed(client, person)


def path_of(answer):
    return answer.json()["address"].removeprefix("http://127.0.0.1:8000")


def test_a_link_is_made_told_once_renewed_and_revoked(caller, client, officer):
    made = caller.post(LINKS, {"kind": "mine", "name": "phone"})
    link = CalendarLink.objects.get()
    assert (made.status_code, link.owner, made["Cache-Control"]) == (201, officer, "no-store")
    assert client.get(path_of(made)).status_code == 200
    [shown] = caller.get(LINKS).json()["results"]
    assert (shown["ending"], "address" in shown) == (link.ending, False)
    renewed = caller.post(f"{LINKS}{link.pk}/renew/")
    assert [client.get(path_of(one)).status_code for one in (made, renewed)] == [404, 200]
    assert caller.delete(f"{LINKS}{link.pk}/").status_code == 204
    assert client.get(path_of(renewed)).status_code == 404
    assert caller.get(LINKS).json()["results"] == []


def test_what_is_missing_or_belongs_to_another_kind_is_named(caller, agency):
    missing = caller.post(LINKS, {"kind": "agency"})
    other = caller.post(LINKS, {"kind": "mine", "agency": agency.code})
    assert (missing.status_code, missing.json()["code"]) == (409, "agency_missing")
    assert other.status_code == 400
    assert not CalendarLink.objects.exists()


def test_another_persons_link_is_not_there(caller, agency):
    other = sure(factories.person(agency, Role.HEAD))
    other.post(LINKS, {"kind": "mine"})
    link = CalendarLink.objects.get()
    tried = [
        caller.get(f"{LINKS}{link.pk}/"),
        caller.post(f"{LINKS}{link.pk}/renew/"),
        caller.delete(f"{LINKS}{link.pk}/"),
    ]
    assert [one.status_code for one in tried] == [404, 404, 404]


def test_without_a_role_there_is_no_link(caller):
    client = sure(factories.UserFactory())
    refused = client.post(LINKS, {"kind": "mine"})
    assert (refused.status_code, CalendarLink.objects.count()) == (403, 0)


def test_a_session_that_has_not_confirmed_lately_makes_and_renews_none(caller, officer):
    caller.post(LINKS, {"kind": "mine"})
    link = CalendarLink.objects.get()
    confirmed(caller, officer, at=0)
    tried = [caller.post(LINKS, {"kind": "mine"}), caller.post(f"{LINKS}{link.pk}/renew/")]
    assert [one.json()["code"] for one in tried] == ["confirmation_required"] * 2
    link_after = CalendarLink.objects.get()
    assert link_after.token_hash == link.token_hash


def test_a_program_with_the_scope_makes_one(officer):
    program = APIClient(headers={"authorization": token_of(officer)})
    assert program.post(LINKS, {"kind": "mine"}).status_code == 201
