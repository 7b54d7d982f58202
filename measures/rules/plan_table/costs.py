"""The costs' cell: amounts by year and by source, or words that stand for no amount.

A decimal comma or point; spaces part the thousands. What could be read in two ways is not read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from measures.rules.deadlines.noise import clean, fold

MOST_DIGITS = Decimal(10**11)  # the column of the database: 14 digits, 3 of them decimals
LONGEST_SOURCE = 200
LONGEST_TEXT = 2000


class UnreadableCost(ValueError):
    """The text says an amount that cannot be told for sure."""


@dataclass(frozen=True)
class Amount:
    """Million tenge; year None: not split by years."""

    planned: Decimal
    year: int | None = None
    source: str = ""


@dataclass(frozen=True)
class Costs:
    """`said_total` is the total beside amounts by year; `words` say how it is paid without sums."""

    amounts: tuple[Amount, ...] = ()
    said_total: Decimal | None = None
    words: str = ""


_NOTHING = re.compile(
    r"не требу|не предусм|без (финансов|затрат)|талап етилме|кажет етилме|кажет емес|"
    r"карастырылма|not required|none|no cost|не нужн"
)
_WITHIN = re.compile(
    r"в пределах|за счет|шегинде|есебинен|within|средств|каражат|предусмотрен|бюджет|budget|грант|"
    r"grant"
)
_NUMBER = r"\d{1,3}(?:[ ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_UNIT = (
    r"(?P<unit>(?:млн|млрд|тыс|миллион\w*|миллиард\w*|тысяч\w*|мың|million|billion|thousand|bn|mln)"
    r"\.?)?\s*(?:тенге|тг|теңге|tenge|kzt)?\.?"
)
_SOURCE = r"(?:\s*\((?P<source>(?:[^()]|\([^()]*\))*)\))?"
_YEAR = r"(?:в\s+|на\s+|in\s+)?(?P<year>(?:199|20\d)\d)"
_YEAR_WORD = r"\s*(?:годы|году|года|год|гг?\.?|жылғы|жылы|жылға|жылдар\w*|жыл|ж\.)"
_ITEM = re.compile(
    rf"{_YEAR}(?:(?:{_YEAR_WORD})\s*[-:=,]?\s*|\s*[-:=]\s*)(?P<of_year>{_NUMBER})(?![\d])\s*{_UNIT}{_SOURCE}",
    re.IGNORECASE,
)
_PAYER = (
    r"(?:[^\W\d_][^\d;,:=()-]*?)?(?:бюджет\w*|\b[РМОГ]Б\b|средств\w*|грант\w*|займ\w*|қаражат\w*"
    r"|budget|funds?\b|grants?\b)[^\d;,:=()-]{0,40}?"
)
_SOURCED = re.compile(
    rf"(?:{_YEAR}(?:{_YEAR_WORD})?\s*[-:=,]?\s*)?(?P<payer>{_PAYER})\s*[-:=]\s*"
    rf"(?P<of_source>{_NUMBER})(?!\d)\s*{_UNIT}",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:всего|итого|общая сумма|барлығы|жиыны|total)\s*[-:=]?\s*"
    rf"(?P<total>{_NUMBER})(?!\d)\s*{_UNIT}{_SOURCE}",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"(?P<alone>{_NUMBER})(?!\d)\s*{_UNIT}{_SOURCE}", re.IGNORECASE)
_SPAN = rf"(?:199|20\d)\d\s*-\s*(?:199|20\d)\d{_YEAR_WORD}\s*[-:]?"
_LINK = re.compile(
    rf"[\s;,.:]+|{_SPAN}|по годам|-\s(?=[^\d])"
    r"|(?:в том числе|из них|оның ішінде|соның ішінде|of which|including)"
    r"(?:\s*(?:по годам|жылдар бойынша|by years?))?",
    re.IGNORECASE,
)
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_BARE_YEAR = re.compile(r"(?:199|20\d)\d")


def read_costs(
    text: str, unit: Decimal = Decimal(1), year: int | None = None, *, clear: bool = False
) -> Costs:
    """Reads one cell; `unit` is what the heading counts in, `year` the year its column is for.

    `clear`: the column holds sums alone, so that "2010" there is no year.

    Raises UnreadableCost; the message is the piece of the cell that is not understood.
    """
    if len(text) > LONGEST_TEXT:
        raise UnreadableCost(text[:60])
    told = " ".join(_DASHES.sub("-", text).replace("\u00a0", " ").replace("\u202f", " ").split())
    if not told.strip(" -.,;xх×"):
        return Costs()
    plainly = fold(clean(told))
    if not re.search(r"\d", told):
        return _without_sums(told, plainly)
    if _WITHIN.search(plainly) and all(map(_BARE_YEAR.fullmatch, re.findall(r"\d+", told))):
        return Costs(words=told)
    costs = _gather(list(_items(told, unit, alone_is_clear=clear or year is not None)), year)
    _check_distinct(costs, told)
    return costs


def _without_sums(told: str, plainly: str) -> Costs:
    if _NOTHING.search(plainly):
        return Costs()
    if _WITHIN.search(plainly):
        return Costs(words=told)
    raise UnreadableCost(told)


def _items(told: str, unit: Decimal, *, alone_is_clear: bool) -> Iterator[tuple[str, Amount]]:
    at = 0
    while at < len(told):
        if link := _LINK.match(told, at):
            at = link.end()
            continue
        patterns = (_ITEM, _TOTAL, _SOURCED, _ALONE)
        found = next((hit for pattern in patterns if (hit := pattern.match(told, at))), None)
        if found is None:
            raise UnreadableCost(told[at : at + 60])
        yield _amount(found, unit, alone_is_clear)
        at = found.end()


def _amount(found: re.Match[str], unit: Decimal, alone_is_clear: bool) -> tuple[str, Amount]:
    parts = found.groupdict()
    kind = next(key for key in ("of_year", "of_source", "total", "alone") if parts.get(key))
    if not (kind == "alone" and alone_is_clear) and _BARE_YEAR.fullmatch(parts[kind]):
        raise UnreadableCost(found[0])
    planned = _in_millions(parts[kind], parts["unit"], unit, found[0])
    source = " ".join((parts.get("source") or parts.get("payer") or "").split())
    if len(source) > LONGEST_SOURCE:
        raise UnreadableCost(source[:60])
    year = parts.get("year")
    return kind, Amount(planned, int(year) if year else None, source)


def _in_millions(digits: str, said: str | None, unit: Decimal, whole: str) -> Decimal:
    number = Decimal(digits.replace(" ", "").replace(",", "."))
    planned = number * (_said_unit(said) if said else unit)
    if planned >= MOST_DIGITS or planned.quantize(Decimal("0.001")) != planned:
        raise UnreadableCost(whole)
    return planned.quantize(Decimal("0.001"))


def _said_unit(said: str) -> Decimal:
    word = said.lower()
    if word.startswith(("тыс", "мың", "thou")):
        return Decimal("0.001")
    return Decimal(1000) if word.startswith(("млрд", "миллиард", "b")) else Decimal(1)


def _gather(items: list[tuple[str, Amount]], year: int | None) -> Costs:
    """A total beside amounts by year checks them; alone, it is the cost."""
    if year is not None:
        return _of_year([amount for _, amount in items], year)
    by_year = [amount for _, amount in items if amount.year]
    rest = [amount for _, amount in items if not amount.year]
    if by_year and any(kind == "of_source" for kind, amount in items if not amount.year):
        raise UnreadableCost("; ".join(amount.source for amount in rest))  # of which year?
    if by_year and len(rest) == 1 and not rest[0].source:
        return Costs(tuple(by_year), said_total=rest[0].planned)
    return Costs(tuple(by_year + rest))


def _of_year(amounts: list[Amount], year: int) -> Costs:
    if any(amount.year not in (None, year) for amount in amounts):
        raise UnreadableCost(str(year))
    return Costs(tuple(Amount(a.planned, year, a.source) for a in amounts))


def _check_distinct(costs: Costs, told: str) -> None:
    """One amount for a year and a source: which of two counts would have to be guessed."""
    places = [(amount.year, amount.source) for amount in costs.amounts]
    if len(set(places)) != len(places):
        raise UnreadableCost(told)
