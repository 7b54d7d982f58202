"""What a line of text between two tables is: a section's title, the next plan's, a note."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from measures.rules.deadlines.noise import clean, fold

from .amendments import is_amendment_note
from .grid import Line
from .wording import ABBREVIATIONS_ROW, NOTE_ROW, squeeze

LONGEST_TITLE = 250
LONGEST_READ = 2000  # letters; what a line is shows in its beginning

_OTHER_PLAN = re.compile(
    r"приложени|утвержд|\d*\s*-?\s*косымша|бекiт|бекит|план\b|annex|appendix|approved|action plan"
    r"|.{0,80}(ic|ис|iс)-?\s?шаралар(дын|ынын)? жоспары|.{0,40}план мероприятий"
)
_PASSED_OVER = re.compile(
    r"\W*|\d+|-\s*\d+\s*-|(продолжение|жалгасы|continued|continuation).{0,60}"
    r"|(таблица|кесте|table)\s*№?\s*\d+\.?|\(?\s*(в\s+)?(тыс|млн|млрд|миллион|мын)\S*\s*\w{0,10}\s*\)?"
)
_BY_NAME = (
    r"(?:раздел|глава|часть|болiм|болим|тарау|section|part|chapter)\s+[\divxiх]+\b"
    r"|[\divxiх]+\s*-?\s*(?:раздел|болiм|болим|тарау)|§\s*\d+"
)
_NAMED = re.compile(_BY_NAME)
_NUMBERED = re.compile(rf"{_BY_NAME}|(?:[ivxiх]+|\d+(?:\.\d+)*)\s*[.)]\s*\w|(?:\d+\.)+\d+\s+\w")


class LineKind(StrEnum):
    PASSED = "passed"  # a page number, «продолжение таблицы»
    SECTION = "section"
    OTHER_PLAN = "other_plan"
    NOTE = "note"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Between:
    """The lines between two tables, sorted by what they are."""

    sections: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    other_plan: bool = False


def kind_of(line: Line) -> LineKind:
    """Numbered, or short and set off as a title: a section. Nothing plain: unsure."""
    text = " ".join(line.text[:LONGEST_READ].split())
    plain = fold(clean(text))
    if _PASSED_OVER.fullmatch(plain):
        return LineKind.PASSED
    if NOTE_ROW.match(squeeze(text)) or ABBREVIATIONS_ROW.match(text) or is_amendment_note(text):
        return LineKind.NOTE
    if _OTHER_PLAN.match(plain):
        return LineKind.OTHER_PLAN
    short = len(text) <= LONGEST_TITLE and not text.endswith((";", ":", ","))
    title = short and (line.prominent or bool(_NUMBERED.match(plain)))
    return LineKind.SECTION if title else LineKind.UNSURE


def between(lines: Iterable[Line]) -> Between:
    """A note of the table above ends with the next title; its lines are no sections."""
    sections: list[str] = []
    unsure: list[str] = []
    in_note = other = False
    for line in lines:
        kind = kind_of(line)
        in_note = kind == LineKind.NOTE or (in_note and kind in (LineKind.UNSURE, LineKind.PASSED))
        other = other or kind == LineKind.OTHER_PLAN
        if kind == LineKind.SECTION:
            sections.append(line.text)
        elif kind == LineKind.UNSURE and not in_note:
            unsure.append(line.text)
    return Between(tuple(sections), tuple(unsure), other)


def leading_sections(lines: Iterable[Line], *, by_name: bool = False) -> tuple[str, ...]:
    """Numbered titles right above a plan's first table, where the plan's own title stands too.

    `by_name`: only those that say «раздел», since a plan's title may begin with a number.
    """
    pattern = _NAMED if by_name else _NUMBERED
    found: list[str] = []
    for line in lines:
        kind = kind_of(line)
        if kind == LineKind.SECTION and pattern.match(fold(clean(line.text[:LONGEST_READ]))):
            found.append(line.text)
        elif kind != LineKind.PASSED:
            found.clear()
    return tuple(found)
