"""A part that fails, fails alone; what a killed worker began is gone on with."""

from typing import Any
from unittest.mock import patch

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.storage import default_storage
from django.db import OperationalError
from django.utils import timezone

from measures.models import Notice
from reports import tasks
from reports.draw import DRAW
from reports.models import Report, ReportState
from reports.services import compiling
from reports.services.compiling import compile_report
from reports.services.files import read_bytes
from reports.services.parts import claim_part
from tests.reports.services.compiling.parts import ALL, named, stored
from tests.reports.services.conftest import came_to, part_of, silent_for, time_has_come

pytestmark = pytest.mark.usefixtures("light")


@pytest.mark.usefixtures("broken")
def test_a_file_that_cannot_be_drawn_fails_alone(report: Report) -> None:
    assert compile_report(report.pk) is False
    assert came_to(report) == (ReportState.COMPILING, {"done": ALL - 1, "waiting": 1})
    part = part_of(report, "pdf", "kk")
    assert (part.error_code, part.error) == ("unexpected", "RuntimeError: the font is gone")
    assert report.files.count() == ALL - 2


@pytest.mark.usefixtures("broken")
def test_it_is_tried_three_times_with_waits_and_leaves_the_edition_incomplete(
    report: Report,
) -> None:
    waits = []
    for _attempt in range(5):
        tasks.compile_waiting()
        tasks.compile_waiting()  # too early for another try
        part = part_of(report, "pdf", "kk")
        if part.not_before:
            waits.append(round((part.not_before - timezone.now()).total_seconds()))
        time_has_come(report)
    assert waits == [30, 120]
    assert came_to(report) == (ReportState.INCOMPLETE, {"done": ALL - 1, "failed": 1})
    assert (part.attempts, report.incomplete_at is None) == (3, False)
    assert stored(report) == named(report)


@pytest.mark.usefixtures("broken")
def test_who_asked_is_told_once_of_an_incomplete_edition(report: Report) -> None:
    for _attempt in range(3):
        compile_report(report.pk)
        time_has_come(report)
    told = Notice.objects.values_list("kind", "recipient")
    assert list(told) == [("edition_part", report.requested_by_id)]


def test_what_failed_is_tried_again_by_the_sweep_and_succeeds(report: Report) -> None:
    with patch.dict(DRAW, {"pdf": lambda *_what, **_more: 1 / 0}):
        tasks.compile_waiting()
    assert came_to(report) == (ReportState.COMPILING, {"done": ALL - 3, "waiting": 3})
    time_has_come(report)
    tasks.compile_waiting()
    assert came_to(report) == (ReportState.READY, {"done": ALL})
    part = part_of(report, "pdf", "ru")
    assert (part.attempts, part.error_code, part.error) == (2, "", "")


def test_a_gathering_that_fails_is_tried_three_times_and_the_edition_fails(
    report: Report,
) -> None:
    with patch.object(compiling, "gather", side_effect=ValueError("no such day")):
        for _attempt in range(4):
            tasks.compile_waiting()
            time_has_come(report)
    assert came_to(report) == (ReportState.FAILED, {"failed": 1, "waiting": ALL - 1})
    assert part_of(report).error == "ValueError: no such day"
    assert [notice.kind for notice in Notice.objects.all()] == ["edition_failed"]


def test_a_part_that_takes_longer_than_a_worker_may_is_not_begun_over_and_over(
    report: Report,
) -> None:
    def endless(*_what: Any, **_more: Any) -> bytes:
        raise SoftTimeLimitExceeded

    with patch.dict(DRAW, {"docx": endless}):
        compile_report(report.pk)
    assert came_to(report) == (ReportState.INCOMPLETE, {"done": ALL - 3, "failed": 3})
    part = part_of(report, "docx", "ru")
    assert (part.attempts, part.error_code) == (1, "too_long")


def test_a_full_disk_leaves_no_half_file_and_is_told(report: Report) -> None:
    save = default_storage.save

    def full(path: str, content: Any) -> str:
        save(path, content)
        raise OSError(28, "No space left on device")

    with patch.object(default_storage, "save", full):
        compile_report(report.pk)
    assert came_to(report) == (ReportState.COMPILING, {"done": 1, "waiting": ALL - 1})
    assert (part_of(report, "pdf", "ru").error_code, stored(report)) == ("storage", [])


def test_a_file_stays_when_nobody_knows_whether_its_row_was_written(report: Report) -> None:
    """A lost connection in the moment of the commit: the next who looks finds it out."""
    part = claim_part(report.pk, now=timezone.now())
    assert part
    compiling._make(part, compiling.Desk())
    file_part = claim_part(report.pk, now=timezone.now())
    assert file_part
    with patch.object(compiling, "finish", side_effect=OperationalError("gone")):
        compiling._make(file_part, compiling.Desk())
    assert (len(stored(report)), part_of(report, "json").error_code) == (1, "database")
    time_has_come(report)
    compile_report(report.pk)
    assert came_to(report)[0] == ReportState.READY
    assert stored(report) == named(report)


def test_the_next_worker_goes_on_where_a_killed_one_left_off(report: Report) -> None:
    for _part in range(3):
        part = claim_part(report.pk, now=timezone.now())
        assert part
        compiling._make(part, compiling.Desk())
    killed = claim_part(report.pk, now=timezone.now())
    assert killed
    silent_for(report, 119)
    tasks.compile_waiting()
    assert came_to(report) == (ReportState.COMPILING, {"done": ALL - 1, "working": 1})
    silent_for(report, 121)
    tasks.compile_waiting()
    assert came_to(report) == (ReportState.READY, {"done": ALL})
    tried_again = report.parts.exclude(attempts=1).values_list("pk", "attempts")
    assert list(tried_again) == [(killed.pk, 2)]


def test_a_file_of_a_killed_worker_is_removed_by_the_next(report: Report) -> None:
    compile_report(report.pk, until=0)  # nothing: the time is over
    part = claim_part(report.pk, now=timezone.now())
    assert part
    compiling._make(part, compiling.Desk())
    killed = claim_part(report.pk, now=timezone.now())
    assert killed
    compiling._drawn(killed, compiling.Desk())  # stored, and killed before the row was written
    assert len(stored(report)) == 1
    silent_for(report, 121)
    compile_report(report.pk)
    assert came_to(report) == (ReportState.READY, {"done": ALL})
    assert stored(report) == named(report)


def test_a_part_that_every_worker_died_over_fails_alone(report: Report) -> None:
    def die(*_what: Any, **_more: Any) -> bytes:
        raise SystemExit

    with patch.dict(DRAW, {"xlsx": lambda content, language, **_more: die()}):
        for _worker in range(9):
            with pytest.raises(SystemExit):
                compile_report(report.pk)
            silent_for(report, 121)
        compile_report(report.pk)
    assert came_to(report) == (ReportState.INCOMPLETE, {"done": ALL - 3, "failed": 3})
    part = part_of(report, "xlsx", "ru")
    assert (part.attempts, part.error_code) == (3, "worker_stopped")


def test_a_worker_whose_claim_was_taken_over_throws_its_file_away(report: Report) -> None:
    """It was silent for long, and both draw the same part: one file is kept."""

    def overtaken(_content: Any, language: str, **_more: Any) -> bytes:
        silent_for(report, 121)
        with patch.dict(DRAW, {"pdf": lambda *_what, **_more: b"by the other"}):
            compile_report(report.pk)
        return b"by the first"

    with patch.dict(DRAW, {"pdf": overtaken}):
        assert compile_report(report.pk) is True
    assert came_to(report) == (ReportState.READY, {"done": ALL})
    row = report.files.get(format="pdf", language="ru")
    assert (read_bytes(row), stored(report)) == (b"by the other", named(report))
