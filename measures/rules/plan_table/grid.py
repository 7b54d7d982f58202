"""A table as a plain grid: every position holds the cell that covers it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

MAX_ROWS = 10_000
MAX_COLUMNS = 200
MAX_POSITIONS = 400_000
MAX_TABLES = 1000


@dataclass(frozen=True)
class Cell:
    """`row` and `column` count from 1, as people do; a merged cell covers `rows` × `columns`."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Line:
    """A line of text outside the tables; `prominent`: bold, centred or styled as a heading."""

    text: str
    prominent: bool = False


@dataclass(frozen=True)
class Table:
    """`rows[i][j]` is the cell that covers row i + 1, column j + 1; merged cells repeat.

    `before` and `after`: the lines between this table and its neighbours in the file.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    before: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def anchored(self, index: int) -> tuple[Cell, ...]:
        """Cells with a text whose first row is this one."""
        return tuple(c for c in dict.fromkeys(self.rows[index]) if c.row == index + 1 and c.text)


class TooLarge(ValueError):
    """More rows or columns than any plan has."""


def build(name: str, cells: Iterable[Cell]) -> Table:
    """Lays the cells out; where two overlap, the earlier one stays. Raises TooLarge."""
    placed: dict[tuple[int, int], Cell] = {}
    covered = 0
    for cell in cells:
        covered += cell.rows * cell.columns
        _check_size(cell.row + cell.rows - 1, cell.column + cell.columns - 1, covered)
        for place in _covered(cell):
            placed.setdefault(place, cell)
    height = max((row for row, _ in placed), default=0)
    width = max((column for _, column in placed), default=0)
    _check_size(height, width, height * width)
    return Table(name, tuple(_row(placed, row, width) for row in range(1, height + 1)))


def laid_out(blocks: Iterable[Table | Line]) -> list[Table]:
    """The tables of a file in order, each with the lines between it and its neighbours.

    Raises TooLarge where the tables together cover more than one may, while laying them out.
    """
    found: list[Table] = []
    covered = 0
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block)
            continue
        covered += sum(map(len, block.rows))
        if covered > MAX_POSITIONS or len(found) >= MAX_TABLES:
            raise TooLarge
        found.append(replace(block, before=tuple(lines)))
        lines = []
    return _with_lines_after(found, tuple(lines))


def _with_lines_after(tables: list[Table], after: tuple[Line, ...]) -> list[Table]:
    for at in range(len(tables) - 1, -1, -1):
        tables[at] = replace(tables[at], after=after)
        after = tables[at].before or after  # a table inside another stands between no lines
    return tables


def _check_size(row: int, column: int, covered: int) -> None:
    if row > MAX_ROWS or column > MAX_COLUMNS or covered > MAX_POSITIONS:
        raise TooLarge


def _covered(cell: Cell) -> Iterator[tuple[int, int]]:
    for row in range(cell.row, cell.row + cell.rows):
        for column in range(cell.column, cell.column + cell.columns):
            yield row, column


def _row(placed: dict[tuple[int, int], Cell], row: int, width: int) -> tuple[Cell, ...]:
    return tuple(placed.get((row, j)) or Cell("", row, j) for j in range(1, width + 1))
