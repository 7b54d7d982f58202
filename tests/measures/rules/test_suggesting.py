"""What a person would most likely set for a phrase that gives no dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.rules.deadlines import PlanDates, write
from measures.rules.deadlines.suggesting import MOST, REASONS, Suggestion, suggestions

PLAN = PlanDates(date(2008, 1, 1), date(2010, 12, 31), date(2007, 11, 28))
UNDATED = PlanDates(date(2008, 1, 1), date(2010, 12, 31), None)


def told(phrase: str, plan: PlanDates = PLAN) -> list[tuple[str, list[str]]]:
    found = suggestions(phrase, plan, {})
    return [(one.reason, [day.isoformat() for day in one.dates]) for one in found]


@pytest.mark.parametrize("phrase", ["до 1 июля", "1 шілдеге дейін", "before 1 July"])
def test_a_day_without_a_year_may_be_that_of_each_year_or_of_all(phrase: str) -> None:
    assert told(phrase) == [
        ("in_year", ["2008-07-01"]),
        ("in_year", ["2009-07-01"]),
        ("in_year", ["2010-07-01"]),
        ("every_year", ["2008-07-01", "2009-07-01", "2010-07-01"]),
    ]


@pytest.mark.parametrize("phrase", ["декабрь", "IV квартал", "желтоқсан", "до конца года"])
def test_a_month_or_a_quarter_ends_on_its_last_day(phrase: str) -> None:
    assert told(phrase)[0] == ("in_year", ["2008-12-31"])
    assert told(phrase)[-1] == ("every_year", ["2008-12-31", "2009-12-31", "2010-12-31"])


def test_a_year_that_lies_before_the_plan_is_not_suggested() -> None:
    late = PlanDates(date(2007, 11, 28), date(2009, 6, 30), None)
    assert told("до 1 июля", late) == [("in_year", ["2008-07-01"])]


def test_two_years_may_be_meant_where_the_order_of_months_runs_back() -> None:
    assert told("декабрь, июнь 2009 года")[:2] == [
        ("in_year", ["2008-12-31", "2009-06-30"]),
        ("in_year", ["2009-06-30", "2009-12-31"]),
    ]


@pytest.mark.parametrize("phrase", ["15 числа", "айдың 15-күніне"])
def test_a_day_of_no_month_is_of_every_month_or_follows_the_quarter(phrase: str) -> None:
    year = PlanDates(date(2009, 1, 1), date(2009, 12, 31), None)
    every, after = told(phrase, year)
    assert (every[0], len(every[1]), every[1][:2]) == (
        "every_month",
        12,
        ["2009-01-15", "2009-02-15"],
    )
    assert after == ("after_period", ["2009-04-15", "2009-07-15", "2009-10-15", "2010-01-15"])


def test_a_day_beside_a_period_is_that_of_the_month_after_it() -> None:
    assert told("каждое полугодие до 15 числа", PlanDates(*PLAN_OF_2009)) == [
        ("after_period", ["2009-07-15", "2010-01-15"])
    ]


PLAN_OF_2009 = (date(2009, 1, 1), date(2009, 12, 31), None)


@pytest.mark.parametrize("phrase", ["30 февраля 2009 года", "2009 жылғы 30 ақпан"])
def test_a_day_that_no_month_has_becomes_its_last(phrase: str) -> None:
    assert told(phrase) == [("last_day", ["2009-02-28"])]


def test_a_beginning_alone_lasts_until_the_plan_ends() -> None:
    assert told("с 2008 года") == [("plan_end", ["2010-12-31"])]


def test_each_part_of_a_mixed_phrase_is_read_and_quoted() -> None:
    found = suggestions("в месячный срок, до 1 июля 2009 года", PLAN)
    assert [(one.part, one.dates) for one in found] == [
        ("в месячный срок", (date(2007, 12, 28),)),
        ("до 1 июля 2009 года", (date(2009, 7, 1),)),
        ("", (date(2007, 12, 28), date(2009, 7, 1))),
    ]


def test_what_is_always_done_leaves_the_date_beside_it() -> None:
    assert told("до 1 июля 2009 года, постоянно") == [("part", ["2009-07-01"])]


def test_parts_that_contradict_each_other_are_told_one_by_one() -> None:
    assert [dates[-1] for reason, dates in told("ежегодно, 2009 год") if reason == "part"] == [
        "2010-12-31",
        "2009-12-31",
    ]


def test_a_term_from_an_act_without_a_date_asks_for_the_date() -> None:
    asks = [Suggestion("approval_date")]
    assert list(suggestions("в месячный срок", UNDATED)) == asks
    assert list(suggestions("в течение 10 рабочих дней", UNDATED, {})) == asks


@pytest.mark.parametrize("phrase", ["в течение 10 рабочих дней", "10 жұмыс күні ішінде"])
def test_working_days_are_counted_from_the_approval_by_the_calendar(phrase: str) -> None:
    calendar = {date(2007, 12, 3): "holiday", date(2007, 12, 1): "working"}
    without, within = (suggestions(phrase, PLAN, days) for days in ({}, calendar))
    longer = suggestions(phrase, PLAN, {date(2007, 12, 3): "holiday"})
    assert [one.dates for found in (without, within, longer) for one in found] == [
        (date(2007, 12, 12),),
        (date(2007, 12, 12),),
        (date(2007, 12, 13),),
    ]


def test_working_days_are_not_counted_without_a_calendar() -> None:
    assert suggestions("в течение 10 рабочих дней", PLAN) == ()


@pytest.mark.parametrize(
    "phrase",
    [
        "срок установлен в пункте 5",
        "срок установлен в постановлении, 1 июля 2009 года",
        "согласно графику",
        "осенью",
        "",
        "постоянно",
        "после принятия закона",
        "до 1 июля " * 60,
    ],
)
def test_nothing_is_suggested_where_the_text_tells_nothing(phrase: str) -> None:
    assert told(phrase) == []


def test_a_phrase_that_can_be_read_by_now_is_suggested_as_read() -> None:
    assert told("в месячный срок") == [("as_read", ["2007-12-28"])]


def test_a_suggestion_is_written_out_in_the_readers_language() -> None:
    spec = suggestions("декабрь", PLAN)[1].spec
    assert [write(spec, code) for code in ("ru", "kk", "en") if spec] == [
        "декабрь 2009 года",
        "2009 жылғы желтоқсан",
        "December 2009",
    ]


WORDS = (
    "до к 1 15 31 30 июля февраля декабрь числа 2009 9999 года год ежегодно ежеквартально и , ; "
    "постоянно в течение 10 рабочих дней месячный срок по итогам полугодия с жыл сайын шілдеге "
    "дейін тоқсан every year July the working days within осенью далее 99999999"
)
PHRASES = st.lists(st.sampled_from(sorted(set(WORDS.split()))), max_size=9).map(" ".join) | st.text(
    max_size=40
)
DAYS = st.dates()


@given(PHRASES, DAYS, st.integers(0, 4000), st.none() | DAYS)
def test_it_never_raises_and_stays_near_the_plan(
    phrase: str, starts_on: date, length: int, approved_on: date | None
) -> None:
    ends_on = date.fromordinal(min(starts_on.toordinal() + length, date.max.toordinal()))
    found = suggestions(phrase, PlanDates(starts_on, ends_on, approved_on), {})
    year = timedelta(days=365).days
    first, last = starts_on.toordinal() - year, ends_on.toordinal() + year
    assert len(found) <= MOST
    assert {one.reason for one in found} <= REASONS.keys()
    assert [day for one in found for day in one.dates if not first <= day.toordinal() <= last] == []
