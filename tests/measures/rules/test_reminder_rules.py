"""The ladder of reminders: which day counts, around months and 29 February."""

from collections import Counter
from datetime import date, timedelta

import pytest

from measures.rules.reminders import (
    MAX_ATTEMPTS,
    REPORTS,
    DefaultStep,
    latest,
    latest_step,
    wait_after,
)

OFFICER = [step for step in REPORTS if step.audience == "officer"]
HEAD = [step for step in REPORTS if step.audience == "head"]
COORDINATOR = [step for step in REPORTS if step.audience == "coordinator"]


@pytest.mark.parametrize(
    ("due_on", "today", "remind_on"),
    [
        (date(2009, 7, 10), date(2009, 6, 9), None),  # 31 days before: nothing yet
        (date(2009, 7, 10), date(2009, 6, 10), date(2009, 6, 10)),  # June has 30 days
        (date(2009, 7, 10), date(2009, 7, 3), date(2009, 7, 3)),
        (date(2009, 7, 10), date(2009, 7, 6), date(2009, 7, 3)),  # the 3rd was missed: made up
        (date(2009, 7, 10), date(2009, 7, 10), date(2009, 7, 10)),
        (date(2009, 7, 10), date(2009, 7, 11), date(2009, 7, 11)),
        (date(2009, 7, 10), date(2009, 7, 16), date(2009, 7, 13)),
        (date(2009, 7, 10), date(2009, 7, 17), date(2009, 7, 17)),
        (date(2009, 7, 10), date(2009, 7, 23), date(2009, 7, 17)),
        (date(2009, 7, 10), date(2009, 7, 24), date(2009, 7, 24)),  # weekly from then on
        (date(2009, 7, 10), date(2010, 7, 10), date(2010, 7, 9)),
        (date(2008, 2, 29), date(2008, 1, 30), date(2008, 1, 30)),  # 30 days before 29 February
        (date(2008, 2, 29), date(2008, 3, 1), date(2008, 3, 1)),
        (date(2008, 2, 29), date(2008, 3, 7), date(2008, 3, 7)),
        (date(2008, 3, 1), date(2008, 2, 29), date(2008, 2, 29)),  # the day before, leap year
        (date(2009, 3, 1), date(2009, 2, 28), date(2009, 2, 28)),  # and in a common year
        (date(2009, 1, 1), date(2008, 12, 31), date(2008, 12, 31)),
        (date(2008, 12, 31), date(2009, 1, 1), date(2009, 1, 1)),
    ],
)
def test_an_officer_is_reminded_for_the_latest_step_that_has_come(due_on, today, remind_on):
    assert latest_step(due_on, today, OFFICER, {}) == remind_on


@pytest.mark.parametrize(("steps", "first"), [(HEAD, 7), (COORDINATOR, 14)])
def test_heads_and_coordinators_hear_only_of_what_is_late_and_then_weekly(steps, first):
    due_on = date(2008, 2, 29)
    days = [
        latest_step(due_on, due_on + timedelta(days=late), steps, {}) for late in range(-40, 35)
    ]
    expected = {due_on + timedelta(days=late) for late in range(first, 35, 7)} | {None}
    assert set(days) == expected


def test_day_by_day_every_step_has_its_day_once():
    due_on = date(2009, 7, 10)
    days = [due_on + timedelta(days=offset) for offset in range(-40, 29)]
    reminded = Counter(latest_step(due_on, today, OFFICER, {}) for today in days)
    offsets = [(day - due_on).days for day in reminded if day]
    assert offsets == [-30, -14, -7, -3, -1, 0, 1, 3, 7, 14, 21, 28]


def test_no_steps_means_no_reminder():
    assert latest_step(date(2009, 7, 10), date(2009, 7, 10), [], {}) is None


def test_where_two_steps_meet_the_later_offset_is_named():
    weekly = DefaultStep("officer", 0, repeat_every=7)
    week = DefaultStep("officer", 7)
    found = latest(date(2009, 7, 10), date(2009, 7, 18), [week, weekly], {})
    assert found == (date(2009, 7, 17), week)


def test_waits_grow_and_end():
    waits = [wait_after(attempt, 0.5) for attempt in range(1, MAX_ATTEMPTS + 1)]
    assert MAX_ATTEMPTS == 8
    assert waits == [*(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720)), None]


def test_waits_are_spread_by_a_fifth():
    assert wait_after(1, 0) == timedelta(seconds=48)
    assert wait_after(1, 1) == timedelta(seconds=72)


def test_a_mistyped_year_stops_no_reminders() -> None:
    today = date(2009, 7, 6)
    told = [latest_step(day, today, REPORTS, {}) for day in (date.min, date.max)]
    assert told == [today, None]
