"""The tables of a report, in the language that is active."""

from reports.draw.tables.lists import extensions, lateness, nil_returns, overdue, removed, silent
from reports.draw.tables.measures import accepted, measures
from reports.draw.tables.totals import agencies, directions, spending, totals

__all__ = [
    "accepted",
    "agencies",
    "directions",
    "extensions",
    "lateness",
    "measures",
    "nil_returns",
    "overdue",
    "removed",
    "silent",
    "spending",
    "totals",
]
