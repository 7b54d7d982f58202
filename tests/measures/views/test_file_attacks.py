"""Files of those who mean harm, sent as a browser and a program send them."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from rest_framework.test import APIClient

from agencies.models import User
from measures.models import Evidence, Obligation, ProgressEntry, StoredFile
from tests import evidence_files as made
from tests.measures.views.conftest import signed_in

SCRIPT = b"<script>alert(document.domain)</script>"
ATTACKS = {
    "page in a document.pdf": (made.pdf(inside=SCRIPT), "file_two_kinds"),
    "archive behind a picture.png": (made.png(after=made.docx()), "file_two_kinds"),
    "script that is a picture.jpg": (b"GIF89a=1;/*" + bytes(64) + b"*/alert(1)", "file_type"),
    "drawing.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT, "file_type"),
    "drawing.png": (b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT, "file_type"),
    "page.html": (b"<!doctype html>" + SCRIPT, "file_type"),
    "zeros.docx": (made.bomb_of_zeros(30), "file_swells"),
    "nested.docx": (made.nested_bomb(3), "file_swells"),
    "overlapping.docx": (made.overlapping_bomb(), "file_swells"),
    "way out.docx": (made.docx({"../../etc/cron.d/x": b"x"}), "file_two_kinds"),
    "macros.docx": (made.docx({"word/vbaProject.bin": b"x"}), "file_program"),
    "poster.png": (made.png(50_000, 50_000), "file_huge_picture"),
    "report.pdf.exe": (made.pdf(), "file_type"),
    "nothing.pdf": (b"", "file_empty"),
}


def send_form(client: Client, owed: Obligation, upload: SimpleUploadedFile) -> Any:
    sent = {"claim": "interim", "text": "Работа идёт.", "language": "ru", "action": "save"}
    return client.post(f"/obligations/{owed.pk}/", sent | {"evidence": upload, "version": 1})


@pytest.mark.parametrize("name", ATTACKS)
def test_a_form_refuses_and_says_why_and_keeps_what_was_typed(
    draft: ProgressEntry, officer: User, name: str
) -> None:
    page = send_form(
        signed_in(officer), draft.obligation, SimpleUploadedFile(name, ATTACKS[name][0])
    )
    assert (page.status_code, name in page.text, "Работа идёт." in page.text) == (422, True, True)
    assert (Evidence.objects.count(), StoredFile.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ATTACKS)
def test_a_program_is_told_the_same_by_a_code(
    draft: ProgressEntry, officer: User, name: str
) -> None:
    content, code = ATTACKS[name]
    if not content:
        pytest.skip("the field itself asks for a file that is not empty")
    client = APIClient()
    client.force_authenticate(officer)
    upload = SimpleUploadedFile(name, content)
    answer = client.post(f"/api/v1/progress/{draft.pk}/files/", {"file": upload}, "multipart")
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert StoredFile.objects.count() == 0


NAMES = {
    "..%2f..%2fetc%2fpasswd.pdf": "..%2f..%2fetc%2fpasswd.pdf".lstrip("."),
    "../../../srv/www/index.pdf": "index.pdf",
    "C:\\\\Windows\\\\system32\\\\x.pdf": "x.pdf",
    "счёт\u202efdp.exe.pdf": "счётfdp_exe.pdf",
    "a\x00.php.pdf": "a_php.pdf",
    "shell.php.pdf": "shell_php.pdf",
    "<img src=x onerror=alert(1)>.pdf": "img src=x onerror=alert(1).pdf",
    "две\u2028строки.pdf": "двестроки.pdf",
}


@pytest.mark.parametrize("name", NAMES)
def test_names_come_in_safe_and_go_out_whole(
    draft: ProgressEntry, officer: User, name: str
) -> None:
    client = signed_in(officer)
    upload = SimpleUploadedFile("x.pdf", made.pdf())
    upload._name = name  # as it is written into the request, past Django's own cleaning
    page = send_form(client, draft.obligation, upload)
    kept = Evidence.objects.get()
    answer = client.get(f"/evidence/{kept.pk}/")
    b"".join(answer.streaming_content)
    assert (page.status_code, kept.name) == (302, NAMES[name])
    assert answer["Content-Disposition"].isascii()
    assert name not in client.get(f"/obligations/{draft.obligation_id}/").text or name == kept.name


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "lies something besides the document"),
        ("ru", "кроме документа"),
        ("kk", "құжаттан басқа"),
    ],
)
def test_a_refusal_is_told_in_the_readers_language(
    draft: ProgressEntry, officer: User, language: str, words: str
) -> None:
    User.objects.filter(pk=officer.pk).update(language=language)
    client = signed_in(officer)
    client.cookies["django_language"] = language
    page = send_form(client, draft.obligation, SimpleUploadedFile("a.pdf", made.pdf(inside=SCRIPT)))
    if language != "en" and "lies something besides" in page.text:
        pytest.skip("translations are not compiled here")
    assert words in page.text


def test_the_same_file_does_not_tell_what_others_have(
    draft: ProgressEntry, officer: User, stranger: User
) -> None:
    """Bringing bytes that lie here already is answered as if they were new."""
    client = signed_in(officer)
    send_form(client, draft.obligation, SimpleUploadedFile("a.pdf", made.pdf()))
    kept = Evidence.objects.get()
    refused = signed_in(stranger).get(f"/evidence/{kept.pk}/")
    assert (refused.status_code, kept.sha256 in refused.text) == (404, False)
