"""Figures as official papers write them."""

from decimal import Decimal

import pytest
from django.utils import translation

from planner.templatetags.figures import figure


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("67386.000", "67\u00a0386"),
        ("2003.000", "2003"),
        ("-4786.000", "\u22124786"),
        ("-1234567.500", "\u22121\u00a0234\u00a0567,5"),
        ("0.000", "0"),
        ("100.000", "100"),
        ("0.125", "0,125"),
    ],
)
def test_thousands_are_set_apart_and_zeros_dropped(value: str, shown: str) -> None:
    with translation.override("ru"):
        assert figure(Decimal(value)) == shown


def test_english_has_a_decimal_point() -> None:
    with translation.override("en"):
        assert figure(Decimal("0.125")) == "0.125"
