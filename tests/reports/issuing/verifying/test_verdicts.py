"""What the page of verification says of a file or a code."""

import json
import re
from collections.abc import Callable
from hashlib import sha256
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import User
from measures.models import Measure, Obligation
from planner.models import ActionPlan
from reports.models import IssuedFile, Report, ReportFile
from reports.rules.same_content import digest_of_json
from reports.services.compiling import compile_report
from reports.services.issuing import open_files, set_second_person, take_back, withdraw
from tests.reports.issuing.conftest import WHEN, Ready, Signed
from tests.reports.issuing.verifying.asking import NOTHING, PAGE, asked, by_code, upload


def stored(row: ReportFile) -> bytes:
    with row.file.open("rb") as file:
        return bytes(file.read())


def test_every_file_of_a_really_compiled_edition_is_known_once_it_is_issued(
    client: Client, report: Report, owed: Obligation, signed: Signed
) -> None:
    compile_report(report.pk)
    report.refresh_from_db()
    files = list(report.files.all())
    assert {asked(client, stored(row))["verdict"] for row in files} == {"unknown"}
    issue = signed(report=report)
    assert len(files) >= 10
    for row in files:
        told = asked(client, stored(row))
        assert (told["verdict"], told["rewritten"]) == ("issued", False)
        assert told["file"] == {
            "format": row.format,
            "language": row.language,
            "sha256": row.sha256,
            "size": row.size,
        }
        assert (told["issue"]["number"], told["issue"]["code"]) == ("12-3/45", issue.code)
    page = stored(report.files.get(format="html", language="kk")).decode()
    [printed] = set(re.findall(r"http[^\s\"<]+/verify/[0-9a-f]{20}/", page))
    assert "12-3/45" in client.get(urlsplit(printed).path).content.decode()


def test_issued_files_stay_byte_identical_and_verify_whatever_is_changed_afterwards(
    client: Client, report: Report, owed: Obligation, signed: Signed, plan: ActionPlan
) -> None:
    compile_report(report.pk)
    report.refresh_from_db()
    issue = signed(report=report)
    before = {row.pk: stored(row) for row in report.files.all()}
    title, body = dict(issue.told["title"]), dict(issue.told["body"])
    ActionPlan.objects.update(title_ru="Другой план", title_kk="", title_en="Another plan")
    type(plan.coordinator).objects.update(name_ru="Переименован", name_en="Renamed")
    Measure.objects.update(title_ru="Иначе", title_en="Otherwise")
    Obligation.objects.update(state="done", done_on=owed.due_on, changed_on=WHEN["today"])
    assert {row.pk: stored(row) for row in report.files.all()} == before
    for data in before.values():
        told = asked(client, data)
        assert told["verdict"] == "issued"
        assert (told["issue"]["plan"], told["issue"]["body"]) == (title, body)
    page = client.get(f"{PAGE}{issue.code}/", headers={"Accept-Language": "ru"}).content.decode()
    assert title["ru"] in page
    assert "Другой план" not in page


def test_a_changed_byte_makes_it_an_unknown_file(client: Client, signed: Signed) -> None:
    data = bytearray(stored(signed().report.files.get(format="pdf", language="kk")))
    assert asked(client, bytes(data))["verdict"] == "issued"
    data[3] ^= 1
    assert asked(client, bytes(data)) == NOTHING


def without(page: HttpResponse, *words: str) -> str:
    """The page without what is another each time: the mask of its tokens, and these words."""
    text = re.sub(r'(csrfmiddlewaretoken" value=)"[^"]+"', r"\1", page.content.decode())
    for word in words:
        text = text.replace(word, "…")
    return text


@pytest.mark.parametrize("how", ["ready", "signed", "taken_back"])
def test_of_an_edition_that_was_never_issued_nothing_leaks(
    client: Client, ready: Ready, signed: Signed, plan: ActionPlan, coordinator: User, how: str
) -> None:
    """The same answer, by the same statements, as for any unknown file and code."""
    if how == "ready":
        report = ready()
    else:
        set_second_person(plan, True, by=coordinator, **WHEN)
        issue = signed()
        report = issue.report
        if how == "taken_back":
            take_back(issue, by=coordinator, **WHEN)
    content = stored(report.files.get(format="json"))
    rewritten = json.dumps(json.loads(content), indent=1).encode()
    ours = [stored(report.files.get(format="pdf", language="ru")), content, rewritten]
    theirs = [b"another file", b'{"a":1}', b'{"a": 1}']
    for mine, other in zip(ours, theirs, strict=True):
        assert asked(client, mine) == asked(client, other) == NOTHING
        assert answered(client, mine) == answered(client, other)
    code, other_code = report.sha256[:20], "0" * 20
    assert by_code(client, code) == by_code(client, other_code) == NOTHING
    assert looked_up(client, code) == looked_up(client, other_code)
    assert looked_up(client, report.sha256) == looked_up(client, "0" * 64)
    row = report.files.first()
    assert row
    assert client.get(f"{PAGE}{code}/files/{row.pk}/").status_code == 404


# When the count of calls ends, and the number of the call in the record.
OF_THE_CALL = re.compile(r"""'\d{4}-\d\d-\d\d[ T][^']+'|verify:[^']+:\d+|"request": "\w+\"""")


def told_by(ask: Callable[[], HttpResponse], *words: str) -> tuple[int, str, list[str]]:
    with CaptureQueriesContext(connection) as statements:
        page = ask()
    sql = [OF_THE_CALL.sub("…", one["sql"]) for one in statements]
    for word in words:
        sql = [one.replace(word, "…") for one in sql]
    return page.status_code, without(page, *words), sql


def answered(client: Client, data: bytes) -> tuple[int, str, list[str]]:
    content = digest_of_json(data)
    words = [sha256(data).hexdigest(), *([content, content[:20]] if content else [])]
    return told_by(lambda: upload(client, data), *words)


def looked_up(client: Client, code: str) -> tuple[int, str, list[str]]:
    groups = " ".join(code[at : at + 4] for at in range(0, len(code), 4))
    return told_by(lambda: client.get(f"{PAGE}{code}/"), code, groups)


def test_content_that_is_written_anew_is_known_for_what_it_is(
    client: Client, signed: Signed
) -> None:
    data = stored(signed().report.files.get(format="json"))
    pretty = json.dumps(json.loads(data), indent=2, ensure_ascii=False).encode()
    told = asked(client, pretty, "report.json")
    assert (told["verdict"], told["rewritten"], told["file"]) == ("issued", True, None)
    changed = pretty.replace(b'"edition": 1', b'"edition": 2')
    assert asked(client, changed, "report.json") == NOTHING
    twice = b'{"edition": 7,' + data[1:]
    assert asked(client, twice, "report.json") == NOTHING
    assert asked(client, b"{" * 100_000, "report.json") == NOTHING


def test_a_replaced_edition_says_which_stands_now(client: Client, signed: Signed) -> None:
    first, second = signed(1, "1"), signed(2, "2")
    told = asked(client, stored(first.report.files.get(format="pdf", language="ru")))
    assert told["verdict"] == "replaced"
    assert told["issue"]["replaced_by"]["number"] == "2"
    assert told["issue"]["replaced_by"]["url"].endswith(f"/verify/{second.code}/")
    third = signed(3, "3")
    with CaptureQueriesContext(connection) as statements:
        page = client.get(f"{PAGE}{first.code}/").content.decode()
    assert f"/verify/{third.code}/" in page
    read = [one["sql"] for one in statements.captured_queries if '"content"' in one["sql"]]
    assert read == []  # documents of megabytes, and strangers may ask often


def test_a_withdrawn_report_says_why_when_and_by_which_act(
    client: Client, signed: Signed, coordinator: User
) -> None:
    issue = signed()
    withdraw(issue, reason="Ошибка в сумме", act="Письмо № 7", by=coordinator, **WHEN)
    data = stored(issue.report.files.get(format="docx", language="ru"))
    told = asked(client, data)
    assert told["verdict"] == "withdrawn"
    said = {name: told["issue"][f"withdrawn_{name}"] for name in ("on", "act", "reason")}
    assert said == {"on": "2009-07-06", "act": "Письмо № 7", "reason": "Ошибка в сумме"}
    for page in (upload(client, data), client.get(f"{PAGE}{issue.code}/")):
        assert "Ошибка в сумме" in page.content.decode()
        assert "verdict-withdrawn" in page.content.decode()


def test_a_file_that_two_issues_share_is_told_of_the_one_that_stands(
    client: Client, signed: Signed
) -> None:
    first, second = signed(1, "1"), signed(2, "2")
    data = stored(first.report.files.get(format="xlsx", language="en"))
    assert data == stored(second.report.files.get(format="xlsx", language="en"))
    assert asked(client, data)["issue"]["number"] == "2"
    page = upload(client, data).content.decode()
    assert "verdict-issued" in page
    assert f"/verify/{first.code}/" in page


def test_a_code_is_understood_as_people_type_it(client: Client, signed: Signed) -> None:
    issue = signed()
    code = issue.code
    groups = "-".join(code[at : at + 4] for at in range(0, 20, 4)).upper()
    for typed in (code, f" {groups} ", f"https://tracker.example/verify/{code}/"):
        answer = client.get(PAGE, {"code": typed})
        assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}{code}/")
    assert client.get(f"{PAGE}{groups}/")["Location"] == f"{PAGE}{code}/"
    page = client.get(f"{PAGE}{code}/").content.decode()
    assert "verdict-issued" in page
    for row in IssuedFile.objects.filter(issue=issue):
        assert row.sha256 in page


def test_the_checksum_of_a_file_may_be_typed_in_the_place_of_the_code(
    client: Client, signed: Signed
) -> None:
    row = signed().report.files.get(format="pdf", language="kk")
    assert by_code(client, row.sha256)["file"]["language"] == "kk"
    assert "verdict-issued" in client.get(f"{PAGE}{row.sha256}/").content.decode()


@pytest.mark.parametrize("typed", ["", "12", "x" * 20, "0" * 21, "../../etc/passwd", "'\"<b>"])
def test_what_is_no_code_is_said_at_its_field_and_kept(
    client: Client, db: None, typed: str
) -> None:
    answer = client.get(PAGE, {"code": typed}, headers={"Accept-Language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This is no code of a report" in page
    assert "<b>" not in page.replace("<b>№", "")


def test_files_are_downloaded_by_strangers_only_where_a_coordinator_opened_them(
    client: Client, signed: Signed, coordinator: User
) -> None:
    issue = signed()
    row = IssuedFile.objects.get(issue=issue, format="pdf", language="kk")
    address = reverse("verify:file", args=[issue.code, row.pk])
    assert client.get(address).status_code == 404
    assert address not in client.get(f"{PAGE}{issue.code}/").content.decode()
    open_files(issue, True, by=coordinator, **WHEN)
    assert address in client.get(f"{PAGE}{issue.code}/").content.decode()
    answer = client.get(address)
    assert (answer.content, answer["Content-Type"]) == (stored(row.file), "application/pdf")
    assert "attachment" in answer["Content-Disposition"]
    assert client.get(reverse("verify:file", args=["0" * 20, row.pk])).status_code == 404
    withdraw(issue, reason="Ошибка", act="№ 7", by=coordinator, **WHEN)
    assert client.get(address).status_code == 404
