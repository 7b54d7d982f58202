"""The board: late by days, agency and direction; totals lead to exactly the rows they count."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency, User
from measures.models import Obligation
from measures.queries import board, totals
from measures.queries.board import AT_RISK, ATTENTION, EVERYTHING, WITHOUT, Asked
from measures.services.progress import Draft, save_draft
from planner.models import ActionPlan, Direction
from tests.factories import (
    AgencyFactory,
    DirectionFactory,
    LineOfActionFactory,
    MeasureFactory,
    ObligationFactory,
    TaskFactory,
)

LATE = date(2009, 7, 1)


def late(agency: Agency, *directions: Direction, **fields: object) -> Obligation:
    owed: Obligation = ObligationFactory(agency=agency, due_on=LATE, **fields)
    for direction in directions:
        owed.measure.lines.add(LineOfActionFactory(direction=direction))
    return owed


@pytest.fixture
def quotas(db: None) -> Direction:
    found: Direction = DirectionFactory()
    return found


def test_the_longest_late_comes_first_and_due_today_is_not_late(
    agency: Agency, today: date
) -> None:
    second = late(agency)
    first = ObligationFactory(agency=agency, due_on=date(2009, 6, 1))
    ObligationFactory(agency=agency, due_on=today)
    assert list(board.overdue(Asked(), today)) == [first, second]


def test_filters_narrow_by_agency_direction_and_words(
    agency: Agency, quotas: Direction, today: date
) -> None:
    wanted = late(agency, quotas, measure__title_ru="Квота иммиграции", measure__number="7.5")
    late(AgencyFactory(), quotas)
    late(agency, measure__title_ru="Прочее")
    found = [
        list(board.overdue(asked, today))
        for asked in (
            Asked(agency=agency.code, direction=str(quotas.pk)),
            Asked(text="квота"),
            Asked(text="КВОТА иммиграции"),
            Asked(text="7.5"),
        )
    ]
    assert found == [[wanted]] * 4


def test_every_total_leads_to_as_many_rows(agency: Agency, quotas: Direction, today: date) -> None:
    late(agency, quotas, DirectionFactory())
    late(AgencyFactory(), quotas, quotas)
    late(agency)
    by_agency = totals.by_agency(Asked(), today)
    by_direction = totals.by_direction(Asked(), today)
    rows = [board.found(Asked(agency=total.key), today).count() for total in by_agency]
    more = [board.found(Asked(direction=total.key), today).count() for total in by_direction]
    assert (rows, more) == ([t.count for t in by_agency], [t.count for t in by_direction])
    assert (sorted(rows), sorted(more), by_direction[-1].key) == ([1, 2], [1, 1, 2], WITHOUT)


def test_ages_part_what_is_late_without_gap_or_overlap(agency: Agency, today: date) -> None:
    for days in (1, 7, 8, 30, 31, 400):
        ObligationFactory(agency=agency, due_on=today - timedelta(days=days))
    counts = totals.by_age(Asked(), today)
    rows = {age: board.found(Asked(age=age), today).count() for age in board.AGES}
    assert counts == rows == {"week": 2, "month": 2, "older": 2}


def test_an_address_with_a_word_for_a_direction_finds_nothing(agency: Agency, today: date) -> None:
    late(agency)
    assert list(board.overdue(Asked(direction="²"), today)) == []
    assert list(board.overdue(Asked(task="9" * 40), today)) == []


@pytest.mark.parametrize("rows", [3, 30])
def test_the_board_takes_the_same_statements_for_many_rows(
    quotas: Direction, rows: int, today: date, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        late(AgencyFactory(), quotas, measure=MeasureFactory())
    with django_assert_num_queries(6):
        shown = [
            (owed.measure.plan.slug, owed.agency.code) for owed in board.overdue(Asked(), today)
        ]
        bodies = totals.by_agency(Asked(), today)
        totals.by_direction(Asked(), today)
        totals.by_task(Asked(), today)
        totals.by_status(Asked(), today)
    assert (len(shown), len(bodies)) == (rows, rows)


@pytest.fixture
def mixed(agency: Agency, officer: User, today: date) -> dict[str, Obligation]:
    """One of each kind that the board tells apart."""
    due = {"late": -3, "untouched": 2, "begun": 3, "far": 20}
    made = {
        name: ObligationFactory(agency=agency, due_on=today + timedelta(days=days))
        for name, days in due.items()
    }
    made["done"] = ObligationFactory(
        agency=agency, due_on=today, state="done", done_on=today, kind="recurring"
    )
    save_draft(made["begun"], Draft("Начато."), by=officer, today=today)
    return made


def test_the_board_opens_with_what_is_late_and_what_may_become_late(
    mixed: dict[str, Obligation], today: date
) -> None:
    assert list(board.listed(Asked(), today)) == [mixed["late"], mixed["untouched"]]


def test_of_everything_the_most_urgent_comes_first(
    mixed: dict[str, Obligation], today: date
) -> None:
    found = list(board.listed(Asked(status=EVERYTHING), today))
    names = ("late", "untouched", "begun", "far", "done")
    assert found == [mixed[name] for name in names]


def test_totals_by_status_lead_to_as_many_rows(mixed: dict[str, Obligation], today: date) -> None:
    counted = totals.by_status(Asked(), today)
    rows = {status: board.found(Asked(status=status), today).count() for status in counted}
    assert counted == rows
    assert (counted[ATTENTION], counted[AT_RISK], counted[EVERYTHING]) == (2, 1, 5)


def test_a_total_by_status_counts_under_the_other_filters(
    mixed: dict[str, Obligation], today: date
) -> None:
    late(AgencyFactory())
    other = totals.by_status(Asked(agency=mixed["late"].agency.code), today)
    soon = totals.by_status(Asked(first=today, last=today + timedelta(days=2)), today)
    assert (other["overdue"], soon[EVERYTHING], soon[AT_RISK]) == (1, 2, 1)


def test_filters_by_plan_task_and_dates(agency: Agency, today: date) -> None:
    wanted, task = late(agency), TaskFactory()
    wanted.measure.tasks.add(task)
    late(agency)
    found = [
        list(board.overdue(asked, today))
        for asked in (
            Asked(plan=wanted.measure.plan.slug),
            Asked(task=str(task.pk)),
            Asked(task=str(task.pk), first=LATE, last=LATE),
        )
    ]
    assert found == [[wanted]] * 3
    assert list(board.overdue(Asked(last=LATE - timedelta(days=1)), today)) == []


SORTS = [("due", [0, 1]), ("-due", [1, 0]), ("measure", [1, 0]), ("-agency", [1, 0])]


@pytest.mark.parametrize(("sort", "order"), SORTS)
def test_a_column_orders_both_ways(sort: str, order: list[int], plan: ActionPlan) -> None:
    today = date(2009, 7, 6)
    rows = [
        ObligationFactory(
            agency=AgencyFactory(short_ru=body),
            measure=MeasureFactory(plan=plan, position=position),
            due_on=today - timedelta(days=days),
        )
        for body, position, days in (("А", 2, 9), ("Б", 1, 3))
    ]
    found = list(board.listed(Asked(sort=sort), today))
    assert found == [rows[at] for at in order]
