"""What an import found and did, in the shape that the command, the page and the record share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from measures.importing.messages import message
from measures.rules.plan_table.findings import Finding
from measures.rules.plan_table.measures import PlanRow
from measures.rules.plan_table.wording import Column


@dataclass(frozen=True)
class Options:
    """`language` of the texts, None: that of the headings. `which` table of the file, from 1.

    `create_agencies`: names that are not known become new bodies. `dry_run`: nothing is kept.
    """

    language: str | None = None
    mapping: Mapping[Column, str] = field(default_factory=dict)
    which: int | None = None
    create_agencies: bool = False
    dry_run: bool = False

    def as_json(self) -> dict[str, Any]:
        """What the record of an upload keeps, to read the file again in the same way."""
        mapping = {column.value: text for column, text in self.mapping.items()}
        return {
            "language": self.language,
            "mapping": mapping,
            "which": self.which,
            "create_agencies": self.create_agencies,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """The inverse of `as_json`. Raises KeyError or ValueError on foreign data."""
        mapping = {Column(key): text for key, text in kept["mapping"].items()}
        return cls(kept["language"], mapping, kept["which"], kept["create_agencies"])


@dataclass(frozen=True)
class Outcome:
    """Any error: nothing was written, and `obligations` and `agencies_created` are 0."""

    rows: tuple[PlanRow, ...] = ()
    warnings: tuple[Finding, ...] = ()
    errors: tuple[Finding, ...] = ()
    language: str = "ru"
    obligations: int = 0
    agencies_created: int = 0

    def with_errors(self, errors: Iterable[Finding]) -> Self:
        return replace(self, errors=(*self.errors, *errors))

    def allowing_unknown_bodies(self) -> Self:
        """Bodies that are not known only warn."""
        unknown = tuple(found for found in self.errors if found.code == "unknown_executor")
        rest = tuple(found for found in self.errors if found.code != "unknown_executor")
        return replace(self, warnings=_in_order((*self.warnings, *unknown)), errors=rest)

    def as_json(self) -> dict[str, Any]:
        """The contract of `import_plan --json`."""
        return {
            "measures": len(self.rows),
            "obligations": self.obligations,
            "agencies_created": self.agencies_created,
            "warnings": [_plain(found) for found in _in_order(self.warnings)],
            "errors": [_plain(found) for found in _in_order(self.errors)],
        }


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda found: (found.row or 0, found.column or 0)))


def _plain(found: Finding) -> dict[str, Any]:
    return {
        "row": found.row,
        "column": found.column,
        "code": found.code,
        "message": message(found),
    }
