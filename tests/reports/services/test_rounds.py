from datetime import date

import pytest

from agencies.errors import Refused
from planner.models import ActionPlan
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
    [("2009", "not_a_quarter"), ("2011Q1", "no_such_round"), ("2010Q4", "no_such_round")],
)
def test_a_quarter_that_is_not_there_is_refused(plan: ActionPlan, label: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        round_of(plan, label, date(2009, 7, 6))
    assert refused.value.code == code


def test_the_nightly_task_opens_the_rounds_of_every_plan(
    plan: ActionPlan, settings: object
) -> None:
    settings.BUSINESS_DATE = "2008-04-01"  # type: ignore[attr-defined]
    tasks.open_rounds()
    assert ReportingRound.objects.count() == 2
