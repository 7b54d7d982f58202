"""Numbers that Word counts by itself and does not write into the text."""

import re
from collections import defaultdict

from lxml import etree

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PLACE = re.compile(r"%(\d)")


def _w(name: str) -> str:
    return f"{{{WORD}}}{name}"


def _value(element: etree._Element | None) -> str:
    return element.get(_w("val"), "") if element is not None else ""


class Numbering:
    """Counts plain decimal lists as Word does; other lists give no number."""

    def __init__(self, part: etree._Element | None) -> None:
        self._levels = _levels(part) if part is not None else {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def of(self, paragraph: etree._Element) -> str:
        """«3. » for the third paragraph of its list, "" for a paragraph outside lists."""
        properties = paragraph.find(f"{_w('pPr')}/{_w('numPr')}")
        if properties is None:
            return ""
        name = _value(properties.find(_w("numId")))
        depth = _value(properties.find(_w("ilvl"))) or "0"
        levels = self._levels.get(name, {})
        if not depth.isdecimal() or int(depth[:2]) not in levels:
            return ""
        return self._next(name, int(depth[:2]), levels)

    def _next(self, name: str, depth: int, levels: dict[int, tuple[int, str]]) -> str:
        counts = self._counts[name]
        counts[depth] = counts.get(depth, levels[depth][0] - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]

        def count(found: re.Match[str]) -> str:
            level = int(found[1]) - 1
            return str(counts.get(level, levels.get(level, (1, ""))[0]))

        return _PLACE.sub(count, levels[depth][1]) + " "


def _levels(part: etree._Element) -> dict[str, dict[int, tuple[int, str]]]:
    """List → depth → (first number, pattern like "%1.%2."), decimal levels only."""
    abstract = {
        each.get(_w("abstractNumId"), ""): dict(_decimal(each))
        for each in part.iter(_w("abstractNum"))
    }
    return {
        each.get(_w("numId"), ""): abstract.get(_value(each.find(_w("abstractNumId"))), {})
        for each in part.iter(_w("num"))
    }


def _decimal(abstract: etree._Element) -> list[tuple[int, tuple[int, str]]]:
    found = []
    for level in abstract.iter(_w("lvl")):
        depth, first = level.get(_w("ilvl"), "0"), _value(level.find(_w("start"))) or "1"
        pattern = _value(level.find(_w("lvlText")))
        if (
            _value(level.find(_w("numFmt"))) == "decimal"
            and depth.isdecimal()
            and first.isdecimal()
        ):
            found.append((int(depth[:2]), (int(first[:6]), pattern)))
    return found
