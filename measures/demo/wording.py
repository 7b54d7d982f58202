"""Names of periods and figures for reports: pure functions on plain values."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple
from zlib import crc32

from measures.rules.deadlines import Unit

Base = str | float
Recipe = Mapping[str, tuple[Base, float, float]]

_ROMAN = ("I", "II", "III", "IV")
_RU_MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_KK_MONTHS = (
    "қаңтарда", "ақпанда", "наурызда", "сәуірде", "мамырда", "маусымда",
    "шілдеде", "тамызда", "қыркүйекте", "қазанда", "қарашада", "желтоқсанда",
)  # fmt: skip
_RU = {
    Unit.QUARTER: "{roman} квартал {year} года",
    Unit.HALF: "{roman} полугодие {year} года",
    Unit.YEAR: "{year} год",
}
_KK = {
    Unit.QUARTER: "{year} жылғы {roman} тоқсанда",
    Unit.HALF: "{year} жылдың {roman} жартыжылдығында",
    Unit.YEAR: "{year} жылы",
}


class Period(NamedTuple):
    """The n-th month, quarter or half of a year; a year has number 1."""

    unit: Unit
    year: int
    number: int


def chance(*words: object) -> int:
    """A whole number that looks random and is the same in every run."""
    return crc32("|".join(map(str, words)).encode())


def period_reported(occurrence: str, unit: str) -> Period | None:
    """What a report is about: "2009Q2"; the period that ends on an ISO day, or the last before it.

    `unit` is a unit of deadlines, "this_year" for the year of the day, or "none".
    """
    if unit == "none":
        return None
    if "Q" in occurrence:
        return Period(Unit.QUARTER, int(occurrence[:4]), int(occurrence[-1]))
    day = date.fromisoformat(occurrence)
    if unit == "this_year":
        return Period(Unit.YEAR, day.year, 1)
    return _last_finished(day + timedelta(days=1), Unit(unit))


def _last_finished(day: date, unit: Unit) -> Period:
    """The period of that length which ended before `day`."""
    first = (day.month - 1) // unit.months
    if first == 0:
        return Period(unit, day.year - 1, 12 // unit.months)
    return Period(unit, day.year, first)


def name_of(period: Period, language: str) -> str:
    """After «за» in Russian, "in" a period in Kazakh: «II квартал 2009 года»."""
    if period.unit is Unit.MONTH:
        month = (_KK_MONTHS if language == "kk" else _RU_MONTHS)[period.number - 1]
        return f"{period.year} жылғы {month}" if language == "kk" else f"{month} {period.year} года"
    names = _KK if language == "kk" else _RU
    return names[period.unit].format(roman=_ROMAN[period.number - 1], year=period.year)


def figures(recipe: Recipe, known: Mapping[str, float], *seed: object) -> dict[str, int]:
    """Each figure from another one, a column of the region, or a number: base × factor ± share.

    >>> figures({"came": (100, 0.5, 0.0), "housed": ("came", 0.8, 0.0)}, {})
    {'came': 50, 'housed': 40}
    """
    found: dict[str, float] = {}
    for name, (base, factor, share) in recipe.items():
        start = found.get(base, known.get(base, 0)) if isinstance(base, str) else base
        swing = chance(name, *seed) % 2001 / 1000 - 1
        found[name] = round(start * factor * (1 + share * swing))
    return {name: int(value) for name, value in found.items()}


class Amount(int):
    """A figure in a text: "{came}" groups its digits, "{came:семья|семьи|семей}" adds a noun.

    >>> f"{Amount(21):семья|семьи|семей}, {Amount(12):семья|семьи|семей}"
    '21 семья, 12 семей'
    """

    def __format__(self, nouns: str) -> str:
        grouped = int.__format__(self, ",").replace(",", "\u00a0")  # does not break in a line
        return f"{grouped} {nouns.split('|')[self._form()]}" if nouns else grouped

    def _form(self) -> int:
        """Russian: 1, 21 → 0; 2–4, 22–24 → 1; the rest, and 11–14 → 2."""
        if self % 100 in range(11, 15):
            return 2
        return 0 if self % 10 == 1 else 1 if self % 10 in (2, 3, 4) else 2
