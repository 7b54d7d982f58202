"""A plan, a measure and a body from their sides."""

from agencies.models import User
from measures.models import Measure, Obligation
from planner.models import ActionPlan
from tests.api.asking import client_of, code_of, fields_of, get, post
from tests.factories import (
    LineOfActionFactory,
)


def test_a_plan_is_told_as_its_table(owed: Obligation, plan: ActionPlan, officer: User) -> None:
    [row] = get(officer, "plan-side-table", plan.slug).json()["results"]
    late = get(officer, "plan-side-table", plan.slug, show="overdue").json()["results"]
    removed = get(officer, "plan-side-table", plan.slug, show="removed").json()["results"]
    assert (row["measure"]["id"], row["stand"]["status"], row["stand"]["late"]) == (
        owed.measure_id,
        "overdue",
        1,
    )
    assert ([one["measure"]["id"] for one in late], removed) == ([owed.measure_id], [])


def test_a_plan_that_is_not_there(officer: User) -> None:
    assert code_of(get(officer, "plan-side-table", "nothing")) == (404, "not_found")


def test_progress_by_what_the_measures_serve(
    owed: Obligation, plan: ActionPlan, officer: User
) -> None:
    line = LineOfActionFactory(direction__concept=plan.concept)
    owed.measure.lines.add(line)
    told = get(officer, "plan-side-progress", plan.slug).json()
    [direction] = told["directions"]
    key = direction["below"][0]["key"]
    rows = get(officer, "plan-side-progress-measures", plan.slug, node=key, status="overdue")
    assert (direction["id"], direction["counts"]) == (line.direction_id, {"overdue": 1})
    assert [one["measure"]["id"] for one in rows.json()["results"]] == [owed.measure_id]
    nowhere = get(officer, "plan-side-progress-measures", plan.slug, node="task-0")
    assert code_of(nowhere) == (404, "not_found")


def test_a_month_day_by_day(owed: Obligation, plan: ActionPlan, officer: User) -> None:
    told = get(officer, "plan-side-month", plan.slug, month="2009-06").json()
    due = {one["day"]: one["due"] for one in told["days"] if one["due"]}
    assert (told["month"], told["count"], list(due)) == ("2009-06", 1, ["2009-06-10"])
    assert due["2009-06-10"][0]["measure"] == owed.measure_id
    for query, field in (({"month": "June"}, "month"), ({"agency": "nobody"}, "agency")):
        assert fields_of(get(officer, "plan-side-month", plan.slug, **query)) == (400, [field])


def test_agency_by_direction(owed: Obligation, plan: ActionPlan, officer: User) -> None:
    told = get(officer, "plan-side-matrix", plan.slug).json()
    [row], [cell] = told["rows"], told["cells"]
    assert (row["agency"], row["overdue"], row["share"]) == (owed.agency.code, 1, 0)
    assert (cell["direction"], told["whole"]["total"]) == (None, 1)


def test_every_date_of_each_measure(owed: Obligation, plan: ActionPlan, officer: User) -> None:
    [row] = get(officer, "plan-side-timeline", plan.slug).json()["results"]
    assert (row["measure"]["id"], row["ends_on"]) == (owed.measure_id, "2009-06-10")
    assert row["marks"] == [{"due_on": "2009-06-10", "status": "overdue", "bodies": 1}]


def test_a_body_over_all_plans(owed: Obligation, officer: User) -> None:
    told = get(officer, "agency-side-standing", owed.agency.code).json()
    [row] = get(officer, "agency-side-measures", owed.agency.code).json()["results"]
    assert (told["counts"], row["measure"]["id"], row["leads"]) == (
        {"overdue": 1},
        owed.measure_id,
        True,
    )


def test_a_measure_is_removed_from_control(
    owed: Obligation, measure: Measure, coordinator: User
) -> None:
    document = {"kind": "act", "number": "12", "on": "2009-07-01"}
    done = post(coordinator, "measure-side-remove", measure.pk, **document)
    again = post(coordinator, "measure-side-remove", measure.pk, **document)
    nothing = post(coordinator, "measure-side-remove", measure.pk)
    assert (done.status_code, done.json()["state"]) == (200, "removed")
    assert (code_of(again), fields_of(nothing)) == (
        (409, "off_control"),
        (400, ["kind", "number", "on"]),
    )


def test_a_measure_at_two_moments(owed: Obligation, measure: Measure, officer: User) -> None:
    [pair, *_more] = get(officer, "measure-side-moments", measure.pk).json()
    days = {"first": pair["first"], "second": pair["second"]}
    told = get(officer, "measure-side-compare", measure.pk, **days).json()
    ahead = get(
        officer, "measure-side-compare", measure.pk, first="2009-01-01", second="2010-01-01"
    )
    assert (told["before"]["number"], told["parts"], told["control_moved"]) == ("7.1", [], False)
    assert fields_of(ahead) == (400, ["non_field_errors"])


def test_what_a_measure_said_since_when(measure: Measure, officer: User) -> None:
    [version] = get(officer, "measure-side-versions", measure.pk).json()["results"]
    assert (version["since"], version["until"], version["number"]) == ("2007-11-28", None, "7.1")


def test_an_act_rests_on_the_measure_as_it_was_read(
    owed: Obligation, measure: Measure, coordinator: User
) -> None:
    client, address = client_of(coordinator), f"/api/v1/measures/{measure.pk}/"
    document = {"kind": "act", "number": "12", "on": "2009-07-01"}
    tag = client.get(address)["ETag"]
    stale = client.post(f"{address}remove/", document, headers={"If-Match": '"other"'})
    done = client.post(f"{address}remove/", document, headers={"If-Match": tag})
    assert (code_of(stale), done.status_code) == ((412, "precondition_failed"), 200)
