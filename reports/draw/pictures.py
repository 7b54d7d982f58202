"""Pictures of a report, by the definitions of pages. The figures are those of its tables."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from measures.pictures import Picture, Words
from measures.pictures.bars import Bar, by_status
from measures.rules.lateness import Status
from reports.draw import labels
from reports.draw.tables.totals import direction_name

WIDTH = 380  # pixels of the longest bar
Document = Mapping[str, Any]


def pictures(document: Document) -> tuple[Picture, ...]:
    """None for a Concept without directions."""
    return (by_direction(document),) if document["directions"] else ()


def by_direction(document: Document) -> Picture:
    """Reports owed on the whole plan, as the table of directions counts them."""
    bars = [
        Bar(direction_name(row), {Status(code): n for code, n in row["counts"].items()}, {})
        for row in document["directions"]
    ]
    names = {Status(code): label for code, label in labels.statuses().items()}
    words = Words(
        _("Reports owed by direction and status"),
        _(
            "A bar for each direction and part of the mechanism; its parts are as long as there "
            "are reports of each status. The totals by direction give the figures."
        ),
    )
    return by_status(bars, names, words, width=WIDTH)
