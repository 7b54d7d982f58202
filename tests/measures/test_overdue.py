"""The command `overdue`: what is past its day, for whoever scripts against it."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from measures.models import DeadlineKind, ObligationState
from tests.factories import ActionPlanFactory, AgencyFactory, MeasureFactory, ObligationFactory

DUE = date(2009, 7, 10)


def overdue(*arguments):
    output = StringIO()
    call_command("overdue", "--as-of", "2009-07-13", *arguments, stdout=output)
    return output.getvalue()


def test_each_row_says_measure_agency_date_days_and_state(plan, agency):
    measure = MeasureFactory(plan=plan, number="7.5.1")
    ObligationFactory(measure=measure, agency=agency, due_on=DUE)
    assert json.loads(overdue("--json")) == [
        {
            "measure": "7.5.1",
            "agency": agency.code,
            "due_on": "2009-07-10",
            "days_late": 3,
            "state": "open",
        }
    ]


def test_the_longest_late_comes_first(plan):
    measure = MeasureFactory(plan=plan)
    for late in (1, 5, 3):
        ObligationFactory(measure=measure, due_on=date(2009, 7, 13) - timedelta(days=late))
    assert [row["days_late"] for row in json.loads(overdue("--json"))] == [5, 3, 1]


def test_due_that_day_handed_in_and_continuous_are_not_overdue(plan):
    measure = MeasureFactory(plan=plan)
    ObligationFactory(measure=measure, due_on=date(2009, 7, 13))
    ObligationFactory(measure=measure, state=ObligationState.SUBMITTED, done_on=DUE)
    ObligationFactory(measure=measure, kind=DeadlineKind.CONTINUOUS)
    assert json.loads(overdue("--json")) == []


def test_it_can_be_narrowed_to_a_plan_and_an_agency(plan, agency):
    other = MeasureFactory(plan=ActionPlanFactory())
    measure = MeasureFactory(plan=plan)
    for of, by in ((measure, agency), (measure, AgencyFactory()), (other, agency)):
        ObligationFactory(measure=of, agency=by)
    assert len(json.loads(overdue("--json"))) == 3
    assert len(json.loads(overdue("--json", "--plan", plan.slug))) == 2
    assert len(json.loads(overdue("--json", "--plan", plan.slug, "--agency", agency.code))) == 1


def test_people_read_lines(plan, agency):
    ObligationFactory(measure=MeasureFactory(plan=plan, number="12"), agency=agency, due_on=DUE)
    assert overdue().split() == ["3", "days", "late", "2009-07-10", agency.code, "12", "open"]
    assert overdue("--plan", ActionPlanFactory().slug) == "Nothing is overdue.\n"


def test_an_unknown_plan_is_refused_with_those_that_exist(plan):
    with pytest.raises(CommandError, match=plan.slug):
        overdue("--plan", "no-such-plan")


@pytest.mark.django_db
def test_an_unknown_agency_is_refused():
    with pytest.raises(CommandError, match="no-such-body"):
        overdue("--agency", "no-such-body")


def test_two_statements_however_many_rows(plan, django_assert_num_queries):
    measure = MeasureFactory(plan=plan)
    for _ in range(30):
        ObligationFactory(measure=measure, due_on=DUE)
    with django_assert_num_queries(2):  # the other one asks which day is today
        overdue("--json")
