"""fixtures/demo/history.json as values: what happened, on which day, by whom."""

import json
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

Json = dict[str, Any]
Key = tuple[str, str, str]  # measure number, agency code, occurrence ("" when there is one only)


@dataclass(frozen=True)
class Paper:
    """A document as the report names it."""

    kind: str
    number: str
    on: date


@dataclass(frozen=True)
class File:
    """Evidence that is drawn when the history is played; the ending of the name says how."""

    name: str
    title: str
    text: str


@dataclass(frozen=True)
class Act:
    """One thing that somebody did. `what` is a key of measures.demo.history.PLAYED.

    `who` is the part of an e-mail before the @; "" is the agency's officer, or for a decision the
    first coordinator.
    """

    on: date
    what: str
    measure: str
    agency: str = ""
    occurrence: str = ""
    who: str = ""
    claim: str = "interim"
    language: str = "ru"
    text: str = ""
    document: Paper | None = None
    files: tuple[File, ...] = ()
    proposed_on: date | None = None
    granted_on: date | None = None
    act: str = ""
    act_on: date | None = None
    in_force_on: date | None = None
    changes: tuple[Json, ...] = ()
    dates: tuple[date, ...] = ()
    event_on: date | None = None

    @property
    def key(self) -> Key:
        return self.measure, self.agency, self.occurrence


@dataclass(frozen=True)
class Departure:
    """How one obligation went otherwise than usual: silent, late, early, nil, returned, waiting."""

    measure: str
    agency: str
    occurrence: str
    what: str
    days: int = 0
    text: str = ""
    reason: str = ""
    again_after: int = 0


@dataclass(frozen=True)
class Usual:
    """How reports on a measure read; `texts`: agency, "akimat" or "other" → language → texts."""

    period: str
    claim: str
    figures: dict[str, tuple[str | float, float, float]]
    texts: dict[str, dict[str, list[str]]]


@dataclass(frozen=True)
class Habits:
    """How punctual everybody is: days before the date, one late report in so many, and so on."""

    ready_before: int
    late_one_in: int
    late_by_up_to: int
    review_within: int


@dataclass(frozen=True)
class Script:
    ends_on: date
    habits: Habits
    regions: dict[str, Json]
    usual: dict[str, Usual]
    departures: dict[Key, Departure]
    acts: list[Act] = field(default_factory=list)


def read_script(source: Path) -> Script:
    """Raises KeyError, TypeError or ValueError when the file does not follow its format."""
    content: Json = json.loads(source.read_text())
    departures = [Departure(**row) for row in content["departures"]]
    return Script(
        ends_on=date.fromisoformat(content["ends_on"]),
        habits=Habits(**content["habits"]),
        regions=content["regions"],
        usual={number: Usual(**row) for number, row in content["usual"].items()},
        departures={(one.measure, one.agency, one.occurrence): one for one in departures},
        acts=[_act(row) for row in content["acts"]],
    )


def _act(row: Json) -> Act:
    days = {"on", "proposed_on", "granted_on", "act_on", "in_force_on", "event_on"} & row.keys()
    known = {one.name for one in fields(Act)} & row.keys()
    values = {name: row[name] for name in known} | {
        name: date.fromisoformat(row[name]) for name in days
    }
    if unknown := row.keys() - known:
        raise ValueError(f"An act of {row['on']} has unknown fields: {', '.join(sorted(unknown))}")
    values["dates"] = tuple(map(date.fromisoformat, row.get("dates", ())))
    values["changes"] = tuple(row.get("changes", ()))
    values["files"] = tuple(File(**one) for one in row.get("files", ()))
    if "document" in row:
        kind, number, on = row["document"]
        values["document"] = Paper(kind, number, date.fromisoformat(on))
    return Act(**values)
