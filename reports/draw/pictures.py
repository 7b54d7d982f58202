"""Pictures of a report, by the definitions of pages. The figures are those of its tables."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from measures.pictures import Picture, Words
from measures.pictures.bars import Bar, by_status
from measures.rules.lateness import Status
from reports.draw import labels, wording
from reports.draw.tables.common import body
from reports.draw.tables.totals import direction_name

WIDTH = 380  # pixels of the longest bar
MOST_BODIES: Final = 15  # more bars than a page has room for tell nothing
# How the parts of discipline look: like the statuses that mean the same.
DISCIPLINE: Final = {
    "in_time": Status.DONE,
    "late": Status.DONE_LATE,
    "out": Status.OVERDUE,
    "ahead": Status.NOT_DUE,
}
Document = Mapping[str, Any]
Counts = Mapping[Status, int]


def pictures(document: Document) -> tuple[Picture, ...]:
    """Of the whole, the directions and the bodies; none of what the plan has not."""
    return (
        *((by_part(document),) if any(document["totals"]["measures"].values()) else ()),
        *((by_direction(document),) if document["directions"] else ()),
        *((by_body(document),) if _bodies(document) else ()),
    )


def _names() -> dict[Status, str]:
    return {Status(code): label for code, label in labels.statuses().items()}


def _counts(row: Mapping[str, int]) -> Counts:
    return {Status(code): number for code, number in row.items()}


def by_part(document: Document) -> Picture:
    """Measures and reports owed for the period, as the first table has them. What is owed on the
    whole plan would make both too short to see."""
    parts = ((_("Measures"), "measures"), (_("Reports owed for the period"), "round"))
    bars = [Bar(title, _counts(document["totals"][code]), {}) for title, code in parts]
    words = Words(
        _("Measures and reports by status"),
        _(
            "A bar for the measures and one for the reports owed for the period; its parts are as "
            "long as there are of each status. The totals by status give the figures."
        ),
    )
    return by_status(bars, _names(), words, width=WIDTH)


def by_body(document: Document) -> Picture:
    """How bodies keep their dates; of editions that do not tell it, statuses of all they owe."""
    judged = "discipline" in document
    rows = sorted(_bodies(document), key=lambda row: (-_late(row), row[0]))[:MOST_BODIES]
    bars = [Bar(body(document, code), counts, {}) for code, counts in rows]
    words = Words(
        _("Execution discipline of the bodies") if judged else _("Reports owed by body and status"),
        _(
            "A bar for each of the bodies with most reports late or not handed in, at most "
            "%(most)s; its parts are as long as there are reports of each kind. The tables of the "
            "bodies give the figures of all."
        )
        % {"most": wording.number(MOST_BODIES)},
    )
    return by_status(bars, _kinds() if judged else _names(), words, width=WIDTH)


def _bodies(document: Document) -> Sequence[tuple[str, Counts]]:
    if "discipline" not in document:
        return [(row["agency"], _counts(row["counts"])) for row in document["agencies"]]
    return [
        (row["agency"], {status: row[part] for part, status in DISCIPLINE.items()})
        for row in document["discipline"]["agencies"]
    ]


def _late(row: tuple[str, Counts]) -> int:
    return row[1].get(Status.OVERDUE, 0) + row[1].get(Status.DONE_LATE, 0)


def _kinds() -> dict[Status, str]:
    """The words of the table of discipline."""
    return {
        Status.DONE: _("Handed in in time"),
        Status.DONE_LATE: _("Handed in late"),
        Status.OVERDUE: _("Not handed in, date past"),
        Status.NOT_DUE: _("Date still to come"),
    }


def by_direction(document: Document) -> Picture:
    """Reports owed on the whole plan, as the table of directions counts them."""
    bars = [Bar(direction_name(row), _counts(row["counts"]), {}) for row in document["directions"]]
    words = Words(
        _("Reports owed by direction and status"),
        _(
            "A bar for each direction and part of the mechanism; its parts are as long as there "
            "are reports of each status. The totals by direction give the figures."
        ),
    )
    return by_status(bars, _names(), words, width=WIDTH)
