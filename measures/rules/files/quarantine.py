"""Who may have a file that the scanner has not called clean."""

from enum import StrEnum
from typing import Final

CLEAN: Final = "clean"
INFECTED: Final = "infected"
WAITING: Final = "waiting"


class Held(StrEnum):
    """Why a file is not given out just now."""

    WAITING = "waiting"
    INFECTED = "infected"
    UNSCANNABLE = "unscannable"


def held(state: str, *, scanner: bool, own: bool) -> Held | None:
    """None: it may be given out. `scanner`: one is configured; `own`: who asks brought it.

    What was found stays held when the scanner is taken away; what was never looked at is held only
    while there is somebody to look, and never from who has it anyway.
    """
    if state == INFECTED:
        return Held.INFECTED
    if state == CLEAN or own:
        return None
    if state == WAITING and not scanner:
        return None
    return Held(state)
