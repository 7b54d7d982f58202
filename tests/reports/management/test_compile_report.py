import json
from datetime import date
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command

from agencies.models import User
from measures.models import Obligation
from planner.models import ActionPlan
from reports.draw import DRAW
from reports.models import Report, ReportingRound
from reports.services.requests import request_report
from tests.reports.conftest import TODAY


@pytest.fixture(autouse=True)
def _on_6_july(settings: Any) -> None:
    settings.BUSINESS_DATE = "2009-07-06"


def run(plan: ActionPlan, out: Path, *more: str, quarter: str = "2009Q2") -> dict[str, Any]:
    said = StringIO()
    arguments = ["--plan", plan.slug, "--quarter", quarter, "--out", str(out), *more]
    call_command("compile_report", *arguments, stdout=said)
    return dict(json.loads(said.getvalue()))


def test_it_writes_the_formats_asked_for_and_says_what_it_made(
    plan: ActionPlan, owed: Obligation, tmp_path: Path
) -> None:
    said = run(plan, tmp_path / "new", "--format", "json", "--format", "pdf", "--language", "kk")
    report = Report.objects.get()
    stem = f"{plan.slug}_2009Q2_edition-1"
    names = [tmp_path / "new" / f"{stem}.json", tmp_path / "new" / f"{stem}_kk.pdf"]
    assert said == {"edition": 1, "sha256": report.sha256, "files": [str(name) for name in names]}
    assert sha256(names[0].read_bytes()).hexdigest() == report.sha256
    assert names[1].read_bytes().startswith(b"%PDF-")


def test_each_run_makes_a_new_edition_in_all_formats(plan: ActionPlan, tmp_path: Path) -> None:
    made = [run(plan, tmp_path) for _ in range(2)]
    assert [one["edition"] for one in made] == [1, 2]
    endings = [".docx", ".pdf", ".xlsx", ".html", ".zip", ".json"]
    assert [Path(name).suffix for name in made[1]["files"]] == endings


def test_several_languages_come_from_one_edition(plan: ActionPlan, tmp_path: Path) -> None:
    asked = ["--format", "csv", "--format", "json", "--language", "kk", "--language", "en"]
    said = run(plan, tmp_path, *asked)
    stem = f"{plan.slug}_2009Q2_edition-1"
    endings = ["_kk.csv.zip", "_en.csv.zip", ".json"]
    assert said["files"] == [str(tmp_path / f"{stem}{ending}") for ending in endings]
    assert Report.objects.count() == 1


def test_a_file_that_cannot_be_drawn_is_named(plan: ActionPlan, tmp_path: Path) -> None:
    with (
        patch.dict(DRAW, {"pdf": lambda *_what, **_more: 1 / 0}),
        pytest.raises(CommandError, match="Edition 1 is not ready: pdf-ru: ZeroDivisionError"),
    ):
        run(plan, tmp_path / "out", "--format", "docx")
    assert list((tmp_path / "out").iterdir()) == []


def test_as_of_plays_an_earlier_day(plan: ActionPlan, owed: Obligation, tmp_path: Path) -> None:
    said = run(plan, tmp_path, "--as-of", "2009-06-10", "--format", "json")
    content = json.loads(Path(said["files"][0]).read_text())
    assert (content["as_of"], content["overdue"]) == ("2009-06-10", [])


def test_an_edition_asked_for_on_the_site_with_another_day_goes_first(
    plan: ActionPlan, round_: ReportingRound, coordinator: User, tmp_path: Path
) -> None:
    request_report(round_, by=coordinator, today=TODAY, as_of=date(2009, 7, 1))
    said = run(plan, tmp_path, "--format", "json")
    assert said["edition"] == 2
    days = Report.objects.order_by("edition").values_list("as_of", "state")
    assert list(days) == [(date(2009, 7, 1), "ready"), (TODAY, "ready")]


@pytest.mark.parametrize("quarter", ["2009", "2009Q4"])
def test_a_quarter_that_is_not_there_is_refused(
    plan: ActionPlan, tmp_path: Path, quarter: str
) -> None:
    with pytest.raises(CommandError, match=quarter):
        run(plan, tmp_path, quarter=quarter)


def test_an_unknown_plan_is_refused_with_those_there_are(plan: ActionPlan, tmp_path: Path) -> None:
    other = ActionPlan(slug="nowhere")
    with pytest.raises(CommandError, match=plan.slug):
        run(other, tmp_path)
