"""More time and dates through the API: the same services, the same rights."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from agencies.models import Agency, Role, User
from measures.models import Deadline, DeadlineKind, Extension, Obligation
from measures.rules.deadlines import Term, Unit, to_json
from measures.services.deadlines import set_dates
from measures.services.extensions import grant_extension, request_extension
from measures.services.obligations import generate_obligations
from planner.models import ActionPlan
from tests.api.test_api import signed_in
from tests.factories import (
    AgencyFactory,
    DeadlineFactory,
    ExecutorFactory,
    MeasureFactory,
    ObligationFactory,
    person,
)
from tests.measures.amending import enter


@pytest.fixture
def obligation(plan: ActionPlan, agency: Agency) -> Obligation:
    owed: Obligation = ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency)
    return owed


def asked(by: User, owed: Obligation, **more: Any) -> Any:
    body = {"obligation": owed.pk, "proposed_on": "2009-09-01", "reason": "Ждём.", **more}
    return signed_in(by).post(reverse("extension-list"), body)


def act_on(by: User, name: str, pk: int, **body: Any) -> Any:
    return signed_in(by).post(reverse(name, args=[pk]), body)


GRANT = {"granted_on": "2009-08-20", "act": "№ 12", "act_on": "2009-07-06"}


def test_an_officer_asks_and_a_coordinator_grants(
    obligation: Obligation, officer: User, coordinator: User
) -> None:
    request = asked(officer, obligation)
    answer = act_on(coordinator, "extension-grant", request.json()["id"], **GRANT)
    obligation.refresh_from_db()
    told = {name: answer.json()[name] for name in ("state", "old_due_on", "granted_on", "level")}
    assert (request.status_code, told, obligation.due_on) == (
        201,
        {
            "state": "granted",
            "old_due_on": "2009-07-10",
            "granted_on": "2009-08-20",
            "level": "act",
        },
        date(2009, 8, 20),
    )


def test_a_refusal_without_a_reason_names_the_field(
    obligation: Obligation, officer: User, coordinator: User
) -> None:
    pk = asked(officer, obligation).json()["id"]
    silent = act_on(coordinator, "extension-refuse", pk)
    said = act_on(coordinator, "extension-refuse", pk, note="Срок достаточен.")
    assert (silent.status_code, silent.json()["errors"][0]["field"]) == (400, "note")
    assert (said.json()["state"], said.json()["note"]) == ("refused", "Срок достаточен.")


def test_a_second_request_is_refused_in_words(obligation: Obligation, officer: User) -> None:
    codes = [asked(officer, obligation).json().get("code") for _ in range(2)]
    assert codes == [None, "already_asked"]


def test_others_neither_ask_nor_see_nor_decide(obligation: Obligation, officer: User) -> None:
    stranger = person(AgencyFactory(), Role.OFFICER)
    pk = asked(officer, obligation).json()["id"]
    answers = [
        asked(stranger, obligation).status_code,
        act_on(stranger, "extension-grant", pk, **GRANT).status_code,
        act_on(officer, "extension-grant", pk, **GRANT).status_code,
        signed_in(stranger).get(reverse("extension-list")).json()["count"],
    ]
    assert (answers, Extension.objects.get().state) == ([403, 404, 403, 0], "requested")


def waiting(plan: ActionPlan, agency: Agency, **fields: Any) -> Deadline:
    made: Deadline = DeadlineFactory(measure=MeasureFactory(plan=plan), due=[], **fields)
    ExecutorFactory(measure=made.measure, agency=agency)
    generate_obligations(plan, [made.measure], today=date(2009, 1, 12))
    return made


@pytest.fixture
def undecided(plan: ActionPlan, agency: Agency) -> Deadline:
    return waiting(plan, agency, kind=DeadlineKind.UNDECIDED, text_ru="до 1 октября")


@pytest.fixture
def after_event(plan: ActionPlan, agency: Agency) -> Deadline:
    spec = to_json(Term(10, Unit.DAY, event="подписания"))
    return waiting(plan, agency, kind=DeadlineKind.EVENT, spec=spec)


def test_deadlines_that_wait_are_listed_with_suggestions(
    undecided: Deadline, after_event: Deadline, plan: ActionPlan, officer: User
) -> None:
    DeadlineFactory(measure=MeasureFactory(plan=plan))
    address = reverse("deadline-list")
    listed = signed_in(officer).get(address, {"waiting": "true"}).json()["results"]
    rest = signed_in(officer).get(address, {"waiting": "false"}).json()["count"]
    assert [row["id"] for row in listed] == [undecided.pk, after_event.pk]
    assert (listed[0]["suggestions"][1], listed[1]["suggestions"], rest) == (
        {"reason": "in_year", "dates": ["2009-10-01"], "part": ""},
        [],
        1,
    )


def test_working_days_of_a_suggestion_are_counted_by_the_calendar(
    plan: ActionPlan, agency: Agency, officer: User, django_assert_num_queries: Any
) -> None:
    for _ in range(3):
        waiting(
            plan,
            agency,
            kind=DeadlineKind.UNDECIDED,
            text_ru="в течение 10 рабочих дней",
            warnings=["working_days"],
        )
    client = signed_in(officer)
    with django_assert_num_queries(5):  # the roles, the count, the rows, one calendar
        rows = client.get(reverse("deadline-list")).json()["results"]
    assert [row["suggestions"][0]["dates"] for row in rows] == [["2007-12-12"]] * 3


def test_dates_are_set_and_what_was_seen_is_held_to(undecided: Deadline, coordinator: User) -> None:
    address = reverse("deadline-detail", args=[undecided.pk])
    seen = signed_in(coordinator).get(address).json()["seen"]
    answers = [
        act_on(coordinator, "deadline-set-dates", undecided.pk, dates=[day], seen=seen)
        for day in ("2009-10-01", "2009-11-01")
    ]
    assert [answer.status_code for answer in answers] == [200, 409]
    assert (answers[0].json()["due"], answers[1].json()["code"]) == (
        ["2009-10-01"],
        "changed_meanwhile",
    )
    assert Obligation.objects.get().due_on == date(2009, 10, 1)


def test_the_day_of_an_event_is_enough(after_event: Deadline, coordinator: User) -> None:
    answer = act_on(coordinator, "deadline-date-event", after_event.pk, event_on="2009-07-01")
    assert (answer.json()["event_on"], answer.json()["due"]) == ("2009-07-01", ["2009-07-11"])
    assert Obligation.objects.get().due_on == date(2009, 7, 11)


@pytest.mark.parametrize("name", ["deadline-set-dates", "deadline-date-event"])
def test_an_officer_sets_no_dates(after_event: Deadline, officer: User, name: str) -> None:
    body = {"dates": ["2009-10-01"], "event_on": "2009-07-01"}
    assert act_on(officer, name, after_event.pk, **body).status_code == 403


def test_a_request_reads_as_it_stood_on_a_day(
    obligation: Obligation, officer: User, coordinator: User
) -> None:
    extension = request_extension(
        obligation, by=officer, today=date(2009, 6, 1), proposed_on=date(2009, 9, 1), reason="Ждём."
    )
    act = {"granted_on": date(2009, 8, 20), "act": "№ 12", "act_on": date(2009, 6, 8)}
    grant_extension(extension, by=coordinator, today=date(2009, 6, 8), **act)
    client = signed_in(coordinator)

    def told(day: str, **query: str) -> list[tuple[str, str]]:
        rows = client.get(reverse("extension-list"), {"as_of": day, **query}).json()["results"]
        return [(row["state"], row["act"]) for row in rows]

    assert [told(day) for day in ("2009-05-31", "2009-06-07", "2009-06-08")] == [
        [],
        [("requested", "")],
        [("granted", "№ 12")],
    ]
    assert [told("2009-06-07", state=state) for state in ("requested", "granted")] == [
        [("requested", "")],
        [],
    ]


def test_a_deadline_reads_as_it_stood_on_a_day(
    plan: ActionPlan, agency: Agency, coordinator: User
) -> None:
    measure = enter(plan, "9", "до 1 декабря", agency)
    set_dates(measure.deadline, [date(2009, 12, 1)], by=coordinator, today=date(2009, 3, 2))
    client = signed_in(coordinator)

    def told(day: str) -> list[tuple[str, list[str]]]:
        query = {"as_of": day, "waiting": "true"}
        rows = client.get(reverse("deadline-list"), query).json()["results"]
        one = client.get(reverse("deadline-detail", args=[measure.deadline.pk]), {"as_of": day})
        return [
            *[(row["kind"], row["due"]) for row in rows],
            (one.json()["kind"], one.json()["due"]),
        ]

    assert [told(day) for day in ("2009-03-01", "2009-03-02")] == [
        [("undecided", []), ("undecided", [])],
        [("once", ["2009-12-01"])],
    ]
