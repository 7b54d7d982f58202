"""All the costs of one measure, from one column or from a column for each year."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from measures.rules.deadlines import PlanDates

from .cells import Cells
from .costs import LONGEST_SOURCE, Amount, Costs, UnreadableCost, read_costs
from .findings import Finding
from .grid import Cell
from .meanings import Key, meaning
from .slips import without_marks
from .wording import Column

SHEET_OF_COSTS = (Column.COSTS, Column.UNSPLIT)


@dataclass(frozen=True)
class Money:
    amounts: tuple[Amount, ...]
    source: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Told:
    """What one cell says, and the column it counts for."""

    cell: Cell
    key: Key
    costs: Costs


def read_amounts(cells: Cells, dates: PlanDates) -> Money:
    """Amounts by year and source, the funding source, and what does not fit."""
    findings: list[Finding] = []
    told = [told for cell, key in _cost_cells(cells) if (told := _read(cells, cell, key, findings))]
    amounts, checks = _together(told)
    findings += checks
    findings += _doubts(told, amounts, dates)
    words = [told.costs.words for told in told if told.costs.words]
    source = "; ".join(dict.fromkeys([*words, *_source(cells, words)]))
    return Money(amounts, source, tuple(findings))


def _source(cells: Cells, words: list[str]) -> list[str]:
    text = cells.text(Column.SOURCE)
    return [text] if text and not any(text in said for said in words) else []


def _cost_cells(cells: Cells) -> Iterator[tuple[Cell, Key]]:
    """Each cell once. One that is merged over several years is not split by year."""
    keys: dict[Cell, list[Key]] = {}
    columns: list[Key] = [*SHEET_OF_COSTS, *cells.layout.years, Column.TOTAL]
    for key in columns:
        for cell in cells.of(key):
            keys.setdefault(cell, []).append(key)
    for cell in list(keys):
        covered = range(cell.column - 1, cell.column - 1 + cell.columns)
        over = [key for key, places in cells.layout.columns.items() if set(places) & set(covered)]
        yield cell, over[0] if len(over) == 1 else Column.COSTS


def _read(cells: Cells, cell: Cell, key: Key, findings: list[Finding]) -> _Told | None:
    if cell.row < cells.row:  # merged with a measure above, which has counted it already
        findings.append(Finding("shared_cost", cells.row, cell.column))
        return None
    year = key if isinstance(key, int) else None
    try:
        clear = key == Column.TOTAL or key == Column.UNSPLIT
        text = without_marks(cell.text)
        costs = read_costs(text, cells.layout.unit, year, clear=clear)
        return _Told(cell, key, _sourced(costs, _column_source(cells, cell, key)))
    except UnreadableCost as unreadable:
        facts = {"text": str(unreadable)}
        findings.append(Finding("unreadable_cost", cell.row, cell.column, facts))
        return None


def _column_source(cells: Cells, cell: Cell, key: Key) -> str:
    """One year in several columns is split by source: their headings say which."""
    places = cells.layout.columns.get(key, ())
    label = cells.layout.labels.get(cell.column - 1, "") if len(places) > 1 else ""
    return "" if meaning(label) else label[:LONGEST_SOURCE]


def _sourced(costs: Costs, source: str) -> Costs:
    told = (replace(each, source=each.source or source) for each in costs.amounts)
    return replace(costs, amounts=tuple(told)) if source else costs


def _together(told: list[_Told]) -> tuple[tuple[Amount, ...], list[Finding]]:
    """The column of totals only checks the others; where it stands alone, it is the cost."""
    split = [amount for each in told if each.key != Column.TOTAL for amount in each.costs.amounts]
    totals = [each for each in told if each.key == Column.TOTAL and each.costs.amounts]
    if not split:
        return tuple(amount for each in totals for amount in each.costs.amounts), []
    places = [(amount.year, amount.source) for amount in split]
    if len(set(places)) < len(places):
        cell = next(each.cell for each in told if each.costs.amounts)
        return (), [Finding("unreadable_cost", cell.row, cell.column, {"text": cell.text})]
    return tuple(split), [found for each in totals for found in _check(each, split)]


def _check(total: _Told, split: list[Amount]) -> Iterator[Finding]:
    said = sum((amount.planned for amount in total.costs.amounts), Decimal())
    yield from _differs(total.cell, said, split)


def _differs(cell: Cell, said: Decimal, amounts: list[Amount]) -> Iterator[Finding]:
    counted = sum((amount.planned for amount in amounts), Decimal())
    if counted != said:
        facts = {"said": f"{said:f}", "counted": f"{counted:f}"}
        yield Finding("total_differs", cell.row, cell.column, facts)


def _doubts(told: list[_Told], amounts: tuple[Amount, ...], dates: PlanDates) -> Iterator[Finding]:
    for each in told:
        if each.costs.said_total is not None:
            yield from _differs(each.cell, each.costs.said_total, list(each.costs.amounts))
        for amount in each.costs.amounts:
            if amount.year and not dates.starts_on.year <= amount.year <= dates.ends_on.year:
                facts = {"year": str(amount.year)}
                yield Finding("cost_outside_plan", each.cell.row, each.cell.column, facts)
