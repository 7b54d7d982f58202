"""Why there is no reminder of a day, from plain facts."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

import pytest

from measures.rules.reminder_reasons import (
    Because,
    Matter,
    Occasion,
    Reader,
    Reason,
    Span,
    because,
    days_of,
)
from measures.rules.reminders import DEFAULT_STEPS, DefaultStep, step_day

TODAY = date(2009, 7, 6)
BEGAN = date(2009, 1, 1)
OWED = Matter(BEGAN)
READER = Reader(held=(Span(),))


def july(day: int) -> date:
    return date(2009, 7, day)


def reasons(occasion: Occasion, matter: Matter = OWED, reader: Reader = READER) -> list[Reason]:
    return [why.reason for why in because(occasion, matter, reader, TODAY)]


LAST, AHEAD = Occasion(july(3)), Occasion(july(7))
MISSED = Occasion(july(1), following=july(3))


def test_what_nothing_stands_against_is_added_by_the_next_run() -> None:
    assert because(LAST, OWED, READER, TODAY) == (Because(Reason.NEXT_RUN),)


def test_a_day_that_has_not_come_is_ahead() -> None:
    assert because(AHEAD, OWED, READER, TODAY) == (Because(Reason.AHEAD, july(7)),)


def test_of_what_was_missed_the_latest_day_alone_is_made_up() -> None:
    assert because(MISSED, OWED, READER, TODAY) == (Because(Reason.OVERTAKEN, july(3)),)


def test_a_day_is_overtaken_by_what_the_ledger_has_for_a_later_one() -> None:
    reader = replace(READER, told=frozenset({july(2), july(4)}))
    assert because(MISSED, OWED, reader, TODAY) == (Because(Reason.OVERTAKEN, july(2)),)


def test_told_by_another_role_that_day_is_told() -> None:
    reader = replace(READER, told=frozenset({july(3)}))
    assert because(LAST, OWED, reader, TODAY) == (Because(Reason.ALREADY, july(3)),)


HANDED_IN = Matter(BEGAN, over=(Because(Reason.HANDED_IN, july(2)),))


def test_nothing_is_owed_since_it_was_handed_in() -> None:
    assert reasons(LAST, HANDED_IN) == [Reason.HANDED_IN]
    assert reasons(AHEAD, HANDED_IN) == [Reason.HANDED_IN]


def test_a_day_missed_before_it_was_handed_in_is_not_overtaken_by_one_after_it() -> None:
    assert reasons(MISSED, HANDED_IN) == [Reason.HANDED_IN]
    before = replace(MISSED, day=date(2009, 6, 1), following=july(1))
    assert reasons(before, HANDED_IN) == [Reason.OVERTAKEN]


@pytest.mark.parametrize(
    "reason",
    [Reason.PLAN_ENDED, Reason.OFF_CONTROL, Reason.NO_LONGER_OWED, Reason.CONTINUOUS],
)
def test_what_is_over_is_told_whatever_the_day(reason: Reason) -> None:
    over = Matter(BEGAN, over=(Because(reason),))
    assert reasons(LAST, over) == reasons(AHEAD, over) == [reason]


NOT_YET = Reader(held=(Span(since=july(5)), Span(since=date(2010, 1, 1))))
LEFT = Reader(held=(Span(until=july(2)), Span(until=date(2008, 12, 31))))


def test_a_role_is_asked_for_on_the_day_of_a_missed_step_and_today_for_the_latest() -> None:
    early = replace(MISSED, following=july(3))
    assert because(early, OWED, NOT_YET, TODAY)[0] == Because(Reason.NOT_YET, july(5))
    assert because(LAST, OWED, NOT_YET, TODAY) == (Because(Reason.NEXT_RUN),)


def test_a_role_that_ended_is_told_with_its_last_day() -> None:
    assert because(LAST, OWED, LEFT, TODAY) == (Because(Reason.LEFT, july(2)),)
    assert because(MISSED, OWED, LEFT, TODAY) == (Because(Reason.OVERTAKEN, july(3)),)


def test_a_role_that_ends_before_a_day_ahead_does_not_lead_to_it() -> None:
    assert reasons(AHEAD, OWED, Reader(held=(Span(until=july(6)),))) == [Reason.LEFT]
    assert reasons(AHEAD, OWED, Reader(held=(Span(until=july(7)),))) == [Reason.AHEAD]


def test_a_blocked_account_is_told_of_what_would_be_sent_and_not_of_what_was_missed() -> None:
    blocked = replace(READER, blocked=True)
    assert reasons(LAST, OWED, blocked) == reasons(AHEAD, OWED, blocked) == [Reason.BLOCKED]
    assert reasons(MISSED, OWED, blocked) == [Reason.OVERTAKEN]


@pytest.mark.parametrize(
    ("condition", "fact"),
    [("may_decline", "declined"), ("unless_acknowledged", "acknowledged")],
)
def test_a_person_stops_only_the_steps_that_may_be_stopped(condition: str, fact: str) -> None:
    why = Because(Reason(fact), july(4))
    reader = replace(READER, **{fact: why})
    assert because(replace(LAST, **{condition: True}), OWED, reader, TODAY) == (why,)
    assert reasons(LAST, OWED, reader) == [Reason.NEXT_RUN]


def test_a_request_for_time_stops_the_steps_that_say_so_while_it_waits() -> None:
    waits = Matter(BEGAN, asked=(Span(july(2)),))
    decided = Matter(BEGAN, asked=(Span(july(1), july(2)),))
    step = replace(LAST, unless_time_asked=True)
    assert because(step, waits, READER, TODAY) == (Because(Reason.TIME_ASKED, july(2)),)
    assert reasons(step, decided) == reasons(LAST, waits) == [Reason.NEXT_RUN]
    missed = replace(MISSED, unless_time_asked=True)
    assert reasons(missed, decided) == [Reason.TIME_ASKED, Reason.OVERTAKEN]


def test_a_step_added_after_its_day_is_told_so_but_made_up_if_it_is_the_latest() -> None:
    added = july(5)
    missed = replace(MISSED, added_on=added)
    assert because(missed, OWED, READER, TODAY)[0] == Because(Reason.ADDED_LATER, added)
    assert reasons(replace(LAST, added_on=added)) == [Reason.NEXT_RUN]


def test_a_day_before_the_date_was_set_belongs_to_an_earlier_ladder() -> None:
    moved = Matter(july(2))
    assert because(MISSED, moved, READER, TODAY) == (
        Because(Reason.BEFORE_LADDER, july(2)),
        Because(Reason.OVERTAKEN, july(3)),
    )


def test_what_stood_against_it_then_and_stands_against_it_now_is_told_once() -> None:
    reader = Reader(held=(Span(until=july(2)),), blocked=True)
    assert reasons(LAST, OWED, reader) == [Reason.LEFT, Reason.BLOCKED]


STEPS = [
    *DEFAULT_STEPS,
    DefaultStep("officer", 2, repeat_every=3, repeat_at_most=2),
    DefaultStep("officer", -4, weekday=2, repeat_at_most=1, days="working"),
]


@pytest.mark.parametrize("step", STEPS)
def test_the_days_of_a_step_are_those_on_which_it_has_come(step: DefaultStep) -> None:
    calendar = {july(6): "holiday", july(11): "working"}
    due_on = july(10)
    every = list(islice(days_of(step, due_on, calendar), 60))
    for number in range(90):
        today = date(2009, 6, 1) + timedelta(days=number)
        come = [day for day in every if day <= today]
        assert (come[-1] if come else None) == step_day(step, due_on, today, calendar)


def test_a_step_at_the_end_of_time_ends() -> None:
    step = DefaultStep("officer", 1, repeat_every=1)
    assert list(islice(days_of(step, date.max, {}), 5)) == [date.max]
