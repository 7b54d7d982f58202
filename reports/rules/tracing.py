"""Every figure of a content document, counted again from the rows that stand in it.

Told and counted figures are brought into one shape, a tree by name, code or id, and compared leaf
by leaf. So a figure that nobody counts, or a count that nobody tells, is named as well.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from reports.rules.recount import counted
from reports.rules.rows import direction_key, task_key

Document = Mapping[str, Any]
Tree = dict[str, Any]
FIRST_WITH_ROWS: Final = 3
LISTS: Final = ("extensions", "nil", "removed", "completed", "ahead", "overdue", "measures")
MISSING: Final = None


class Disagreement(NamedTuple):
    """`figure` is its path, e.g. "agencies.mtszn.round.owed"; None where one side has none."""

    figure: str
    told: Any
    counted: Any


def is_traceable(document: Document) -> bool:
    """Documents before schema 3 hold no rows."""
    return bool(document["schema"] >= FIRST_WITH_ROWS)


def disagreements(document: Document) -> list[Disagreement]:
    """Figures that are not what the document's own rows give; none in a true one.

    Raises ValueError for a document without rows, or with other columns than those of its schema.
    """
    if not is_traceable(document):
        raise ValueError(f"a document of schema {document['schema']} holds no rows")
    return list(_differing(told(document), counted(document), ""))


def figures(document: Document) -> int:
    """How many figures there are to be compared."""
    return sum(1 for _ in _leaves(told(document)))


def _differing(one: Any, other: Any, path: str) -> Iterator[Disagreement]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted({*one, *other}):
            where = f"{path}.{key}" if path else key
            yield from _differing(one.get(key, MISSING), other.get(key, MISSING), where)
    elif one != other:
        yield Disagreement(path, one, other)


def _leaves(tree: Any) -> Iterator[Any]:
    if isinstance(tree, dict):
        for each in tree.values():
            yield from _leaves(each)
    else:
        yield tree


def told(document: Document) -> Tree:
    """The figures as the document tells them."""
    return {
        "totals": document["totals"],
        "agencies": {row["agency"]: _without(row, "agency") for row in document["agencies"]},
        "directions": {direction_key(row): _served(row) for row in document["directions"]},
        "tasks": {task_key(row): _served(row) for row in document["tasks"]},
        "regions": {
            row["region"] or "": _without(row, "region", "name") for row in document["regions"]
        },
        "discipline": _discipline(document["discipline"]),
        "silent": {row["agency"]: row["out"] for row in document["silent"]},
        "lateness": {
            **{row["agency"]: _without(row, "agency") for row in document["lateness"]["agencies"]},
            "": document["lateness"]["total"],
        },
        "change": {name: one and one["totals"] for name, one in document["change"].items()},
        "lists": {name: len(document[name]) for name in LISTS},
        "overdue": {
            str(row["obligation"]): [row["days_late"], row["extensions"]]
            for row in document["overdue"]
        },
        "completed": {
            str(row["obligation"]): [row["accepted_on"], row["late"]]
            for row in document["completed"]
        },
        "ahead": {
            str(row["obligation"]): [row["days_left"], row["extensions"], row["time_asked"]]
            for row in document["ahead"]
        },
        "measures": {str(row["measure"]): _measure(row) for row in document["measures"]},
        "spending": {str(row["year"] or ""): _year(row) for row in document["spending"]},
    }


def _without(row: Document, *names: str) -> Tree:
    return {name: value for name, value in row.items() if name not in names}


def _served(row: Document) -> Tree:
    return {name: row[name] for name in ("measures", "measures_total", "counts", "total")}


def _discipline(part: Document) -> Tree:
    bodies = {row["agency"]: _without(row, "agency") for row in part["agencies"]}
    order = [row["agency"] for row in part["agencies"]]
    return {**bodies, "": part["total"], "order": order}


def _measure(row: Document) -> Tree:
    return {
        "number": row["number"],
        "status": row["status"],
        "counts": row["counts"],
        "accepted": len(row["accepted"]),
    }


def _year(row: Document) -> Tree:
    sources = {one["source"]: _without(one, "source") for one in row["sources"]}
    return {**_without(row, "year", "sources"), "sources": sources}
