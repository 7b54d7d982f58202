"""How regions stand, and which bodies keep their dates."""

from django.utils.translation import gettext as _

from reports.draw import wording
from reports.draw.model import Cell, Column, Kind, Table
from reports.draw.tables.common import Document, body, by_agreement
from reports.draw.tables.totals import count_columns, counts, sums


def regions(document: Document) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            region_name(row),
            row["measures_total"],
            row["round"]["owed"],
            row["round"]["handed_in"],
            row["round"]["out"],
            *counts(row["counts"]),
            row["total"],
        )
        for row in document["regions"]
    ]
    return Table(
        code="regions",
        title=_("Totals by region"),
        columns=(
            Column(_("Region"), 2.6),
            Column(_("Measures"), 1.5, Kind.NUMBER),
            Column(_("Owed for the period"), 1.6, Kind.NUMBER),
            Column(_("of these handed in"), 1.6, Kind.NUMBER),
            Column(_("of these past their date"), 1.6, Kind.NUMBER),
            *count_columns(),
            Column(_("Total"), 1.2, Kind.NUMBER),
        ),
        rows=rows,
        total=(_("Total"), None, *sums(rows, 2)[2:]) if rows else None,
        note=_(
            "Reports owed on the whole plan, by status, under the region of the akimat that owes "
            "them. A measure that several regions carry out counts in each of them, so the "
            "measures are not summed."
        ),
        empty=_("No body owes a report yet."),
    )


def region_name(row: Document) -> str:
    return _("Bodies of the whole country") if row["name"] is None else wording.reads(row["name"])


def _named(document: Document, code: str) -> str:
    """By agreement is said behind the name: with ten columns a phone shows each body as a card."""
    said = by_agreement(document["bodies"][code]["by_agreement"])
    return f"{body(document, code)} ({said})" if said else body(document, code)


def discipline(document: Document) -> Table:
    told = document["discipline"]
    figures = (
        ("due", _("Owed for the period")),
        ("in_time", _("Handed in in time")),
        ("late", _("Handed in late")),
        ("out", _("Not handed in, date past")),
        ("ahead", _("Date still to come")),
        ("share", _("In time, per cent of those whose date has come")),
        ("extended", _("With a moved date")),
        ("returned", _("Returned for rework")),
    )
    return Table(
        code="discipline",
        title=_("Execution discipline of the bodies"),
        columns=(
            Column(_("Place"), 1, Kind.NUMBER),
            Column(_("Body"), 3),
            *(Column(title, 1.6, Kind.NUMBER) for _name, title in figures),
        ),
        rows=[
            (
                row["place"],
                _named(document, row["agency"]),
                *(row[name] for name, _title in figures),
            )
            for row in told["agencies"]
        ],
        total=(None, _("Total"), *(told["total"][name] for name, _title in figures)),
        note=_(
            "By the share of the period’s reports that were handed in in time, of those handed in "
            "or past their date, rounded down. Bodies with equal shares share a place; a body with "
            "fewer than %(few)s such reports has none. The word on continuous work is owed too: "
            "where it is missing it counts as not handed in, though by status nothing is overdue."
        )
        % {"few": told["few"]},
        empty=_("No report is owed in the period."),
    )
