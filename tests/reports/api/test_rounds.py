"""Rounds over the API: who has answered, closing, reopening, cadence, asking for an edition."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from agencies.models import Agency, Role, User
from measures.models import Obligation
from planner.models import ActionPlan
from planner.rules.periods import Stretch
from reports.models import Reopening, Report, ReportingRound
from reports.services.cadence import fingerprint
from reports.services.round_life import reopen_part
from reports.services.rounds import round_of
from tests.factories import person
from tests.reports.api.conftest import calls, statements, told
from tests.reports.conftest import MOMENT, TODAY, Hand

ROUNDS = "/api/v1/rounds/"


def at(round_: ReportingRound, rest: str = "") -> str:
    return f"{ROUNDS}{round_.pk}/{rest}"


def test_bodies_are_told_as_the_page_tells_them(
    executor: APIClient, round_: ReportingRound, periodic: Obligation
) -> None:
    answer = executor.get(at(round_, "bodies/")).json()
    [row] = answer["bodies"]
    assert (row["agency"], row["standing"], row["owed"], row["out"]) == (
        periodic.agency.code,
        "silent",
        1,
        1,
    )
    assert (answer["day"], answer["closed"], answer["totals"]["owed"]) == ("2009-07-06", False, 1)


def test_bodies_are_chosen_by_how_they_stand(
    executor: APIClient, round_: ReportingRound, periodic: Obligation
) -> None:
    found = executor.get(at(round_, "bodies/?standing=all")).json()
    assert (found["bodies"], found["totals"]["owed"]) == ([], 1)


def test_bodies_are_told_of_a_past_day(
    executor: APIClient, round_: ReportingRound, periodic: Obligation
) -> None:
    answer = executor.get(at(round_, "bodies/?as_of=2009-06-01")).json()
    assert (answer["day"], answer["bodies"][0]["standing"]) == ("2009-06-01", "nothing")


@pytest.mark.parametrize("day", ["2009-07-07", "soon"])
def test_of_no_other_day(executor: APIClient, round_: ReportingRound, day: str) -> None:
    answer = executor.get(at(round_, f"bodies/?as_of={day}"))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "as_of")


def test_bodies_come_as_a_table_too(
    executor: APIClient, round_: ReportingRound, periodic: Obligation
) -> None:
    answer = executor.get(at(round_, "bodies-csv/"), headers={"accept": "text/csv"})
    page = executor.get(reverse("reports:answers-list", args=[round_.pk, "csv"]))
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig")), delimiter=";"))
    assert (answer["content-type"], len(rows), rows[1][0]) == (
        "text/csv; charset=utf-8",
        2,
        periodic.agency.code,
    )
    assert page.status_code == 302  # a token opens the API, not the pages


def test_a_body_has_its_reports(
    executor: APIClient, round_: ReportingRound, periodic: Obligation
) -> None:
    found = executor.get(at(round_, f"bodies/{periodic.agency.code}/")).json()
    [row] = found["reports"]
    assert (row["obligation"], row["measure_number"], row["is_out"]) == (periodic.pk, "3.1", True)


def test_a_body_that_is_none_is_not_there(executor: APIClient, round_: ReportingRound) -> None:
    assert executor.get(at(round_, "bodies/nobody/")).status_code == 404


def test_why_a_part_was_reopened_is_for_the_body_itself(
    api: APIClient,
    executor: APIClient,
    other_body: Agency,
    closed: ReportingRound,
    periodic: Obligation,
) -> None:
    sent = {"reason": "Болел.", "last_day": "2009-07-10"}
    made = api.post(at(closed, f"bodies/{periodic.agency.code}/reopen/"), sent)
    assert (made.status_code, made.json()["last_day"]) == (201, "2009-07-10")
    other = calls(person(other_body, Role.OFFICER))
    address = at(closed, f"bodies/{periodic.agency.code}/")
    reasons = [one.get(address).json()["reason"] for one in (executor, other)]
    notes = [one.get(address).json()["history"][0]["note"] for one in (executor, other)]
    assert (reasons, notes) == (["Болел.", None], ["Болел.", ""])
    assert "Болел" not in other.get(at(closed, "history/")).content.decode()


def test_a_part_is_closed_again(
    api: APIClient, closed: ReportingRound, periodic: Obligation, coordinator: User
) -> None:
    who: dict[str, Any] = {"by": coordinator, "today": TODAY, "now": MOMENT}
    made = reopen_part(closed, periodic.agency, reason="Болел.", **who)
    address = f"/api/v1/reopenings/{made.pk}/end/"
    assert api.post(address).json()["ended_on"] == "2009-07-06"
    assert told(api.post(address)) == (409, "ended")


def test_a_round_is_closed_after_a_look_and_opened_again(
    api: APIClient, round_: ReportingRound, periodic: Obligation
) -> None:
    look = api.get(at(round_, "closing/")).json()
    assert (look["early"], look["silent"], look["totals"]["out"]) == (
        False,
        [periodic.agency.code],
        1,
    )
    assert api.post(at(round_, "close/")).json()["state"] == "closed"
    assert told(api.post(at(round_, "close/"))) == (409, "closed_already")
    assert told(api.post(at(round_, "open-again/"), {"reason": ""})) == (400, "invalid")
    assert api.post(at(round_, "open-again/"), {"reason": "Ошибка."}).json()["state"] == "open"
    acts = [one["act"] for one in api.get(at(round_, "history/")).json()["events"]]
    assert acts == ["opened", "closed"]


def test_what_waits_for_review_is_told_before_closing(
    api: APIClient, round_: ReportingRound, periodic: Obligation, hand_in: Hand
) -> None:
    entry = hand_in(periodic, date(2009, 7, 1))
    look = api.get(at(round_, "closing/")).json()
    assert (look["waiting_count"], look["waiting"][0]["entry"]) == (1, entry.pk)


def test_an_edition_is_asked_for_once_however_often(
    api: APIClient, round_: ReportingRound, django_capture_on_commit_callbacks: Any
) -> None:
    answers = [api.post(at(round_, "compile/"), {"as_of": "2009-07-05"}) for _time in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert {one.json()["id"] for one in answers} == {Report.objects.get().pk}
    assert answers[0].json()["as_of"] == "2009-07-05"
    assert told(api.post(at(round_, "compile/"), {"as_of": "2009-07-07"})) == (409, "as_of_ahead")


WRITES = ["close/", "open-again/", "compile/", "bodies/{body}/reopen/", "narrative/begin/"]


@pytest.mark.parametrize("rest", WRITES)
def test_who_does_not_coordinate_the_plan_acts_on_nothing(
    rest: str, stranger: APIClient, executor: APIClient, closed: ReportingRound, agency: Agency
) -> None:
    address = at(closed, rest.format(body=agency.code))
    answers = [one.post(address, {"reason": "Так."}) for one in (stranger, executor)]
    assert [told(one) for one in answers] == [(403, "permission_denied")] * 2
    assert (Report.objects.count(), Reopening.objects.count()) == (0, 0)


@pytest.mark.parametrize("rest", ["closing/", "narrative/"])
def test_nor_looks_at_what_is_the_coordinators_alone(
    rest: str, stranger: APIClient, executor: APIClient, round_: ReportingRound
) -> None:
    codes = [one.get(at(round_, rest)).status_code for one in (stranger, executor)]
    assert codes == [403, 403]


def test_a_round_tells_its_newest_edition(
    executor: APIClient, round_: ReportingRound, finished: Any
) -> None:
    report = finished()
    found = executor.get(at(round_)).json()
    assert (found["last_report"], found["under_way"]) == (report.pk, 0)


def test_the_cadence_is_read_looked_ahead_and_changed(
    api: APIClient, executor: APIClient, plan: ActionPlan
) -> None:
    address = f"/api/v1/cadences/{plan.slug}/"
    found = executor.get(address).json()
    assert (found["seen"], found["stretches"][0]["cadence"]) == (fingerprint(plan), "quarter")
    wanted = {"cadence": "half", "executors_day": 10, "coordinator_day": 25}
    ahead = api.post(f"{address}outlook/", wanted).json()
    assert ahead["coming"][0]["label"] == "2008H1"
    changed = api.put(address, {**wanted, "seen": found["seen"]}).json()
    plan.refresh_from_db()
    assert (changed["stretches"][-1]["cadence"], plan.stretches[-1].executors_day) == ("half", 10)
    assert told(api.put(address, {**wanted, "seen": found["seen"]})) == (409, "changed_meanwhile")


def test_own_periods_are_refused_each_beside_itself(api: APIClient, plan: ActionPlan) -> None:
    days = {"executors_due_on": "2008-03-01", "coordinator_due_on": "2008-02-01"}
    own = [{"label": "2009Q1", "ends_on": "2008-02-20", **days}]
    sent = {"cadence": "own", "own": own}
    answer = api.post(f"/api/v1/cadences/{plan.slug}/outlook/", sent)
    found = {(one["field"], one["code"]) for one in answer.json()["errors"]}
    assert (answer.status_code, found) == (
        400,
        {
            ("own.0.label", "label_of_calendar"),
            ("own.0.coordinator_due_on", "coordinator_early"),
        },
    )


def test_the_cadence_is_the_coordinators_to_change(
    stranger: APIClient, executor: APIClient, plan: ActionPlan
) -> None:
    address, sent = f"/api/v1/cadences/{plan.slug}/", {"cadence": "half", "seen": "x"}
    for one in (stranger, executor):
        assert one.put(address, sent).status_code == 403
        assert one.post(f"{address}outlook/", sent).status_code == 403
    plan.refresh_from_db()
    assert plan.cadence in (None, [], [Stretch(plan.starts_on).written()])


def test_a_list_of_rounds_takes_the_same_statements_for_three_and_thirty(
    executor: APIClient, plan: ActionPlan
) -> None:
    for year in (2008, 2009, 2010):
        round_of(plan, f"{year}Q1", date(2010, 12, 31))
    few = statements(executor, ROUNDS)
    for n in range(27):
        ReportingRound.objects.create(
            plan=plan,
            label=f"own {n}",
            starts_on=date(2011 + n, 1, 1),
            ends_on=date(2011 + n, 2, 1),
            counts_from=date(2011 + n, 1, 1),
            executors_due_on=date(2011 + n, 2, 2),
            coordinator_due_on=date(2011 + n, 2, 3),
        )
    assert statements(executor, ROUNDS) == few
