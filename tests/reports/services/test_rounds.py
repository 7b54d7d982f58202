from datetime import date

import pytest

from agencies.errors import Refused
from planner.models import ActionPlan
from planner.rules.periods import Cadence, OwnPeriod, Stretch
from reports import tasks
from reports.models import ReportingRound
from reports.services.rounds import open_rounds, round_of


def test_a_round_is_opened_for_each_quarter_that_has_begun(plan: ActionPlan) -> None:
    assert open_rounds(plan, date(2008, 7, 1)) == 3
    labels = plan.rounds.order_by("label").values_list("label", flat=True)
    assert list(labels) == ["2008Q1", "2008Q2", "2008Q3"]


def test_opening_again_adds_only_what_is_missing(plan: ActionPlan) -> None:
    open_rounds(plan, date(2008, 7, 1))
    assert [open_rounds(plan, date(2008, 10, day)) for day in (1, 2)] == [1, 0]


def test_nothing_opens_before_the_plan_begins_or_after_it_ends(plan: ActionPlan) -> None:
    assert open_rounds(plan, date(2007, 12, 31)) == 0
    assert open_rounds(plan, date(2015, 1, 1)) == 12


def test_dates_follow_the_report_days_of_the_plan(plan: ActionPlan) -> None:
    round_ = round_of(plan, "2008Q4", date(2008, 12, 1))
    assert (round_.starts_on, round_.ends_on) == (date(2008, 10, 1), date(2008, 12, 31))
    assert (round_.executors_due_on, round_.coordinator_due_on) == (
        date(2009, 1, 5),
        date(2009, 1, 20),
    )


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("summer", "not_a_period"),
        ("2009", "no_such_round"),
        ("2011Q1", "no_such_round"),
        ("2010Q4", "no_such_round"),
    ],
)
def test_a_period_that_is_not_there_is_refused(plan: ActionPlan, label: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        round_of(plan, label, date(2009, 7, 6))
    assert refused.value.code == code


def test_the_nightly_task_opens_the_rounds_of_every_plan(
    plan: ActionPlan, settings: object
) -> None:
    settings.BUSINESS_DATE = "2008-04-01"  # type: ignore[attr-defined]
    tasks.open_rounds()
    assert ReportingRound.objects.count() == 2


def test_rounds_count_from_where_the_one_before_ends(plan: ActionPlan) -> None:
    open_rounds(plan, date(2008, 7, 1))
    days = plan.rounds.order_by("starts_on").values_list("counts_from", "executors_due_on")
    assert list(days) == [
        (date(2008, 1, 1), date(2008, 4, 5)),
        (date(2008, 4, 6), date(2008, 7, 5)),
        (date(2008, 7, 6), date(2008, 10, 5)),
    ]


def test_another_reporting_day_leaves_no_gap_behind_a_round_that_stands(plan: ActionPlan) -> None:
    open_rounds(plan, date(2008, 4, 1))
    plan.executors_report_day = 15
    plan.save()
    open_rounds(plan, date(2008, 7, 1))
    last = plan.rounds.get(label="2008Q3")
    assert (last.counts_from, last.executors_due_on) == (date(2008, 7, 6), date(2008, 10, 15))


@pytest.mark.parametrize(
    ("cadence", "labels"),
    [
        ("month", ["2008M01", "2008M02", "2008M03", "2008M04", "2008M05", "2008M06", "2008M07"]),
        ("half", ["2008H1", "2008H2"]),
        ("year", ["2008"]),
    ],
)
def test_rounds_follow_the_cadence_of_the_plan(
    plan: ActionPlan, cadence: Cadence, labels: list[str]
) -> None:
    plan.cadence = [Stretch(plan.starts_on, Cadence(cadence)).written()]
    plan.save()
    open_rounds(plan, date(2008, 7, 1))
    assert list(plan.rounds.order_by("starts_on").values_list("label", flat=True)) == labels


def test_a_round_is_found_by_a_small_letter_and_by_an_own_name(plan: ActionPlan) -> None:
    own = (OwnPeriod("к сессии", date(2008, 5, 1), date(2008, 5, 5), date(2008, 5, 9)),)
    plan.cadence = [Stretch(plan.starts_on, Cadence.OWN, own=own).written()]
    plan.cadence += [Stretch(date(2008, 5, 2), Cadence.HALF).written()]
    plan.save()
    today = date(2009, 7, 6)
    found = [round_of(plan, label, today).label for label in ("к сессии", "2009h1 ")]
    assert found == ["к сессии", "2009H1"]
