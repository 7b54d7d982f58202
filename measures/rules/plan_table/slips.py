"""What stands in the wrong column: a deadline among the executors, executors as a deadline.

Nothing is moved: where the measure's own deadline is plain it is read and the other is told of,
everything else is for a person to put right.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from measures.rules.deadlines import Kind, PlanDates, Reading, read

from .cells import Cells
from .executors import read_executors
from .findings import Finding
from .names import Names
from .wording import Column, squeeze

LONGEST_DEADLINE = 500  # what the database holds
_MARKS = re.compile(r"[⁰¹²³⁴-⁹]+|(?<=\w)\*+(?=\s|$)")
_ELSEWHERE = (Column.FORM, Column.EXECUTORS, Column.COSTS, Column.SOURCE)
_READ_WITHOUT = (Column.FORM, Column.SOURCE)  # a measure can do without these

# Findings that name a cell as holding another column's text, and those that only repeat it.
MISPLACED = frozenset({"deadline_elsewhere", "deadline_instead", "swapped_cells"})
ECHOES = frozenset({"unknown_executor", "unreadable_cost", "deadline_instead"})


def without_marks(text: str) -> str:
    """A phrase without the raised numbers and asterisks that point to a note."""
    return _MARKS.sub("", text)


def read_deadline(text: str, dates: PlanDates) -> Reading:
    """Of a text too long for any deadline the beginning: it is an error of its own."""
    return read(text[:LONGEST_DEADLINE], dates)


def is_deadline(text: str, dates: PlanDates) -> bool:
    """Words that the deadlines' grammar reads without a doubt of what they are."""
    if len(text) > LONGEST_DEADLINE or not any(letter.isalpha() for letter in text):
        return False
    return read(text, dates).kind in (Kind.ONCE, Kind.RECURRING, Kind.CONTINUOUS)


def phrase_facts(reading: Reading) -> dict[str, str]:
    return {"phrase": " ".join(reading.phrase.split()), "reasons": ",".join(reading.warnings)}


@dataclass(frozen=True)
class Slips:
    """The deadline's cell of one measure, and the cells that a deadline may have slipped into."""

    cells: Cells
    reading: Reading
    dates: PlanDates
    names: Names

    def found(self) -> Iterator[Finding]:
        if not self.cells.of(Column.DEADLINE):
            yield from self._nothing_there()
        elif self.reading.kind == Kind.UNDECIDED:
            yield from self._not_a_date()
        else:
            yield from self._besides()

    def _strays(self) -> list[tuple[Column, str]]:
        """Columns whose cell reads as a deadline, with the phrase."""
        texts = ((column, without_marks(self.cells.text(column))) for column in _ELSEWHERE)
        return [(column, text) for column, text in texts if is_deadline(text, self.dates)]

    def _nothing_there(self) -> Iterator[Finding]:
        strays = self._strays()
        for column, text in strays:
            yield self._finding("deadline_elsewhere", column, text)
        if not strays:
            yield Finding("no_deadline", *self.cells.place(Column.DEADLINE))

    def _not_a_date(self) -> Iterator[Finding]:
        place = self.cells.place(Column.DEADLINE)
        facts = phrase_facts(self.reading)
        strays = self._strays()
        if strays:
            column, other = strays[0]
            yield Finding("swapped_cells", *place, {**facts, "field": column.value, "other": other})
        elif self._names_bodies():
            yield Finding("executors_in_deadline", *place, facts)
        else:
            yield Finding("undecided_deadline", *place, facts)

    def _names_bodies(self) -> bool:
        named = read_executors(self.reading.phrase[:LONGEST_DEADLINE], self.names).named
        return bool(named) and all(one.body for one in named)

    def _besides(self) -> Iterator[Finding]:
        """The measure has its deadline: another one in the wrong place is told of."""
        for column, text in self._strays():
            code = "deadline_twice" if column in _READ_WITHOUT else "deadline_instead"
            yield self._finding(code, column, text)

    def _finding(self, code: str, column: Column, text: str) -> Finding:
        own = " ".join(self.reading.phrase.split())
        same = "yes" if own and squeeze(own) == squeeze(text) else ""
        facts = {"phrase": " ".join(text.split()), "field": column.value, "own": own, "same": same}
        return Finding(code, *self.cells.place(column), facts)
