"""Deadlines of action plans, as written in legal acts: read, dated, and written out again."""

from .model import (
    WARNINGS,
    Continuous,
    EachPeriod,
    EachYear,
    Kind,
    Mark,
    Once,
    PlanDates,
    Point,
    Reading,
    Spec,
    Term,
    Unit,
    from_json,
    to_json,
)  # fmt: skip
from .reading import read
from .writing import write

__all__ = [
    "WARNINGS", "Continuous", "EachPeriod", "EachYear", "Kind", "Mark", "Once", "PlanDates",
    "Point", "Reading", "Spec", "Term", "Unit", "from_json", "read", "to_json", "write",
]  # fmt: skip
