"""Steps in working days, gathered on a weekday, and repeated so many times at most."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.rules.working_days import is_working
from measures.rules.reminders import AUDIENCES, DEFAULT_STEPS, step_day

# Monday to Sunday: 6 to 12 July 2009; the 6th is a day off (Capital Day), the 11th worked instead.
CALENDAR = {date(2009, 7, 6): "holiday", date(2009, 7, 11): "working"}
FRIDAY = date(2009, 7, 10)


@dataclass(frozen=True)
class Step:
    offset: int
    days: str = "calendar"
    repeat_every: int | None = None
    weekday: int | None = None
    repeat_at_most: int | None = None


def day_of(step, due_on=FRIDAY, today=date(2009, 12, 31)):
    return step_day(step, due_on, today, CALENDAR)


@pytest.mark.parametrize(
    ("offset", "day"),
    [
        (-4, date(2009, 7, 3)),  # the 9th, 8th, 7th and, past the day off, Friday the 3rd
        (-1, date(2009, 7, 9)),
        (0, FRIDAY),
        (1, date(2009, 7, 11)),  # a Saturday that is worked
        (2, date(2009, 7, 13)),
    ],
)
def test_working_days_pass_over_days_off_and_count_moved_ones(offset, day):
    assert day_of(Step(offset, "working")) == day


def test_a_step_in_working_days_repeats_in_working_days():
    step = Step(1, "working", repeat_every=2)
    days = [day_of(step, today=date(2009, 7, day)) for day in (10, 11, 13, 14, 15, 16)]
    assert days == [
        None,
        date(2009, 7, 11),
        date(2009, 7, 11),
        date(2009, 7, 14),
        date(2009, 7, 14),
        date(2009, 7, 16),
    ]


def test_what_is_gathered_weekly_comes_on_its_weekday_alone():
    step = Step(30, weekday=0)  # from 9 August, a Sunday
    days = {day_of(step, today=date(2009, 8, 1) + timedelta(days=n)) for n in range(31)}
    assert days == {None, *(date(2009, 8, day) for day in (10, 17, 24, 31))}


@pytest.mark.parametrize(
    ("step", "last"),
    [
        (Step(7, repeat_every=7, repeat_at_most=2), date(2009, 7, 31)),
        (Step(7, repeat_every=7, repeat_at_most=0), date(2009, 7, 17)),
        (Step(1, "working", repeat_every=1, repeat_at_most=3), date(2009, 7, 15)),
        (Step(0, weekday=4, repeat_at_most=1), date(2009, 7, 17)),
    ],
)
def test_a_step_ends_after_its_last_repetition(step, last):
    assert day_of(step) == last


@pytest.mark.parametrize(
    ("due_on", "days"),
    [
        (date.min, [date.min, date.min, date(2009, 12, 28)]),
        (date.max, [None, None, None]),
    ],
)
def test_a_mistyped_year_is_borne(due_on, days):
    ladder = (Step(-30), Step(-30, "working"), Step(7, repeat_every=7))
    assert [day_of(step, due_on) for step in ladder] == days


def test_29_february_is_a_day_as_others():
    due_on = date(2008, 2, 29)
    today = date(2008, 12, 31)
    assert step_day(Step(-1), due_on, today, {}) == date(2008, 2, 28)
    assert step_day(Step(1), due_on, today, {}) == date(2008, 3, 1)
    assert step_day(Step(366), due_on, date(2009, 12, 31), {}) == date(2009, 3, 1)


def test_every_usual_step_is_addressed_to_an_audience_of_its_subject():
    assert [one for one in DEFAULT_STEPS if one.audience not in AUDIENCES[one.subject]] == []


steps = st.builds(
    Step,
    offset=st.integers(0, 40),
    days=st.sampled_from(["calendar", "working"]),
    repeat_every=st.none() | st.integers(1, 30),
    repeat_at_most=st.none() | st.integers(0, 10),
) | st.builds(
    Step,
    offset=st.integers(-40, 40),
    days=st.sampled_from(["calendar", "working"]),
    weekday=st.integers(0, 4),
    repeat_at_most=st.none() | st.integers(0, 10),
)


@given(steps, st.dates(date(2008, 1, 1), date(2010, 12, 31)), st.integers(-60, 200))
def test_day_after_day_the_step_never_goes_back_nor_ahead_of_today(step, due_on, ahead):
    today = due_on + timedelta(days=ahead)
    before = step_day(step, due_on, today - timedelta(days=1), CALENDAR)
    day = step_day(step, due_on, today, CALENDAR)
    assert day is None or day <= today
    assert before is None or (day is not None and before <= day)
    if day and day != before:
        assert day == today  # a step comes on its day, neither earlier nor later
    if day and step.weekday is not None:
        assert day.weekday() == step.weekday
    elif day and step.days == "working" and step.offset:
        assert is_working(day, CALENDAR)
