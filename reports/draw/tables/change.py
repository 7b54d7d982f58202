"""What has changed since the last round and since a year ago."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from reports.draw import labels, wording
from reports.draw.model import Cell, Column, Kind, Table
from reports.draw.tables.common import Document

PARTS: Final = ("previous", "year")


def change(document: Document) -> Table:
    return _table(
        document,
        "change",
        _("Change in the measures"),
        "measures",
        _("Counted anew as of those days, under the plan then in force."),
    )


def change_of_round(document: Document) -> Table:
    return _table(
        document,
        "change_round",
        _("Change in the reports of the period"),
        "round",
        _("Reports owed in each of the periods, as they stood as long after the period’s end."),
    )


def _table(document: Document, code: str, title: str, part: str, note: str) -> Table:
    earlier = [document["change"][name] for name in PARTS if document["change"][name]]
    now = document["totals"][part]
    counts = [one["totals"][part] for one in earlier]
    rows = [
        (label, now[status], *_beside(now[status], [then[status] for then in counts]))
        for status, label in labels.statuses().items()
    ]
    return Table(
        code=code,
        title=title,
        columns=(
            Column(_("Status"), 4),
            Column(_on(document["as_of"]), 2, Kind.NUMBER),
            *(column for one in earlier for column in _columns(one["as_of"])),
        ),
        rows=rows if earlier else [],
        total=(_("Total"), _sum(now), *_beside(_sum(now), [_sum(then) for then in counts])),
        note=note,
        empty=_("The plan has no earlier period to compare with."),
    )


def _columns(day: str) -> tuple[Column, Column]:
    return Column(_on(day), 2, Kind.NUMBER), Column(_("Change since"), 2, Kind.NUMBER)


def _on(day: str) -> str:
    return wording.short(date.fromisoformat(day))


def _beside(now: int, then: list[int]) -> list[Cell]:
    return [cell for one in then for cell in (one, now - one)]


def _sum(counts: Mapping[str, int]) -> int:
    return sum(counts.values())
