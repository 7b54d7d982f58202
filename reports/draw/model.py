"""What a drawn report is made of, in one language and before any file format."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from measures.pictures import Picture
from reports.draw.narrative import Chapter


class Kind(StrEnum):
    """What a column holds: str or list[Paragraph], int, date, Decimal (tenge in millions, percent).

    A Decimal is written with as many digits after its point as it has.
    """

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    MONEY = "money"
    SHARE = "share"


@dataclass(frozen=True)
class Paragraph:
    """A piece of a cell or a chapter; `heading` stands out, `item` is one of a list, `language` is
    that of the text."""

    text: str
    language: str
    heading: bool = False
    item: bool = False


Cell = str | int | date | Decimal | Sequence[Paragraph] | None


@dataclass(frozen=True)
class Column:
    """`width` is a share of the table's width, relative to its other columns."""

    title: str
    width: float
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Table:
    """`empty` is said in its place when there are no rows; `total` is a last row in bold."""

    code: str
    title: str
    columns: tuple[Column, ...]
    rows: list[tuple[Cell, ...]]
    empty: str
    note: str = ""
    total: tuple[Cell, ...] | None = None


@dataclass(frozen=True)
class Section:
    """A chapter of words; `authors` says in a line who wrote them, "" for nobody known."""

    code: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    authors: str = ""


@dataclass(frozen=True)
class Outline:
    """`approval` lines stand at the top of the title page, `imprint` at the foot of every page.

    Paper takes `tables` upright and `wide_tables` across; a spreadsheet `sheets`, the site `pages`.
    `pictures` follow the summary on paper and on the site, then come the `sections`,
    which the site shows as `narrative`, paragraph by paragraph. `brief`: a list or two of a cut,
    with the title above them, across the page, and no contents.
    """

    language: str
    title: str
    subtitle: str
    approval: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    warning: str
    summary_title: str
    summary: tuple[str, ...]
    pictures: tuple[Picture, ...]
    tables: tuple[Table, ...]
    wide_tables: tuple[Table, ...]
    sheets: tuple[Table, ...]
    pages: tuple[Table, ...]
    imprint: str
    page_of: str
    author: str
    made_at: datetime
    sections: tuple[Section, ...] = ()
    narrative: tuple[Chapter, ...] = ()
    brief: bool = False
