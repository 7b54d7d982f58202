"""A comparison in words of one language: what pages show, and the tables of its files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.queries.comparing import PART_WORDS, PartDifference
from measures.rules.wording import Piece, marked
from reports.draw import labels, wording
from reports.draw.comparing_values import MONEY, Bodies, said
from reports.draw.model import Cell, Column, Kind, Table
from reports.rules.comparing import Comparison, Difference, Figure, Mark, Part
from reports.rules.matching import id_of

MARKS: Final[Mapping[Mark, Promise]] = {
    Mark.ADDED: gettext_lazy("added to the plan"),
    Mark.STRUCK: gettext_lazy("struck from the plan"),
    Mark.OVERDUE: gettext_lazy("became overdue"),
    Mark.COMPLETED: gettext_lazy("completed"),
    Mark.STATUS: gettext_lazy("status changed"),
    Mark.DEADLINE: gettext_lazy("deadline moved"),
    Mark.LATENESS: gettext_lazy("lateness changed"),
    Mark.REPORTS: gettext_lazy("reports accepted"),
    Mark.WORDING: gettext_lazy("reworded"),
    Mark.NUMBER: gettext_lazy("renumbered"),
    Mark.EXECUTORS: gettext_lazy("executors changed"),
    Mark.COSTS: gettext_lazy("costs changed"),
    Mark.COUNTS: gettext_lazy("other figures changed"),
}
PARTS: Final[Mapping[str, Promise]] = {
    "status": gettext_lazy("status"),
    "number": gettext_lazy("number"),
    "section": gettext_lazy("section"),
    "due": gettext_lazy("dates of reports"),
    "executors": gettext_lazy("executors"),
    "late": gettext_lazy("lateness"),
    "counts": gettext_lazy("reports owed, by status"),
    "reports": gettext_lazy("accepted reports"),
    "costs": gettext_lazy("costs, million tenge"),
}
LISTS: Final[Mapping[str, Promise]] = {
    "overdue": gettext_lazy("Overdue reports"),
    "silent": gettext_lazy("Silent bodies"),
    "nil": gettext_lazy("Reports that there was nothing to report"),
    "extensions": gettext_lazy("Deadlines asked to be moved"),
}
WORD_BY_WORD: Final = ("section", "executors")
TRANSLATED: Final = ("title", "completion_form", "deadline")


@dataclass(frozen=True)
class Shown:
    """A measure that differs; `measure` is its id, None where no page of it is known."""

    kind: Mark
    measure: int | None
    number: str
    title: str
    under: tuple[str, ...]
    marks: tuple[tuple[str, str], ...]
    parts: tuple[PartDifference, ...]


def shown(one: Difference, bodies: Bodies) -> Shown:
    """In the language that is active."""
    return Shown(
        kind=one.kind,
        measure=id_of(one.row),
        number=wording.clean(one.row["number"]),
        title=wording.reads(one.row["title"]),
        under=headings(one.row, bodies),
        marks=tuple((mark.value, str(MARKS[mark])) for mark in one.marks),
        parts=tuple(part for told in one.parts for part in _told(told, bodies)),
    )


def headings(row: Mapping[str, Any], bodies: Bodies) -> tuple[str, ...]:
    """The directions of the Concept that a measure serves; in documents that do not tell them,
    the part of the plan that it stands in."""
    if keys := bodies.directions.get(id_of(row) or 0):
        return tuple(bodies.named.get(key, key) for key in keys)
    return (wording.reads(row["section"]) or _("Measures under no direction"),)


def _told(part: Part, bodies: Bodies) -> list[PartDifference]:
    if part.name in TRANSLATED:
        return [
            PartDifference(
                f"{part.name}_{code}",
                str(PART_WORDS[f"{part.name}_{code}"]),
                marked(part.before[code], part.after[code]),
            )
            for code in part.after
            if part.before[code] != part.after[code]
        ]
    was, now = (said(part.name, value, bodies) for value in (part.before, part.after))
    pieces = marked(was, now) if part.name in WORD_BY_WORD else _whole(was, now)
    return [PartDifference(part.name, str(PARTS[part.name]), pieces)]


def _whole(was: str, now: str) -> list[Piece]:
    """Figures and statuses are read as they were and as they are, not word by word."""
    return [Piece(kind, text) for kind, text in (("gone", was), ("new", now)) if text]


def figure_name(figure: Figure) -> str:
    if figure.group in ("measures", "round", "obligations"):
        return labels.statuses()[figure.code]
    if figure.group == "lists":
        return str(LISTS[figure.code])
    year, _slash, part = figure.code.partition("/")
    return f"{year or _('not split by years')}, {MONEY[part]}"


def group_name(group: str) -> str:
    """Titles that the tables of a report have too."""
    return {
        "measures": _("Measures"),
        "round": _("Reports owed for the period"),
        "obligations": _("Reports owed on the whole plan"),
        "lists": _("Overdue, silent, extensions"),
        "spending": _("Spending, million tenge"),
    }[group]


def _value(figure: Figure, value: Any) -> Cell:
    return Decimal(value) if figure.group == "spending" and value is not None else value


def _change(figure: Figure) -> Cell:
    was, now = (_value(figure, one) for one in (figure.before, figure.after))
    if isinstance(was, int | Decimal) and isinstance(now, int | Decimal):
        return now - was
    return None


def figures(found: Comparison, heads: tuple[str, str]) -> list[Table]:
    """A table for each group of figures, before and after and the change; `heads`: of columns."""
    groups = dict.fromkeys(one.group for one in found.figures)
    return [_figures(group, found, heads) for group in groups]


def _figures(group: str, found: Comparison, heads: tuple[str, str]) -> Table:
    kind = Kind.MONEY if group == "spending" else Kind.NUMBER
    rows = [one for one in found.figures if one.group == group]
    first = _("Status") if group not in ("lists", "spending") else _("Figure")
    sums: tuple[Cell, ...] | None = None
    if first == _("Status"):
        was, now = (sum(getattr(row, name) or 0 for row in rows) for name in ("before", "after"))
        sums = (_("Total"), was, now, now - was)
    return Table(
        code=f"figures-{group}",
        title=group_name(group),
        columns=(
            Column(first, 4),
            *(Column(head, 2, kind) for head in heads),
            Column(_("Difference"), 1.5, kind),
        ),
        rows=[
            (figure_name(row), *(_value(row, it) for it in (row.before, row.after)), _change(row))
            for row in rows
        ],
        empty="",
        total=sums,
    )


def changes(rows: Iterable[Shown], heads: tuple[str, str]) -> Table:
    """A row for every part that differs; a measure that came or went has one row without parts."""
    return Table(
        code="changes",
        title=_("Measures that differ"),
        columns=(
            Column(_("No."), 0.9),
            Column(_("Measure"), 5),
            Column(_("Direction"), 3),
            Column(_("What happened"), 2.5),
            Column(_("What differs"), 2),
            *(Column(head, 3.5) for head in heads),
        ),
        rows=[row for one in rows for row in _lines(one)],
        empty=_("Both tell the same of every measure."),
    )


def _lines(one: Shown) -> list[tuple[Cell, ...]]:
    head = (one.number, one.title, "; ".join(one.under), ", ".join(word for _c, word in one.marks))
    return [(*head, part.name, *_sides(part)) for part in one.parts] or [(*head, "", "", "")]


def _sides(part: PartDifference) -> tuple[str, str]:
    was = "".join(piece.text for piece in part.pieces if piece.kind != "new")
    now = "".join(piece.text for piece in part.pieces if piece.kind != "gone")
    return was, now
