"""What was understood of a file, for a person to check before it is written."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from agencies.errors import Refused
from measures.forms.imports import ReadingForm
from measures.importing.messages import message
from measures.importing.outcome import Options, Outcome, in_order
from measures.models import DeadlineKind, ImportFile
from measures.rules.plan_table.executors import Named
from measures.rules.plan_table.findings import Finding
from measures.rules.plan_table.measures import PlanRow
from measures.services.uploads import options_of

ABOUT_HEADINGS = frozenset(
    {"no_table", "no_such_table", "several_tables", "missing_column", "ambiguous_column",
     "map_not_found", "no_measures"}
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """A finding in words, with the row it stands in (None for the file)."""

    row: int | None
    text: str


@dataclass(frozen=True)
class Shown:
    row: PlanRow
    errors: list[str]
    warnings: list[str]

    @property
    def lead(self) -> Named | None:
        return next((one for one in self.row.executors if one.lead), None)

    @property
    def others(self) -> list[Named]:
        return [one for one in self.row.executors if not one.lead]

    @property
    def kind(self) -> str:
        return str(DeadlineKind(self.row.reading.kind.value).label)

    @property
    def due(self) -> tuple[date, ...]:
        return self.row.reading.due


@dataclass(frozen=True)
class Preview:
    outcome: Outcome

    @cached_property
    def rows(self) -> list[Shown]:
        return [
            Shown(row, _of(self.outcome.errors, row), _of(self.outcome.warnings, row))
            for row in self.outcome.rows
        ]

    @cached_property
    def errors(self) -> list[Said]:
        return _said(self.outcome.errors)

    @cached_property
    def warnings(self) -> list[Said]:
        return _said(self.outcome.warnings)

    @property
    def unknown(self) -> list[str]:
        """Names that a person must decide on, each once."""
        found = (*self.outcome.errors, *self.outcome.warnings)
        names = (one.facts["name"] for one in found if one.code == "unknown_executor")
        return list(dict.fromkeys(names))

    @property
    def asks_for_headings(self) -> bool:
        """A person must say what the columns mean, or which table is the plan."""
        return any(found.code in ABOUT_HEADINGS for found in self.outcome.errors)

    @property
    def may_write(self) -> bool:
        return not self.outcome.errors


def reading_form(kept: ImportFile, outcome: Outcome, data: Any = None) -> ReadingForm:
    """How the file was read, to be changed. Raises Refused for a file without a table."""
    if outcome.choices is None:
        raise Refused("no_table", message(Finding("no_table")))
    years = range(kept.plan.starts_on.year, kept.plan.ends_on.year + 1)
    return ReadingForm(data, offered=outcome.choices, options=options_of(kept), years=years)


def seal(options: Options) -> str:
    """Differs whenever the file is read otherwise."""
    told = json.dumps(options.as_json(), sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _said(findings: Iterable[Finding]) -> list[Said]:
    return [Said(found.row, message(found)) for found in in_order(findings)]


def _of(findings: Iterable[Finding], row: PlanRow) -> list[str]:
    place = (row.table, row.row)
    return [message(found) for found in findings if (found.table, found.row) == place]
