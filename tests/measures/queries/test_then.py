"""A day in the past is told in the names, numbers and places of that day."""

from datetime import date

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from agencies.models import Agency, SuccessionKind, User
from measures.models import ChangeKind, Measure
from measures.queries.queues import extension_queue, review_queue
from measures.queries.then import asked_then, worded_on
from measures.services.extensions import request_extension
from measures.services.progress import Draft, save_draft, submit
from measures.services.succession import Order, carry_out_succession
from planner.models import ActionPlan
from tests.factories import AgencyFactory, UserFactory
from tests.measures.amending import amend, enter, reword, said

FEBRUARY, MARCH = date(2009, 2, 2), date(2009, 3, 2)


@pytest.fixture
def first(plan: ActionPlan, agency: Agency) -> Measure:
    return enter(plan, "1", "до 1 июля 2009 года", agency)


@pytest.fixture
def second(plan: ActionPlan, agency: Agency, first: Measure) -> Measure:
    return enter(plan, "2", "до 1 июля 2009 года", agency)


def answer(person_: User, name: str, as_of: date) -> list[dict[str, object]]:
    client = APIClient()
    client.force_authenticate(person_)
    told: list[dict[str, object]] = client.get(reverse(name), {"as_of": as_of}).json()["results"]
    return told


def test_a_measure_stands_where_it_stood_before_another_was_put_above_it(
    first: Measure, second: Measure, coordinator: User
) -> None:
    added = {"kind": ChangeKind.ADD, "wording": {**said(first), "number": "1-1"}, "after": first}
    amend(first.plan, coordinator, MARCH, added)
    places = [worded_on([second.pk], day)[second.pk].position for day in (FEBRUARY, MARCH)]
    told = {row["number"]: row["position"] for row in answer(coordinator, "measure-list", FEBRUARY)}
    assert (places, told) == ([2, 3], {"1": 1, "2": 2})


def test_a_report_owed_names_the_number_of_that_day(first: Measure, coordinator: User) -> None:
    amend(first.plan, coordinator, MARCH, reword(first, number="1-а"))
    told = [
        answer(coordinator, "obligation-list", day)[0]["measure_number"]
        for day in (FEBRUARY, MARCH)
    ]
    assert told == ["1", "1-а"]


def test_reports_owed_are_listed_in_the_order_of_that_days_dates(
    first: Measure, second: Measure, coordinator: User, agency: Agency
) -> None:
    third = enter(first.plan, "3", "до 1 июня 2009 года", agency)
    amend(first.plan, coordinator, MARCH, reword(third, deadline_ru="до 1 сентября 2009 года"))
    numbers = [
        [row["measure_number"] for row in answer(coordinator, "obligation-list", day)]
        for day in (FEBRUARY, MARCH)
    ]
    assert numbers == [["3", "1", "2"], ["1", "2", "3"]]


def test_the_queues_of_a_past_day_name_the_body_of_that_day(
    first: Measure, second: Measure, agency: Agency, officer: User
) -> None:
    submit(
        save_draft(first.obligations.get(), Draft("Сделано."), by=officer, today=FEBRUARY),
        by=officer,
        today=FEBRUARY,
    )
    request_extension(
        second.obligations.get(), by=officer, today=FEBRUARY, proposed_on=date(2009, 9, 1),
        reason="Ждём.",
    )  # fmt: skip
    administrator = UserFactory(is_staff=True, is_superuser=True)
    heir = AgencyFactory(code="heir")
    order = Order(SuccessionKind.RENAME, agency, heir, MARCH, "Указ № 1")
    carry_out_succession(order, by=administrator, today=MARCH)
    told = [
        [one.obligation.agency.code for one in asked_then(queue(day), day)]
        for day in (FEBRUARY, MARCH)
        for queue in (review_queue, extension_queue)
    ]
    assert told == [[agency.code], [agency.code], ["heir"], ["heir"]]


def test_a_report_in_review_names_the_measure_as_it_read_that_day(
    first: Measure, officer: User, coordinator: User
) -> None:
    draft = save_draft(first.obligations.get(), Draft("Сделано."), by=officer, today=FEBRUARY)
    submit(draft, by=officer, today=FEBRUARY)
    amend(first.plan, coordinator, MARCH, reword(first, title_ru="Переименованное"))
    told = asked_then(review_queue(FEBRUARY), FEBRUARY)
    assert [one.obligation.measure.title_ru for one in told] == ["Мероприятие 1"]
