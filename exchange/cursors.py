"""The place of a reader in the feed, as it is handed out: sealed.

Numbers would tell how much happened that the reader may not see, so they never leave the house.
"""

from exchange.sealing import Unreadable, seal, unseal

PURPOSE = "cursor"
LONGEST = 300


def written(number: int) -> str:
    return seal(str(number).encode(), purpose=PURPOSE)


def number_in(cursor: str) -> int:
    """Raises sealing.Unreadable for what was not handed out by `written`."""
    if len(cursor) > LONGEST:
        raise Unreadable(PURPOSE)
    return int(unseal(cursor, purpose=PURPOSE))
