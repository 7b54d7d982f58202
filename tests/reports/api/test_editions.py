"""Editions over the API: read, downloaded, followed, compared."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from agencies.models import User
from agencies.services_tokens import make_token
from agencies.signals import file_served
from reports.models import (
    Issue,
    PartState,
    Report,
    ReportFile,
    ReportingRound,
    ReportPart,
    ReportState,
)
from tests.reports.api.conftest import Ready, calls, statements, told
from tests.reports.conftest import MOMENT, TODAY

REPORTS = "/api/v1/reports/"


def test_an_edition_tells_its_issue(executor: APIClient, issued: Issue) -> None:
    found = executor.get(f"{REPORTS}{issued.report_id}/").json()
    assert (found["issue"]["number"], found["issue"]["state"], found["issue"]["dated_on"]) == (
        "12-3/45",
        "issued",
        "2009-07-06",
    )
    listed = executor.get(REPORTS).json()["results"]
    assert [one["issue"]["code"] for one in listed] == [issued.code]


def test_an_edition_that_is_not_signed_has_none(executor: APIClient, finished: Ready) -> None:
    assert executor.get(f"{REPORTS}{finished().pk}/").json()["issue"] is None


def test_a_token_downloads_the_files_that_an_edition_names(officer: User, finished: Ready) -> None:
    now = timezone.now()
    day = timezone.localdate(now) + timedelta(days=1)
    secret = make_token(
        name="Reader", scopes=["read"], expires_on=day, by=officer, today=TODAY, now=now
    ).secret
    client = APIClient(headers={"authorization": f"Bearer {secret}"})
    files = client.get(f"{REPORTS}{finished().pk}/").json()["files"]
    [pdf] = [one for one in files if (one["format"], one["language"]) == ("pdf", "ru")]
    answer = client.get(pdf["url"], headers={"accept": "application/pdf"})
    assert (answer.status_code, answer.content) == (200, b"pdf ru of edition 1")
    assert answer["content-disposition"].startswith("attachment;")
    assert (answer["x-content-type-options"], answer["content-type"]) == (
        "nosniff",
        "application/pdf",
    )


def test_a_download_is_told(executor: APIClient, officer: User, finished: Ready) -> None:
    heard: list[Any] = []

    def hear(sender: Any, **said: Any) -> None:
        heard.append((said["request"].user, said["what"], said["pk"]))

    row = finished().files.get(format="pdf", language="ru")
    file_served.connect(hear)
    try:
        executor.get(f"/api/v1/report-files/{row.pk}/")
    finally:
        file_served.disconnect(hear)
    assert heard == [(officer, "reports_reportfile", row.pk)]


@pytest.mark.django_db
def test_a_file_is_not_for_nobody(finished: Ready) -> None:
    row = finished().files.first()
    assert row
    assert APIClient().get(f"/api/v1/report-files/{row.pk}/").status_code == 401


def test_a_file_of_what_is_not_ready_is_not_there(
    api: APIClient, executor: APIClient, finished: Ready
) -> None:
    report = finished(state=ReportState.INCOMPLETE, incomplete_at=MOMENT)
    row = report.files.first()
    assert row
    codes = [one.get(f"/api/v1/report-files/{row.pk}/").status_code for one in (executor, api)]
    read = [one.get(f"{REPORTS}{report.pk}/").json() for one in (executor, api)]
    assert (codes, [bool(one["files"]) for one in read]) == ([404, 200], [False, True])
    assert [one["content"] is None for one in read] == [True, False]


def test_a_file_that_is_lost_is_said_to_be(executor: APIClient, finished: Ready) -> None:
    row = finished().files.get(format="pdf", language="ru")
    row.file.storage.delete(row.file.name)
    assert told(executor.get(f"/api/v1/report-files/{row.pk}/")) == (409, "file_lost")


def test_an_edition_is_followed_part_by_part(executor: APIClient, report: Report) -> None:
    found = executor.get(f"{REPORTS}{report.pk}/progress/").json()
    parts = ReportPart.objects.filter(report=report)
    assert (found["state"], found["under_way"], found["total"], found["done"]) == (
        "queued",
        True,
        parts.count(),
        0,
    )


def test_an_edition_is_cancelled_once(api: APIClient, report: Report) -> None:
    address = f"{REPORTS}{report.pk}/cancel/"
    assert api.post(address).json()["state"] == "cancelled"
    assert told(api.post(address)) == (409, "not_under_way")


def test_what_failed_is_made_again(api: APIClient, report: Report) -> None:
    part = report.parts.last()
    assert part
    failed = {"state": PartState.FAILED, "error_code": "broken"}
    ReportPart.objects.filter(pk=part.pk).update(**failed)
    address = f"{REPORTS}{report.pk}/repeat/"
    assert api.post(address, {"part": part.pk}).status_code == 200
    part.refresh_from_db()
    assert (part.state, told(api.post(address))) == (PartState.WAITING, (409, "nothing_failed"))


@pytest.mark.parametrize("rest", ["cancel/", "repeat/", "sign/"])
def test_who_does_not_coordinate_the_plan_acts_on_nothing(
    rest: str, stranger: APIClient, executor: APIClient, report: Report
) -> None:
    sent = {"number": "1", "dated_on": "2009-07-06"}
    answers = [one.post(f"{REPORTS}{report.pk}/{rest}", sent) for one in (stranger, executor)]
    assert [told(one) for one in answers] == [(403, "permission_denied")] * 2


def test_two_editions_are_compared(executor: APIClient, finished: Ready) -> None:
    first, second = finished(1), finished(2)
    query = f"first={second.pk}&second={first.pk}"
    found = executor.get(f"{REPORTS}compare/?{query}").json()
    assert (found["first"], found["second"], found["differences"], found["unchanged"]) == (
        first.pk,
        second.pk,
        [],
        1,
    )


def test_a_comparison_comes_as_a_file_and_is_told_of(executor: APIClient, finished: Ready) -> None:
    heard: list[str] = []

    def hear(sender: Any, what: str, **said: Any) -> None:
        heard.append(what)

    query = f"first={finished(1).pk}&second={finished(2).pk}"
    file_served.connect(hear)
    try:
        answers = [executor.get(f"{REPORTS}compare/{kind}/?{query}") for kind in ("csv", "xlsx")]
    finally:
        file_served.disconnect(hear)
    assert [one.status_code for one in answers] == [200, 200]
    assert heard == ["comparison", "comparison"]  # as by the page
    assert answers[1].content[:2] == b"PK"
    assert executor.get(f"{REPORTS}compare/exe/?{query}").status_code == 404


@pytest.mark.parametrize("query", ["first=1&second=1", "first=999999&second=x", ""])
def test_what_cannot_be_compared_is_refused(
    query: str, executor: APIClient, finished: Ready
) -> None:
    finished()
    assert told(executor.get(f"{REPORTS}compare/?{query}")) == (400, "invalid")


def test_a_list_of_editions_takes_the_same_statements_for_three_and_thirty(
    executor: APIClient, round_: ReportingRound
) -> None:
    def add(first: int, last: int) -> None:
        for n in range(first, last):
            row = Report.objects.create(
                round=round_, edition=n, as_of=TODAY, state=ReportState.FAILED, requested_by=None
            )
            ReportFile.objects.create(
                report=row, format="pdf", language="ru", file=f"reports/{n}", sha256="a", size=1
            )
            ready = {"content": {}, "sha256": f"{n:064}", "state": ReportState.READY}
            Report.objects.filter(pk=row.pk).update(**ready, incomplete_at=MOMENT)

    add(1, 4)
    few = statements(executor, REPORTS)
    add(4, 31)
    assert statements(executor, REPORTS) == few


def test_a_session_of_a_person_reads_as_a_token_does(officer: User, finished: Ready) -> None:
    report = finished()
    client = APIClient()
    client.force_login(officer)
    with_session = client.get(f"{REPORTS}{report.pk}/").json()
    assert with_session == calls(officer).get(f"{REPORTS}{report.pk}/").json()
