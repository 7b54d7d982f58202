from datetime import date

import pytest

from measures.rules.quarters import Quarter, quarters_between


@pytest.mark.parametrize(
    ("label", "starts_on", "ends_on"),
    [
        ("2009Q1", date(2009, 1, 1), date(2009, 3, 31)),
        ("2009Q2", date(2009, 4, 1), date(2009, 6, 30)),
        ("2009Q3", date(2009, 7, 1), date(2009, 9, 30)),
        ("2008Q4", date(2008, 10, 1), date(2008, 12, 31)),
    ],
)
def test_a_label_names_the_first_and_the_last_day(
    label: str, starts_on: date, ends_on: date
) -> None:
    quarter = Quarter.parse(label)
    assert (quarter.starts_on, quarter.ends_on, quarter.label) == (starts_on, ends_on, label)
    assert [Quarter.of(starts_on), Quarter.of(ends_on)] == [quarter, quarter]


@pytest.mark.parametrize("label", ["2009", "2009Q5", "2009Q0", "Q2 2009", "", "2009Q22"])
def test_anything_else_is_refused_with_the_right_way_to_write_it(label: str) -> None:
    with pytest.raises(ValueError, match="2009Q2"):
        Quarter.parse(label)


def test_reports_fall_due_in_the_month_after_the_quarter() -> None:
    assert Quarter(2009, 2).report_day(5) == date(2009, 7, 5)
    assert Quarter(2009, 4).report_day(20) == date(2010, 1, 20)


def test_reporting_windows_follow_each_other_without_a_gap() -> None:
    windows = [Quarter(2009, number).reporting_window(5) for number in (1, 2, 3, 4)]
    assert windows == [
        (date(2009, 1, 6), date(2009, 4, 5)),
        (date(2009, 4, 6), date(2009, 7, 5)),
        (date(2009, 7, 6), date(2009, 10, 5)),
        (date(2009, 10, 6), date(2010, 1, 5)),
    ]


def test_quarters_of_a_period_are_those_with_a_day_in_it() -> None:
    labels = [quarter.label for quarter in quarters_between(date(2008, 12, 31), date(2009, 4, 1))]
    assert labels == ["2008Q4", "2009Q1", "2009Q2"]
    assert list(quarters_between(date(2009, 4, 1), date(2009, 3, 1))) == []
