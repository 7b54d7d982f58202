"""What was understood of a file, for a person to check before it is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from measures.importing.messages import message
from measures.importing.outcome import Outcome
from measures.models import DeadlineKind
from measures.rules.plan_table.executors import Named
from measures.rules.plan_table.findings import Finding
from measures.rules.plan_table.measures import PlanRow


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
            Shown(row, _of(self.outcome.errors, row.row), _of(self.outcome.warnings, row.row))
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
    def may_write(self) -> bool:
        return not self.outcome.errors


def _said(findings: Iterable[Finding]) -> list[Said]:
    ordered = sorted(findings, key=lambda found: (found.row or 0, found.column or 0))
    return [Said(found.row, message(found)) for found in ordered]


def _of(findings: Iterable[Finding], row: int) -> list[str]:
    return [message(found) for found in findings if found.row == row]
