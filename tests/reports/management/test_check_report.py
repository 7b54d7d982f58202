"""check_report: an edition's figures against its rows, and these against the database."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from measures.models import Obligation
from planner.models import ActionPlan
from reports.models import Report
from reports.rules.canonical import canonical, digest
from reports.services.compiling import compile_report
from tests.reports.conftest import Told

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(report: Report, owed: Obligation) -> Report:
    assert compile_report(report.pk)
    report.refresh_from_db()
    return report


def check(named: object, *, fails: bool = False) -> dict[str, Any]:
    out, code = StringIO(), 0
    try:
        call_command("check_report", str(named), "--json", stdout=out)
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    assert code == int(fails)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_a_true_edition_has_nothing_to_say_against_it(ready: Report, plan: ActionPlan) -> None:
    for named in (ready.pk, f"{plan.slug}/2009Q2/1"):
        found = check(named)
        assert {name: found[name] for name in ("edition", "sha256", "bytes")} == {
            "edition": 1,
            "sha256": ready.sha256,
            "bytes": "",
        }
        assert (found["disagreements"], found["database"]) == ([], [])
        assert found["figures"] > 100


def test_it_says_so_in_words_too(ready: Report) -> None:
    out = StringIO()
    call_command("check_report", str(ready.pk), stdout=out)
    assert "Every figure follows from the rows, and the rows from the plan." in out.getvalue()


def test_a_figure_that_somebody_changed_in_a_file_is_named(
    told: Told, owed: Obligation, tmp_path: Path
) -> None:
    document = told()
    document["totals"]["round"]["overdue"] = 5
    path = tmp_path / "edition.json"
    path.write_bytes(canonical(document))
    found = check(path, fails=True)
    assert found["disagreements"] == [{"figure": "totals.round.overdue", "told": 5, "counted": 1}]
    assert found["sha256"] == digest(document)


def test_a_row_that_the_database_knows_otherwise_is_named(
    told: Told, owed: Obligation, tmp_path: Path
) -> None:
    document = told()
    at = document["rows"]["obligations"]["columns"].index("id")
    document["rows"]["obligations"]["rows"][0][at] = 999_999
    document["overdue"][0]["obligation"] = 999_999
    path = tmp_path / "edition.json"
    path.write_bytes(canonical(document))
    found = check(path, fails=True)
    assert found["disagreements"] == []
    assert [row["figure"] for row in found["database"]] == [
        f"rows.obligations.{owed.pk}",
        "rows.obligations.999999",
    ]


def test_a_file_that_is_not_the_hashed_form_is_not_passed(
    told: Told, owed: Obligation, tmp_path: Path
) -> None:
    path = tmp_path / "edition.json"
    path.write_text(json.dumps(told(), indent=1))
    assert check(path, fails=True)["bytes"] == (
        "The file is not in the canonical form that is hashed."
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "Expecting"),
        (b"[]", "not the content of an edition"),
        (b'{"schema":2,"plan":{},"edition":1}', "schema 2: figures can be traced since 3"),
    ],
)
def test_what_cannot_be_checked_is_refused_with_the_reason(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "edition.json"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=said):
        call_command("check_report", str(path))


def test_an_edition_that_is_not_there_is_refused(plan: ActionPlan) -> None:
    for named in ("12345", f"{plan.slug}/2009Q2/7", "what"):
        with pytest.raises(CommandError, match=r"neither a \.json file nor an edition"):
            call_command("check_report", named)


def test_a_document_of_another_database_is_refused(
    told: Told, owed: Obligation, tmp_path: Path
) -> None:
    document = told()
    document["plan"]["slug"] = "elsewhere"
    path = tmp_path / "edition.json"
    path.write_bytes(canonical(document))
    with pytest.raises(CommandError, match="no plan 'elsewhere' here"):
        call_command("check_report", str(path))
