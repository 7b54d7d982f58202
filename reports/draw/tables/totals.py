"""Figures: by status, by body, by direction, by year."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from reports.draw import labels, wording
from reports.draw.model import Cell, Column, Kind, Table
from reports.draw.tables.common import (
    Document,
    body,
)


def totals(document: Document) -> Table:
    found = document["totals"]
    parts = [found["measures"], found["round"], found["obligations"]]
    return Table(
        code="totals",
        title=_("Totals by status"),
        columns=(
            Column(_("Status"), 4),
            Column(_("Measures"), 2, Kind.NUMBER),
            Column(_("Reports owed for the period"), 2, Kind.NUMBER),
            Column(_("Reports owed on the whole plan"), 2, Kind.NUMBER),
        ),
        rows=[
            (label, *(part[code] for part in parts)) for code, label in labels.statuses().items()
        ],
        total=(_("Total"), *(sum(part.values()) for part in parts)),
        note=_(
            "A measure has the worst status of the reports owed on it. Owed for the period is "
            "what was due from %(first)s to %(last)s."
        )
        % _span(document["round"]["window"]),
        empty="",
    )


def _span(window: list[str]) -> dict[str, str]:
    first, last = (wording.long(date.fromisoformat(day)) for day in window)
    return {"first": first, "last": last}


def spending(document: Document) -> Table:
    return Table(
        code="spending",
        title=_("Spending, million tenge"),
        columns=(Column(_("Year"), 3), *_money_columns()),
        rows=[(_year(row), *_sums_of(row)) for row in document["spending"]],
        note=_("As known on the day of the report. An empty cell: nothing was entered."),
        empty=_("The plan names no sums."),
    )


def spending_by_source(document: Document) -> Table:
    return Table(
        code="sources",
        title=_("Spending by source of funding, million tenge"),
        columns=(Column(_("Year"), 2), Column(_("Funding source"), 4), *_money_columns()),
        rows=[
            (
                _year(row),
                wording.clean(one["source"]) or _("the plan names no source"),
                *_sums_of(one),
            )
            for row in document["spending"]
            for one in row["sources"]
        ],
        note=_("As known on the day of the report. An empty cell: nothing was entered."),
        empty=_("The plan names no sums."),
    )


def _money_columns() -> list[Column]:
    return [Column(title, 2, Kind.MONEY) for title in (_("Planned"), _("Allotted"), _("Spent"))]


def _year(row: Document) -> str:
    return str(row["year"]) if row["year"] else _("not split by years")


def _sums_of(row: Document) -> list[Decimal | None]:
    return [_money(row[part]) for part in ("planned", "allotted", "spent")]


def _money(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None else None


def count_columns() -> list[Column]:
    """One for each status, in the order of reading."""
    return [Column(label, 1.6, Kind.NUMBER) for label in labels.statuses().values()]


def counts(counts: Mapping[str, int]) -> list[int]:
    return [counts[code] for code in labels.statuses()]


def sums(rows: Iterable[tuple[Cell, ...]], texts: int) -> tuple[Cell, ...]:
    """The total row below columns of numbers that follow `texts` columns of text."""
    numbers = zip(*(row[texts:] for row in rows), strict=True)
    blank = [""] * (texts - 1)
    return (_("Total"), *blank, *(sum(filter(None, column)) for column in numbers))


def agencies(document: Document) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            body(document, row["agency"]),
            row["round"]["owed"],
            row["round"]["handed_in"],
            *counts(row["counts"]),
            row["total"],
        )
        for row in document["agencies"]
    ]
    return Table(
        code="agencies",
        title=_("Totals by body"),
        columns=(
            Column(_("Body"), 2.6),
            Column(_("Owed for the period"), 1.6, Kind.NUMBER),
            Column(_("of these handed in"), 1.6, Kind.NUMBER),
            *count_columns(),
            Column(_("Total"), 1.2, Kind.NUMBER),
        ),
        rows=rows,
        total=sums(rows, 1) if rows else None,
        note=_("Reports owed on the whole plan, by status."),
        empty=_("No body owes a report yet."),
    )


def directions(document: Document) -> Table:
    return _served(
        "directions",
        _("Totals by direction and part of the mechanism"),
        Column(_("Direction"), 4.4),
        [(direction_name(row), row) for row in document["directions"]],
        _(
            "Reports owed on the whole plan, by status. A measure that serves several directions "
            "counts in each of them, so the columns are not summed."
        ),
        _("The Concept has no directions on record."),
    )


def tasks(document: Document) -> Table:
    return _served(
        "tasks",
        _("Totals by task"),
        Column(_("Task"), 4.4),
        [(task_name(row), row) for row in document["tasks"]],
        _(
            "Reports owed on the whole plan, by status. A measure that serves several tasks "
            "counts in each of them, so the columns are not summed."
        ),
        _("The Concept has no tasks on record."),
    )


def _served(
    code: str,
    title: str,
    first: Column,
    named: Iterable[tuple[str, Document]],
    note: str,
    empty: str,
) -> Table:
    return Table(
        code=code,
        title=title,
        columns=(
            first,
            Column(_("Measures"), 1.5, Kind.NUMBER),
            *count_columns(),
            Column(_("Total"), 1.2, Kind.NUMBER),
        ),
        rows=[
            (name, row["measures_total"], *counts(row["counts"]), row["total"])
            for name, row in named
        ],
        note=note,
        empty=empty,
    )


def direction_name(row: Document) -> str:
    """With its section of the Concept, in the active language."""
    if row["text"] is None:
        return _("Measures under no direction")
    return f"{wording.clean(row['source'])} {wording.reads(row['text'])}".strip()


def task_name(row: Document) -> str:
    """With its section of the Concept, in the active language."""
    if row["text"] is None:
        return _("Measures under no task")
    return f"{wording.clean(row['source'])} {wording.reads(row['text'])}".strip()
