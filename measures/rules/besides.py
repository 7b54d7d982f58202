"""What another app wants people to be reminded of, beside what the plan's measures owe."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Besides:
    """Something of a plan with a day of its own, for instance the executors' day of a round.

    `subject` is a value of measures.models.Subject, `occurrence` names it within the plan, and
    `people` are the ids of persons for each audience (a value of measures.models.Audience).
    """

    subject: str
    plan: int
    occurrence: str
    due_on: date
    people: Mapping[str, frozenset[int]] = field(default_factory=dict)
