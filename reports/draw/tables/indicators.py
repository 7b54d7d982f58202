"""Indicators of the Concept beside their targets."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from reports.draw import wording
from reports.draw.model import Cell, Column, Kind, Table
from reports.draw.tables.common import Document

KINDS: Final = ("baseline", "target", "actual")
Key = tuple[int, str]


def indicators(document: Document) -> Table:
    return Table(
        code="indicators",
        title=_("Indicators and their targets"),
        columns=(
            Column(_("Indicator"), 4),
            Column(_("Unit"), 1.6),
            Column(_("Region"), 2.4),
            Column(_("Year"), 1),
            Column(_("Baseline"), 1.6, Kind.NUMBER),
            Column(_("Target"), 1.6, Kind.NUMBER),
            Column(_("Actual"), 1.6, Kind.NUMBER),
            Column(_("Per cent of the target"), 1.4, Kind.NUMBER),
        ),
        rows=[row for one in document["indicators"] for row in _rows(one)],
        note=_(
            "An empty cell: no figure was entered for that year. A figure does not say on which "
            "day it was entered; figures of years after the report are left out."
        ),
        empty=_("The Concept has no indicators on record."),
    )


def _rows(one: Document) -> list[tuple[Cell, ...]]:
    names = wording.reads(one["name"]), wording.reads(one["unit"])
    found: dict[Key, dict[str, Any]] = {}
    for value in one["values"]:
        key = (value["year"], value["region"] or "")
        found.setdefault(key, {"region": value["region_name"]})[value["kind"]] = value["value"]
    if not found:
        return [(*names, "", "", None, None, None, None)]
    order = sorted(found, key=lambda key: (key[1] != "", key[1], key[0]))
    return [(*names, *_row(key, found[key])) for key in order]


def _row(key: Key, values: Mapping[str, Any]) -> tuple[Cell, ...]:
    region, year = values["region"], str(key[0])
    figures = [_number(values.get(kind)) for kind in KINDS]
    where = wording.reads(region) if region else _("the whole country")
    return (where, year, *figures, _share(figures[1], figures[2]))


def _number(text: str | None) -> int | Decimal | None:
    """Whole numbers as such; others without noughts at their end."""
    if text is None:
        return None
    value = Decimal(text)
    return int(value) if value == value.to_integral_value() else value.normalize()


def _share(target: int | Decimal | None, actual: int | Decimal | None) -> int | None:
    """Whole per cent, rounded down."""
    return int(actual * 100 // target) if target and actual is not None else None
