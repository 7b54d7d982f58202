"""Strangers learn nothing beside, and ask no more than is good."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agencies.models import User
from reports.services.issuing import withdraw
from tests.reports.issuing.conftest import WHEN, Signed
from tests.reports.issuing.verifying.asking import API, NOTHING, PAGE, asked, by_code, upload


def test_without_a_file_or_with_an_empty_one_it_says_what_to_do(client: Client, db: None) -> None:
    english = {"headers": {"Accept-Language": "en"}}
    nothing = client.post(PAGE, {}, **english)
    empty = upload(client, b"", **english)
    assert (nothing.status_code, empty.status_code) == (422, 422)
    assert "Choose the file that is to be checked" in nothing.content.decode()
    assert "Choose the file" in empty.content.decode()
    refused = client.post(API, {})
    assert (refused.status_code, refused.json()["code"]) == (409, "file_missing")


def test_a_file_that_is_too_large_is_refused_in_words(
    client: Client, db: None, settings: Any
) -> None:
    settings.VERIFY_MAX_BYTES = 1000
    answer = upload(client, b"x" * 1001, headers={"Accept-Language": "en"})
    assert answer.status_code == 413
    assert "larger than" in answer.content.decode()
    assert upload(client, b"x" * 1_000_000).status_code == 413
    assert upload(client, b"x" * 1000).status_code == 200
    assert client.post(API, {"file": SimpleUploadedFile("a", b"x" * 1001)}).json()["code"] == (
        "file_too_large"
    )


def test_nothing_of_what_is_checked_is_kept(
    client: Client, db: None, settings: Any, tmp_path: Any
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    before = sorted(tmp_path.rglob("*"))
    assert upload(client, b"y" * 300_000).status_code == 200
    assert asked(client, b"y" * 300_000) == NOTHING
    assert sorted(tmp_path.rglob("*")) == before


def test_answers_are_kept_by_nobody_and_indexed_by_nobody(client: Client, signed: Signed) -> None:
    issue = signed()
    for page in (client.get(PAGE), client.get(f"{PAGE}{issue.code}/"), upload(client, b"x")):
        assert "no-store" in page["Cache-Control"]
    assert "no-store" in client.get(f"{API}{issue.code}/")["Cache-Control"]
    assert 'content="noindex"' in client.get(f"{PAGE}{issue.code}/").content.decode()
    assert "Allow: /verify/$" in client.get("/robots.txt").content.decode()


def test_nobody_asks_without_end(client: Client, db: None) -> None:
    answers = [client.get(PAGE).status_code for _ask in range(61)]
    assert (answers[:60], answers[60]) == ([200] * 60, 429)
    refused = client.get(f"{API}{'0' * 20}/")
    assert (refused.status_code, refused.json()["code"]) == (429, "throttled")
    assert int(client.get(PAGE)["Retry-After"]) <= 61
    elsewhere = client.get(PAGE, REMOTE_ADDR="10.0.0.9")
    assert elsewhere.status_code == 200


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_page_speaks_the_readers_language(
    client: Client, signed: Signed, language: str
) -> None:
    issue = signed()
    page = client.get(f"{PAGE}{issue.code}/", headers={"Accept-Language": language})
    assert f'<html lang="{language}"' in page.content.decode()
    assert issue.told["body"][language] in page.content.decode()


def test_names_of_persons_are_told_to_no_stranger(
    client: Client, signed: Signed, coordinator: User, second: User
) -> None:
    issue = signed()
    withdraw(issue, reason="Ошибка", act="№ 7", by=second, **WHEN)
    page = client.get(f"{PAGE}{issue.code}/").content.decode()
    told = json.dumps(by_code(client, issue.code))
    for person in (coordinator, second):
        assert person.full_name not in page + told
        assert person.email not in page + told
