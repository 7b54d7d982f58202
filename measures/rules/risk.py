"""What is likely to become late: seen before its day, so that somebody can still help."""

from datetime import date
from enum import StrEnum
from typing import Final

from measures.rules.lateness import is_overdue


class Risk(StrEnum):
    """Why; in the order in which a controller would ask."""

    RETURNED = "returned"  # sent back for rework and not handed in again
    TIME_ASKED = "time_asked"  # more time is asked for and nobody has decided
    UNTOUCHED = "untouched"  # due soon, with nothing handed in and no draft begun


RISK_DAYS: Final = 7  # calendar days before the date, that day included
NOT_HANDED_IN: Final = frozenset({"open", "returned"})


def risks_of(
    *, state: str, kind: str, due_on: date | None, today: date, begun: bool, time_asked: bool
) -> tuple[Risk, ...]:
    """Reasons why an obligation may become late; none for what is handed in or is late already.

    `begun`: there is a draft, or anything was handed in. Continuous work has no day on which it
    would become late, so it is never untouched.
    """
    late = kind != "continuous" and is_overdue(due_on, None, today)
    if state not in NOT_HANDED_IN or late:
        return ()
    found = {
        Risk.RETURNED: state == "returned",
        Risk.TIME_ASKED: time_asked,
        Risk.UNTOUCHED: not begun and kind != "continuous" and _soon(due_on, today),
    }
    return tuple(risk for risk, holds in found.items() if holds)


def _soon(due_on: date | None, today: date) -> bool:
    return due_on is not None and (due_on - today).days <= RISK_DAYS
