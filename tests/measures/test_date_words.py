"""Periods said in words."""

import pytest
from django.utils import translation

from measures.date_words import period_words


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("2009Q2", "quarter II of 2009"),
        ("2009H1", "half-year I of 2009"),
        ("2009", "year 2009"),
        ("2009M07", "July 2009"),
        ("к сессии", "к сессии"),
        ("", ""),
    ],
)
def test_a_label_is_said_as_people_say_it(label: str, words: str) -> None:
    with translation.override("en"):
        assert period_words(label) == words


@pytest.mark.parametrize(("language", "month"), [("ru", "июль"), ("kk", "шілде")])
def test_a_month_is_small_within_a_sentence(language: str, month: str) -> None:
    with translation.override(language):
        assert month in period_words("2009M07")
