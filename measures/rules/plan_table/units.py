"""What the costs are counted in, as the headings say: thousands, millions or billions of tenge."""

import re
from collections.abc import Iterable
from decimal import Decimal

from measures.rules.deadlines.noise import clean, fold

from .meanings import meaning
from .wording import BILLION, THOUSAND, Column

MILLION = re.compile(r"млн|миллион|million|\bmln\b")
_TENGE = re.compile(r"тенге|tenge|\bтг\b|\bkzt\b")
_LONGEST_ALONE = 40  # «(тыс. тенге)» on a line of its own


def unit_of(headings: Iterable[str], above: Iterable[str]) -> frozenset[Decimal]:
    """How many million tenge one unit is; several answers where the headings disagree.

    `above`: lines over the table, which count only where the headings themselves are silent.
    """
    costs = [fold(clean(text)) for text in headings if _of_costs(text)]
    return _said(costs) or _said([fold(clean(text)) for text in above if _stands_alone(text)])


def _of_costs(text: str) -> bool:
    """A heading of costs, or one of their columns that says what it is counted in."""
    key = meaning(text)
    return key == Column.COSTS or bool(key != Column.MEASURE and _TENGE.search(fold(clean(text))))


def _stands_alone(text: str) -> bool:
    return len(text.strip()) <= _LONGEST_ALONE and bool(_TENGE.search(fold(clean(text))))


def _said(texts: Iterable[str]) -> frozenset[Decimal]:
    told = set()
    for text in texts:
        if THOUSAND.search(text):
            told.add(Decimal("0.001"))
        elif BILLION.search(text):
            told.add(Decimal(1000))
        elif MILLION.search(text):
            told.add(Decimal(1))
    return frozenset(told)
