"""Rounds, their life and their cadence over the API."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from rest_framework.test import APIClient

from agencies.models import Agency, User
from measures.models import Obligation
from measures.services.progress import Draft, save_draft
from planner.models import ActionPlan
from planner.rules.periods import Cadence, Stretch
from reports.models import ReportingRound
from reports.services.round_life import close_round, reopen_part
from reports.services.rounds import round_of
from tests import factories

TODAY = date(2009, 7, 6)
MOMENT = datetime(2009, 7, 6, 4, 30, tzinfo=UTC)


@pytest.fixture
def closed(plan: ActionPlan) -> ReportingRound:
    found = round_of(plan, "2009Q2", TODAY)
    close_round(found, by=None, today=TODAY, now=MOMENT)
    return found


@pytest.fixture
def late(plan: ActionPlan, agency: Agency) -> Obligation:
    made: Obligation = factories.ObligationFactory(
        measure=factories.MeasureFactory(plan=plan),
        agency=agency, kind="recurring", due_on=date(2009, 6, 10),
    )  # fmt: skip
    return made


def asks(person: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(person)
    return client


def test_a_round_tells_its_life_and_who_was_reopened_without_the_reason(
    closed: ReportingRound, late: Obligation, officer: User
) -> None:
    reopen_part(
        closed, late.agency, by=None, today=TODAY, now=MOMENT, reason="Тайна.", last_day=TODAY
    )
    told = asks(officer).get(f"/api/v1/rounds/{closed.pk}/").json()
    assert {name: told[name] for name in ("counts_from", "state", "closed_on", "reopened")} == {
        "counts_from": "2009-04-06",
        "state": "closed",
        "closed_on": "2009-07-06",
        "reopened": [
            {
                "id": closed.reopenings.get().pk,
                "agency": late.agency.code,
                "opened_on": "2009-07-06",
                "last_day": "2009-07-06",
                "ended_on": None,
            }
        ],
    }
    assert "Тайна" not in str(told)


def test_a_late_periodic_report_is_refused_and_its_draft_stays(
    closed: ReportingRound, late: Obligation, officer: User
) -> None:
    entry = save_draft(late, Draft("Сделано."), by=officer, today=TODAY)
    answer = asks(officer).post(f"/api/v1/progress/{entry.pk}/submit/")
    entry.refresh_from_db()
    assert (answer.status_code, answer.json()["code"], entry.state) == (
        409,
        "round_closed",
        "draft",
    )


def test_a_reopened_agency_hands_in(
    closed: ReportingRound, late: Obligation, officer: User
) -> None:
    entry = save_draft(late, Draft("Сделано."), by=officer, today=TODAY)
    reopen_part(closed, late.agency, by=None, today=TODAY, now=MOMENT, reason="Болел.")
    answer = asks(officer).post(f"/api/v1/progress/{entry.pk}/submit/")
    entry.refresh_from_db()
    assert (answer.status_code, entry.state) == (200, "submitted")


def test_a_list_of_rounds_takes_the_same_statements_with_few_and_many(
    plan: ActionPlan, officer: User, django_assert_max_num_queries: Any
) -> None:
    round_of(plan, "2008Q1", date(2008, 1, 2))
    client = asks(officer)
    with django_assert_max_num_queries(20) as few:
        client.get("/api/v1/rounds/")
    round_of(plan, "2010Q1", date(2010, 12, 31))
    with django_assert_max_num_queries(len(few)):
        client.get("/api/v1/rounds/")


def test_a_plan_tells_how_it_is_reported_on(plan: ActionPlan, officer: User) -> None:
    plan.cadence = [Stretch(plan.starts_on, Cadence.HALF, 10, 25).written()]
    plan.save()
    told = asks(officer).get(f"/api/v1/plans/{plan.slug}/").json()
    assert told["cadence"] == [
        {
            "since": "2008-01-01",
            "cadence": "half",
            "executors_day": 10,
            "coordinator_day": 25,
            "own": [],
        }
    ]
