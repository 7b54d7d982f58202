"""A quarter's reports as a file over the API: template, upload, what was read, all or nothing."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from agencies.models import Agency, User
from measures.models import Job, Obligation, ProgressEntry, ProgressUpload
from planner.models import ActionPlan
from tests.api.asking import client_of, code_of, fields_of, get, post, somebody, statements_of
from tests.factories import MeasureFactory, ObligationFactory, asked_for

TODAY = date(2009, 7, 6)
LIST = "/api/v1/progress-uploads/"
CLAIM, TEXT = 9, 10  # columns of the template, from 1


@pytest.fixture
def owed(plan: ActionPlan, agency: Agency) -> list[Obligation]:
    return [owed_by(plan, agency) for _row in range(2)]


def owed_by(plan: ActionPlan, agency: Agency) -> Obligation:
    row = ObligationFactory(
        measure=MeasureFactory(plan=plan), agency=agency, due_on=date(2009, 7, 1)
    )
    return asked_for(row)


def template(by: User, **asked: Any) -> Any:
    answer = get(by, "progressupload-template", **{"as": "xlsx", **asked})
    assert answer.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))


def filled(book: Any, *texts: str, claim: str = "in progress") -> bytes:
    """The first rows say these texts."""
    sheet, out = book.worksheets[0], io.BytesIO()
    for row, text in enumerate(texts, start=2):
        sheet.cell(row, CLAIM).value, sheet.cell(row, TEXT).value = claim, text
    book.save(out)
    return out.getvalue()


def upload(by: User, content: bytes, name: str = "reports.xlsx", **headers: str) -> Any:
    file = SimpleUploadedFile(name, content)
    sent = {"file": file, "language": "ru"}
    return client_of(by).post(LIST, sent, format="multipart", headers=headers)


def test_the_template_holds_what_the_agency_owes(owed: list[Obligation], officer: User) -> None:
    sheet = template(officer).worksheets[0]
    assert sheet.max_row == 1 + len(owed)
    answer = get(officer, "progressupload-template", **{"as": "csv"})
    assert answer["Content-Disposition"].endswith('.csv"')
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_template_is_of_own_agencies_alone(owed: list[Obligation], officer: User) -> None:
    theirs = somebody().memberships.get().agency.code
    asked = {"as": "pdf", "agency": theirs, "until": "soon"}
    answer = get(officer, "progressupload-template", **asked)
    assert fields_of(answer) == (400, ["as", "agency", "until"])
    assert fields_of(get(officer, "progressupload-template")) == (400, ["as"])


def test_a_file_is_read_and_no_report_touched(owed: list[Obligation], officer: User) -> None:
    answer = upload(officer, filled(template(officer), "Сделано.", "Идёт."))
    told = answer.json()
    assert (answer.status_code, told["fine"], told["may_save"], told["may_hand_in"]) == (
        *(201, 2, True, True),
    )
    assert {row["obligation"] for row in told["rows"]} == {one.pk for one in owed}
    assert [row["text"] for row in told["rows"]] == ["Сделано.", "Идёт."]
    assert ProgressEntry.objects.count() == 0


def test_the_same_file_is_kept_once(owed: list[Obligation], officer: User) -> None:
    content = filled(template(officer), "Сделано.")
    first, again = upload(officer, content), upload(officer, content)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["file"]["id"] == again.json()["file"]["id"]


def test_what_is_wrong_is_told_row_by_row(owed: list[Obligation], officer: User) -> None:
    told = upload(officer, filled(template(officer), "Сделано.", claim="perhaps")).json()
    [row] = told["rows"]
    [fault] = row["wrong"]
    assert (row["row"], fault["field"], fault["code"]) == (2, "claim", "not_a_choice")
    # A table in CSV has no list in its cells to choose from.
    assert fault["message"] == (
        "“perhaps” is not known here. Write one of these: in progress, done, report for the "
        "period, nothing to report."
    )
    assert told["may_save"] is False
    answer = post(officer, "progressupload-confirm", told["file"]["id"], hand_in=False)
    assert code_of(answer) == (409, "errors_found")
    assert ProgressEntry.objects.count() == 0


@pytest.mark.parametrize(("hand_in", "state"), [(False, "draft"), (True, "submitted")])
def test_confirming_writes_all_of_it(
    owed: list[Obligation], officer: User, hand_in: bool, state: str
) -> None:
    pk = upload(officer, filled(template(officer), "Сделано.", "Идёт.")).json()["file"]["id"]
    answer = post(officer, "progressupload-confirm", pk, hand_in=hand_in)
    assert (answer.status_code, answer.json()) == (200, {"written": 2, "handed_in": hand_in})
    assert set(ProgressEntry.objects.values_list("state", "author")) == {(state, officer.pk)}
    again = post(officer, "progressupload-confirm", pk, hand_in=hand_in)
    assert code_of(again) == (409, "already_decided")


def test_it_is_said_whether_to_hand_in(owed: list[Obligation], officer: User) -> None:
    pk = upload(officer, filled(template(officer), "Сделано.")).json()["file"]["id"]
    assert fields_of(post(officer, "progressupload-confirm", pk)) == (400, ["hand_in"])


def test_a_long_table_is_written_as_long_work(owed: list[Obligation], officer: User) -> None:
    pk = upload(officer, filled(template(officer), "Сделано.", "Идёт.")).json()["file"]["id"]
    with override_settings(JOB_FROM_ROWS=1):
        answer = post(officer, "progressupload-confirm", pk, hand_in=False)
    assert (answer.status_code, answer.json()["id"]) == (202, Job.objects.get().pk)


def test_a_file_may_be_dropped(owed: list[Obligation], officer: User) -> None:
    pk = upload(officer, filled(template(officer), "Сделано.")).json()["file"]["id"]
    assert post(officer, "progressupload-drop", pk).json()["file"]["state"] == "dropped"
    assert code_of(post(officer, "progressupload-drop", pk)) == (409, "already_decided")


def test_what_is_no_table_is_not_kept(owed: list[Obligation], officer: User) -> None:
    answer = upload(officer, b"\x89PNG\r\n\x1a\n", "picture.xlsx")
    assert (answer.status_code, ProgressUpload.objects.count()) == (409, 0)
    empty = client_of(officer).post(LIST, {}, format="multipart")
    assert fields_of(empty) == (400, ["file"])


def test_a_row_of_another_agency_is_told_from_none_by_nobody(
    owed: list[Obligation], officer: User, plan: ActionPlan
) -> None:
    other = somebody()
    owed_by(plan, other.memberships.get().agency)
    [row] = upload(officer, filled(template(other), "Сделано.")).json()["rows"]
    assert ([one["code"] for one in row["wrong"]], row["obligation"]) == (["not_yours"], None)


def test_another_persons_file_is_not_there(
    owed: list[Obligation], officer: User, agency: Agency
) -> None:
    pk = upload(officer, filled(template(officer), "Сделано.")).json()["file"]["id"]
    other = somebody()
    assert get(other, "progressupload-list").json()["results"] == []
    assert get(other, "progressupload-detail", pk).status_code == 404
    assert post(other, "progressupload-confirm", pk, hand_in=True).status_code == 404
    assert post(other, "progressupload-drop", pk).status_code == 404


def test_who_reports_for_nobody_uploads_nothing(coordinator: User) -> None:
    assert code_of(get(coordinator, "progressupload-list")) == (403, "permission_denied")
    assert code_of(upload(coordinator, b"a")) == (403, "permission_denied")


def test_repeating_the_upload_with_its_key_answers_the_same(
    owed: list[Obligation], officer: User
) -> None:
    content = filled(template(officer), "Сделано.")
    key = {"idempotency-key": "quarter-2"}
    first, again = upload(officer, content, **key), upload(officer, content, **key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again["Idempotency-Replayed"] == "true"


def kept(by: User, number: int) -> None:
    ProgressUpload.objects.create(
        file=f"progress/{number}.csv",
        name=f"{number}.csv",
        sha256=f"{number:064}",
        language="ru",
        uploaded_by=by,
    )


def test_many_files_ask_the_database_as_often_as_few(officer: User) -> None:
    counts = []
    for rows in (range(3), range(3, 30)):
        for number in rows:
            kept(officer, number)
        counts.append(statements_of(officer, "progressupload-list"))
    assert counts[0] == counts[1]


def test_many_rows_ask_the_database_as_often_as_few(
    plan: ActionPlan, agency: Agency, officer: User
) -> None:
    counts = []
    for rows in (3, 27):
        for _row in range(rows):
            owed_by(plan, agency)
        texts = [f"Сделано {row}." for row in range(rows)]
        pk = upload(officer, filled(template(officer), *texts)).json()["file"]["id"]
        counts.append(statements_of(officer, "progressupload-detail", pk))
    assert counts[0] == counts[1]
