"""A whole edition, drawn in earnest."""

import json
from hashlib import sha256
from pathlib import Path

from measures.models import Measure, Obligation
from reports import tasks
from reports.models import Report, ReportState
from reports.rules.canonical import canonical, digest
from reports.services.compiling import compile_report
from reports.services.files import read_bytes


def test_a_worker_makes_the_edition_ready_with_all_its_files(
    report: Report, owed: Obligation
) -> None:
    tasks.compile_report(report.pk)
    report.refresh_from_db()
    assert (report.state, report.progress, report.attempts) == (ReportState.READY, 100, 1)
    assert report.sha256 == digest(report.content)
    kinds = set(report.files.values_list("language", "format"))
    formats = ("docx", "pdf", "xlsx", "html", "csv")
    drawn = {(code, fmt) for code in ("ru", "kk", "en") for fmt in formats}
    assert kinds == drawn | {("", "json")}


def test_every_file_is_kept_with_the_sha256_of_its_bytes(report: Report) -> None:
    compile_report(report.pk)
    for row in report.files.all():
        data = Path(row.file.path).read_bytes()
        assert (row.sha256, row.size) == (sha256(data).hexdigest(), len(data))


def test_the_json_file_is_the_very_bytes_that_are_hashed(report: Report) -> None:
    compile_report(report.pk)
    report.refresh_from_db()
    row = report.files.get(format="json")
    assert row.sha256 == report.sha256
    assert read_bytes(row) == canonical(report.content)
    assert json.loads(read_bytes(row))["edition"] == 1


def test_later_edits_change_no_byte_of_an_issued_edition(
    report: Report, owed: Obligation, measure: Measure
) -> None:
    compile_report(report.pk)
    before = {row.pk: read_bytes(row) for row in report.files.all()}
    content = Report.objects.get().content
    Measure.objects.update(title_ru="Другое", number="99")
    Obligation.objects.update(state="done", done_on=owed.due_on, changed_on=owed.due_on)
    assert Report.objects.get().content == content
    assert {row.pk: read_bytes(row) for row in report.files.all()} == before
