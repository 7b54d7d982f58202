"""Files are judged by their bytes before they are kept."""

import io
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from docx import Document

from agencies.errors import Refused
from agencies.models import Agency, User
from measures.models import Evidence, ProgressEntry
from measures.services.evidence import attach_evidence, drop_evidence
from measures.services.files import clear_files
from measures.services.progress import Draft, return_progress, save_draft, submit
from planner.models import ActionPlan
from tests.factories import MeasureFactory, ObligationFactory, asked_for

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def draft(plan: ActionPlan, agency: Agency, officer: User, today: date) -> ProgressEntry:
    owed = asked_for(ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency))
    return save_draft(owed, Draft("Идёт работа."), by=officer, today=today)


def docx() -> bytes:
    kept = io.BytesIO()
    Document().save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content"), [("письмо.pdf", PDF), ("отчёт.docx", docx())], ids=["pdf", "docx"]
)
def test_a_document_is_kept_as_it_came(
    draft: ProgressEntry, officer: User, today: date, name: str, content: bytes
) -> None:
    kept = attach_evidence(draft, SimpleUploadedFile(name, content), by=officer, today=today)
    with kept.file.open() as stored:
        assert (kept.name, kept.size, stored.read()) == (name, len(content), content)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("virus.exe", b"MZ\x90\x00" + b"\0" * 60, "file_type"),
        ("report.pdf", b"MZ\x90\x00" + b"\0" * 60, "file_type"),
        ("page.html", b"<html><script>1</script></html>", "file_type"),
        ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file_type"),
        ("empty.pdf", b"", "file_empty"),
        ("noname", PDF, "file_type"),
    ],
    ids=["program", "program as pdf", "page", "svg", "empty", "no ending"],
)
def test_a_file_of_another_kind_is_refused_and_not_kept(
    draft: ProgressEntry, officer: User, today: date, name: str, content: bytes, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        attach_evidence(draft, SimpleUploadedFile(name, content), by=officer, today=today)
    assert (refusal.value.code, Evidence.objects.count()) == (code, 0)


def test_a_file_over_the_limit_is_refused(
    draft: ProgressEntry, officer: User, today: date, settings
) -> None:
    settings.EVIDENCE_MAX_BYTES = 10
    with pytest.raises(Refused) as refusal:
        attach_evidence(draft, SimpleUploadedFile("a.pdf", PDF), by=officer, today=today)
    assert refusal.value.code == "file_too_large"


def test_path_parts_and_control_characters_leave_the_name(
    draft: ProgressEntry, officer: User, today: date
) -> None:
    upload = SimpleUploadedFile("x.pdf", PDF)
    upload._name = "..\\..//etc/пись\u202eмо.pdf"
    assert attach_evidence(draft, upload, by=officer, today=today).name == "письмо.pdf"


def test_the_same_file_twice_is_kept_once(draft: ProgressEntry, officer: User, today: date) -> None:
    for name in ("a.pdf", "b.pdf"):
        attach_evidence(draft, SimpleUploadedFile(name, PDF), by=officer, today=today)
    assert [one.name for one in Evidence.objects.all()] == ["a.pdf"]


def test_what_was_handed_in_keeps_its_files(
    draft: ProgressEntry, officer: User, today: date
) -> None:
    kept = attach_evidence(draft, SimpleUploadedFile("a.pdf", PDF), by=officer, today=today)
    submit(draft, by=officer, today=today)
    with pytest.raises(Refused):
        drop_evidence(kept, by=officer, today=today)
    assert Evidence.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_file_taken_off_a_draft_leaves_the_storage_at_night(
    draft: ProgressEntry, officer: User, today: date
) -> None:
    kept = attach_evidence(draft, SimpleUploadedFile("a.pdf", PDF), by=officer, today=today)
    path = Path(kept.file.path)
    drop_evidence(kept, by=officer, today=today)
    by_day = path.exists()
    clear_files(now=timezone.now())
    assert (by_day, path.exists()) == (True, False)


def test_a_long_cyrillic_name_is_cut_to_what_the_storage_can_hold(
    draft: ProgressEntry, officer: User, today: date
) -> None:
    upload = SimpleUploadedFile(f"{'я' * 200}.pdf", PDF)
    assert attach_evidence(draft, upload, by=officer, today=today).name == f"{'я' * 100}.pdf"


def test_a_draft_that_is_full_takes_no_file_more_and_gives_any_back(
    draft: ProgressEntry, officer: User, today: date, settings
) -> None:
    settings.EVIDENCE_MOST_FILES = 3
    kept = [
        attach_evidence(
            draft, SimpleUploadedFile("a.pdf", PDF + b"%d" % number), by=officer, today=today
        )
        for number in range(3)
    ]
    with pytest.raises(Refused) as refusal:
        attach_evidence(draft, SimpleUploadedFile("b.pdf", PDF), by=officer, today=today)
    drop_evidence(kept[0], by=officer, today=today)
    assert (refusal.value.code, draft.evidence.count()) == ("too_many_files", 2)


@pytest.mark.django_db(transaction=True)
def test_rework_begins_with_the_files_of_the_returned_report(
    draft: ProgressEntry, officer: User, coordinator: User, today: date
) -> None:
    kept = attach_evidence(draft, SimpleUploadedFile("a.pdf", PDF), by=officer, today=today)
    submit(draft, by=officer, today=today)
    return_progress(draft, by=coordinator, today=today, reason="Уточните.")
    again = save_draft(draft.obligation, Draft("Уточнено."), by=officer, today=today)
    [carried] = again.evidence.all()
    drop_evidence(carried, by=officer, today=today)
    assert (carried.name, Path(kept.file.path).exists(), draft.evidence.count()) == (
        "a.pdf",
        True,
        1,
    )
