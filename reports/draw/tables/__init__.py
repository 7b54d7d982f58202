"""The tables of a report, in the language that is active."""

from reports.draw.tables.ahead import ahead, at_risk, completed
from reports.draw.tables.bodies import discipline, regions
from reports.draw.tables.change import change, change_of_round
from reports.draw.tables.indicators import indicators
from reports.draw.tables.lists import extensions, lateness, nil_returns, overdue, removed, silent
from reports.draw.tables.measures import accepted, measures
from reports.draw.tables.problems import problems
from reports.draw.tables.totals import (
    agencies,
    directions,
    spending,
    spending_by_source,
    tasks,
    totals,
)

__all__ = [
    "accepted",
    "agencies",
    "ahead",
    "at_risk",
    "change",
    "change_of_round",
    "completed",
    "directions",
    "discipline",
    "extensions",
    "indicators",
    "lateness",
    "measures",
    "nil_returns",
    "overdue",
    "problems",
    "regions",
    "removed",
    "silent",
    "spending",
    "spending_by_source",
    "tasks",
    "totals",
]
