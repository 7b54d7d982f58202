"""The board: late by days, agency and direction; totals lead to exactly the rows they count."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency
from measures.models import Obligation
from measures.queries import board
from measures.queries.board import WITHOUT, Asked
from planner.models import Direction
from tests.factories import (
    AgencyFactory,
    DirectionFactory,
    LineOfActionFactory,
    MeasureFactory,
    ObligationFactory,
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
    by_agency = board.overdue_by_agency(Asked(), today)
    by_direction = board.overdue_by_direction(Asked(), today)
    rows = [board.overdue(Asked(agency=total.key), today).count() for total in by_agency]
    more = [board.overdue(Asked(direction=total.key), today).count() for total in by_direction]
    assert (rows, more) == ([t.count for t in by_agency], [t.count for t in by_direction])
    assert (sorted(rows), sorted(more), by_direction[-1].key) == ([1, 2], [1, 1, 2], WITHOUT)


def test_ages_part_what_is_late_without_gap_or_overlap(agency: Agency, today: date) -> None:
    for days in (1, 7, 8, 30, 31, 400):
        ObligationFactory(agency=agency, due_on=today - timedelta(days=days))
    counts = board.overdue_by_age(Asked(), today)
    rows = {age: board.overdue(Asked(age=age), today).count() for age in board.AGES}
    assert counts == rows == {"week": 2, "month": 2, "older": 2}


def test_an_address_with_a_word_for_a_direction_finds_nothing(agency: Agency, today: date) -> None:
    late(agency)
    assert list(board.overdue(Asked(direction="²"), today)) == []


@pytest.mark.parametrize("rows", [3, 30])
def test_the_board_takes_the_same_statements_for_many_rows(
    quotas: Direction, rows: int, today: date, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        late(AgencyFactory(), quotas, measure=MeasureFactory())
    with django_assert_num_queries(4):
        shown = [
            (owed.measure.plan.slug, owed.agency.code) for owed in board.overdue(Asked(), today)
        ]
        totals = board.overdue_by_agency(Asked(), today)
        board.overdue_by_direction(Asked(), today)
    assert (len(shown), len(totals)) == (rows, rows)
