"""Kazakhstan's days off by the package, named in three languages."""

import re
from datetime import date

import holidays
import pytest

from agencies.rules.public_holidays import FIRST_YEAR, LAST_YEAR, known_between, known_days
from agencies.rules.working_days import is_working

YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
LATIN = re.compile("[A-Za-z]")


def test_every_day_off_of_the_package_is_one_here() -> None:
    told = holidays.country_holidays("KZ", years=YEARS)
    ours = {
        day for year in YEARS for day, known in known_days(year).items() if known.kind != "working"
    }
    assert ours == set(told)


def test_every_moved_working_day_of_the_package_is_one_here() -> None:
    told = holidays.country_holidays("KZ", years=YEARS).weekend_workdays
    ours = {
        day for year in YEARS for day, known in known_days(year).items() if known.kind == "working"
    }
    assert ours == told


def test_every_day_is_named_in_three_languages() -> None:
    names = {known.names for year in YEARS for known in known_days(year).values()}
    assert [one for one in names if not all(one) or LATIN.search(one.ru + one.kk)] == []
    assert [one.en for one in names if re.search("[а-яәіңғүұқөһ]", one.en)] == []


def test_a_holiday_on_a_weekend_gives_the_next_working_day_off() -> None:
    days = known_days(2009)
    assert [days[date(2009, 5, day)].names.en for day in (9, 11)] == [
        "Victory Day",
        "Day off in lieu: Victory Day",
    ]


@pytest.mark.parametrize(
    ("day", "works", "name"),
    [
        (date(2009, 12, 18), False, "Выходной, перенесенный с 20.12.2009"),
        (date(2009, 12, 20), True, "Рабочий день вместо 18.12.2009"),
        (date(2014, 1, 3), False, "Выходной, перенесенный с 28.12.2013"),
        (date(2013, 12, 28), True, "Рабочий день вместо 03.01.2014"),
    ],
)
def test_a_transfer_names_the_day_that_it_was_exchanged_for(
    day: date, works: bool, name: str
) -> None:
    days = known_days(day.year)
    assert is_working(day, known_between(day, day)) is works
    assert days[day].names.ru == name


def test_a_day_by_the_lunar_calendar_that_nobody_has_confirmed_says_so() -> None:
    assert known_days(2009)[date(2009, 11, 27)].names.en == "First day of Kurban Ait"
    names = known_days(2032)[date(2032, 3, 22)].names
    assert names.en == "Nauryz; First day of Kurban Ait (estimated date)"


def test_both_ends_of_a_span_belong_to_it() -> None:
    assert known_between(date(2009, 12, 17), date(2010, 1, 1)) == {
        date(2009, 12, 17): "holiday",
        date(2009, 12, 18): "holiday",
        date(2009, 12, 20): "working",
        date(2010, 1, 1): "holiday",
    }


@pytest.mark.parametrize("year", [1, FIRST_YEAR - 1, LAST_YEAR + 1, 9999])
def test_far_years_have_no_holidays_and_break_nothing(year: int) -> None:
    assert known_days(year) == {}
    assert known_between(date(year, 1, 1), date(year, 12, 31)) == {}
