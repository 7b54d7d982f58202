"""Two content documents of one plan side by side: what changed, measure by measure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from reports.rules.comparing_facts import MONEY, Facts
from reports.rules.matching import Pair, key_of, paired

Document = Mapping[str, Any]
FULFILLED: Final = ("done", "done_late", "removed")
WORDED: Final = ("title", "completion_form")
FIGURES: Final = ("overdue", "silent", "nil", "extensions")


class Mark(StrEnum):
    """What happened to a measure, the gravest first: the order of groups on the page."""

    ADDED = "added"
    STRUCK = "struck"
    OVERDUE = "overdue"
    COMPLETED = "completed"
    STATUS = "status"
    DEADLINE = "deadline"
    LATENESS = "lateness"
    REPORTS = "reports"
    WORDING = "wording"
    NUMBER = "number"
    EXECUTORS = "executors"
    COSTS = "costs"
    COUNTS = "counts"


@dataclass(frozen=True)
class Part:
    """One thing told of a measure; `before` and `after` are values of the documents."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Difference:
    """`row` is the measure as the later document has it, a gone one as the earlier had it."""

    row: Document
    marks: tuple[Mark, ...]
    parts: tuple[Part, ...]

    @property
    def kind(self) -> Mark:
        """The group that it is told in; every difference stands in one."""
        return self.marks[0]


@dataclass(frozen=True)
class Figure:
    """A figure of both documents; `before` or `after` None where a document has none."""

    group: str
    code: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Comparison:
    """`figures`: statuses of "measures", "round" and "obligations", lengths of "lists", and money
    by year; `unchanged`: how many measures read alike in both."""

    figures: tuple[Figure, ...]
    differences: tuple[Difference, ...]
    unchanged: int


def compared(before: Document, after: Document) -> Comparison:
    """From the earlier document to the later one, in the order of the later plan's table.

    Measures are matched by their id where both documents name it, else by number and title, by
    title alone, and by position and number (reports.rules.matching).
    """
    earlier, later = Facts.of(before), Facts.of(after)
    pairs = paired(before["measures"], after["measures"])
    found = [one for pair in pairs if (one := _difference(pair, earlier, later))]
    return Comparison(
        tuple(_figures(before, after)), tuple(found), unchanged=len(pairs) - len(found)
    )


def counts(differences: Iterable[Difference]) -> dict[Mark, int]:
    """How many measures carry each mark; one with two marks counts under both."""
    found = dict.fromkeys(Mark, 0)
    for one in differences:
        for mark in one.marks:
            found[mark] += 1
    return found


def _difference(pair: Pair, earlier: Facts, later: Facts) -> Difference | None:
    old, new = pair
    if old is None or new is None:
        whole = new or old or {}
        if old is None and is_struck(whole, later.struck):
            return None  # came and went between the two: neither plan has it
        return Difference(whole, (Mark.ADDED if old is None else Mark.STRUCK,), ())
    struck = is_struck(new, later.struck)
    if is_struck(old, earlier.struck):
        return None if struck else Difference(new, (Mark.ADDED,), ())
    parts = tuple(_parts(old, new, earlier, later))
    marks = {mark for part in parts for mark in _marks(part)} | ({Mark.STRUCK} if struck else set())
    if not marks:
        return None
    if len(marks) > 1:
        marks.discard(Mark.COUNTS)  # it says nothing that the others do not say better
    return Difference(new, tuple(mark for mark in Mark if mark in marks), parts)


def is_struck(row: Document, known: frozenset[Any] = frozenset()) -> bool:
    """Removal from control always has its completion document; striking has none."""
    if row["status"] != "removed":
        return False
    if "state" in row:
        return bool(row["state"] == "struck")
    paper = (row["removed"] or {}).get("document") or {}
    return key_of(row) in known or not (paper.get("kind") or paper.get("number"))


def _parts(old: Document, new: Document, earlier: Facts, later: Facts) -> Iterable[Part]:
    told = [
        Part("status", old["status"], new["status"]),
        Part("number", old["number"], new["number"]),
    ]
    told += [Part("section", old["section"], new["section"])]
    told += [Part(name, old[name], new[name]) for name in WORDED]
    told += [Part("deadline", old["deadline"], new["deadline"])]
    told += [Part("due", *_moved(old, new, earlier, later))]
    told += [Part("executors", _executors(old), _executors(new))]
    told += [Part("late", _late(old, earlier), _late(new, later))]
    told += [Part("counts", old["counts"], new["counts"])]
    told += [Part("reports", [], _fresh(old, new))]
    told += [Part("costs", _spent(old, earlier), _spent(new, later))]
    return (one for one in told if _differs(one))


def _differs(part: Part) -> bool:
    """What an older form of the document does not tell is no difference."""
    if part.name == "costs" and (part.before is None or part.after is None):
        return False
    return bool(part.before != part.after)


def _spent(row: Document, facts: Facts) -> list[Document] | None:
    return None if facts.costs is None else facts.costs.get(key_of(row), [])


def _moved(old: Document, new: Document, earlier: Facts, later: Facts) -> tuple[Any, Any]:
    """Dates of the same reports before and after, by body; of documents without rows, those of
    extensions granted since the earlier one."""
    if earlier.dates is not None and later.dates is not None:
        was, now = earlier.dates.get(key_of(old), {}), later.dates.get(key_of(new), {})
        both = [one for one in now if one in was and was[one][1] != now[one][1]]
        return _by_body(was, both), _by_body(now, both)
    known = [_grant(row) for row in earlier.granted.get(key_of(old), [])]
    fresh = [row for row in later.granted.get(key_of(new), []) if _grant(row) not in known]
    days = [{"agency": row["agency"], "on": row["old_due_on"]} for row in fresh]
    return days, [{"agency": row["agency"], "on": row["granted_on"]} for row in fresh]


def _by_body(dates: Mapping[int, tuple[str, str | None]], which: list[int]) -> list[Document]:
    return [{"agency": dates[one][0], "on": dates[one][1]} for one in which]


def _grant(row: Document) -> tuple[Any, ...]:
    return row["agency"], row["old_due_on"], row["granted_on"], row["decided_on"]


def _executors(row: Document) -> list[dict[str, Any]]:
    names = ("short", "role", "by_agreement", "consolidates")
    return [{name: one[name] for name in names} for one in row["executors"]]


def _late(row: Document, facts: Facts) -> dict[str, int]:
    rows = facts.late.get(key_of(row), [])
    return {"reports": len(rows), "days": max((one["days_late"] for one in rows), default=0)}


def _fresh(old: Document, new: Document) -> list[dict[str, Any]]:
    """Accepted reports that the earlier document does not tell; each tells of its own quarter, so
    that those of the quarter before are not missed in the later one."""
    known = _papers(old)
    return [one for one in _papers(new) if one not in known]


def _papers(row: Document) -> list[dict[str, Any]]:
    names = ("agency", "claim", "submitted_on", "accepted_on")
    return [{name: one[name] for name in names} for one in row["accepted"]]


_MARK: Final[Mapping[str, Mark]] = {
    "number": Mark.NUMBER,
    "section": Mark.NUMBER,
    "title": Mark.WORDING,
    "completion_form": Mark.WORDING,
    "deadline": Mark.DEADLINE,
    "due": Mark.DEADLINE,
    "executors": Mark.EXECUTORS,
    "late": Mark.LATENESS,
    "counts": Mark.COUNTS,
    "reports": Mark.REPORTS,
    "costs": Mark.COSTS,
}


def _marks(part: Part) -> list[Mark]:
    if part.name != "status":
        return [_MARK[part.name]]
    found = [Mark.STATUS]
    if part.after == "overdue":
        found.append(Mark.OVERDUE)
    if part.after in FULFILLED and part.before not in FULFILLED:
        found.append(Mark.COMPLETED)
    return found


def _figures(before: Document, after: Document) -> Iterable[Figure]:
    for group in ("measures", "round", "obligations"):
        old, new = before["totals"][group], after["totals"][group]
        for code in dict.fromkeys([*old, *new]):
            yield Figure(group, code, old.get(code), new.get(code))
    for code in FIGURES:
        yield Figure("lists", code, len(before[code]), len(after[code]))
    yield from _money(before, after)


def _money(before: Document, after: Document) -> Iterable[Figure]:
    """Decimal text in million tenge, by year and part: "2009/spent"; "/" for no year."""
    old, new = ({row["year"]: row for row in one["spending"]} for one in (before, after))
    for year in sorted({*old, *new}, key=lambda it: (it is None, it)):
        for part in MONEY:
            was, now = (rows.get(year, {}).get(part) for rows in (old, new))
            if (was, now) != (None, None):
                yield Figure("spending", f"{year or ''}/{part}", was, now)
