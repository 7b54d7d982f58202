"""Auditors read the record, and nobody else does."""

import csv
import io
import json

import openpyxl
import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from agencies.models import Agency, Role, User
from audit.context import Act, Fixed, acting
from audit.models import Entry
from audit.receivers import AUDITORS
from audit.services.sealing import seal
from tests import factories
from tests.audit.reading import last

pytestmark = pytest.mark.django_db
URL = "/audit/"


@pytest.fixture
def auditor(db: None) -> User:
    person: User = factories.UserFactory(full_name="Аудиторова А.")
    person.groups.add(Group.objects.get(name=AUDITORS))
    return person


@pytest.fixture
def page(client, auditor):
    client.force_login(auditor)

    def get(**asked: object):
        return client.get(URL, asked)

    return get


def numbers(answer) -> list[int]:
    return [one.entry.pk for one in answer.context["shown"]]


@pytest.mark.parametrize("address", [URL, "/audit/1/", "/audit/export/csv/"])
def test_a_right_over_measures_gives_no_right_to_the_record(client, coordinator, address):
    client.force_login(coordinator)
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("address", [URL, "/audit/1/", "/audit/export/csv/"])
def test_a_stranger_is_sent_to_sign_in(client, address):
    assert client.get(address).status_code == 302


def test_an_auditor_without_a_role_is_led_to_the_record_and_nobody_else(client, auditor):
    led = []
    for person in (auditor, factories.UserFactory()):
        client.force_login(person)
        led.append(f'href="{URL}"' in client.get("/").content.decode())
    assert led == [True, False]


def test_an_auditor_reads_who_changed_what(page, agency, officer):
    with acting(Fixed(Act(door="page", actor=officer.pk, origin={"ip": "198.51.100.7"}))):
        Agency.objects.filter(pk=agency.pk).update(name_ru="Новое имя")
    text = page(relation="agencies_agency", kind="update").content.decode()
    assert all(
        word in text for word in (officer.full_name, agency.name_ru, "Новое имя", "198.51.100.7")
    )


@pytest.mark.parametrize("many", [3, 30])
def test_the_page_takes_the_same_statements_for_three_rows_and_for_thirty(
    page, many, django_assert_num_queries
):
    factories.AgencyFactory.create_batch(many)
    page(relation="agencies_agency", kind="insert")
    with django_assert_num_queries(10):
        assert len(numbers(page(relation="agencies_agency", kind="insert"))) == many


def test_filters_narrow_the_record(page, officer, coordinator):
    with acting(Fixed(Act(door="api", request="r-17", actor=officer.pk))):
        made = factories.AgencyFactory()
    with acting(Fixed(Act(door="task", actor=coordinator.pk))):
        factories.AgencyFactory()
    wanted = [last("agencies_agency", object_id=made.pk).pk]
    asked = [
        {"person": officer.full_name, "kind": "insert"},
        {"person": officer.pk},
        {"door": "api"},
        {"request": "r-17"},
        {"relation": "agencies_agency", "number": made.pk},
        {"text": made.code},
    ]
    own = Entry.objects.filter(relation="agencies_user", object_id=officer.pk)
    known = set(own.values_list("pk", flat=True))
    assert [[n for n in numbers(page(**one)) if n not in known] for one in asked] == [wanted] * 6


def test_days_are_included_from_the_first_to_the_last(page, agency):
    today = last("agencies_agency").at.astimezone().date().isoformat()
    inside = {"since": today, "until": today, "relation": "agencies_agency", "kind": "insert"}
    assert len(numbers(page(**inside))) == 1
    assert numbers(page(until="2009-07-06")) == []


def test_a_filter_that_cannot_be_read_is_named_and_left_out(page, agency):
    answer = page(relation="nonsense", since="yesterday")
    assert answer.status_code == 200
    assert answer.content.decode().count("note-warning") == 2


def test_pages_are_turned_without_missing_or_repeating(page):
    factories.AgencyFactory.create_batch(120)
    rows = Entry.objects.filter(relation="agencies_agency").order_by("-id")
    everything, read, asked = list(rows.values_list("pk", flat=True)), [], {}
    while True:
        answer = page(relation="agencies_agency", **asked)
        read += numbers(answer)
        if answer.context["page"].older is None:
            break
        asked = {"before": answer.context["page"].older}
    assert read == everything
    back = page(relation="agencies_agency", after=read[100])
    assert numbers(back) == read[50:100]


def test_one_record_is_shown_in_full(client, auditor, agency):
    client.force_login(auditor)
    seal()
    entry = last("agencies_agency")
    text = client.get(reverse("audit:entry", args=[entry.pk])).content.decode()
    assert all(word in text for word in (agency.name_ru, agency.code, f"№ {agency.pk}"))


def test_what_was_written_is_shown_as_text(page):
    factories.AgencyFactory(name_ru="<script>alert(1)</script>")
    text = page(relation="agencies_agency").content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_names_of_people_are_those_of_today(page, officer):
    User.objects.filter(pk=officer.pk).update(full_name="Другая Фамилия")
    text = page(relation="agencies_user", number=officer.pk).content.decode()
    assert "Другая Фамилия" in text


def test_taking_the_record_away_is_recorded(client, auditor, agency):
    client.force_login(auditor)
    list(client.get("/audit/export/csv/", {"relation": "agencies_agency"}))
    entry = last("audit")
    assert (entry.kind, entry.actor, json.loads(entry.after)) == (
        "exported",
        auditor.pk,
        {"relation": "agencies_agency"},
    )


def take(client, fmt: str) -> bytes:
    answer = client.get(f"/audit/export/{fmt}/", {"relation": "agencies_agency"})
    return answer.getvalue()


def test_every_format_holds_what_is_found(client, auditor):
    client.force_login(auditor)
    factories.AgencyFactory.create_batch(3)
    seal()
    wanted = [entry.pk for entry in Entry.objects.filter(relation="agencies_agency")]
    table = list(csv.reader(io.StringIO(take(client, "csv").decode("utf-8-sig")), delimiter=";"))
    book = openpyxl.load_workbook(io.BytesIO(take(client, "xlsx")), read_only=True)
    lines = [json.loads(line) for line in take(client, "jsonl").decode().splitlines()]
    assert [int(row[0]) for row in table[1:]] == wanted
    assert [int(row[0]) for row in book.active.iter_rows(min_row=2, values_only=True)] == wanted
    assert [line["id"] for line in lines] == wanted
    assert all(len(line["link"]["hash"]) == 64 for line in lines)


def test_nothing_that_was_typed_becomes_a_formula(client, auditor):
    client.force_login(auditor)
    factories.AgencyFactory(code="=1+1")
    table = list(csv.reader(io.StringIO(take(client, "csv").decode("utf-8-sig")), delimiter=";"))
    assert table[1][5] == "'=1+1"


def test_an_unknown_format_is_not_found(client, auditor):
    client.force_login(auditor)
    assert client.get("/audit/export/exe/").status_code == 404


def test_the_administration_leads_to_the_record_of_a_row(client, agency):
    root = User.objects.create_superuser("root@example.org", "x", full_name="Root")
    client.force_login(root)
    text = client.get(reverse("admin:agencies_agency_change", args=[agency.pk])).content.decode()
    assert f"/audit/?relation=agencies_agency&amp;number={agency.pk}" in text


def test_an_officer_has_no_link_to_the_record(client, agency):
    client.force_login(factories.person(agency, Role.OFFICER))
    assert URL not in client.get("/desk/").content.decode()


def test_the_page_keeps_the_ways_about_of_its_reader(client, coordinator):
    coordinator.groups.add(Group.objects.get(name=AUDITORS))
    client.force_login(coordinator)
    assert "/board/" in client.get(URL).content.decode()
