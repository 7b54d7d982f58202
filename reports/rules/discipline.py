"""Who keeps the dates best: a ranking with the counts behind its shares."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from measures.rules.discipline import Discipline

# A share of one or two reports says nothing of a body: such are shown, and take no place.
FEW: Final = 3


def ranked(found: Mapping[str, Discipline]) -> list[tuple[int | None, str, Discipline]]:
    """(place, code, counts): best share first, those that are alike share a place.

    By the exact share, not by its whole per cents; alike, more reports stand first, then the code
    decides. Last and without a place: bodies of whose reports fewer than FEW can be judged.

    >>> [(place, code) for place, code, _ in ranked({
    ...     "a": Discipline(due=4, in_time=3, late=1), "b": Discipline(due=8, in_time=6, out=2),
    ...     "c": Discipline(due=3, in_time=3), "d": Discipline(due=1, in_time=1)})]
    [(1, 'c'), (2, 'b'), (2, 'a'), (None, 'd')]
    """
    rows = sorted(found.items(), key=lambda row: _order(*row))
    shares = [_share(one) for _, one in rows]
    return [
        (None if share is None else shares.index(share) + 1, code, one)
        for share, (code, one) in zip(shares, rows, strict=True)
    ]


def _share(one: Discipline) -> Fraction | None:
    return Fraction(one.in_time, one.judged) if one.judged >= FEW else None


def _order(code: str, one: Discipline) -> tuple[bool, Fraction, int, str]:
    share = _share(one)
    return share is None, -(share or Fraction(0)), -one.judged, code
