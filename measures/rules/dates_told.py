"""How a report came to the date in force: from the words of the act, through every later date."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from agencies.rules.working_days import add_working_days, effective_day

CO: Final = "co"
DATED: Final = frozenset({"once", "recurring"})
WITHDRAWN: Final = "withdrawn"


@dataclass(frozen=True)
class Step:
    """`code`: "day_off_next", "day_off_previous", "day_off_flag" (not moved), "co_executor"."""

    code: str
    day: date


def effective_steps(
    written_on: date,
    *,
    rule: str,
    role: str,
    kind: str,
    lead_days: int,
    calendar: Mapping[date, str],
) -> list[Step]:
    """From the written date to the effective one, as obligations are made; empty where they agree.

    A day off that the plan does not move is told with its own date.
    """
    steps = []
    day = effective_day(written_on, rule, calendar)
    if day != written_on:
        steps.append(Step(f"day_off_{rule}", day))
    elif effective_day(written_on, "next", calendar) != written_on:
        steps.append(Step("day_off_flag", day))
    if role == CO and kind in DATED and lead_days:
        steps.append(Step("co_executor", add_working_days(day, -lead_days, calendar)))
    return steps


@dataclass(frozen=True)
class Move:
    """One later date: on which day it was set, from what to what, and by whom and by what act.

    `how`: "extension", "plan" (moved with the plan's own date) or "" (only the change is known).
    """

    on: date
    old: date
    new: date
    how: str = ""
    by: str = ""
    act: str = ""
    act_on: date | None = None
    level: str = ""
    note: str = ""


@dataclass(frozen=True)
class Stood:
    """A version of what is owed: from `since` until the day before `until`."""

    since: date
    until: date | None
    due_on: date | None
    state: str


def moves_told(told: Iterable[Move], versions: Sequence[Stood]) -> list[Move]:
    """Every later date in its order. `versions` ascending.

    What was withdrawn and is owed again begins anew. A change that nobody told of is seen between
    two versions.
    """
    begun = max((one.until for one in versions if one.state == WITHDRAWN and one.until),
                default=date.min)  # fmt: skip
    known = [move for move in told if move.on >= begun]
    lived = [one for one in versions if one.since >= begun]
    unknown = [move for move in _between(lived) if not _is_known(move, known)]
    return _in_order([*known, *unknown])


def _between(versions: Sequence[Stood]) -> Iterator[Move]:
    for before, after in pairwise(versions):
        if before.due_on and after.due_on and before.due_on != after.due_on:
            yield Move(after.since, before.due_on, after.due_on)


def _is_known(move: Move, known: Iterable[Move]) -> bool:
    return any(move.new == one.new or move.old == one.old for one in known)


def _in_order(moves: list[Move]) -> list[Move]:
    """By day; of one day, each goes on from where the last one ended."""
    left = sorted(moves, key=lambda move: move.on)
    ordered: list[Move] = []
    while left:
        same_day = [move for move in left if move.on == left[0].on]
        ended = ordered[-1].new if ordered else None
        first = next((move for move in same_day if move.old == ended), None) or _begins(same_day)
        left.remove(first)
        ordered.append(first)
    return ordered


def _begins(moves: Sequence[Move]) -> Move:
    """The one that goes on from none of the others."""
    ends = {move.new for move in moves}
    return next((move for move in moves if move.old not in ends), moves[0])
