"""Counts every figure of an edition again from its rows, and compares these with the database."""

import json
import re
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from planner.models import ActionPlan
from reports.models import Report
from reports.queries_tracing import against_database
from reports.rules.canonical import canonical, digest
from reports.rules.tracing import Disagreement, disagreements, figures, is_traceable

EDITION: Final = re.compile(r"(?P<plan>[\w-]+)/(?P<label>[\w-]+)/(?P<edition>\d+)")
SHOWN: Final = 50
Document = dict[str, Any]


class Command(BaseCommand):
    help = "Checks that every figure of an edition follows from its rows, and these from the plan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("edition", help="a .json file of an edition, its id, or PLAN/2009Q2/1")
        add("--json", action="store_true", help="print what was found as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        document, problem = _read(options["edition"])
        if not is_traceable(document):
            raise CommandError(
                f"The document is of schema {document['schema']}: figures can be traced since 3."
            )
        told = _checked(document, problem)
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            self._say(told)
        if told["bytes"] or told["disagreements"] or told["database"]:
            raise SystemExit(1)

    def _say(self, told: Document) -> None:
        self.stdout.write(f"SHA-256 {told['sha256']}; {told['figures']} figures")
        for name, what in (("disagreements", "counted"), ("database", "in the database")):
            rows = told[name]
            for row in rows[:SHOWN]:
                self.stdout.write(f"{row['figure']}: told {row['told']}, {what} {row['counted']}")
            if len(rows) > SHOWN:
                self.stdout.write(f"… and {len(rows) - SHOWN} more")
        if told["bytes"]:
            self.stdout.write(told["bytes"])
        elif not told["disagreements"] and not told["database"]:
            self.stdout.write("Every figure follows from the rows, and the rows from the plan.")


def _checked(document: Document, problem: str) -> Document:
    """`bytes`: what is wrong with them, "" for nothing; the lists are empty for a true edition."""
    known = ActionPlan.objects.filter(slug=document["plan"]["slug"]).exists()
    if not known:
        raise CommandError(f"There is no plan {document['plan']['slug']!r} here to compare with.")
    return {
        "edition": document["edition"],
        "sha256": digest(document),
        "figures": figures(document),
        "bytes": problem,
        "disagreements": _plain(disagreements(document)),
        "database": _plain(against_database(document)),
    }


def _plain(found: Iterable[Disagreement]) -> list[Document]:
    return [one._asdict() for one in found]


def _read(named: str) -> tuple[Document, str]:
    """The content, and what is wrong with its bytes."""
    path = Path(named)
    if path.suffix == ".json":
        return _from_file(path)
    report = _edition(named)
    if report is None or report.content is None:
        raise CommandError(f"{named!r} is neither a .json file nor an edition that is ready.")
    content: Document = report.content
    same = digest(content) == report.sha256
    return content, "" if same else "The content is not the one that was hashed."


def _from_file(path: Path) -> tuple[Document, str]:
    try:
        data = path.read_bytes()
        document = json.loads(data)
        same = canonical(document) == data
    except (OSError, ValueError) as error:
        raise CommandError(f"{path}: {error}") from error
    if not isinstance(document, dict) or not {"schema", "plan", "edition"} <= document.keys():
        raise CommandError(f"{path}: this is not the content of an edition.")
    return document, "" if same else "The file is not in the canonical form that is hashed."


def _edition(named: str) -> Report | None:
    if named.isdecimal():
        return Report.objects.filter(pk=int(named)).first()
    found = EDITION.fullmatch(named)
    if not found:
        return None
    return Report.objects.filter(
        round__plan__slug=found["plan"], round__label=found["label"], edition=found["edition"]
    ).first()
