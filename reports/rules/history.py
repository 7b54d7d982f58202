"""What stood on a day in the past, told from dated facts.

What the facts cannot tell: when an obligation came to be, or to which body it belonged before it
passed to a successor; these are taken as they stand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

OPEN: Final = "open"
SUBMITTED: Final = "submitted"
RETURNED: Final = "returned"
DONE: Final = "done"
REMOVED: Final = "removed"


@dataclass(frozen=True)
class Handed:
    """A report handed in; `reviewed_on` and `verdict` ("accept", "return") None while it waits."""

    on: date
    fulfils: bool
    reviewed_on: date | None = None
    verdict: str | None = None


@dataclass(frozen=True)
class Standing:
    """State of an obligation on a day, and when its fulfilling report was handed in."""

    state: str
    done_on: date | None = None


def standing_on(
    day: date,
    *,
    stored: Standing,
    reports: Sequence[Handed],
    off_control_on: date | None,
) -> Standing:
    """The obligation as of `day`; `reports` in the order in which they were handed in.

    An obligation that was fulfilled without a report on record (entered by hand) is as stored from
    its `done_on`. One removed at an unknown date counts as removed all along.
    """
    if stored.state == REMOVED and (off_control_on is None or off_control_on <= day):
        return Standing(REMOVED)
    if stored.done_on and not any(report.fulfils for report in reports):
        return stored if stored.done_on <= day else Standing(OPEN)
    standing = Standing(OPEN)
    for report in reports:
        standing = _after(report, standing, day)
    return standing


def _after(report: Handed, before: Standing, day: date) -> Standing:
    if report.on > day:
        return before
    if report.reviewed_on is None or report.reviewed_on > day:
        return Standing(SUBMITTED, report.on) if report.fulfils else Standing(OPEN)
    if report.verdict == "return":
        return Standing(RETURNED)
    return Standing(DONE, report.on) if report.fulfils else Standing(OPEN)


def due_on_day(
    day: date, *, due_on: date | None, moves: Iterable[tuple[date, date]]
) -> date | None:
    """The date in force on `day`; `moves` are (decided on, date in force before), granted ones.

    Of the moves decided after that day the first one says what stood before all of them.
    """
    later = sorted(move for move in moves if move[0] > day)
    return later[0][1] if later else due_on
