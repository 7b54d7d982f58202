"""A quarter's progress as a spreadsheet holds it: which column is which, and what each row says.

Columns are found by their headings, in whatever order and among whatever others. A row belongs to
the report that its key names; a row in which nothing was filled in is left alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from measures.rules.consolidation import LONGEST_TEXT
from measures.rules.typed import plain_text

ROWS_SEARCHED: Final = 30  # for the headings
LONGEST_NUMBER: Final = 60  # signs of a document's number
_KEY: Final = re.compile(r"R(\d{1,18})-(\d{1,9})")
_DAYS: Final = (
    (re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})(?: ?г\.?| ?ж\.?)?"), (3, 2, 1)),
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"), (1, 2, 3)),
)
ERRORS: Final = frozenset(
    ("#REF!", "#VALUE!", "#N/A", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#GETTING_DATA")
)


class Col(StrEnum):
    KEY = "key"
    NUMBER = "number"
    CLAIM = "claim"
    TEXT = "text"
    DOCUMENT_KIND = "document_kind"
    DOCUMENT_NUMBER = "document_number"
    DOCUMENT_ON = "document_on"


REQUIRED: Final = (Col.KEY, Col.CLAIM, Col.TEXT)
FILLED_IN: Final = (Col.CLAIM, Col.TEXT, Col.DOCUMENT_KIND, Col.DOCUMENT_NUMBER, Col.DOCUMENT_ON)


@dataclass(frozen=True)
class Fault:
    """What is wrong and where: `code` is stable, `facts` are what its words need."""

    code: str
    column: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "column": self.column, "facts": dict(self.facts)}


@dataclass(frozen=True)
class Vocabulary:
    """What the file may call things, `squeezed`, in every language → what is meant."""

    headings: Mapping[str, Col]
    claims: Mapping[str, str]
    kinds: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """Cells from the upper left corner; `joined`: those that are merged with one above or below;
    `broken`: those that show an error and no value. Places count from 0."""

    name: str
    rows: Sequence[Sequence[Any]]
    joined: frozenset[tuple[int, int]] = frozenset()
    broken: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Reading:
    """`row` counts from 1, as a spreadsheet does. `version` of the draft that the file was made
    with, 0 where there was none."""

    row: int
    obligation: int = 0
    version: int = 0
    number: str = ""
    claim: str = ""
    text: str = ""
    document_kind: str = ""
    document_number: str = ""
    document_on: date | None = None
    faults: tuple[Fault, ...] = ()

    def with_faults(self, *more: Fault) -> "Reading":
        return replace(self, faults=(*self.faults, *more))


@dataclass(frozen=True)
class Told:
    """`faults` of the whole table; `left_alone`: rows in which nothing was filled in."""

    readings: tuple[Reading, ...] = ()
    left_alone: int = 0
    faults: tuple[Fault, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


def squeezed(text: str) -> str:
    """As a heading or a choice is compared, however it was spaced and pointed.

    >>> squeezed(" Что  сделано*: ") == squeezed("что сделано")
    True
    """
    return " ".join(text.casefold().replace("ё", "е").replace("*", " ").split()).strip(" :.")


def key_of(obligation: int, version: int) -> str:
    """The letter keeps a spreadsheet from taking it for a date.

    >>> key_of(318, 2)
    'R318-2'
    """
    return f"R{obligation}-{version}"


def read(sheets: Sequence[Sheet], words: Vocabulary) -> Told:
    """Of the first sheet with headings of ours."""
    for sheet in sheets:
        for at, row in enumerate(sheet.rows[:ROWS_SEARCHED]):
            places = _places(row, words)
            if Col.KEY in {col for col, _place in places} and len(places) > 1:
                return _Table(sheet, at, places, words).told()
    return Told(faults=(Fault("no_headings"),))


def _places(row: Sequence[Any], words: Vocabulary) -> list[tuple[Col, int]]:
    named = (words.headings.get(squeezed(str(cell or ""))) for cell in row)
    return [(col, place) for place, col in enumerate(named) if col]


class _Table:
    def __init__(
        self, sheet: Sheet, heading: int, places: list[tuple[Col, int]], words: Vocabulary
    ) -> None:
        self.sheet, self.heading, self.words = sheet, heading, words
        self.places: dict[Col, int] = {}
        self.twice: list[Col] = []
        for col, place in places:
            if col in self.places:
                self.twice.append(col)
            self.places.setdefault(col, place)
        row = sheet.rows[heading]
        self.labels = {col.value: str(row[place]).strip() for col, place in self.places.items()}

    def told(self) -> Told:
        missing = [Fault("column_missing", col) for col in REQUIRED if col not in self.places]
        twice = [Fault("column_twice", col) for col in self.twice]
        if missing or twice:
            return Told(faults=(*missing, *twice), labels=self.labels)
        readings, alone = [], 0
        for at in range(self.heading + 1, len(self.sheet.rows)):
            if self._is_filled(at):
                readings.append(self._reading(at))
            else:
                alone += any(cell not in ("", None) for cell in self.sheet.rows[at])
        return Told(tuple(_once(readings)), alone, labels=self.labels)

    def _cell(self, at: int, col: Col) -> Any:
        row, place = self.sheet.rows[at], self.places.get(col)
        found = row[place] if place is not None and place < len(row) else ""
        return found.strip() if isinstance(found, str) else found

    def _is_filled(self, at: int) -> bool:
        """Cells merged into one count in each of their rows: which is meant is not plain."""
        odd = self.sheet.joined | self.sheet.broken
        cols = [col for col in FILLED_IN if col in self.places]
        return any(
            self._cell(at, col) not in ("", None) or (at, self.places[col]) in odd for col in cols
        )

    def _reading(self, at: int) -> Reading:
        faults = [
            Fault(code, col, facts)
            for code, some, facts in (
                ("merged", self.sheet.joined, {}),
                ("broken_formula", self.sheet.broken, {"said": "#"}),
            )
            for col in (Col.KEY, *FILLED_IN)
            if (at, self.places.get(col, -1)) in some
        ]
        said: dict[str, Any] = {}
        for name, value in self._values(at):
            if isinstance(value, Fault):
                faults.append(value)
            else:
                said[name] = value
        obligation, version = said.pop("key", (0, 0))
        return Reading(at + 1, obligation, version, faults=tuple(faults), **said)

    def _values(self, at: int) -> Iterator[tuple[str, Any]]:
        yield "key", _key(self._cell(at, Col.KEY))
        number = _text(self._cell(at, Col.NUMBER), Col.NUMBER)
        yield "number", number if isinstance(number, str) else ""
        yield "claim", _choice(self._cell(at, Col.CLAIM), Col.CLAIM, self.words.claims)
        yield "text", _text(self._cell(at, Col.TEXT), Col.TEXT, LONGEST_TEXT)
        yield (
            "document_kind",
            _choice(self._cell(at, Col.DOCUMENT_KIND), Col.DOCUMENT_KIND, self.words.kinds),
        )
        number = self._cell(at, Col.DOCUMENT_NUMBER)
        yield "document_number", _text(number, Col.DOCUMENT_NUMBER, LONGEST_NUMBER)
        yield "document_on", _day(self._cell(at, Col.DOCUMENT_ON))


def _once(readings: list[Reading]) -> Iterator[Reading]:
    """Two rows with one key: which of them is meant?"""
    first: dict[int, int] = {}
    for one in readings:
        other = first.setdefault(one.obligation, one.row) if one.obligation else one.row
        twice = other != one.row
        yield one.with_faults(Fault("key_twice", Col.KEY, {"row": other})) if twice else one


def _key(value: Any) -> tuple[int, int] | Fault:
    text = _written(value)
    if not text:
        return Fault("key_missing", Col.KEY)
    found = _KEY.fullmatch(text.upper().replace("\u0420", "R"))  # typed with Russian letters
    if found is None:
        return Fault("key_wrong", Col.KEY, {"said": text[:40]})
    return int(found[1]), int(found[2])


def _choice(value: Any, col: Col, known: Mapping[str, str]) -> str | Fault:
    text = _written(value)
    if not text:
        return ""
    found = known.get(squeezed(text))
    return found if found is not None else Fault("not_a_choice", col, {"said": text[:60]})


def _text(value: Any, col: Col, most: int = LONGEST_TEXT) -> str | Fault:
    text = plain_text(_written(value)).strip()
    if text in ERRORS:
        return Fault("broken_formula", col, {"said": text})
    if len(text) > most:
        return Fault("too_long", col, {"most": most, "length": len(text)})
    return text


def _day(value: Any) -> date | Fault | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _written(value)
    if not text:
        return None
    if isinstance(value, int | float):
        return Fault("day_is_a_figure", Col.DOCUMENT_ON, {"said": text})
    for pattern, order in _DAYS:
        if found := pattern.fullmatch(text):
            try:
                return date(*(int(found[part]) for part in order))
            except ValueError:
                break
    return Fault("not_a_day", Col.DOCUMENT_ON, {"said": text[:40]})


def _written(value: Any) -> str:
    """As the cell shows it: whole numbers without a point, days as acts write them."""
    match value:
        case None | bool():
            return "" if value is None else str(value)
        case float():
            return f"{Decimal(repr(round(value, 9))).normalize():f}"
        case datetime() | date():
            return value.strftime("%d.%m.%Y")
    return str(value).strip()
