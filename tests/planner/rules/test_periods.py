"""The periods that a plan is reported on."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from measures.rules.rounds import windows
from planner.models import CadenceKind
from planner.rules.periods import (
    DAY,
    Cadence,
    Fault,
    Named,
    OwnPeriod,
    Period,
    Stretch,
    faults,
    named,
    over,
    periods,
)

STARTS, ENDS = date(2008, 1, 1), date(2010, 12, 31)
CALENDAR = [Cadence.MONTH, Cadence.QUARTER, Cadence.HALF, Cadence.YEAR]


def of(*stretches: Stretch, ends: date = ENDS) -> list[Period]:
    return list(periods(stretches, STARTS, ends))


def labels(*stretches: Stretch, ends: date = ENDS) -> list[str]:
    return [one.label for one in of(*stretches, ends=ends)]


@pytest.mark.parametrize(
    ("label", "first", "last"),
    [
        ("2009M07", date(2009, 7, 1), date(2009, 7, 31)),
        ("2009M12", date(2009, 12, 1), date(2009, 12, 31)),
        ("2008M02", date(2008, 2, 1), date(2008, 2, 29)),
        ("2009Q2", date(2009, 4, 1), date(2009, 6, 30)),
        ("2009H1", date(2009, 1, 1), date(2009, 6, 30)),
        ("2009H2", date(2009, 7, 1), date(2009, 12, 31)),
        ("2009", date(2009, 1, 1), date(2009, 12, 31)),
    ],
)
def test_a_label_names_its_days(label: str, first: date, last: date) -> None:
    found = named(label)
    assert found is not None
    assert (found.starts_on, found.ends_on, found.label) == (first, last, label)


@pytest.mark.parametrize(
    "label", ["2009Q5", "2009M13", "2009M7", "2009H3", "0000", "Q2 2009", "", "зима", "2009 "]
)
def test_any_other_text_names_no_period_of_the_calendar(label: str) -> None:
    assert named(label) is None


@given(st.sampled_from(CALENDAR), st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_every_day_lies_in_the_period_that_is_named_after_it(cadence: Cadence, day: date) -> None:
    one = Named.of(cadence, day)
    assert one.starts_on <= day <= one.ends_on
    assert named(one.label) == one


@pytest.mark.parametrize(
    ("cadence", "found"),
    [
        (Cadence.MONTH, ["2008M01", "2008M02", "2008M03"]),
        (Cadence.QUARTER, ["2008Q1", "2008Q2", "2008Q3"]),
        (Cadence.HALF, ["2008H1", "2008H2", "2009H1"]),
        (Cadence.YEAR, ["2008", "2009", "2010"]),
    ],
)
def test_each_cadence_has_its_periods(cadence: Cadence, found: list[str]) -> None:
    assert labels(Stretch(STARTS, cadence))[:3] == found


@pytest.mark.parametrize(
    ("cadence", "executors", "coordinator"),
    [
        (Cadence.MONTH, date(2008, 2, 10), date(2008, 2, 25)),
        (Cadence.QUARTER, date(2008, 4, 10), date(2008, 4, 25)),
        (Cadence.HALF, date(2008, 7, 10), date(2008, 7, 25)),
        (Cadence.YEAR, date(2009, 1, 10), date(2009, 1, 25)),
    ],
)
def test_reports_are_due_in_the_month_after(
    cadence: Cadence, executors: date, coordinator: date
) -> None:
    first = of(Stretch(STARTS, cadence, 10, 25))[0]
    assert (first.executors_due_on, first.coordinator_due_on) == (executors, coordinator)


def test_the_coordinating_body_never_reports_before_the_executors() -> None:
    first = of(Stretch(STARTS, Cadence.QUARTER, 20, 5))[0]
    assert first.coordinator_due_on == first.executors_due_on == date(2008, 4, 20)


def test_a_plan_that_begins_and_ends_within_periods_has_them_whole() -> None:
    found = list(periods([Stretch(STARTS, Cadence.HALF)], date(2008, 5, 15), date(2009, 2, 1)))
    assert [(one.label, one.starts_on, one.ends_on) for one in found] == [
        ("2008H1", date(2008, 1, 1), date(2008, 6, 30)),
        ("2008H2", date(2008, 7, 1), date(2008, 12, 31)),
        ("2009H1", date(2009, 1, 1), date(2009, 6, 30)),
    ]


def test_a_cadence_holds_from_its_day_on_and_what_was_before_stays() -> None:
    found = labels(Stretch(STARTS), Stretch(date(2009, 7, 1), Cadence.HALF))
    assert found == [
        "2008Q1", "2008Q2", "2008Q3", "2008Q4", "2009Q1", "2009Q2", "2009H2", "2010H1", "2010H2",
    ]  # fmt: skip


def test_what_of_a_period_lies_before_the_new_cadence_belongs_to_the_one_before() -> None:
    found = of(Stretch(STARTS), Stretch(date(2009, 4, 1), Cadence.YEAR))
    assert (found[4].label, found[5].label) == ("2009Q1", "2009")
    assert (found[5].starts_on, found[5].ends_on) == (date(2009, 4, 1), date(2009, 12, 31))


OWN = (
    OwnPeriod("к заседанию", date(2008, 5, 10), date(2008, 5, 15), date(2008, 5, 20)),
    OwnPeriod("к сессии", date(2008, 11, 30), date(2008, 12, 5), date(2008, 12, 5)),
)


def test_own_periods_follow_each_other() -> None:
    found = of(Stretch(STARTS, Cadence.OWN, own=OWN))
    assert [(one.label, one.starts_on, one.ends_on) for one in found] == [
        ("к заседанию", STARTS, date(2008, 5, 10)),
        ("к сессии", date(2008, 5, 11), date(2008, 11, 30)),
    ]


def test_after_own_periods_the_calendar_goes_on_where_they_end() -> None:
    found = of(Stretch(STARTS, Cadence.OWN, own=OWN), Stretch(date(2008, 12, 1), Cadence.QUARTER))
    assert (found[2].label, found[2].starts_on) == ("2008Q4", date(2008, 12, 1))


def test_a_stretch_is_written_and_read_again() -> None:
    one = Stretch(STARTS, Cadence.OWN, 7, 21, OWN)
    assert Stretch.read(one.written()) == one


def test_a_period_that_is_over_is_reported_until_the_executors_day() -> None:
    found = of(Stretch(STARTS))
    days = [date(2008, 3, 31), date(2008, 4, 1), date(2008, 4, 5), date(2008, 4, 6)]
    assert [[one.label for one in over(found, day)] for day in days] == [
        [], ["2008Q1"], ["2008Q1"], [],
    ]  # fmt: skip


def test_the_choices_of_a_plan_are_the_cadences() -> None:
    assert set(CadenceKind.values) == {one.value for one in Cadence}


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, []),
        ({"label": ""}, [Fault(1, "label_missing", "label")]),
        ({"label": "x" * 21}, [Fault(1, "label_long", "label")]),
        ({"label": "2009q2"}, [Fault(1, "label_of_calendar", "label")]),
        ({"label": "к заседанию"}, [Fault(1, "label_twice", "label")]),
        ({"label": "2008Q4 old"}, [Fault(1, "label_twice", "label")]),
        ({"ends_on": date(2008, 5, 11)}, [Fault(1, "too_short", "ends_on")]),
        (
            {"executors_due_on": date(2008, 11, 30)},
            [Fault(1, "executors_early", "executors_due_on")],
        ),
        (
            {"coordinator_due_on": date(2008, 12, 4)},
            [Fault(1, "coordinator_early", "coordinator_due_on")],
        ),
    ],
)
def test_what_keeps_own_periods_from_being_used_is_named(
    changed: dict[str, object], found: list[Fault]
) -> None:
    own = (OWN[0], OWN[1]._replace(**changed))  # type: ignore[arg-type]
    assert faults(own, STARTS, ["2008Q4 old"]) == found


def test_executors_report_for_one_period_after_the_other() -> None:
    late = OWN[0]._replace(executors_due_on=date(2008, 12, 5), coordinator_due_on=date(2009, 1, 1))
    assert faults((late, OWN[1]), STARTS) == [Fault(1, "executors_order", "executors_due_on")]


@st.composite
def own_periods(draw: st.DrawFn, since: date) -> tuple[OwnPeriod, ...]:
    """Sound ones: faults finds nothing."""
    found: list[OwnPeriod] = []
    begins, reported = since, since
    for at in range(draw(st.integers(1, 5))):
        ends = begins + timedelta(days=draw(st.integers(1, 200)))
        executors = max(ends, reported) + timedelta(days=draw(st.integers(1, 40)))
        coordinator = executors + timedelta(days=draw(st.integers(0, 30)))
        found.append(OwnPeriod(f"{since} {at}", ends, executors, coordinator))
        begins, reported = ends + DAY, executors
    return tuple(found)


@st.composite
def stretches(draw: st.DrawFn) -> list[Stretch]:
    """As a plan comes by them: each begins where a period of the one before ended, and its first
    period is reported on after that."""
    made: list[Stretch] = []
    since = STARTS
    for _at in range(draw(st.integers(1, 4))):
        cadence = draw(st.sampled_from(list(Cadence)))
        own = draw(own_periods(since)) if cadence == Cadence.OWN else ()
        days = st.integers(1, 28)
        made.append(Stretch(since, cadence, draw(days), draw(days), own))
        found = [one for one in of(*made) if one.ends_on >= since]
        if not found:
            break
        since = draw(st.sampled_from(found)).ends_on + DAY
        if since > ENDS:
            break
    return made


def in_order(found: list[Period]) -> bool:
    return all(a.executors_due_on < b.executors_due_on for a, b in pairwise(found))


@given(stretches())
def test_periods_follow_each_other_without_a_gap(made: list[Stretch]) -> None:
    found = of(*made)
    assert all(a.ends_on + DAY == b.starts_on for a, b in pairwise(found))
    assert len({one.label for one in found}) == len(found)


@given(stretches())
def test_dates_of_a_period_are_in_order(made: list[Stretch]) -> None:
    assert all(
        one.starts_on <= one.ends_on < one.executors_due_on <= one.coordinator_due_on
        for one in of(*made)
    )


@given(stretches())
def test_every_day_of_reports_belongs_to_one_window(made: list[Stretch]) -> None:
    """Whatever the cadence, and however often it changed."""
    found = of(*made)
    assume(in_order(found))  # services.cadence refuses own dates that reach over the next ones
    told = list(windows(found, plan_starts_on=STARTS))
    first, last = STARTS.toordinal(), found[-1].executors_due_on.toordinal()
    counts = {
        sum(one.covers(date.fromordinal(day)) for one in told) for day in range(first, last + 1)
    }
    assert counts == {1}
    assert not any(one.covers(date.fromordinal(last + 1)) for one in told)


@given(st.sampled_from(CALENDAR), st.integers(1, 28), st.integers(1, 28))
def test_periods_of_the_calendar_are_always_reported_in_order(
    cadence: Cadence, first: int, second: int
) -> None:
    changed = of(
        Stretch(STARTS, Cadence.QUARTER, first), Stretch(date(2009, 7, 1), cadence, second)
    )
    assert in_order(changed)
