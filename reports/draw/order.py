"""Which sections there are, and in which order paper, a spreadsheet and the site show them.

A section is left out where the document does not tell of it: those of schema 2 know fewer, and
problems are a section only where there are any; the site names them with links to the measures.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from reports.draw import tables
from reports.draw.model import Table

Document = Mapping[str, Any]
Made = dict[str, Table]

UPRIGHT: Final = ("problems", "totals", "change", "change_round", "silent", "nil")
# What asks for a decision comes first, then how everybody stands, then what money and figures say.
WIDE: Final = (
    *("overdue", "at_risk", "extensions", "lateness", "completed", "removed"),
    *("discipline", "agencies", "regions", "directions", "tasks"),
    *("spending", "sources", "indicators", "execution"),
)
PAGES: Final = (
    *("totals", "change", "change_round"),
    *("overdue", "at_risk", "silent", "nil", "lateness", "completed"),
    *("discipline", "agencies", "regions", "directions", "tasks"),
    *("spending", "sources", "indicators"),
)
SHEETS: Final = (
    *("problems", "totals", "change", "change_round"),
    *("overdue", "ahead", "silent", "nil", "extensions", "lateness", "completed", "removed"),
    *("discipline", "agencies", "regions", "directions", "tasks"),
    *("measures", "accepted", "spending", "sources", "indicators"),
)


def _measures(document: Document) -> Table:
    return tables.measures(document, with_reports=False)


def _execution(document: Document) -> Table:
    """The measures with their reports beside them."""
    return tables.measures(document, with_reports=True)


ALWAYS: Final[Mapping[str, Callable[[Document], Table]]] = {
    "totals": tables.totals,
    "agencies": tables.agencies,
    "directions": tables.directions,
    "overdue": tables.overdue,
    "silent": tables.silent,
    "nil": tables.nil_returns,
    "lateness": tables.lateness,
    "extensions": tables.extensions,
    "removed": tables.removed,
    "measures": _measures,
    "accepted": tables.accepted,
    "spending": tables.spending,
    "execution": _execution,
}
SINCE_SCHEMA_3: Final[Mapping[str, Callable[[Document], Table]]] = {
    "change": tables.change,
    "change_round": tables.change_of_round,
    "discipline": tables.discipline,
    "regions": tables.regions,
    "tasks": tables.tasks,
    "completed": tables.completed,
    "ahead": tables.ahead,
    "at_risk": tables.at_risk,
    "sources": tables.spending_by_source,
    "indicators": tables.indicators,
}


def made(document: Document) -> Made:
    """Every table that the document tells of, by its code."""
    known = {**ALWAYS, **(SINCE_SCHEMA_3 if document["schema"] > 2 else {})}
    if document.get("problems"):
        known["problems"] = tables.problems
    return {code: draw(document) for code, draw in known.items()}


def chosen(tables_made: Made, codes: Iterable[str]) -> tuple[Table, ...]:
    return tuple(tables_made[code] for code in codes if code in tables_made)
