"""Deadlines: what they mean, what noise they bear, and that they are written as they are read."""

import json
import sys
from collections import Counter
from datetime import date

import pytest
from deadline_noises import NOISES
from deadline_phrases import PHRASES
from hypothesis import example, given
from hypothesis import strategies as st

from measures.rules.deadlines import (
    WARNINGS,
    Continuous,
    EachPeriod,
    EachYear,
    Kind,
    Mark,
    Once,
    PlanDates,
    Point,
    Spec,
    Term,
    Unit,
    from_json,
    read,
    to_json,
    write,
)

PLAN = PlanDates(date(2008, 1, 1), date(2010, 12, 31), date(2007, 11, 28))
ROWS = [(language, *row[:3], row[3] if row[3:] else ()) for language in PHRASES
        for row in PHRASES[language]]  # fmt: skip
READ = [row[1] for row in ROWS if row[2] is not Kind.UNDECIDED]


@pytest.mark.parametrize(("language", "phrase", "kind", "due", "warnings"), ROWS)
def test_a_phrase_means_what_the_table_says(language, phrase, kind, due, warnings):
    reading = read(phrase, PLAN)
    assert (reading.kind, reading.due, reading.language, reading.warnings) == (
        kind, due, language, warnings,
    )  # fmt: skip


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
@pytest.mark.parametrize("phrase", READ)
def test_what_is_written_reads_the_same(phrase, language):
    reading = read(phrase, PLAN)
    again = read(write(reading, language), PLAN)
    assert (again.kind, again.due, again.spec) == (reading.kind, reading.due, reading.spec)


def test_an_undecided_phrase_is_written_as_it_stands():
    assert write(read("до 1 июля", PLAN), "kk") == "до 1 июля"


def test_shares_of_the_table(capsys):
    outcomes = Counter(_outcome(phrase, kind, due) for _, phrase, kind, due, _ in ROWS)
    total = len(ROWS)
    shares = [f"{count} {name} ({count / total:.0%})" for name, count in outcomes.items()]
    with capsys.disabled():
        sys.stdout.write(f"\n{total} phrases: {', '.join(shares)}\n")
    assert outcomes["wrong"] == 0


def _outcome(phrase: str, kind: Kind, due: tuple[date, ...]) -> str:
    reading = read(phrase, PLAN)
    if reading.kind is Kind.UNDECIDED:
        return "undecided"
    return "read" if (reading.kind, reading.due) == (kind, due) else "wrong"


# --- noise ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("noise", NOISES)
@pytest.mark.parametrize("language", ["ru", "kk"])
def test_noise_does_not_change_the_meaning(language, noise):
    phrases = [row[0] for row in PHRASES[language] if row[1] not in (Kind.EVENT, Kind.UNDECIDED)]
    noisy = {phrase: read(NOISES[noise](phrase), PLAN).spec for phrase in phrases}
    assert noisy == {phrase: read(phrase, PLAN).spec for phrase in phrases}


@given(st.text() | st.text(alphabet="0123456789.,-–/() IVXхгlП№*¹\u00ad\n"))
@example("5" * 5000)
@example("в течение 366 лет")
@example("с с с с с 2009")
@example("\u00ad-\n")
def test_no_text_is_too_strange(text):
    reading = read(text, PLAN)
    assert reading.phrase == text
    assert set(reading.warnings) <= set(WARNINGS)
    assert json.loads(json.dumps(reading.as_json())) == reading.as_json()


WORDS = sorted({word for phrase in READ for word in phrase.split()})


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8))
def test_shuffled_words_are_dated_or_refused(words):
    reading = read(" ".join(words), PLAN)
    dated = reading.kind in (Kind.ONCE, Kind.RECURRING)
    assert reading.due == (tuple(sorted(set(reading.due))) if dated else ())
    assert (reading.spec is None) == (reading.kind is Kind.UNDECIDED)


# --- writing -------------------------------------------------------------------------------------

years = st.integers(2008, 2010)
days = st.builds(Mark, st.just(Unit.DAY), st.integers(1, 12), st.integers(1, 28))
parts = st.one_of(
    st.builds(Mark, st.just(Unit.MONTH), st.integers(1, 12)),
    st.builds(Mark, st.just(Unit.QUARTER), st.integers(1, 4)),
    st.builds(Mark, st.just(Unit.HALF), st.integers(1, 2)),
)
points = st.builds(Point, years, days | parts | st.just(Mark(Unit.YEAR)))
bounds = st.sampled_from([(None, None), (date(2009, 1, 1), None), (date(2008, 7, 1), None),
                          (date(2009, 1, 1), date(2010, 12, 31)),
                          (date(2008, 4, 1), date(2009, 9, 30))])  # fmt: skip
units = st.sampled_from([Unit.MONTH, Unit.QUARTER, Unit.HALF, Unit.YEAR])


@st.composite
def each_period(draw: st.DrawFn) -> EachPeriod:
    unit, (since, until) = draw(units), draw(bounds)
    after = draw(st.booleans())
    month = draw(st.integers(0 if not after else 1, unit.months))
    day = draw(st.integers(1, 28) | st.just(31)) if month else 0
    days_after = draw(st.integers(1, 30)) if not month else 0
    return EachPeriod(unit, month, day, after, days_after, since, until)


@st.composite
def each_year(draw: st.DrawFn) -> EachYear:
    since, until = draw(bounds)
    marks = draw(st.lists(days, min_size=1, max_size=4, unique=True) | st.tuples(parts))
    reports_on = draw(st.sampled_from([None, Unit.YEAR]))
    if reports_on:  # days of the next year out of order may be days of two years: never read
        marks = sorted(marks, key=lambda mark: (mark.number, mark.day))
    return EachYear(tuple(marks), reports_on, since, until)


specs = st.one_of(
    st.builds(Once, st.lists(points, min_size=1, max_size=3).map(tuple)),
    each_period(),
    each_year(),
    st.just(Continuous()),
    st.builds(Term, st.integers(1, 24),
              st.sampled_from([Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR])),
    st.builds(Term, st.integers(0, 30), st.just(Unit.DAY), st.just(False),
              st.just("подписания соглашения")),
)  # fmt: skip


@given(specs, st.sampled_from(["ru", "kk", "en"]))
def test_any_meaning_can_be_written_and_read_back(spec: Spec, language: str):
    assert read(write(spec, language), PLAN).spec == spec


@given(specs)
def test_a_meaning_survives_json(spec: Spec):
    assert from_json(json.loads(json.dumps(to_json(spec)))) == spec


# --- the plan ------------------------------------------------------------------------------------


def test_the_half_year_before_the_plan_is_not_owed():
    plan = PlanDates(date(2008, 1, 1), date(2008, 12, 31), None)
    due = read("ежегодно, к 10 января и 10 июля, по итогам полугодия", plan).due
    assert due == (date(2008, 7, 10), date(2009, 1, 10))


def test_a_term_needs_the_approval_date():
    reading = read("в месячный срок", PlanDates(PLAN.starts_on, PLAN.ends_on, None))
    assert (reading.kind, reading.spec, reading.warnings) == (
        Kind.UNDECIDED, None, ("no_approval_date",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("approved_on", "due"),
    [(date(2008, 1, 31), date(2008, 2, 29)), (date(2008, 11, 30), date(2008, 12, 30)),
     (date(2009, 1, 31), date(2009, 2, 28)), (date(2008, 12, 15), date(2009, 1, 15))],
)  # fmt: skip
def test_a_month_ends_on_the_matching_day_or_the_months_last(approved_on, due):
    plan = PlanDates(PLAN.starts_on, PLAN.ends_on, approved_on)
    assert read("в месячный срок", plan).due == (due,)


def test_dates_outside_the_plan_are_kept_and_flagged():
    reading = read("до 1 июля 2011 года", PLAN)
    assert (reading.due, reading.warnings) == ((date(2011, 7, 1),), ("outside_plan",))


def test_a_plan_that_cuts_a_period_is_flagged():
    plan = PlanDates(date(2008, 2, 15), date(2008, 12, 31), None)
    reading = read("ежеквартально, к 5 числу месяца, следующего за отчётным кварталом", plan)
    assert (reading.due[0], reading.warnings) == (date(2008, 4, 5), ("partial_period",))


def test_json_has_the_five_keys():
    assert read("до 1 июля 2009 года", PLAN).as_json() == {
        "phrase": "до 1 июля 2009 года",
        "kind": "once",
        "due": ["2009-07-01"],
        "language": "ru",
        "warnings": [],
    }
