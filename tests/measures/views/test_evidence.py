"""Files: downloaded by those who may read the report, never shown by the browser itself."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import User
from measures.models import Evidence, Obligation, ProgressEntry, StoredFile
from measures.services.evidence import attach_evidence
from measures.services.progress import accept_progress, submit
from tests.factories import EvidenceFactory, StoredFileFactory
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
        answer["Content-Security-Policy"],
        answer["Cache-Control"],
        answer["Content-Disposition"],
        answer["Content-Type"],
        start,
    ) == (
        "nosniff",
        "default-src 'none'; sandbox",
        "private, no-store",
        "attachment; filename=\"file.pdf\"; filename*=UTF-8''"
        "%D0%BF%D1%80%D0%B8%D0%BA%D0%B0%D0%B7.pdf",
        "application/pdf",
        b"%PDF-1.4",
    )


def test_a_file_is_everybodys_to_read_once_its_report_is_accepted(
    draft: ProgressEntry, officer: User, coordinator: User, stranger: User, today: date
) -> None:
    evidence = attach_evidence(draft, pdf(), by=officer, today=today)
    address = f"/evidence/{evidence.pk}/"
    before = status(stranger, address)
    submit(draft, by=officer, today=today)
    accept_progress(draft, by=coordinator, today=today)
    assert (before, status(stranger, address)) == (404, 200)


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
    assert (answer.status_code, Evidence.objects.count()) == (404, 1)


BADGES = {
    ("waiting", ""): "being checked for viruses",
    ("waiting", "TimeoutError"): "the virus scanner does not answer; it is asked again",
    ("clean", ""): "no viruses found",
    ("infected", ""): "virus found: Eicar-Test-Signature",
    ("unscannable", ""): "could not be checked for viruses",
}
OPENS_FOR_OTHERS = {"clean"}


@pytest.mark.parametrize(("state", "trouble"), BADGES)
def test_pages_say_what_the_scanner_says_and_lead_only_to_what_opens(
    state: str,
    trouble: str,
    draft: ProgressEntry,
    officer: User,
    coordinator: User,
    settings: Any,
    today: date,
) -> None:
    settings.CLAMD_ADDRESS = "scanner.example:3310"
    stored = StoredFileFactory(state=state, trouble=trouble)
    file = EvidenceFactory(entry=draft, stored=stored, uploaded_by=officer)
    form = signed_in(officer).get(f"/obligations/{draft.obligation_id}/").text
    ProgressEntry.objects.filter(pk=draft.pk).update(
        state="submitted", submitted_on=today, submitted_at=file.uploaded_at
    )
    review = signed_in(coordinator).get(f"/review/{draft.pk}/").text
    words, link = BADGES[state, trouble], f'href="/evidence/{file.pk}/"'
    assert [words in page for page in (form, review)] == [True, True]
    assert [link in page for page in (form, review)] == [
        state != "infected",
        state in OPENS_FOR_OTHERS,
    ]


def test_without_a_scanner_pages_say_nothing_of_one(draft: ProgressEntry, officer: User) -> None:
    file = EvidenceFactory(entry=draft, uploaded_by=officer)
    page = signed_in(officer).get(f"/obligations/{draft.obligation_id}/").text
    assert (f'href="/evidence/{file.pk}/"' in page, "virus" in page) == (True, False)


def test_a_file_that_is_held_is_not_given_out(
    draft: ProgressEntry, officer: User, today: date
) -> None:
    stored = StoredFileFactory(state="infected")
    file = EvidenceFactory(entry=draft, stored=stored, uploaded_by=officer)
    page = signed_in(officer).get(f"/evidence/{file.pk}/", follow=True)
    assert ("A virus was found in the file" in page.text, page.redirect_chain[0][1]) == (True, 302)


def test_what_a_file_carries_is_told(draft: ProgressEntry, officer: User) -> None:
    EvidenceFactory(entry=draft, stored=StoredFileFactory(has_program=True))
    page = signed_in(officer).get(f"/obligations/{draft.obligation_id}/").text
    assert "carries macros or scripts" in page


def test_a_form_asks_by_itself_while_its_files_are_being_checked(
    draft: ProgressEntry, officer: User, stranger: User, settings: Any
) -> None:
    settings.CLAMD_ADDRESS = "scanner.example:3310"
    file, client = EvidenceFactory(entry=draft), signed_in(officer)
    page = client.get(f"/obligations/{draft.obligation_id}/").text
    address = page.split('hx-get="')[1].split('"')[0]
    same = client.get(address)
    StoredFile.objects.update(state="clean", scanned_at=file.uploaded_at)
    other = client.get(address)
    assert (address.partition("?")[0], same.status_code, other.status_code) == (
        f"/obligations/{draft.obligation_id}/files/kept/",
        204,
        200,
    )
    assert ("no viruses found" in other.text, "hx-get" in other.text) == (True, False)
    assert [signed_in(stranger).get(address).status_code, Client().get(address).status_code] == [
        403,
        401,
    ]


def statements_for(client: Client, entry: ProgressEntry, files: int) -> int:
    EvidenceFactory.create_batch(files, entry=entry)
    with CaptureQueriesContext(connection) as caught:
        client.get(f"/obligations/{entry.obligation_id}/")
    return len(caught)


def test_three_files_and_thirty_take_the_same_statements(
    draft: ProgressEntry, officer: User, settings: Any
) -> None:
    settings.CLAMD_ADDRESS = "scanner.example:3310"
    client = signed_in(officer)
    client.get(f"/obligations/{draft.obligation_id}/")
    assert statements_for(client, draft, 3) == statements_for(client, draft, 27)
