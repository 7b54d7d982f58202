"""The plan as comma-separated values: the rows of the workbook, as an office's Excel reads them.

What is merged there stands in the first of its cells here. No cell becomes a formula.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import chain

from measures.exporting.content import Heading, Line, PlanContent
from measures.rules.csv_cells import BOM, harmless


def draw(content: PlanContent) -> bytes:
    text = io.StringIO()
    table = csv.writer(text, delimiter=";")
    for row in _rows(content):
        filled = [*row, *[""] * (content.width - len(row))]
        table.writerow([harmless(cell) for cell in filled])
    return (BOM + text.getvalue()).encode()


def _rows(content: PlanContent) -> Iterator[Sequence[str]]:
    yield from ([text] for text in (content.title, *content.notes))
    yield list(chain.from_iterable(_over(one) for one in content.headings))
    yield list(chain.from_iterable(one.split or ("",) for one in content.headings))
    yield [str(number + 1) for number in range(content.width)]
    yield from (_cells(line) for line in content.lines)


def _over(heading: Heading) -> list[str]:
    return [heading.text, *[""] * (heading.width - 1)]


def _cells(line: Line) -> Sequence[str]:
    return [line.section] if line.section else line.cells
