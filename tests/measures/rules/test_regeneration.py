"""What becomes of reports owed when what the plan asks for has changed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.rules.regeneration import Before, Outcome, Standing, Terms, regenerate

JULY, SEPTEMBER, DECEMBER = date(2009, 7, 1), date(2009, 9, 1), date(2009, 12, 1)
LEAD = 1


def terms(due_on: date | None = JULY, *, kind: str = "once", agency: int = LEAD) -> Terms:
    named = due_on.isoformat() if due_on else "undecided"
    return Terms(agency, "lead", False, kind, named, due_on, due_on)


def standing(pk: int, what: Terms, state: str = "open", **facts: bool) -> Standing:
    return Standing(pk, what, state, **facts)


def test_what_is_asked_for_and_not_there_is_added():
    assert regenerate([], [terms()]) == Outcome(add=[terms()])


def test_what_is_there_already_stays():
    assert regenerate([standing(1, terms())], [terms()]) == Outcome()


def test_a_single_date_moves_with_what_is_written_on_it():
    found = regenerate([standing(1, terms(JULY), touched=True)], [terms(SEPTEMBER)])
    assert found == Outcome(change={1: terms(SEPTEMBER)})


@pytest.mark.parametrize("state", ["done", "submitted"])
def test_a_report_handed_in_keeps_its_terms_and_fulfils_the_new_date(state: str):
    assert regenerate([standing(1, terms(JULY), state)], [terms(SEPTEMBER)]) == Outcome()


def test_what_is_not_asked_for_any_more_is_withdrawn():
    assert regenerate([standing(1, terms())], []) == Outcome(withdraw=[1])


def test_what_was_withdrawn_is_owed_again_when_it_is_asked_for_again():
    found = regenerate([standing(1, terms(), "withdrawn")], [terms()])
    assert found == Outcome(revive={1: terms()})


def test_what_was_removed_from_control_stays_so():
    assert regenerate([standing(1, terms(), "removed")], [terms()]) == Outcome()
    assert regenerate([standing(1, terms(), "removed")], []) == Outcome()


def test_a_date_moved_by_an_act_stays_moved_while_the_written_one_is_the_same():
    moved = replace(terms(JULY), due_on=DECEMBER)
    there = standing(1, moved, extended=True)
    assert regenerate([there], [replace(terms(JULY), role="co")]) == Outcome(
        change={1: replace(moved, role="co")}
    )


def test_a_later_wording_sets_another_date_than_the_one_granted():
    there = standing(1, replace(terms(JULY), due_on=SEPTEMBER), extended=True)
    assert regenerate([there], [terms(DECEMBER)]) == Outcome(change={1: terms(DECEMBER)})


def test_periodic_reports_shift_in_their_order():
    fifth = [terms(date(2009, month, 5), kind="recurring") for month in (7, 10)]
    tenth = [terms(date(2009, month, 10), kind="recurring") for month in (7, 10)]
    there = [standing(pk, what) for pk, what in enumerate(fifth)]
    assert regenerate(there, tenth) == Outcome(change={0: tenth[0], 1: tenth[1]})


def test_a_report_missed_before_the_new_wording_stays_owed_under_the_old_one():
    april = standing(1, terms(date(2009, 4, 5), kind="recurring"))
    july = standing(2, terms(date(2009, 7, 5), kind="recurring"))
    half_year = terms(date(2009, 7, 20), kind="recurring")
    found = regenerate([april, july], [half_year], Before(date(2009, 5, 1)))
    assert found == Outcome(change={2: half_year})


def test_a_report_on_a_period_that_was_over_stays_owed_though_its_day_is_ahead():
    april = standing(1, terms(date(2009, 4, 5), kind="recurring"))
    half_year = terms(date(2009, 7, 20), kind="recurring")
    before = Before(date(2009, 4, 2), frozenset({"2009-04-05"}))
    assert regenerate([april], [half_year], before) == Outcome(add=[half_year])


def test_of_more_reports_than_dates_those_written_on_take_the_nearest():
    quarters = [terms(date(2009, month, 5), kind="recurring") for month in (4, 7, 10)]
    halves = [terms(date(2009, 7, 20), kind="recurring")]
    there = [standing(pk, what, touched=pk == 1) for pk, what in enumerate(quarters)]
    assert regenerate(there, halves) == Outcome(change={1: halves[0]}, withdraw=[0, 2])


def test_what_waits_for_a_date_takes_the_first_one():
    there = standing(1, terms(None, kind="event"))
    dates = [terms(SEPTEMBER), terms(DECEMBER)]
    assert regenerate([there], dates) == Outcome(change={1: dates[0]}, add=[dates[1]])


def test_bodies_are_settled_each_by_itself():
    there = [standing(1, terms(agency=1)), standing(2, terms(agency=2))]
    found = regenerate(there, [terms(agency=2), terms(agency=3)])
    assert found == Outcome(add=[terms(agency=3)], withdraw=[1])


def test_what_a_predecessor_fulfilled_is_not_asked_for_again():
    assert regenerate([standing(1, terms(), "done", inherited=True)], [terms()]) == Outcome()


@pytest.mark.parametrize("pk", [1, 3])
def test_a_body_answers_for_its_own_report_before_an_inherited_one(pk: int):
    own = standing(pk, terms())
    inherited = standing(2, terms(), "done", inherited=True)
    there = sorted([own, inherited], key=lambda one: one.pk)
    moved = replace(terms(), due_on=SEPTEMBER)
    assert regenerate(there, [moved]) == Outcome(change={pk: moved})


# --- whatever stands there -----------------------------------------------------------------------

days = st.integers(0, 900).map(lambda n: date(2008, 1, 1) + timedelta(n))
kinds = st.sampled_from(["once", "recurring", "continuous"])
states = st.sampled_from(["open", "returned", "submitted", "done", "removed", "withdrawn"])
agencies = st.integers(1, 3)


def asked() -> st.SearchStrategy[list[Terms]]:
    one = st.builds(
        lambda day, kind, body: terms(day, kind=kind, agency=body), days, kinds, agencies
    )
    return st.lists(one, max_size=8, unique_by=lambda what: (what.agency, what.occurrence))


def there() -> st.SearchStrategy[list[Standing]]:
    facts = st.tuples(states, st.booleans(), st.booleans())
    return st.builds(
        lambda rows, told: [Standing(pk, row, *told[pk]) for pk, row in enumerate(rows)],
        asked(),
        st.lists(facts, min_size=8, max_size=8),
    )


def applied(rows: list[Standing], outcome: Outcome) -> list[Standing]:
    """The rows as the service leaves them."""
    kept = []
    for row in rows:
        if row.pk in outcome.change:
            row = replace(row, terms=outcome.change[row.pk])
        elif row.pk in outcome.withdraw:
            row = replace(row, state="withdrawn")
        elif row.pk in outcome.revive:
            row = replace(row, state="open", terms=outcome.revive[row.pk])
        kept.append(row)
    return kept + [Standing(100 + at, what, "open") for at, what in enumerate(outcome.add)]


def earlier() -> st.SearchStrategy[Before]:
    names = st.frozensets(days.map(date.isoformat), max_size=3)
    return st.builds(Before, st.none() | days, names)


@given(there(), asked(), earlier())
def test_run_again_it_changes_nothing(rows, wanted, before):
    once = applied(rows, regenerate(rows, wanted, before))
    assert regenerate(once, wanted, before) == Outcome()


@given(there(), asked(), earlier())
def test_no_body_ever_owes_one_occurrence_twice(rows, wanted, before):
    found = applied(rows, regenerate(rows, wanted, before))
    names = [(row.terms.agency, row.terms.occurrence) for row in found]
    assert len(set(names)) == len(names)


@given(there(), asked(), earlier())
def test_what_is_handed_in_or_ended_is_never_touched(rows, wanted, before):
    found = applied(rows, regenerate(rows, wanted, before))
    fixed = [row for row in rows if row.state in ("submitted", "done", "removed")]
    assert [row for row in found if row.pk in {one.pk for one in fixed}] == fixed


@given(there(), asked(), earlier())
def test_whatever_is_asked_for_is_owed_or_has_been_answered(rows, wanted, before):
    found = applied(rows, regenerate(rows, wanted, before))
    owed = {(row.terms.agency, row.terms.occurrence) for row in found if row.state != "withdrawn"}
    missing = {(what.agency, what.occurrence) for what in wanted} - owed
    answered = {row.terms.agency for row in rows if row.state in ("submitted", "done")}
    assert {agency for agency, _ in missing} <= answered
