"""Successions are read in the administration and entered on their own page."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from agencies.models import Agency, Succession
from tests.factories import AgencyFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(UserFactory(is_staff=True, is_superuser=True, language="en"))
    return client


@pytest.fixture
def entered() -> Succession:
    old, new = AgencyFactory(code="old", abolished_on=date(2009, 1, 1)), AgencyFactory(code="new")
    return Succession.objects.create(
        predecessor=old, successor=new, kind="rename", effective_on=date(2009, 1, 1), act="Указ"
    )


def test_no_row_is_added_changed_or_deleted_there(admin: Client, entered: Succession) -> None:
    pages = [
        reverse("admin:agencies_succession_add"),
        reverse("admin:agencies_succession_delete", args=[entered.pk]),
    ]
    change = reverse("admin:agencies_succession_change", args=[entered.pk])
    answers = [admin.post(page, {"post": "yes"}).status_code for page in [*pages, change]]
    assert (answers, Succession.objects.get()) == ([403, 403, 403], entered)


def test_the_list_and_the_index_lead_to_the_page_that_passes_reports_on(
    admin: Client, entered: Succession
) -> None:
    pages = (reverse("admin:agencies_succession_changelist"), reverse("admin:index"))
    assert ['href="/succession/"' in admin.get(page).text for page in pages] == [True, True]


def test_the_page_of_a_body_shows_its_successors_and_leads_to_its_succession(
    admin: Client, entered: Succession
) -> None:
    page = admin.get(reverse("admin:agencies_agency_change", args=[entered.predecessor_id]))
    inline = page.context["inline_admin_formsets"][1]
    assert (inline.has_add_permission, inline.has_change_permission) == (False, False)
    assert 'href="/succession/old/"' in page.text


def test_a_new_body_is_entered_without_a_succession(admin: Client) -> None:
    assert admin.get(reverse("admin:agencies_agency_add")).status_code == 200


@pytest.mark.parametrize(
    ("model", "field", "offered"),
    [
        ("membership", "agency", ["new"]),
        ("actionplan", "coordinator", ["new"]),
        ("agencyalias", "agency", ["new", "old"]),
    ],
)
def test_a_body_that_ended_is_not_offered_for_new_roles_and_plans(
    admin: Client, entered: Succession, model: str, field: str, offered: list[str]
) -> None:
    app = "planner" if model == "actionplan" else "agencies"
    asked = {"app_label": app, "model_name": model, "field_name": field, "term": ""}
    found = admin.get(reverse("admin:autocomplete"), asked).json()["results"]
    codes = dict(Agency.objects.values_list("pk", "code"))
    assert sorted(codes[int(one["id"])] for one in found) == offered
