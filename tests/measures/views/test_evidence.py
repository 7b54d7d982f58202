"""Files: downloaded by those who may read the report, never shown by the browser itself."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import User
from measures.models import Evidence, Obligation, ProgressEntry
from measures.services.evidence import attach_evidence
from measures.services.progress import accept_progress, submit
from tests.measures.views.conftest import signed_in


def pdf(name: str = "приказ.pdf", mark: str = "") -> SimpleUploadedFile:
    content = f"%PDF-1.4\n1 0 obj\n<< >>\nendobj\n{mark}\n%%EOF\n".encode()
    return SimpleUploadedFile(name, content, "application/pdf")


def status(user: User, address: str) -> int:
    answer = signed_in(user).get(address)
    # Read to its end a file closes itself; closed by hand the client would drop the database.
    b"".join(answer.streaming_content if answer.streaming else [])
    return answer.status_code


def test_a_file_comes_as_a_download_that_runs_nothing(
    draft: ProgressEntry, officer: User, today: date
) -> None:
    evidence = attach_evidence(draft, pdf(), by=officer, today=today)
    answer = signed_in(officer).get(f"/evidence/{evidence.pk}/")
    start = b"".join(answer.streaming_content)[:8]
    assert (
        answer["X-Content-Type-Options"],
        answer["Content-Disposition"].split(";")[0],
        answer["Content-Type"],
        start,
    ) == ("nosniff", "attachment", "application/pdf", b"%PDF-1.4")


def test_a_file_is_everybodys_to_read_once_its_report_is_accepted(
    draft: ProgressEntry, officer: User, coordinator: User, stranger: User, today: date
) -> None:
    evidence = attach_evidence(draft, pdf(), by=officer, today=today)
    address = f"/evidence/{evidence.pk}/"
    before = status(stranger, address)
    submit(draft, by=officer, today=today)
    accept_progress(draft, by=coordinator, today=today)
    assert (before, status(stranger, address)) == (403, 200)


def test_a_file_that_the_storage_lost_is_told_of(
    draft: ProgressEntry, officer: User, today: date
) -> None:
    evidence = attach_evidence(draft, pdf(), by=officer, today=today)
    evidence.file.storage.delete(evidence.file.name)
    page = signed_in(officer).get(f"/evidence/{evidence.pk}/", follow=True)
    assert (page.status_code, "is missing" in page.text) == (200, True)


def test_a_file_is_taken_off_a_draft(
    draft: ProgressEntry, officer: User, obligation: Obligation, today: date
) -> None:
    evidence = attach_evidence(draft, pdf(), by=officer, today=today)
    answer = signed_in(officer).post(f"/evidence/{evidence.pk}/drop/")
    assert (answer.url, Evidence.objects.count()) == (f"/obligations/{obligation.pk}/", 0)


def test_a_file_of_a_report_handed_in_stays(
    draft: ProgressEntry, officer: User, today: date
) -> None:
    evidence = attach_evidence(draft, pdf(), by=officer, today=today)
    submit(draft, by=officer, today=today)
    page = signed_in(officer).post(f"/evidence/{evidence.pk}/drop/", follow=True)
    assert ("handed in already" in page.text, Evidence.objects.count()) == (True, 1)


def test_a_stranger_takes_no_file_off(
    draft: ProgressEntry, officer: User, stranger: User, today: date
) -> None:
    evidence = attach_evidence(draft, pdf(), by=officer, today=today)
    answer = signed_in(stranger).post(f"/evidence/{evidence.pk}/drop/")
    assert (answer.status_code, Evidence.objects.count()) == (403, 1)
