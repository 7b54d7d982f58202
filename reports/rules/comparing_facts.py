"""What a content document tells of a measure outside of its row in the plan's table."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from reports.rules.matching import key_of

Document = Mapping[str, Any]
MONEY: Final = ("planned", "allotted", "spent")


@dataclass(frozen=True)
class Facts:
    """What a document tells of measures outside of their rows, by the key of the measure."""

    late: Mapping[Any, list[Document]]
    granted: Mapping[Any, list[Document]]
    struck: frozenset[Any]
    dates: Mapping[Any, Mapping[int, tuple[str, str | None]]] | None
    costs: Mapping[Any, list[Document]] | None

    @classmethod
    def of(cls, document: Document) -> "Facts":
        extensions = [row for row in document["extensions"] if row["state"] == "granted"]
        struck = (row for row in document["removed"] if row["state"] == "struck")
        return cls(
            _by_measure(document["overdue"]),
            _by_measure(extensions),
            frozenset(map(key_of, struck)),
            _dates(document),
            _costs(document),
        )


def _table(document: Document, name: str) -> Iterable[Document] | None:
    """The compact rows of a document as rows with names; None in documents without them."""
    table = document.get("rows", {}).get(name)
    if table is None:
        return None
    return (dict(zip(table["columns"], row, strict=True)) for row in table["rows"])


def _dates(document: Document) -> Mapping[Any, Mapping[int, tuple[str, str | None]]] | None:
    """By measure and obligation: who owes it, and by when."""
    rows = _table(document, "obligations")
    if rows is None:
        return None
    found: defaultdict[Any, dict[int, tuple[str, str | None]]] = defaultdict(dict)
    for row in rows:
        found[row["measure"]][row["id"]] = row["agency"], row["due_on"]
    return found


def _costs(document: Document) -> Mapping[Any, list[Document]] | None:
    rows = _table(document, "costs")
    if rows is None:
        return None
    names = ("year", "source", *MONEY)
    found: defaultdict[Any, list[Document]] = defaultdict(list)
    for row in rows:
        found[row["measure"]].append({name: row[name] for name in names})
    return found


def _by_measure(rows: Iterable[Document]) -> Mapping[Any, list[Document]]:
    found: defaultdict[Any, list[Document]] = defaultdict(list)
    for row in rows:
        found[key_of(row)].append(row)
    return found
