"""What differs between two documents of a plan: for the public, and before publishing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from publications.rules.statuses import FULFILLED, LATE, TOLD

Document = Mapping[str, Any]
WORDING: Final = ("number", "title", "completion_form", "deadline")
MARKS: Final = ("role", "by_agreement", "consolidates")


@dataclass(frozen=True)
class Changes:
    """Ids of measures, in the order of the plan; `gone` those that the newer one has no more.

    `figures`: status → (count before, count now), of measures, where they differ.
    """

    fulfilled: list[int]
    late: list[int]
    caught_up: list[int]
    added: list[int]
    gone: list[int]
    reworded: list[int]
    texts: list[int]
    figures: dict[str, tuple[int, int]]

    def __bool__(self) -> bool:
        return any(vars(self).values())


def changes(old: Document, new: Document) -> Changes:
    """Statuses of measures that both documents know, and measures that only one knows."""
    before = {row["id"]: row for row in old["measures"]}
    now = {row["id"]: row for row in new["measures"]}
    both = [(before[key], row) for key, row in now.items() if key in before]
    return Changes(
        fulfilled=[row["id"] for was, row in both if _became(was, row, FULFILLED)],
        late=[row["id"] for was, row in both if _became(was, row, LATE)],
        caught_up=[row["id"] for was, row in both if _became(row, was, LATE)],
        added=[key for key in now if key not in before],
        gone=[key for key in before if key not in now],
        reworded=[row["id"] for was, row in both if _wording(was) != _wording(row)],
        texts=[row["id"] for was, row in both if was["texts"] != row["texts"]],
        figures=_figures(old, new),
    )


def _wording(row: Mapping[str, Any]) -> list[Any]:
    """What the act says. A body that is called otherwise is the same executor by its code; a
    group of bodies has none and goes by its name."""
    executors = [
        (one["agency"] or one["name"], *(one[mark] for mark in MARKS)) for one in row["executors"]
    ]
    return [*(row[part] for part in WORDING), executors]


def _became(was: Mapping[str, Any], now: Mapping[str, Any], statuses: tuple[str, ...]) -> bool:
    return now["status"] in statuses and was["status"] not in statuses


def _figures(old: Document, new: Document) -> dict[str, tuple[int, int]]:
    counts = [document["totals"]["measures"] for document in (old, new)]
    pairs = {status.value: (counts[0][status], counts[1][status]) for status in TOLD}
    return {status: pair for status, pair in pairs.items() if pair[0] != pair[1]}
