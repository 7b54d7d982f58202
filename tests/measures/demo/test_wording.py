"""Periods and figures of composed reports."""

import pytest

from measures.demo.wording import Amount, figures, name_of, period_reported


@pytest.mark.parametrize(
    ("occurrence", "unit", "ru", "kk"),
    [
        ("2009-06-30", "quarter", "II квартал 2009 года", "2009 жылғы II тоқсанда"),
        ("2009-07-05", "quarter", "II квартал 2009 года", "2009 жылғы II тоқсанда"),
        ("2009Q1", "quarter", "I квартал 2009 года", "2009 жылғы I тоқсанда"),
        ("2009-01-10", "half", "II полугодие 2008 года", "2008 жылдың II жартыжылдығында"),
        ("2008-12-31", "half", "II полугодие 2008 года", "2008 жылдың II жартыжылдығында"),
        ("2009-02-01", "year", "2008 год", "2008 жылы"),
        ("2009-06-01", "this_year", "2009 год", "2009 жылы"),
        ("2009-01-10", "month", "декабрь 2008 года", "2008 жылғы желтоқсанда"),
    ],
)
def test_a_report_names_the_period_that_has_ended(
    occurrence: str, unit: str, ru: str, kk: str
) -> None:
    period = period_reported(occurrence, unit)
    assert period is not None
    assert (name_of(period, "ru"), name_of(period, "kk")) == (ru, kk)


def test_a_measure_with_one_date_names_no_period() -> None:
    assert period_reported("2009-07-01", "none") is None


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "1 семья"),
        (3, "3 семьи"),
        (11, "11 семей"),
        (21, "21 семья"),
        (1240, "1\u00a0240 семей"),
    ],
)
def test_a_noun_agrees_with_its_number(number: int, written: str) -> None:
    assert f"{Amount(number):семья|семьи|семей}" == written


def test_figures_follow_from_one_another() -> None:
    recipe = {"came": ("families", 0.5, 0.0), "housed": ("came", 0.8, 0.0), "fairs": (3, 1, 0.0)}
    assert figures(recipe, {"families": 1000}, "2.3") == {"came": 500, "housed": 400, "fairs": 3}


def test_figures_vary_by_region_and_stay_the_same_in_every_run() -> None:
    recipe = {"came": ("families", 1, 0.1)}
    found = [figures(recipe, {"families": 1000}, region)["came"] for region in ("a", "b", "a")]
    assert found[0] == found[2] != found[1]
    assert all(900 <= came <= 1100 for came in found)
