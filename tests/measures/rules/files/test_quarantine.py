"""Who gets a file that the scanner has not called clean."""

import pytest

from measures.rules.files import Held, held

CASES = {  # state: (no scanner, scanner) to others, then to who brought it
    "clean": (None, None, None, None),
    "waiting": (None, Held.WAITING, None, None),
    "infected": (Held.INFECTED, Held.INFECTED, Held.INFECTED, Held.INFECTED),
    "unscannable": (Held.UNSCANNABLE, Held.UNSCANNABLE, None, None),
}


@pytest.mark.parametrize("state", CASES)
def test_nothing_unclean_goes_to_others(state: str) -> None:
    found = tuple(
        held(state, scanner=scanner, own=own) for own in (False, True) for scanner in (False, True)
    )
    assert found == CASES[state]
