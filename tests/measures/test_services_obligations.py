"""From deadline × executors come obligations."""

from datetime import date

import pytest

from agencies.errors import Refused
from agencies.models import Agency, AgencyGroup, CalendarDay, User
from measures.models import DeadlineKind, ExecutorRole, Measure, Obligation
from measures.services.control import CompletionDocument, remove_from_control
from measures.services.deadlines import set_dates
from measures.services.obligations import generate_obligations
from planner.models import ActionPlan
from tests.factories import (
    AgencyFactory,
    DeadlineFactory,
    ExecutorFactory,
    MeasureFactory,
    ProgressEntryFactory,
)

IMPORTED = date(2007, 12, 3)


@pytest.fixture
def measure(plan: ActionPlan, agency: Agency) -> Measure:
    made: Measure = MeasureFactory(plan=plan)
    ExecutorFactory(measure=made, agency=agency)
    return made


def owed(measure: Measure) -> list[tuple[str, str, str, date | None]]:
    rows = Obligation.objects.filter(measure=measure).order_by("due_on", "role", "agency__code")
    return [(row.agency.code, row.role, row.occurrence, row.due_on) for row in rows]


def test_the_lead_owes_each_date(measure: Measure, agency: Agency) -> None:
    DeadlineFactory(measure=measure, kind="recurring", due=["2009-01-25", "2009-07-25"])
    assert generate_obligations(measure.plan, today=IMPORTED).added == 2
    assert owed(measure) == [
        (agency.code, "lead", "2009-01-25", date(2009, 1, 25)),
        (agency.code, "lead", "2009-07-25", date(2009, 7, 25)),
    ]


def test_a_co_executor_owes_five_working_days_earlier(measure: Measure) -> None:
    helper = AgencyFactory(code="helper")
    ExecutorFactory(measure=measure, agency=helper, role=ExecutorRole.CO, position=2)
    CalendarDay.objects.create(day=date(2009, 7, 6), kind="holiday", name_ru="День Столицы")
    DeadlineFactory(measure=measure, due=["2009-07-10"])
    generate_obligations(measure.plan, today=IMPORTED)
    # 9, 8, 7 July, then 3 and 2 July: the 6th is a holiday, the 4th and 5th a weekend.
    assert owed(measure)[0] == ("helper", "co", "2009-07-10", date(2009, 7, 2))


def test_each_member_of_a_group_owes_its_own_report(measure: Measure, agency: Agency) -> None:
    group = AgencyGroup.objects.create(code="akimats", name_ru="акимы областей")
    group.members.set([AgencyFactory(code="a"), AgencyFactory(code="b"), agency])
    ExecutorFactory(measure=measure, agency=None, group=group, role=ExecutorRole.CO, position=2)
    DeadlineFactory(measure=measure, due=["2009-07-10"])
    assert generate_obligations(measure.plan, today=IMPORTED).added == 3
    roles = {code: role for code, role, _, _ in owed(measure)}
    assert roles == {"a": "co", "b": "co", agency.code: "lead"}


def test_continuous_work_is_reported_every_quarter_of_the_plan(measure: Measure) -> None:
    DeadlineFactory(measure=measure, kind="continuous", due=[])
    assert generate_obligations(measure.plan, today=IMPORTED).added == 12
    assert [row[2:] for row in owed(measure)][::11] == [
        ("2008Q1", date(2008, 4, 5)),
        ("2010Q4", date(2011, 1, 5)),
    ]


def test_running_again_adds_nothing(measure: Measure) -> None:
    DeadlineFactory(measure=measure)
    assert [generate_obligations(measure.plan, today=IMPORTED).added for _ in range(2)] == [1, 0]


def test_an_undecided_deadline_waits_until_a_person_sets_it(
    measure: Measure, coordinator, today: date
) -> None:
    deadline = DeadlineFactory(measure=measure, kind=DeadlineKind.UNDECIDED, due=[])
    generate_obligations(measure.plan, today=IMPORTED)
    waiting = [row[2:] for row in owed(measure)]
    set_dates(deadline, [date(2009, 9, 1)], by=coordinator, today=today)
    assert (waiting, [row[2:] for row in owed(measure)]) == (
        [("undecided", None)],
        [("2009-09-01", date(2009, 9, 1))],
    )


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_date_far_from_the_plan_is_refused(
    measure: Measure, coordinator: User, today: date, day: date
) -> None:
    deadline = DeadlineFactory(measure=measure, kind=DeadlineKind.UNDECIDED, due=[])
    with pytest.raises(Refused) as refusal:
        set_dates(deadline, [day], by=coordinator, today=today)
    assert refusal.value.code == "dates_far"


def test_a_measure_off_control_keeps_its_obligations_as_they_ended(
    measure: Measure, coordinator: User, today: date
) -> None:
    deadline = DeadlineFactory(measure=measure, kind=DeadlineKind.UNDECIDED, due=[])
    generate_obligations(measure.plan, today=IMPORTED)
    document = CompletionDocument("law", "12-III", today)
    remove_from_control(measure, document, by=coordinator, today=today)
    with pytest.raises(Refused) as refusal:
        set_dates(deadline, [date(2009, 9, 1)], by=coordinator, today=today)
    assert (refusal.value.code, Obligation.objects.get().state) == ("off_control", "removed")


# Sunday 5 July 2009; Monday is Capital Day.
@pytest.mark.parametrize(("rule", "day"), [("flag", 5), ("next", 7), ("previous", 3)])
def test_a_date_on_a_day_off_follows_the_plans_rule(measure: Measure, rule: str, day: int) -> None:
    ActionPlan.objects.filter(pk=measure.plan_id).update(day_off_rule=rule)
    measure.plan.refresh_from_db()
    DeadlineFactory(measure=measure, due=["2009-07-05"])
    generate_obligations(measure.plan, today=IMPORTED)
    assert [row[2:] for row in owed(measure)] == [("2009-07-05", date(2009, 7, day))]


@pytest.mark.parametrize("number", [3, 30])
def test_the_number_of_statements_does_not_grow_with_the_plan(
    plan: ActionPlan, number: int, django_assert_num_queries
) -> None:
    for _ in range(number):
        made = MeasureFactory(plan=plan)
        ExecutorFactory(measure=made)
        DeadlineFactory(measure=made)
    with django_assert_num_queries(11):
        generate_obligations(plan, today=IMPORTED)


@pytest.mark.parametrize("number", [3, 30])
def test_as_many_statements_move_the_dates_of_a_long_plan_as_of_a_short_one(
    plan: ActionPlan, number: int, django_assert_num_queries
) -> None:
    for _ in range(number):
        made = MeasureFactory(plan=plan)
        ExecutorFactory(measure=made)
        DeadlineFactory(measure=made, due=["2009-07-05"])
    generate_obligations(plan, today=IMPORTED)
    plan.day_off_rule = "previous"
    with django_assert_num_queries(14):
        assert generate_obligations(plan, today=IMPORTED).changed == number


def test_what_was_written_before_the_date_was_known_stands_on_the_dated_obligation(
    measure: Measure, agency: Agency, coordinator: User, today: date
) -> None:
    deadline = DeadlineFactory(measure=measure, kind=DeadlineKind.EVENT, due=[])
    generate_obligations(measure.plan, today=IMPORTED)
    waiting = Obligation.objects.get()
    ProgressEntryFactory(obligation=waiting)
    dates = [date(2009, 9, 1), date(2009, 12, 1)]
    set_dates(deadline, dates, by=coordinator, today=today, event_on=date(2009, 8, 1))
    assert [row[2:] for row in owed(measure)] == [
        ("2009-09-01", date(2009, 9, 1)),
        ("2009-12-01", date(2009, 12, 1)),
    ]
    assert Obligation.objects.get(entries__isnull=False).occurrence == "2009-09-01"
