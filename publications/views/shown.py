"""What the templates of a publication are given; the preview draws the same from the same."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.utils.http import urlencode

from publications.queries import Told, document
from publications.rules import reading
from publications.rules.changes import Changes, changes
from publications.rules.statuses import grouped

Document = dict[str, Any]
PAGE_SIZE = 25


@dataclass(frozen=True)
class Shown:
    """A document under the address `base` ("/public/plan/"); `earlier` is what it is compared with.

    `told` is None in a preview.
    """

    document: Document
    base: str
    earlier: Document | None = None
    told: Told | None = None


def of_publication(told: Told, base: str, *, compare: bool = False) -> Shown:
    """At most two statements, and none for what the cache holds."""
    previous = told.previous if compare else None
    return Shown(document(told.one), base, document(previous) if previous else None, told)


def page_of(shown: Shown) -> dict[str, Any]:
    """What every page of a publication says."""
    content = shown.document
    return {
        "document": content,
        "plan": content["plan"],
        "base": shown.base,
        "told": shown.told,
        "coordinator": content["bodies"][content["plan"]["coordinator"]],
    }


def overview(shown: Shown) -> dict[str, Any]:
    content = shown.document
    counts = content["totals"]["measures"]
    return {
        **page_of(shown),
        "total": sum(counts.values()),
        "groups": grouped(counts),
        "counts": counts,
        "owed": sum(content["totals"]["obligations"].values()),
        "owed_groups": grouped(content["totals"]["obligations"]),
        "directions": reading.by_topic(content, "directions"),
        "tasks": reading.by_topic(content, "tasks"),
        "bodies": reading.by_body(content),
        **told_changes(shown),
    }


def told_changes(shown: Shown) -> dict[str, Any]:
    """`changes`: lists of measures, by the name of the list, since the publication before."""
    if shown.earlier is None:
        return {"changes": None}
    found: Changes = changes(shown.earlier, shown.document)
    rows = {row["id"]: row for row in (*shown.earlier["measures"], *shown.document["measures"])}
    lists = ("fulfilled", "late", "caught_up", "added", "gone", "reworded", "texts")
    told = [(name, [rows[pk] for pk in getattr(found, name)]) for name in lists]
    figures = [(status, *pair) for status, pair in found.figures.items()]
    return {
        "changes": {name: measures for name, measures in told if measures},
        "figures_changed": figures,
        "since": shown.earlier["as_of"],
    }


def measures(shown: Shown, asked: reading.Asked, page: str | None) -> dict[str, Any]:
    rows = reading.found(shown.document, asked)
    chosen = {name: value for name, value in vars(asked).items() if value}
    return {
        **page_of(shown),
        "page": Paginator(rows, PAGE_SIZE).get_page(page),
        "filtered": f"&{urlencode(chosen)}" if chosen else "",
    }


def measure(shown: Shown, key: int) -> dict[str, Any] | None:
    """None for a measure that the document does not have."""
    content = shown.document
    row = next((each for each in content["measures"] if each["id"] == key), None)
    if row is None:
        return None
    topics = {each["key"]: each for each in (*content["directions"], *content["tasks"])}
    return {
        **page_of(shown),
        "measure": row,
        "groups": grouped(row["counts"]),
        "total": sum(row["counts"].values()),
        "owed": [
            {**one, "body": content["bodies"][one["agency"]]}
            for one in content["obligations"]
            if one["measure"] == key
        ],
        "directions": [topics[each] for each in row["directions"]],
        "tasks": [topics[each] for each in row["tasks"]],
        "reports": [
            {**one, "body": content["bodies"].get(one["agency"])}
            for one in (row["texts"] or {}).get("reports", [])
        ],
    }
