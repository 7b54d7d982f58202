"""An edition that is ready never changes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from measures.models import Obligation
from reports import tasks
from reports.draw import DRAW
from reports.models import PartState, Report, ReportFile, ReportPart, ReportState
from reports.rules.canonical import digest
from reports.services import compiling
from reports.services.compiling import compile_report
from reports.services.files import folder_of
from reports.services.parts import claim_part
from reports.services.requests import cancel_report
from tests.reports.conftest import TODAY
from tests.reports.services.compiling.parts import ALL, named, stored
from tests.reports.services.conftest import came_to, part_of, time_has_come

pytestmark = pytest.mark.usefixtures("light")


def test_all_parts_made_make_the_edition_ready(report: Report) -> None:
    assert compile_report(report.pk) is True
    assert came_to(report) == (ReportState.READY, {"done": ALL})
    assert (report.progress, report.files.count()) == (100, ALL - 1)
    assert stored(report) == named(report)


def test_a_ready_edition_is_not_compiled_again(report: Report) -> None:
    assert [compile_report(report.pk) for _ in range(2)] == [True, False]


def test_an_edition_that_is_not_there_is_nothing_to_do(db: None) -> None:
    assert compile_report(0) is False


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


def test_the_database_refuses_to_change_drop_or_add_a_part_of_a_ready_edition(
    report: Report,
) -> None:
    compile_report(report.pk)
    part = part_of(report)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportPart.objects.filter(pk=part.pk).update(seconds=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        part.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportPart.objects.create(report=report, position=99, format="pdf", language="de")


def test_the_database_refuses_to_call_an_edition_ready_while_a_part_is_missing(
    report: Report,
) -> None:
    rows = Report.objects.filter(pk=report.pk)
    with pytest.raises(IntegrityError, match="all its parts"), transaction.atomic():
        rows.update(state="ready", sha256="0" * 64, content={})


@pytest.mark.usefixtures("broken")
def test_the_database_refuses_another_content_for_an_edition(report: Report) -> None:
    compile_report(report.pk)
    with pytest.raises(IntegrityError, match="gathered once"), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(sha256="0" * 64)


def test_facts_are_gathered_once_whatever_happens_to_the_files(
    report: Report, owed: Obligation
) -> None:
    with patch.dict(DRAW, {"pdf": lambda *_what, **_more: 1 / 0}):
        compile_report(report.pk)
    report.refresh_from_db()
    before = report.sha256
    Obligation.objects.update(state="done", done_on=owed.due_on, changed_on=owed.due_on)
    time_has_come(report)
    compile_report(report.pk)
    assert came_to(report)[0] == ReportState.READY
    assert (report.sha256, digest(report.content or {})) == (before, before)


def test_a_worker_loads_the_content_once(
    report: Report, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    with django_assert_max_num_queries(1000) as asked:
        compile_report(report.pk)
    loads = [q["sql"] for q in asked if q["sql"].startswith('SELECT "reports_report"."content"')]
    assert len(loads) == 1


def test_nothing_is_drawn_from_a_content_that_is_not_what_was_gathered(report: Report) -> None:
    def spoilt(*_what: Any, **_more: Any) -> bytes:
        raise AssertionError("drawn all the same")

    part = claim_part(report.pk, now=timezone.now())
    assert part
    compiling._make(part, compiling.Desk())
    Report.objects.filter(pk=report.pk).update(content={"as_of": "another day"})
    with patch.dict(DRAW, dict.fromkeys(DRAW, spoilt)):
        compile_report(report.pk)
    assert came_to(report) == (ReportState.INCOMPLETE, {"done": 1, "failed": ALL - 1})
    assert {part.error_code for part in report.parts.exclude(format="")} == {"content_changed"}


def test_a_worker_hears_of_a_cancellation_between_two_parts(report: Report) -> None:
    drawn = []

    def cancelled(_content: Any, language: str, **_more: Any) -> bytes:
        drawn.append(language)
        assert report.requested_by
        cancel_report(report, by=report.requested_by, today=TODAY)
        return b"drawn"

    with patch.dict(DRAW, {"docx": cancelled}):
        assert compile_report(report.pk) is False
    assert (drawn, came_to(report)) == (["ru"], (ReportState.CANCELLED, {}))
    assert (report.files.count(), stored(report)) == (0, [])


def test_progress_is_seen_while_it_is_drawn(report: Report) -> None:
    seen = []

    def watched(*_what: Any, **_more: Any) -> bytes:
        seen.append(Report.objects.values_list("state", "progress").get())
        return b"drawn"

    with patch.dict(DRAW, {"xlsx": watched}):
        compile_report(report.pk)
    assert [state for state, _progress in seen] == ["compiling"] * 3
    assert seen[0][1] < seen[1][1] < seen[2][1] < 100


def test_one_more_worker_is_called_when_the_content_is_there(report: Report) -> None:
    calls: list[int] = []
    compile_report(report.pk, on_gathered=lambda: calls.append(report.parts.filter(
        state=PartState.DONE).count()))  # fmt: skip
    assert calls == [1]


def test_a_worker_that_has_been_at_it_for_long_leaves_and_rings(report: Report) -> None:
    with (
        patch.object(compiling, "LEAVE_AFTER", -1),
        patch.object(tasks.compile_report, "delay") as bell,
    ):
        tasks.compile_report(report.pk)
    assert bell.call_args_list == [((report.pk,),)]
    assert came_to(report)[0] == ReportState.QUEUED


def test_files_left_at_the_last_moment_are_removed_at_night(report: Report) -> None:
    compile_report(report.pk)
    lost = default_storage.save(f"{folder_of(report)}/lost.pdf", ContentFile(b"x"))
    assert Path(lost).name in stored(report)
    tasks.clear_left_files()
    assert stored(report) == named(report)
