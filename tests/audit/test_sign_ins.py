"""Sign-ins are told, without what was typed by mistake."""

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import authenticate
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from tests.audit.reading import personal

pytestmark = pytest.mark.django_db
PASSWORD = "a long one, to be sure"


@pytest.fixture
def person(officer):
    officer.set_password(PASSWORD)
    officer.save()
    return officer


def told() -> Entry:
    return Entry.objects.exclude(kind__in=("insert", "update", "delete")).order_by("-id")[0]


def sign_in(client, name: str, password: str = PASSWORD) -> None:
    client.post(reverse("agencies:login"), {"username": name, "password": password})


def test_signing_in_and_out_is_told(client, person):
    sign_in(client, person.email)
    assert (told().kind, told().actor, told().door) == ("signed_in", person.pk, "page")
    client.post(reverse("agencies:logout"))
    assert (told().kind, told().object_id) == ("signed_out", str(person.pk))


def test_a_wrong_password_is_told_of_the_person_and_not_kept(client, person):
    sign_in(client, person.email, "wrong, and nobody's business")
    assert (told().kind, told().object_id, told().actor) == (
        "sign_in_failed",
        str(person.pk),
        None,
    )
    assert "business" not in f"{told().after}{told().personal}"


def test_an_address_that_nobody_has_can_be_forgotten(client, person):
    sign_in(client, "stranger@example.org")
    assert (told().object_id, personal(told())["after"]) == ("", {"email": "stranger@example.org"})


def test_a_password_typed_in_the_place_of_the_address_is_not_kept(client, person):
    """The form finds that it is no address before anybody is asked for."""
    before = told()
    sign_in(client, PASSWORD)
    assert told() == before
    assert [one for one in Entry.objects.all() if PASSWORD in f"{one.after}{one.personal}"] == []


def test_a_name_that_is_no_address_is_told_and_not_kept(rf, person):
    """However it came past the form."""
    assert authenticate(rf.post("/"), username=PASSWORD, password="wrong") is None
    assert (told().kind, told().object_id) == ("sign_in_failed", "")
    assert PASSWORD not in f"{told().after}{told().personal}"


def test_setting_a_sign_in_free_is_told(client, person, admin_user):
    for _ in range(10):
        sign_in(Client(), person.email, "wrong")
    client.force_login(admin_user)
    address = AccessAttempt.objects.values_list("ip_address", flat=True).first()
    client.post(reverse("agencies:locked"), {"username": person.email, "address": address})
    assert (told().kind, told().object_id, told().actor, told().row_count) == (
        "lock_lifted",
        str(person.pk),
        admin_user.pk,
        1,
    )
