"""What a deadline can mean: plain frozen values that survive a round trip through JSON."""

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    ONCE = "once"
    RECURRING = "recurring"
    CONTINUOUS = "continuous"
    EVENT = "event"
    UNDECIDED = "undecided"


class Unit(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def months(self) -> int:
        """Length in months, 0 for a day or a week."""
        return _MONTHS.get(self, 0)


_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}

LAST_DAY = 31  # a day of month beyond the month's end means its last day

WARNINGS: dict[str, str] = {
    "approval_assumed": "The act does not say what the term runs from: read as the approval.",
    "approximate": "The act calls the date approximate.",
    "boundary_unclear": "“Before” or “by” a month, quarter or year: read as its last day.",
    "day_without_month": "A day of the month is named, but not the month it belongs to.",
    "impossible_date": "The calendar has no such day, quarter or half-year.",
    "inconsistent_period": "The phrase names periods or dates that do not agree.",
    "mixed_kinds": "The phrase joins deadlines of different kinds.",
    "no_approval_date": "The term runs from the act, whose approval date is not known.",
    "no_day": "A report on a period without a day: read as the period's last day.",
    "no_end": "A beginning is named, but no end.",
    "no_period": "The reporting period is not named.",
    "no_year": "The date has no year.",
    "outside_plan": "Some or all of the dates lie outside the plan's period.",
    "partial_period": "The plan begins or ends inside a reporting period.",
    "refers_elsewhere": "The deadline stands in another document or clause.",
    "unreadable": "The phrase is not understood.",
    "unsupported_period": "The dates of such a recurrence cannot be told from the phrase.",
    "working_days": "The term is counted in working days and needs a calendar.",
}


@dataclass(frozen=True)
class PlanDates:
    starts_on: date
    ends_on: date
    approved_on: date | None


@dataclass(frozen=True)
class Mark:
    """A place in any year: a day (`number` is its month), or the n-th month, quarter, half."""

    grain: Unit
    number: int = 1
    day: int = 0


@dataclass(frozen=True)
class Point:
    year: int
    mark: Mark


@dataclass(frozen=True)
class Once:
    """Dated points; `since` is the beginning of a single span, kept for writing."""

    points: tuple[Point, ...]
    since: Point | None = None


@dataclass(frozen=True)
class EachYear:
    """The same marks every year; `reports_on` makes them follow the end of that period."""

    marks: tuple[Mark, ...]
    reports_on: Unit | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class EachPeriod:
    """Once a period: its last day, or `day` of the `month`-th month in it (or `after` it),
    or `days_after` its end."""

    unit: Unit
    month: int = 0
    day: int = 0
    after: bool = False
    days_after: int = 0
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Continuous:
    """Always under way, never overdue by itself."""


@dataclass(frozen=True)
class Term:
    """A length of time from the act's approval, or from `event`; `count` 0 is the event alone."""

    count: int
    unit: Unit
    working: bool = False
    event: str = ""


Spec = Once | EachYear | EachPeriod | Continuous | Term
_TYPES: dict[str, type[Any]] = {
    "once": Once,
    "each_year": EachYear,
    "each_period": EachPeriod,
    "continuous": Continuous,
    "term": Term,
}
_NAMES = {kind: name for name, kind in _TYPES.items()}


def to_json(spec: Spec) -> dict[str, Any]:
    """Plain dicts, lists, strings and numbers, with a "type" to tell the meanings apart."""
    return {"type": _NAMES[type(spec)], **_plain_fields(spec)}


def _plain_fields(value: Any) -> dict[str, Any]:
    return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mark | Point):
        return _plain_fields(value)
    return str(value) if isinstance(value, Unit) else value


def from_json(data: dict[str, Any]) -> Spec:
    """The inverse of `to_json`. Raises KeyError, TypeError or ValueError on foreign data."""
    values = {key: _REVIVE.get(key, _same)(value) for key, value in data.items() if key != "type"}
    if data["type"] == "once" and values.get("since") is not None:
        values["since"] = _point(values["since"])
    elif data["type"] != "once":
        values |= {key: _day(values.get(key)) for key in ("since", "until") if key in values}
    spec: Spec = _TYPES[data["type"]](**values)
    return spec


def _same(value: Any) -> Any:
    return value


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _mark(data: dict[str, Any]) -> Mark:
    return Mark(Unit(data["grain"]), int(data["number"]), int(data["day"]))


def _point(data: dict[str, Any]) -> Point:
    return Point(int(data["year"]), _mark(data["mark"]))


_REVIVE: dict[str, Any] = {
    "points": lambda items: tuple(map(_point, items)),
    "marks": lambda items: tuple(map(_mark, items)),
    "unit": Unit,
    "reports_on": lambda unit: None if unit is None else Unit(unit),
}


@dataclass(frozen=True)
class Reading:
    phrase: str
    kind: Kind
    due: tuple[date, ...]
    language: str
    warnings: tuple[str, ...]
    spec: Spec | None

    def as_json(self) -> dict[str, Any]:
        """The five keys that commands print; dates in ISO form."""
        return {
            "phrase": self.phrase,
            "kind": str(self.kind),
            "due": [day.isoformat() for day in self.due],
            "language": self.language,
            "warnings": list(self.warnings),
        }
