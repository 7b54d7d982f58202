"""Where a change leads: to the endpoint of what it is about, which is there."""

import pytest
from django.conf import settings
from django.urls import resolve

from exchange.models import Change
from exchange.payloads import ENDPOINTS, url_of
from exchange.rules.types import NOT_TOLD_OF_ISSUES, OF_EVENTS, OF_ISSUES, OF_ROUNDS
from measures.models import EventKind
from planner.models import ActionPlan
from reports.models import IssueActKind, RoundAct


@pytest.mark.parametrize(
    ("about", "path"),
    [
        ("measure", "/api/v1/measures/7/"),
        ("obligation", "/api/v1/obligations/7/"),
        ("progress", "/api/v1/progress/7/"),
        ("round", "/api/v1/rounds/7/"),
        ("edition", "/api/v1/reports/7/"),
        ("publication", "/api/v1/publications/7/"),
        ("amendment", "/api/v1/amendments/7/"),
    ],
)
def test_a_change_leads_to_what_it_is_about(about: str, path: str) -> None:
    assert url_of(Change(about=about, about_id=7)) == f"{settings.SITE_URL}{path}"
    assert about in ENDPOINTS
    assert resolve(path).kwargs in ({"pk": "7"}, {"pk": 7})


def test_what_has_no_endpoint_of_its_own_is_told_by_its_plan() -> None:
    change = Change(about="plan", about_id=7, plan=ActionPlan(slug="migration"))
    assert url_of(change) == f"{settings.SITE_URL}/api/v1/plans/migration/"


def test_every_act_that_is_recorded_has_a_type() -> None:
    """One that is added without a type would be told as a nameless kind, to the fewest."""
    assert set(OF_EVENTS) == set(EventKind.values)
    assert set(OF_ROUNDS) == set(RoundAct.values)
    assert {*OF_ISSUES, *NOT_TOLD_OF_ISSUES} == set(IssueActKind.values)
