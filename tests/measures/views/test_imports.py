"""Measures from a file: looked at first, written once confirmed, by those who may."""

import pytest
from django.urls import reverse

from agencies.models import Agency, Role
from measures.models import ImportFile, ImportState
from tests import factories
from tests.measures.views.sending import BAD, GOOD, decide, send, state, text_of


@pytest.fixture
def plan(plan):
    factories.AgencyFactory(short_ru="МИМ")
    return plan


@pytest.fixture
def signed_in(client, coordinator):
    client.force_login(coordinator)
    return client


def test_the_form_is_shown_to_the_coordinator(signed_in, plan):
    response = signed_in.get(reverse("measures:plan-import", args=[plan.slug]))
    assert (response.status_code, "enctype" in response.content.decode()) == (200, True)


def test_a_file_is_shown_before_anything_is_written(signed_in, plan):
    response = send(signed_in, plan, GOOD)
    assert state() == (ImportState.PREVIEWED, 0)
    page = text_of(signed_in.get(response.url))
    for said in ("Провести опрос", "01.07.2009", "МИМ", "Row 3, column 5", "Write to the plan"):
        assert said in page


def test_confirmed_it_is_written_once(signed_in, plan):
    send(signed_in, plan, GOOD)
    response = decide(signed_in, "apply")
    assert response.url == reverse("measures:plan", args=[plan.slug])
    assert state() == (ImportState.APPLIED, 2)
    decide(signed_in, "apply")
    assert state() == (ImportState.APPLIED, 2)


def test_dropped_it_is_never_written(signed_in, plan):
    send(signed_in, plan, GOOD)
    decide(signed_in, "drop")
    decide(signed_in, "apply")
    assert state() == (ImportState.DROPPED, 0)


def test_with_errors_it_cannot_be_written(signed_in, plan):
    page = text_of(signed_in.get(send(signed_in, plan, BAD).url))
    assert "2 errors stand in the way" in page
    assert "“ЦКПФ” is not known." in page
    assert "Write to the plan" not in page
    decide(signed_in, "apply")
    assert state() == (ImportState.PREVIEWED, 0)


def test_what_came_into_the_plan_meanwhile_is_seen_when_it_is_written(signed_in, plan):
    send(signed_in, plan, GOOD)
    factories.MeasureFactory(plan=plan, number="1", title_ru="Провести опрос")
    decide(signed_in, "apply")
    assert state() == (ImportState.PREVIEWED, 1)


def test_a_file_that_the_storage_lost_is_told_of_and_may_be_dropped(signed_in, plan):
    page = send(signed_in, plan, GOOD).url
    kept = ImportFile.objects.get()
    kept.file.storage.delete(kept.file.name)
    said = text_of(signed_in.get(page))
    decide(signed_in, "apply")
    waiting = state()
    decide(signed_in, "drop")
    assert "The kept file is missing. Upload it again." in said
    assert (waiting, state()) == ((ImportState.PREVIEWED, 0), (ImportState.DROPPED, 0))


def test_unknown_bodies_are_added_when_a_person_says_so(signed_in, plan):
    send(signed_in, plan, [*GOOD, ["3", "Ещё", "", "ЦКПФ", "2010 год"]], create_agencies="on")
    decide(signed_in, "apply")
    assert state() == (ImportState.APPLIED, 3)
    assert Agency.objects.filter(name_ru="ЦКПФ", kind="organisation").exists()


def test_a_heading_is_named_by_a_person(signed_in, plan):
    rows = [["№", "Дела", "Кто", "Когда"], ["1", "Дело", "МИМ", "2009 год"]]
    send(signed_in, plan, rows, map_measure="Дела", map_executors="Кто", map_deadline="Когда")
    decide(signed_in, "apply")
    assert state() == (ImportState.APPLIED, 1)


def test_a_hostile_file_is_refused_on_the_form_and_not_kept(signed_in, plan):
    response = send(signed_in, plan, b"\x89PNG\r\n\x1a\n" + b"\x00\x01" * 500)
    assert (response.status_code, ImportFile.objects.count()) == (409, 0)
    assert "not a Word, Excel, HTML or CSV table" in text_of(response)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD, Role.OBSERVER])
def test_only_the_coordinating_body_imports(client, plan, role):
    client.force_login(factories.person(plan.coordinator, role))
    kept = ImportFile.objects.create(
        plan=plan, name="a.xlsx", uploaded_by=factories.UserFactory(), sha256=""
    )
    assert send(client, plan, GOOD).status_code == 403
    assert client.get(reverse("measures:import-preview", args=[kept.pk])).status_code == 403
    assert client.post(reverse("measures:import-read", args=[kept.pk])).status_code == 403
    assert decide(client, "apply").status_code == 403


def test_a_coordinator_of_another_body_does_not_import(client, plan):
    client.force_login(factories.person(factories.AgencyFactory(), Role.COORDINATOR))
    assert send(client, plan, GOOD).status_code == 403


def test_the_table_is_downloaded_by_who_may_view(client, plan, officer):
    client.force_login(officer)
    choice = client.get(reverse("measures:plan-export", args=[plan.slug]))
    assert choice.content.decode().count("?language=") == 9  # three formats in three languages
    response = client.get(reverse("measures:plan-export", args=[plan.slug, "docx"]))
    assert (response.status_code, response.content[:2]) == (200, b"PK")
    assert f'filename="{plan.slug}-en.docx"' in response["Content-Disposition"]
    assert client.get(f"/plans/{plan.slug}/export.exe").status_code == 404


def test_the_table_is_not_for_those_without_a_role(client, plan):
    client.force_login(factories.UserFactory())
    url = reverse("measures:plan-export", args=[plan.slug, "xlsx"])
    assert client.get(url).status_code == 403
