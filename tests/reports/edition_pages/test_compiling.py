"""An edition is asked for, seen under way, repeated and cancelled."""

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError
from lxml import html

from agencies.models import User
from measures.models import Obligation
from reports import tasks
from reports.draw import DRAW
from reports.gather import gather
from reports.models import Report, ReportingRound, ReportState
from reports.services import compiling
from reports.services.compiling import compile_report
from reports.services.parts import claim_part, finish

Queries = Callable[..., Any]


def test_an_officer_reads_reports_but_does_not_compile_them(
    client: Client, officer: User, issued: Report
) -> None:
    client.force_login(officer)
    page = client.get(reverse("reports:round", args=[issued.round_id]))
    assert page.status_code == 200
    address = reverse("reports:compile", args=[issued.round_id])
    assert address not in page.content.decode()
    assert client.post(address).status_code == 403
    assert Report.objects.count() == 1


def test_a_coordinator_asks_for_an_edition_and_sees_it_under_way(
    client: Client, coordinator: User, round_: ReportingRound
) -> None:
    client.force_login(coordinator)
    with patch.object(tasks.compile_report, "delay") as bell:
        answer = client.post(reverse("reports:compile", args=[round_.pk]), follow=True)
    report = Report.objects.get()
    assert (report.state, report.requested_by) == (ReportState.QUEUED, coordinator)
    assert bell.call_count == 0  # the bell rings on commit, which this test never reaches
    page = answer.content.decode()
    assert 'role="status"' in page
    assert reverse("reports:edition-progress", args=[report.pk]) in page


def test_with_the_broker_down_the_edition_waits_for_the_sweep(
    client: Client,
    coordinator: User,
    round_: ReportingRound,
    django_capture_on_commit_callbacks: Queries,
) -> None:
    client.force_login(coordinator)
    with (
        patch.object(tasks.compile_report, "delay", side_effect=OperationalError) as bell,
        django_capture_on_commit_callbacks(execute=True),
    ):
        answer = client.post(reverse("reports:compile", args=[round_.pk]))
    report = Report.objects.get()
    assert bell.call_args.args == (report.pk,)
    assert (answer.status_code, report.state) == (302, ReportState.QUEUED)
    tasks.compile_waiting()
    assert Report.objects.get().state == ReportState.READY


@pytest.mark.parametrize("day", ["2009-07-07", "2009-03-31", "yesterday"])
def test_a_day_that_cannot_be_told_is_explained_at_its_field(
    client: Client, coordinator: User, round_: ReportingRound, day: str
) -> None:
    client.force_login(coordinator)
    answer = client.post(reverse("reports:compile", args=[round_.pk]), {"as_of": day})
    assert answer.status_code == 409
    assert 'href="#id_as_of"' in answer.content.decode()
    assert Report.objects.count() == 0


def test_progress_is_a_fragment_that_reloads_the_page_when_it_is_over(
    client: Client, officer: User, report: Report
) -> None:
    client.force_login(officer)
    address = reverse("reports:edition-progress", args=[report.pk])
    asked = {"HX-Request": "true"}
    Report.objects.update(state=ReportState.COMPILING, progress=40)
    answer = client.get(address, headers=asked)
    assert ("40" in answer.content.decode(), "HX-Refresh" in answer) == (True, False)
    assert "<html" not in answer.content.decode()
    for over in (ReportState.FAILED, ReportState.CANCELLED):
        Report.objects.update(state=over)
        assert client.get(address, headers=asked)["HX-Refresh"] == "true"


def test_progress_is_said_aloud_only_when_something_is_new(
    client: Client, officer: User, report: Report
) -> None:
    client.force_login(officer)
    page = client.get(reverse("reports:edition", args=[report.pk])).content.decode()
    address = html.document_fromstring(page).xpath("//div/@hx-get")[0]
    asked = {"HX-Request": "true"}
    assert "edition-said" not in client.get(address, headers=asked).content.decode()
    part = claim_part(report.pk, now=timezone.now())
    assert part
    finish(part, seconds=1, keep=lambda _report: None)
    assert 'hx-swap-oob="innerHTML"' in client.get(address, headers=asked).content.decode()


def test_the_page_tells_of_every_part(client: Client, officer: User, report: Report) -> None:
    client.force_login(officer)
    claim_part(report.pk, now=timezone.now())
    page = client.get(reverse("reports:edition", args=[report.pk])).content.decode()
    found = html.document_fromstring(page)
    first = [" ".join(one.text_content().split()) for one in found.find_class("parts-first")[0]]
    assert first == [
        "Gathering the facts: being made",
        "Content in all languages, JSON: queued",
    ]
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in
            found.xpath("//table[contains(@class, 'parts')]/tbody/tr")]  # fmt: skip
    waits = ["queued"] * 3
    assert rows[:3] == [["DOCX", *waits], ["PDF", *waits], ["XLSX", *waits]]


def test_progress_asked_without_scripts_leads_to_the_page(
    client: Client, officer: User, report: Report
) -> None:
    client.force_login(officer)
    answer = client.get(reverse("reports:edition-progress", args=[report.pk]))
    assert answer["Location"] == reverse("reports:edition", args=[report.pk])


def test_a_failure_shows_its_reason_to_those_who_can_act(
    client: Client, officer: User, coordinator: User, report: Report
) -> None:
    Report.objects.update(state=ReportState.FAILED)
    wrong = {"state": "failed", "error_code": "storage", "error": "OSError: full disk"}
    report.parts.filter(format="").update(**wrong)
    seen = {}
    for person in (officer, coordinator):
        client.force_login(person)
        page = client.get(reverse("reports:edition", args=[report.pk])).content.decode()
        said = ("could not be compiled", "could not be stored", "full disk", "Ask for it again")
        seen[person] = [words in page for words in said]
    assert seen == {officer: [True, True, False, False], coordinator: [True] * 4}


@pytest.fixture
def incomplete(report: Report, owed: Obligation) -> Report:
    """Without its PDF in Kazakh."""

    def draw(_content: Any, language: str, **_more: Any) -> bytes:
        return b"%PDF" if language != "kk" else bytes(1 // 0)

    others = {fmt: (lambda *_what, **_more: b"drawn") for fmt in DRAW}
    with patch.dict(DRAW, others | {"pdf": draw}):
        for _attempt in range(3):
            compile_report(report.pk)
            report.parts.exclude(not_before=None).update(not_before=timezone.now())
    report.refresh_from_db()
    assert report.state == ReportState.INCOMPLETE
    return report


def test_an_incomplete_edition_tells_its_compiler_what_failed_and_offers_what_is_there(
    client: Client, coordinator: User, incomplete: Report
) -> None:
    client.force_login(coordinator)
    page = client.get(reverse("reports:edition", args=[incomplete.pk])).content.decode()
    [part] = incomplete.parts.filter(state="failed")
    assert "1 file of the edition could not be drawn" in page
    assert "ZeroDivisionError" in page
    assert f'name="part" value="{part.pk}"' in page
    assert page.count("/reports/files/") == 3 * len(DRAW)
    row = incomplete.files.get(format="pdf", language="ru")
    assert client.get(reverse("reports:download", args=[row.pk])).content == b"%PDF"


def test_nobody_else_reads_an_edition_that_is_not_ready(
    client: Client, officer: User, coordinator: User, incomplete: Report
) -> None:
    client.force_login(officer)
    page = client.get(reverse("reports:edition", args=[incomplete.pk])).content.decode()
    secrets = ("ZeroDivisionError", incomplete.sha256, "/reports/files/", "Repeat")
    assert [words for words in secrets if words in page] == []
    row = incomplete.files.all()[0]
    assert client.get(reverse("reports:download", args=[row.pk])).status_code == 404
    told = client.get(f"/api/v1/reports/{incomplete.pk}/").json()
    assert (told["state"], told["files"], told["sha256"], told["content"]) == (
        "incomplete", [], "", None,
    )  # fmt: skip


def test_files_of_an_edition_under_way_are_nobodys_to_read(
    client: Client, coordinator: User, incomplete: Report
) -> None:
    Report.objects.update(state=ReportState.COMPILING, incomplete_at=None)
    client.force_login(coordinator)
    row = incomplete.files.all()[0]
    assert client.get(reverse("reports:download", args=[row.pk])).status_code == 404


def test_the_coordinator_repeats_just_one_part(
    client: Client,
    coordinator: User,
    incomplete: Report,
    django_capture_on_commit_callbacks: Queries,
) -> None:
    client.force_login(coordinator)
    [part] = incomplete.parts.filter(state="failed")
    address = reverse("reports:edition-repeat", args=[incomplete.pk])
    with (
        patch.object(tasks.compile_report, "delay", side_effect=OperationalError) as bell,
        django_capture_on_commit_callbacks(execute=True),
    ):
        client.post(address, {"part": part.pk})
    assert bell.call_args.args == (incomplete.pk,)
    tasks.compile_waiting()
    incomplete.refresh_from_db()
    assert incomplete.state == ReportState.READY
    answer = client.post(address, {"part": part.pk}, follow=True)
    assert "Nothing of this edition waits to be repeated." in answer.content.decode()


def test_the_coordinator_cancels_and_asks_again_under_the_same_number(
    client: Client, coordinator: User, report: Report
) -> None:
    client.force_login(coordinator)
    cancel = reverse("reports:edition-cancel", args=[report.pk])
    page = client.post(cancel, follow=True).content.decode()
    assert f"cancelled by {coordinator}" in page
    assert "It is over already." in client.post(cancel, follow=True).content.decode()
    [form] = [one for one in html.document_fromstring(page).forms if "compile" in one.action]
    with patch.object(tasks.compile_report, "delay"):
        client.post(form.action, dict(form.form_values()))
    again = Report.objects.get()
    assert (again.edition, again.state, again.as_of) == (1, ReportState.QUEUED, report.as_of)


@pytest.mark.parametrize("name", ["edition-cancel", "edition-repeat"])
def test_an_officer_neither_cancels_nor_repeats(
    client: Client, officer: User, report: Report, name: str
) -> None:
    client.force_login(officer)
    address = reverse(f"reports:{name}", args=[report.pk])
    assert address not in client.get(reverse("reports:edition", args=[report.pk])).content.decode()
    assert (client.post(address).status_code, client.get(address).status_code) == (403, 405)
    assert Report.objects.get().state == ReportState.QUEUED


def test_measures_that_could_not_be_told_are_named(
    client: Client, officer: User, coordinator: User, report: Report, owed: Obligation
) -> None:
    measure = owed.measure

    def with_problem(*what: Any, **more: Any) -> dict[str, Any]:
        row = {"measure": measure.pk, "number": "7.1", "code": "KeyError"}
        return gather(*what, **more) | {"problems": [row]}

    with patch.object(compiling, "gather", with_problem):
        compile_report(report.pk)
    seen = {}
    for person in (officer, coordinator):
        client.force_login(person)
        page = client.get(reverse("reports:edition", args=[report.pk])).content.decode()
        seen[person] = ("1 measure could not be told" in page, "KeyError" in page)
    assert seen == {officer: (True, False), coordinator: (True, True)}
