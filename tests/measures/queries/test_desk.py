"""The desk: each thing owed lies in one pile, whoever's it is stays theirs."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency, User
from measures.models import Obligation
from measures.queries.desk import PILES, desk_of
from measures.services.progress import Draft, return_progress, save_draft, submit
from tests.factories import ObligationFactory, asked_for

CASES = [
    ("open", date(2009, 7, 1), "now"),
    ("open", date(2009, 8, 5), "now"),
    ("open", date(2009, 8, 6), "later"),
    ("open", None, "waiting"),
    ("returned", date(2009, 12, 1), "now"),
    ("submitted", date(2009, 7, 1), "review"),
    ("done", date(2009, 7, 1), "done"),
    ("removed", date(2009, 7, 1), "done"),
]


@pytest.mark.parametrize(("state", "due_on", "pile"), CASES)
def test_a_thing_owed_lies_in_one_pile(
    officer: User, agency: Agency, state: str, due_on: date | None, pile: str, today: date
) -> None:
    done_on = today if state in ("submitted", "done") else None
    ObligationFactory(agency=agency, state=state, due_on=due_on, done_on=done_on)
    desk = desk_of(officer, today)
    rows = [len(desk_of(officer, today, name).rows) for name in PILES]
    assert desk.counts == {name: int(name == pile) for name in PILES}
    assert rows == [int(name == pile) for name in PILES]


def test_what_other_agencies_owe_is_not_on_the_desk(
    officer: User, agency: Agency, today: date
) -> None:
    own = ObligationFactory(agency=agency)
    ObligationFactory()
    assert list(desk_of(officer, today).rows) == [own]


def test_a_returned_report_says_why(
    officer: User, coordinator: User, agency: Agency, today: date
) -> None:
    owed: Obligation = ObligationFactory(
        agency=agency, measure__plan__coordinator=coordinator.memberships.get().agency
    )
    entry = save_draft(asked_for(owed), Draft("Первое."), by=officer, today=today)
    submit(entry, by=officer, today=today)
    entry.refresh_from_db()
    return_progress(entry, by=coordinator, today=today, reason="Нет приложения.")
    row = desk_of(officer, today).rows.get()
    assert (row.returned_because, row.under_way) == ("Нет приложения.", None)


@pytest.mark.parametrize("rows", [3, 30])
def test_the_desk_takes_the_same_statements_for_many_rows(
    officer: User,
    agency: Agency,
    rows: int,
    today: date,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    ObligationFactory.create_batch(rows, agency=agency)
    with django_assert_num_queries(3):
        shown = [(row.measure.plan.slug, row.agency.code) for row in desk_of(officer, today).rows]
    assert len(shown) == rows
