"""Where a body stands in a round, and where a round stands in its life."""

from datetime import date
from enum import StrEnum
from typing import Final


class Standing(StrEnum):
    SILENT = "silent"  # something is past its date, and not one report of any kind came
    INTERIM = "interim"  # it wrote, but nothing that is owed for the round is handed in
    NOTHING = "nothing"  # nothing came, and no date is past
    SOME = "some"
    ALL = "all"


CODES: Final = [one.value for one in Standing]
ORDER: Final = tuple(Standing)  # what needs somebody comes first


def standing_of(*, owed: int, handed_in: int, out: int, spoke: bool) -> Standing:
    """`owed` of the round, of these `handed_in` and `out`: past their date and not handed in;
    `spoke`: anything was handed in, «nothing to report» and interim information too."""
    if out and not spoke and not handed_in:
        return Standing.SILENT
    if handed_in >= owed:
        return Standing.ALL
    if handed_in:
        return Standing.SOME
    return Standing.INTERIM if spoke else Standing.NOTHING


class Stage(StrEnum):
    RUNNING = "running"  # the period itself
    COLLECTING = "collecting"  # until the executors' date
    COMPILING = "compiling"  # until the coordinating body's date
    OVERDUE = "overdue"  # past it, and not closed
    CLOSED = "closed"


def stage_of(
    *, ends_on: date, executors_due_on: date, coordinator_due_on: date, closed: bool, today: date
) -> Stage:
    """A day counts to the stage that ends with it."""
    if closed:
        return Stage.CLOSED
    if today <= ends_on:
        return Stage.RUNNING
    if today <= executors_due_on:
        return Stage.COLLECTING
    return Stage.COMPILING if today <= coordinator_due_on else Stage.OVERDUE
