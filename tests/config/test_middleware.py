"""Pages travel compressed; files that are compressed already travel as they are."""

import gzip
from pathlib import Path

import pytest
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from agencies.models import User
from config.middleware import CompressedPages

LONG = "Мероприятие исполняется. " * 40


def sent(answer: HttpResponseBase) -> HttpResponseBase:
    def answering(request: HttpRequest) -> HttpResponseBase:
        return answer

    asked = RequestFactory().get("/", headers={"accept-encoding": "gzip"})
    return CompressedPages(answering)(asked)


KINDS = [
    *("text/html; charset=utf-8", "text/csv", "application/json"),
    *("application/atom+xml; charset=utf-8", "application/feed+json", "application/schema+json"),
]


@pytest.mark.parametrize("kind", KINDS)
def test_text_is_compressed(kind: str) -> None:
    answer = sent(HttpResponse(LONG, content_type=kind))
    assert isinstance(answer, HttpResponse)
    assert (answer.headers["Content-Encoding"], gzip.decompress(answer.content).decode()) == (
        "gzip",
        LONG,
    )


def test_a_document_is_not_compressed_again() -> None:
    answer = sent(HttpResponse(LONG, content_type="application/pdf"))
    assert "Content-Encoding" not in answer.headers


def test_a_file_keeps_its_length(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(LONG, encoding="utf-8")
    with (tmp_path / "note.txt").open("rb") as opened:
        answer = sent(FileResponse(opened))
        said = {name: answer.headers.get(name) for name in ("Content-Encoding", "Content-Length")}
    assert said == {"Content-Encoding": None, "Content-Length": str(len(LONG.encode()))}


def test_a_page_of_the_site_is_compressed(client: Client, officer: User) -> None:
    client.force_login(officer)
    answer = client.get("/desk/", headers={"accept-encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"<html" in gzip.decompress(answer.content)


def test_that_nothing_has_changed_is_said_under_the_name_of_the_compressed_page() -> None:
    answers: list[HttpResponseBase] = [HttpResponse(LONG), HttpResponseNotModified()]
    for answer in answers:
        answer.headers["ETag"] = '"one"'
    page, same = map(sent, answers)
    names = ("ETag", "Vary")
    assert [page.headers[name] for name in names] == ['W/"one"', "Accept-Encoding"]
    assert [same.headers[name] for name in names] == ['W/"one"', "Accept-Encoding"]
