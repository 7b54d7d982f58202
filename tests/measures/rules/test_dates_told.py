"""From the date of the act to the date in force, step by step."""

from datetime import date

import pytest

from measures.rules.dates_told import Move, Step, Stood, effective_steps, moves_told

SUNDAY = date(2009, 7, 12)
JULY, AUGUST, SEPTEMBER = date(2009, 7, 10), date(2009, 8, 10), date(2009, 9, 10)


def steps(written_on: date, rule: str, role: str = "lead", kind: str = "once") -> list[Step]:
    return effective_steps(
        written_on, rule=rule, role=role, kind=kind, lead_days=5, calendar={}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("next", [Step("day_off_next", date(2009, 7, 13))]),
        ("previous", [Step("day_off_previous", date(2009, 7, 10))]),
        ("flag", [Step("day_off_flag", SUNDAY)]),
    ],
)
def test_a_day_off_is_told_with_the_plans_rule(rule: str, told: list[Step]) -> None:
    assert (steps(SUNDAY, rule), steps(JULY, rule)) == (told, [])


def test_a_co_executors_day_is_counted_from_the_effective_one() -> None:
    assert steps(SUNDAY, "next", "co") == [
        Step("day_off_next", date(2009, 7, 13)),
        Step("co_executor", date(2009, 7, 6)),
    ]


def test_a_quarterly_report_has_no_earlier_day_for_co_executors() -> None:
    assert steps(JULY, "next", "co", "continuous") == []


def stood(*dates: date | None, state: str = "open") -> list[Stood]:
    """One version a month from January on."""
    sinces = [date(2009, month, 1) for month in range(1, len(dates) + 1)]
    untils = [*sinces[1:], None]
    return [
        Stood(since, until, day, state)
        for since, until, day in zip(sinces, untils, dates, strict=True)
    ]


def test_moves_come_in_the_order_in_which_they_follow_each_other() -> None:
    first = Move(date(2009, 2, 1), JULY, AUGUST, "extension", act="№ 1")
    then = Move(date(2009, 2, 1), AUGUST, SEPTEMBER, "plan")
    assert moves_told([then, first], stood(JULY, SEPTEMBER)) == [first, then]


def test_a_change_that_nobody_told_of_is_seen_between_two_versions() -> None:
    known = Move(date(2009, 3, 1), AUGUST, SEPTEMBER, "extension")
    unknown = Move(date(2009, 3, 1), JULY, AUGUST)
    assert moves_told([known], stood(None, JULY, AUGUST, SEPTEMBER)) == [unknown, known]


def test_what_is_owed_again_begins_anew() -> None:
    old = Move(date(2009, 1, 15), JULY, AUGUST, "extension")
    withdrawn = Stood(date(2009, 2, 1), date(2009, 3, 1), AUGUST, "withdrawn")
    versions = [
        Stood(date(2009, 1, 1), date(2009, 2, 1), AUGUST, "open"),
        withdrawn,
        Stood(date(2009, 3, 1), None, SEPTEMBER, "open"),
    ]
    assert moves_told([old], versions) == []


def test_nothing_moved_tells_nothing() -> None:
    assert moves_told([], stood(JULY, JULY)) == []
