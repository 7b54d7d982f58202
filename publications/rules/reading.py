"""A published document as its pages show it: counted by body and by topic, and searched."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from publications.rules.statuses import TOLD, grouped

Document = Mapping[str, Any]
Row = Mapping[str, Any]
LANGUAGES: Final = ("ru", "kk", "en")
WIDTH: Final = 1000  # units of a whole bar


@dataclass(frozen=True)
class Count:
    """`groups`: how many by group of rules.statuses.GROUPS."""

    key: str
    row: Row
    total: int
    groups: dict[str, int]


def said(texts: Mapping[str, str] | None, language: str) -> str:
    """The text in that language, else in Russian, Kazakh, English; "" where there is none."""
    order = dict.fromkeys((language, *LANGUAGES))
    return next((text for code in order if (text := (texts or {}).get(code, ""))), "")


def by_topic(document: Document, topics: str) -> list[Count]:
    """`topics`: "directions" or "tasks"; those that no measure serves are left out.

    A measure that serves several counts in each; last, under key "", those that serve none.
    """
    under: dict[str, list[Row]] = defaultdict(list)
    for measure in document["measures"]:
        for key in measure[topics] or [""]:
            under[key].append(measure)
    rows = [*document[topics], {"key": ""}]
    return [_count(row["key"], row, under[row["key"]]) for row in rows if under[row["key"]]]


def by_body(document: Document) -> list[Count]:
    """What each body owes, most of what is late first."""
    owed: dict[str, list[Row]] = defaultdict(list)
    for one in document["obligations"]:
        owed[one["agency"]].append(one)
    counts = [_count(code, document["bodies"][code], rows) for code, rows in owed.items()]
    return sorted(counts, key=lambda it: (-it.groups["overdue"], -it.total, it.key))


def _count(key: str, row: Row, rows: Sequence[Row]) -> Count:
    counted = Counter(one["status"] for one in rows)
    return Count(key, row, len(rows), grouped(counted))


@dataclass(frozen=True)
class Bar:
    """A part of a bar of WIDTH units: where it begins, how wide it is, how many it stands for."""

    key: str
    count: int
    start: float
    width: float


def bars(counts: Mapping[str, int]) -> list[Bar]:
    """The parts that are there, side by side."""
    total = sum(counts.values()) or 1
    parts: list[Bar] = []
    start = 0
    for key, count in counts.items():
        if count:
            at, until = WIDTH * start / total, WIDTH * (start + count) / total
            parts.append(Bar(key, count, round(at, 1), round(until - at, 1)))
        start += count
    return parts


@dataclass(frozen=True)
class Asked:
    """Filters of the list: keys of a direction and a task, code of a body, a status, words."""

    direction: str = ""
    task: str = ""
    agency: str = ""
    status: str = ""
    text: str = ""


def found(document: Document, asked: Asked) -> list[Row]:
    """In the order of the plan."""
    owing = {one["measure"] for one in document["obligations"] if one["agency"] == asked.agency}
    return [
        row
        for row in document["measures"]
        if (not asked.direction or asked.direction in row["directions"])
        and (not asked.task or asked.task in row["tasks"])
        and (not asked.agency or row["id"] in owing)
        and (not asked.status or asked.status == row["status"])
        and _has_words(row, asked.text)
    ]


def _has_words(row: Row, text: str) -> bool:
    """Each word stands in the title in some language, or is the number."""
    titles = " ".join(row["title"].values()).casefold()
    words = text.casefold().split()
    return all(word in titles or word.rstrip(".") == row["number"] for word in words)


def statuses_in(rows: Iterable[Row]) -> list[str]:
    there = {row["status"] for row in rows}
    return [status.value for status in TOLD if status.value in there]
