"""What an import found and did, in the shape that the command, the page and the record share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from measures.importing.messages import message
from measures.rules.plan_table.choices import Choices
from measures.rules.plan_table.findings import Finding
from measures.rules.plan_table.headings import Hints
from measures.rules.plan_table.meanings import Key, as_key
from measures.rules.plan_table.measures import PlanRow
from measures.rules.plan_table.wording import Column


@dataclass(frozen=True)
class Options:
    """`language` of the texts, None: that of the headings. `which` table of the file, from 1.

    `columns`: what a person says each column is, by its place from 1; `heading_row` likewise, 0:
    there are no headings. `create_agencies`: names that are not known become new bodies.
    `dry_run`: nothing is kept.
    """

    language: str | None = None
    mapping: Mapping[Column, str] = field(default_factory=dict)
    which: int | None = None
    create_agencies: bool = False
    dry_run: bool = False
    columns: Mapping[int, Key] | None = None
    heading_row: int | None = None

    def hints(self) -> Hints:
        return Hints(self.mapping, self.which, self.columns, self.heading_row)

    def as_json(self) -> dict[str, Any]:
        """What the record of an upload keeps, to read the file again in the same way."""
        mapping = {column.value: text for column, text in self.mapping.items()}
        return {
            "language": self.language,
            "mapping": mapping,
            "which": self.which,
            "create_agencies": self.create_agencies,
            "columns": self.columns and {str(at): str(key) for at, key in self.columns.items()},
            "heading_row": self.heading_row,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """The inverse of `as_json`. Raises KeyError or ValueError on foreign data."""
        columns = kept.get("columns")  # files kept before columns could be placed have none
        return cls(
            language=kept["language"],
            mapping={Column(key): text for key, text in kept["mapping"].items()},
            which=kept["which"],
            create_agencies=kept["create_agencies"],
            columns=columns and {int(at): as_key(key) for at, key in columns.items()},
            heading_row=kept.get("heading_row"),
        )


@dataclass(frozen=True)
class Outcome:
    """Any error: nothing was written, and `obligations` and `agencies_created` are 0.

    `choices`: what a person may say of how the file is read; None where it was not read now.
    """

    rows: tuple[PlanRow, ...] = ()
    warnings: tuple[Finding, ...] = ()
    errors: tuple[Finding, ...] = ()
    language: str = "ru"
    obligations: int = 0
    agencies_created: int = 0
    choices: Choices | None = None

    def with_errors(self, errors: Iterable[Finding]) -> Self:
        return replace(self, errors=(*self.errors, *errors))

    def allowing_unknown_bodies(self) -> Self:
        """Bodies that are not known only warn."""
        unknown = tuple(found for found in self.errors if found.code == "unknown_executor")
        rest = tuple(found for found in self.errors if found.code != "unknown_executor")
        return replace(self, warnings=in_order((*self.warnings, *unknown)), errors=rest)

    def as_json(self) -> dict[str, Any]:
        """The contract of `import_plan --json`."""
        return {
            "measures": len(self.rows),
            "obligations": self.obligations,
            "agencies_created": self.agencies_created,
            "warnings": [_plain(found) for found in in_order(self.warnings)],
            "errors": [_plain(found) for found in in_order(self.errors)],
        }


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Table by table, row by row; what is said of a file as a whole comes first."""
    return tuple(sorted(findings, key=lambda one: (one.table or 0, one.row or 0, one.column or 0)))


def _plain(found: Finding) -> dict[str, Any]:
    """`table` is told only where several tables are read as one plan."""
    table = {"table": found.table} if found.table else {}
    return {
        **table,
        "row": found.row,
        "column": found.column,
        "code": found.code,
        "message": message(found),
    }
