"""Numbers that Word counts by itself and does not write into the text."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from measures.importing.readers.counting import WRITTEN, plain

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LONGEST = 100  # signs of a number; a pattern may repeat its places
DEEPEST_STYLE = 20  # styles that are based on each other
_PLACE = re.compile(r"%(\d)")


def _w(name: str) -> str:
    return f"{{{WORD}}}{name}"


def _value(element: etree._Element | None) -> str:
    return element.get(_w("val"), "") if element is not None else ""


@dataclass(frozen=True)
class Level:
    """`pattern` is like «%1.%2.»; `form` is Word's name of a way to write numbers."""

    first: int
    pattern: str
    form: str
    legal: bool = False  # the levels above are written in digits, whatever their own form


@dataclass(frozen=True)
class _List:
    """One use of a list: uses of one list count on, unless they begin anew."""

    counts_as: str
    levels: dict[int, Level]
    anew: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts lists as Word does: digits, Roman and letters, on several levels, by style too."""

    def __init__(self, part: etree._Element | None, styles: etree._Element | None = None) -> None:
        self._lists = dict(_lists(part)) if part is not None else {}
        self._styles = dict(_styles(styles)) if styles is not None else {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[str] = set()

    def of(self, paragraph: etree._Element) -> str:
        """«3. » for the third paragraph of its list, "" for a paragraph outside lists."""
        name, depth = self._place(paragraph)
        found = self._lists.get(name)
        if found is None or not depth.isdecimal() or int(depth[:2]) not in found.levels:
            return ""
        return self._next(name, found, int(depth[:2]))

    def _place(self, paragraph: etree._Element) -> tuple[str, str]:
        """The list and the depth that the paragraph names, or else its style."""
        own = paragraph.find(f"{_w('pPr')}/{_w('numPr')}")
        style = _value(paragraph.find(f"{_w('pPr')}/{_w('pStyle')}"))
        name, depth = _numbered(own)
        of_style, of_depth = self._of_style(style)
        return name or of_style, depth or (of_depth if not name else "") or "0"

    def _of_style(self, style: str) -> tuple[str, str]:
        for _ in range(DEEPEST_STYLE):
            name, depth, base = self._styles.get(style, ("", "", ""))
            if name or not base:
                return name, depth
            style = base
        return "", ""

    def _next(self, name: str, found: _List, depth: int) -> str:
        counts = self._counts[found.counts_as]
        if name not in self._begun:
            self._begun.add(name)
            for begun in found.anew:
                counts.pop(begun, None)
        level = found.levels[depth]
        first = found.anew.get(depth, level.first)
        counts[depth] = counts.get(depth, first - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        text = _written(level, found.levels, counts)
        return f"{text} " if text else ""


def _written(level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
    if level.form in ("bullet", "none"):
        return ""

    def count(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        other = levels.get(at, level)
        write = plain if level.legal else WRITTEN.get(other.form, plain)
        return write(counts.get(at, other.first))

    return _PLACE.sub(count, level.pattern)[:LONGEST]


def _numbered(properties: etree._Element | None) -> tuple[str, str]:
    if properties is None:
        return "", ""
    return _value(properties.find(_w("numId"))), _value(properties.find(_w("ilvl")))


def _styles(part: etree._Element) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Style → its list, depth, and the style that it is based on."""
    for style in part.iter(_w("style")):
        name, depth = _numbered(style.find(f"{_w('pPr')}/{_w('numPr')}"))
        yield style.get(_w("styleId"), ""), (name, depth, _value(style.find(_w("basedOn"))))


def _lists(part: etree._Element) -> Iterator[tuple[str, _List]]:
    abstract = {
        each.get(_w("abstractNumId"), ""): dict(_levels(each))
        for each in part.iter(_w("abstractNum"))
    }
    for each in part.iter(_w("num")):
        of = _value(each.find(_w("abstractNumId")))
        levels = {**abstract.get(of, {}), **dict(_levels(each))}
        yield each.get(_w("numId"), ""), _List(of, levels, dict(_anew(each)))


def _anew(use: etree._Element) -> Iterator[tuple[int, int]]:
    """The levels that begin anew in this use of the list, and their first numbers."""
    for override in use.iter(_w("lvlOverride")):
        depth, first = override.get(_w("ilvl"), ""), _value(override.find(_w("startOverride")))
        if depth.isdecimal() and first.isdecimal():
            yield int(depth[:2]), int(first[:6])


def _levels(element: etree._Element) -> Iterator[tuple[int, Level]]:
    for level in element.iter(_w("lvl")):
        depth, first = level.get(_w("ilvl"), "0"), _value(level.find(_w("start"))) or "1"
        if depth.isdecimal() and first.isdecimal():
            form = _value(level.find(_w("numFmt"))) or "decimal"
            pattern = _value(level.find(_w("lvlText")))
            legal = level.find(_w("isLgl")) is not None
            yield int(depth[:2]), Level(int(first[:6]), pattern, form, legal)
