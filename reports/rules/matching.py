"""The same measure in two documents, though the plan between them was amended and renumbered."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, Final

Row = Mapping[str, Any]
Pair = tuple[Row | None, Row | None]


def id_of(row: Row) -> int | None:
    """Of the measure; None in documents that do not name it."""
    found: int | None = row.get("id") or row.get("measure")
    return found


def key_of(row: Row) -> Hashable:
    """One measure inside of one document: its id, else its place in the table."""
    return id_of(row) or (row["position"], row["number"])


def _title(row: Row) -> str:
    return " ".join((row["title"]["ru"] or "").split()).casefold()


# The surest first; what one has matched the next does not ask about.
KEYS: Final[Sequence[Callable[[Row], Hashable]]] = (
    lambda row: (row["number"], _title(row)),
    _title,
    lambda row: (row["position"], row["number"]),
)


def paired(before: Sequence[Row], after: Sequence[Row]) -> list[Pair]:
    """(earlier row, later row) in the order of the later table, then what only the earlier has.

    Where every row of both has an id nothing else is asked; a key that two rows share decides
    nothing, so that a measure is rather told as gone and come than as turned into another.
    """
    known = all(map(id_of, before)) and all(map(id_of, after))
    partner: dict[int, Row] = {}
    taken: set[int] = set()
    for key in (id_of,) if known else KEYS:
        left = _once([row for row in before if id(row) not in taken], key)
        for name, row in _once([row for row in after if id(row) not in partner], key).items():
            if name in left:
                partner[id(row)] = left[name]
                taken.add(id(left[name]))
    pairs: list[Pair] = [(partner.get(id(row)), row) for row in after]
    return pairs + [(row, None) for row in before if id(row) not in taken]


def _once(rows: Sequence[Row], key: Callable[[Row], Hashable]) -> dict[Hashable, Row]:
    """Rows by their key, without keys that several rows have."""
    found: dict[Hashable, Row] = {}
    twice: set[Hashable] = set()
    for row in rows:
        name = key(row)
        if name in found:
            twice.add(name)
        found[name] = row
    return {name: row for name, row in found.items() if name not in twice}
