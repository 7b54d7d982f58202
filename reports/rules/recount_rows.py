"""The rows of a content document opened, to be counted."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from reports.rules.rows import LINES, CostLine, Line, MeasureLine, opened

Document = Mapping[str, Any]
Tree = dict[str, Any]


@dataclass(frozen=True)
class Rows:
    """The rows of a document, and the days that they are judged by."""

    obligations: list[Line]
    measures: list[MeasureLine]
    costs: list[CostLine]
    day: str
    window: tuple[str, str]
    ahead: tuple[str, str]

    @classmethod
    def of(cls, document: Document) -> Self:
        found = {name: list(opened(document["rows"][name], line)) for name, line in LINES.items()}
        around = document["round"]
        return cls(
            **found,
            day=document["as_of"],
            window=tuple(around["window"]),
            ahead=tuple(around["ahead"]),
        )


def by(rows: Iterable[Any], key: Callable[[Any], str], count: Callable[[list[Any]], Any]) -> Tree:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return {name: count(own) for name, own in found.items()}
