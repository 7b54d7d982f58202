"""The reference data of a real installation, without anything of the demonstration."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from agencies.models import Agency, AgencyAlias, User
from planner.models import ActionPlan, Concept

pytestmark = pytest.mark.django_db


def load() -> str:
    out = StringIO()
    call_command("load_reference", stdout=out)
    return out.getvalue()


def test_a_real_installation_gets_the_concept_and_bodies_and_no_people(settings: Any) -> None:
    settings.BUSINESS_DATE = ""
    assert load().startswith("Added ")
    assert (Concept.objects.count(), Agency.objects.filter(code="mtszn").exists()) == (1, True)
    assert (User.objects.count(), ActionPlan.objects.count()) == (0, 0)


def test_what_an_administrator_deleted_comes_back() -> None:
    load()
    name = AgencyAlias.objects.first()
    assert name is not None
    name.delete()
    assert load() == "Added 1 reference rows.\n"
    assert AgencyAlias.objects.filter(text=name.text).exists()


def test_what_an_administrator_corrected_stays() -> None:
    load()
    Agency.objects.filter(code="mtszn").update(short_en="MoL")
    assert load() == "Added 0 reference rows.\n"
    assert Agency.objects.get(code="mtszn").short_en == "MoL"
