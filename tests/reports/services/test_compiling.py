from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from agencies.errors import Refused
from reports import tasks
from reports.models import Report, ReportFile, ReportState
from reports.services import compiling
from reports.services.compiling import claim, compile_report
from reports.services.files import read_bytes


@pytest.fixture
def light() -> Iterator[None]:
    """Where only the order of things matters, drawing is cheap; test_editions draws in earnest."""
    with patch.dict(compiling.DRAW, dict.fromkeys(compiling.DRAW, lambda *_what: b"drawn")):
        yield


pytestmark = pytest.mark.usefixtures("light")


@pytest.fixture
def broken(light: None) -> Iterator[None]:
    def draw(*_anything: Any) -> bytes:
        raise RuntimeError("the font is gone")

    with patch.dict(compiling.DRAW, {"pdf": draw}):
        yield


def age(report: Report, **ago: int) -> None:
    Report.objects.filter(pk=report.pk).update(claimed_at=timezone.now() - timedelta(**ago))


@pytest.mark.parametrize(
    "change", [{"sha256": "0" * 64}, {"content": {}}, {"state": "queued"}, {"edition": 7}]
)
def test_the_database_refuses_to_change_a_ready_edition(
    report: Report, change: dict[str, Any]
) -> None:
    compile_report(report.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.update(**change)


def test_the_database_refuses_to_change_drop_or_add_a_file_of_a_ready_edition(
    report: Report,
) -> None:
    compile_report(report.pk)
    row = report.files.all()[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportFile.objects.filter(pk=row.pk).update(sha256="0" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportFile.objects.create(
            report=report, format="pdf", language="de", file="x", sha256="0" * 64, size=1
        )


def test_one_worker_wins_the_claim(report: Report) -> None:
    now = timezone.now()
    assert [claim(report.pk, now=now) for _ in range(2)] == [True, False]


def test_a_ready_edition_is_not_compiled_again(report: Report) -> None:
    assert [compile_report(report.pk) for _ in range(2)] == [True, False]


def test_the_claim_of_a_killed_worker_is_taken_over_after_ten_minutes(report: Report) -> None:
    claim(report.pk, now=timezone.now())
    age(report, minutes=9)
    tasks.compile_waiting()
    report.refresh_from_db()
    assert report.state == ReportState.COMPILING
    age(report, minutes=11)
    tasks.compile_waiting()
    report.refresh_from_db()
    assert (report.state, report.attempts) == (ReportState.READY, 2)


def test_an_edition_whose_every_worker_was_killed_fails_visibly(report: Report) -> None:
    claim(report.pk, now=timezone.now())
    Report.objects.update(attempts=3)
    age(report, minutes=11)
    tasks.compile_waiting()
    report.refresh_from_db()
    assert (report.state, report.error) == (ReportState.FAILED, compiling.ABANDONED)


def test_a_worker_whose_claim_was_taken_over_throws_its_work_away(report: Report) -> None:
    draw = compiling.DRAW["pdf"]

    def overtaken(*what: Any) -> bytes:
        age(report, seconds=0)
        return draw(*what)

    with patch.dict(compiling.DRAW, {"pdf": overtaken}):
        assert compile_report(report.pk) is False
    report.refresh_from_db()
    assert (report.state, report.files.count()) == (ReportState.COMPILING, 0)


@pytest.mark.usefixtures("broken")
def test_a_failing_draw_is_seen_with_its_reason_and_leaves_no_file(report: Report) -> None:
    tasks.compile_report(report.pk)
    report.refresh_from_db()
    assert (report.state, report.error, report.attempts) == (
        ReportState.FAILED,
        "RuntimeError: the font is gone",
        1,
    )
    assert report.files.count() == 0


def test_what_failed_is_tried_again_by_the_sweep_and_succeeds(report: Report) -> None:
    with patch.dict(compiling.DRAW, {"pdf": lambda *_what: 1 / 0}):
        tasks.compile_waiting()
    tasks.compile_waiting()
    report.refresh_from_db()
    assert (report.state, report.attempts) == (ReportState.FAILED, 1)
    age(report, minutes=2)
    tasks.compile_waiting()
    report.refresh_from_db()
    assert (report.state, report.attempts, report.error) == (ReportState.READY, 2, "")


@pytest.mark.usefixtures("broken")
def test_it_is_given_up_after_three_attempts(report: Report) -> None:
    for _attempt in range(5):
        tasks.compile_waiting()
        age(report, minutes=2)
    report.refresh_from_db()
    assert (report.state, report.attempts) == (ReportState.FAILED, 3)


def test_files_stored_before_a_failure_are_not_left_behind(report: Report) -> None:
    with patch.object(compiling, "digest", lambda _content: 1 / 0):
        assert compile_report(report.pk) is False
    folder = "reports/2009"
    assert default_storage.listdir(folder)[1] == []


def test_progress_is_seen_while_it_is_drawn(report: Report) -> None:
    seen = []
    draw = compiling.DRAW["xlsx"]

    def watched(*what: Any) -> bytes:
        seen.append(Report.objects.values_list("state", "step", "progress").get())
        return draw(*what)

    with patch.dict(compiling.DRAW, {"xlsx": watched}):
        compile_report(report.pk)
    assert [row[:2] for row in seen] == [("compiling", "drawing")] * 3
    assert seen[0][2] < seen[1][2] < seen[2][2] < 100


def test_a_file_that_was_changed_on_disk_is_refused(report: Report) -> None:
    compile_report(report.pk)
    row = report.files.get(format="pdf", language="ru")
    with Path(row.file.path).open("ab") as stored:
        stored.write(b" ")
    with pytest.raises(Refused) as refused:
        read_bytes(row)
    assert refused.value.code == "file_changed"
