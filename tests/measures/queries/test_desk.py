"""The desk: each thing owed lies in one pile, whoever's it is stays theirs."""

from collections import Counter
from datetime import date, timedelta
from itertools import product

import pytest
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency, User
from measures.models import Obligation
from measures.queries.desk import PILES, desk_of
from measures.rules.piles import pile_of
from measures.services.progress import Draft, return_progress, save_draft, submit
from tests.conftest import TODAY
from tests.factories import (
    ActionPlanFactory,
    MeasureFactory,
    ObligationFactory,
    ProgressEntryFactory,
    asked_for,
)

STATES = ("open", "returned", "submitted", "done", "removed")
KINDS = ("once", "recurring", "continuous", "undecided")
DAYS = (None, *(TODAY + timedelta(days=days) for days in (-1, 0, 1, 7, 8, 30, 31)))
UNDER_WAY = (None, "draft", "submitted")


def test_the_piles_of_the_database_are_those_of_the_rule(
    officer: User, agency: Agency, today: date
) -> None:
    """Over every state, kind, date and report under way: one pile for each, and the same one."""
    expected: dict[int, str] = {}
    plan = ActionPlanFactory()
    for state, kind, due_on, under_way in product(STATES, KINDS, DAYS, UNDER_WAY):
        done_on = today if state in ("submitted", "done") else None
        owed: Obligation = ObligationFactory(
            measure=MeasureFactory(plan=plan),
            agency=agency,
            state=state,
            kind=kind,
            due_on=due_on,
            done_on=done_on,
        )
        if under_way:
            submitted_on = today if under_way == "submitted" else None
            ProgressEntryFactory(obligation=owed, state=under_way, submitted_on=submitted_on)
        expected[owed.pk] = pile_of(
            state=state, kind=kind, due_on=due_on, under_way=under_way, today=today
        )
    desks = {pile: desk_of(officer, today, pile) for pile in PILES}
    found = [(row.pk, pile) for pile, desk in desks.items() for row in desk.rows]
    counts = Counter(str(pile) for pile in expected.values())
    assert sorted(found) == sorted((pk, str(pile)) for pk, pile in expected.items())
    assert desks["late"].counts == {pile: counts[pile] for pile in PILES}


def test_the_desk_opens_with_what_is_to_be_done_the_most_urgent_first(
    officer: User, agency: Agency, today: date
) -> None:
    terms = [
        ("month", {"due_on": date(2009, 7, 20)}),
        ("later", {"due_on": date(2009, 12, 1)}),
        ("week", {"due_on": date(2009, 7, 8)}),
        ("late", {"due_on": date(2009, 7, 1)}),
        ("returned", {"due_on": date(2009, 12, 1), "state": "returned"}),
        ("late", {"due_on": date(2009, 6, 1)}),
        ("today", {"due_on": today}),
    ]
    owed = [ObligationFactory(agency=agency, **fields) for _pile, fields in terms]
    rows = [(row.pk, row.pile) for row in desk_of(officer, today).rows]
    assert rows == [(owed[at].pk, terms[at][0]) for at in (5, 3, 4, 6, 2, 0)]


def test_the_next_date_is_the_soonest_to_come_of_what_is_not_handed_in(
    officer: User, agency: Agency, today: date
) -> None:
    handed_in = {"state": "submitted", "done_on": today, "due_on": date(2009, 7, 7)}
    ObligationFactory(agency=agency, **handed_in)
    for day in (date(2009, 7, 1), today, date(2009, 7, 10), date(2009, 12, 1)):
        ObligationFactory(agency=agency, due_on=day)
    assert desk_of(officer, today).next_due == date(2009, 7, 10)


def test_a_day_in_the_past_has_its_own_piles(officer: User, agency: Agency, today: date) -> None:
    ObligationFactory(agency=agency, due_on=date(2009, 7, 1))
    then = date(2009, 6, 25)
    assert [
        [row.pile for row in desk_of(officer, today, as_of=day).rows] for day in (None, then)
    ] == [["late"], ["week"]]


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
