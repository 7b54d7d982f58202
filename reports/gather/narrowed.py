"""A cut of a content document: a document of its own, every figure counted from what remains."""

from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any, Final

from agencies.translated import ORDER
from measures.rules.lateness import Status
from reports.gather import figures
from reports.gather.earlier import statuses_of
from reports.gather.measures import spending
from reports.rules.canonical import digest
from reports.rules.narrowing import CannotNarrow, Choice, Remaining, remaining, selected
from reports.rules.rows import EarlierLine, EarlierMeasure, direction_key, opened
from reports.rules.totals import totals

Document = dict[str, Any]
EVERYTHING: Final = Choice()


def narrow(document: Mapping[str, Any], choice: Choice) -> Document:
    """The document of a cut, with `cut`: its choice and the hash of the whole that it is cut from.

    Narrowed by nothing it tells the same figures. Raises CannotNarrow where bodies or directions
    are chosen of a document without rows (schema 2); sections alone can be chosen of any.
    """
    cut = dict(document)
    if choice.divides:
        left = remaining(document, choice)
        cut = selected(document, choice, left)
        cut |= {name: value for name, value in _figures(cut, left).items() if name in document}
        cut["bodies"] = _bodies(document, left)
    if choice.sections and "narrative" not in choice.sections and "narrative" in cut:
        cut["narrative"] = []
    return {**cut, "cut": _told(document, choice)}


def recounted(document: Mapping[str, Any]) -> Document:
    """The figures of a whole document once more from its rows, to hold this to the gatherer."""
    return _figures(document, remaining(document, EVERYTHING))


def _told(document: Mapping[str, Any], choice: Choice) -> Document:
    return {
        "kind": choice.kind,
        "name": choice.name,
        "agencies": sorted(choice.agencies),
        "directions": sorted(choice.directions),
        "sections": list(choice.sections),
        "names": {
            code: document["bodies"][code]["name"]
            for code in sorted(choice.agencies)
            if code in document["bodies"]
        },
        "headings": [
            {"text": row["text"], "source": row["source"]}
            for row in document["directions"]
            if choice.directions and direction_key(row) in choice.directions
        ],
        "of": digest(document),
    }


def _bodies(document: Mapping[str, Any], left: Remaining) -> Document:
    """Of those who owe something in the cut, and of the coordinating body, which signs it."""
    codes = {*(one.agency for one in left.lines), document["plan"]["coordinator"]}
    return {code: body for code, body in document["bodies"].items() if code in codes}


def _figures(document: Mapping[str, Any], left: Remaining) -> Document:
    day, lines, bodies = document["as_of"], left.lines, _agencies(document)
    return {
        "totals": figures.all_totals(left.measures, lines),
        "agencies": figures.agencies(lines, day),
        "directions": figures.directions(_directions(document), left.measures, lines),
        "tasks": figures.tasks(_tasks(document), left.measures, lines),
        "regions": figures.regions(lines, bodies, day),
        "discipline": figures.discipline(lines, day),
        "silent": figures.silent(lines, bodies, day),
        "lateness": figures.lateness(lines, date.fromisoformat(day)),
        "spending": spending(left.costs),
        "change": _change(document),
    }


def _agencies(document: Mapping[str, Any]) -> Any:
    """The bodies as the gatherer's figures ask for them: as rows with a region."""
    names = {row["region"]: row["name"] for row in document["regions"] if row["region"]}
    return {
        code: SimpleNamespace(
            by_agreement=body["by_agreement"],
            region=_region(body["region"], names) if body["region"] else None,
        )
        for code, body in document["bodies"].items()
    }


def _region(code: str, names: Mapping[str, Any]) -> SimpleNamespace:
    told = names.get(code, {})
    return SimpleNamespace(code=code, **{f"name_{one}": told.get(one, "") for one in ORDER})


def _spread(row: Mapping[str, Any]) -> Document:
    return {**row, **{f"text_{one}": row["text"][one] for one in ORDER}}


def _directions(document: Mapping[str, Any]) -> list[Document]:
    return [_spread(row) for row in document["directions"] if row["kind"]]


def _tasks(document: Mapping[str, Any]) -> list[Document]:
    rows = (row for row in document["tasks"] if row["number"] is not None)
    return [{**_spread(row), "goal__number": row["goal"]} for row in rows]


def _change(document: Mapping[str, Any]) -> Document:
    """Totals of the earlier days, from the rows that remain of them."""
    earlier = document["rows"]["earlier"]
    return {
        day: told and earlier.get(day) and {**told, "totals": _then(earlier[day])}
        for day, told in document["change"].items()
    }


def _then(rows: Mapping[str, Any]) -> Document:
    measures = list(opened(rows["measures"], EarlierMeasure))
    owed = [
        one._replace(status=Status(one.status)) for one in opened(rows["obligations"], EarlierLine)
    ]
    return {
        "measures": totals(statuses_of(measures, owed)),
        "obligations": totals(one.status for one in owed),
        "round": totals(one.status for one in owed if one.in_round),
    }


__all__ = ["CannotNarrow", "Choice", "narrow", "recounted"]
