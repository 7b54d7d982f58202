from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse
from kombu.exceptions import OperationalError

from agencies.models import User
from measures.models import Obligation
from reports import tasks
from reports.models import Report, ReportingRound, ReportState
from reports.services.compiling import compile_report
from tests import factories

Queries = Callable[..., Any]


@pytest.fixture(autouse=True)
def _on_6_july(settings: Any) -> None:
    settings.BUSINESS_DATE = "2009-07-06"


@pytest.fixture
def issued(report: Report, owed: Obligation) -> Report:
    compile_report(report.pk)
    report.refresh_from_db()
    return report


def pages(report: Report) -> list[str]:
    return [
        reverse("reports:rounds"),
        reverse("reports:round", args=[report.round_id]),
        reverse("reports:edition", args=[report.pk]),
        reverse("reports:edition-progress", args=[report.pk]),
    ]


def test_nobody_reads_reports_without_signing_in(client: Client, report: Report) -> None:
    for page in pages(report):
        answer = client.get(page)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


def test_a_person_without_a_current_role_reads_nothing(client: Client, issued: Report) -> None:
    client.force_login(factories.UserFactory())
    files = [reverse("reports:download", args=[row.pk]) for row in issued.files.all()]
    assert {client.get(page).status_code for page in [*pages(issued), *files]} == {403}


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


def test_the_edition_shows_its_figures_hash_and_files(
    client: Client, officer: User, issued: Report, owed: Obligation
) -> None:
    client.force_login(officer)
    page = client.get(reverse("reports:edition", args=[issued.pk])).content.decode()
    assert issued.sha256 in page
    assert page.count("/reports/files/") == 16
    assert "Measure 7.1" in page
    assert ">26<" in page  # days late


def test_the_edition_page_tells_the_frozen_content_whatever_happened_since(
    client: Client, officer: User, issued: Report, owed: Obligation
) -> None:
    Obligation.objects.update(state="done", done_on=owed.due_on, changed_on=owed.due_on)
    client.force_login(officer)
    page = client.get(reverse("reports:edition", args=[issued.pk])).content.decode()
    assert ">26<" in page


def test_the_round_says_who_is_silent(
    client: Client, officer: User, round_: ReportingRound, owed: Obligation
) -> None:
    client.force_login(officer)
    page = client.get(reverse("reports:round", args=[round_.pk])).content.decode()
    assert owed.agency.name_en in page
    assert "silent" in page


def test_progress_is_a_fragment_that_reloads_the_page_when_it_is_over(
    client: Client, officer: User, report: Report
) -> None:
    client.force_login(officer)
    address = reverse("reports:edition-progress", args=[report.pk])
    asked = {"HX-Request": "true"}
    Report.objects.update(state=ReportState.COMPILING, progress=40, step="drawing")
    answer = client.get(address, headers=asked)
    assert ("40" in answer.content.decode(), "HX-Refresh" in answer) == (True, False)
    assert "<html" not in answer.content.decode()
    Report.objects.update(state=ReportState.FAILED, error="x")
    assert client.get(address, headers=asked)["HX-Refresh"] == "true"


def test_progress_asked_without_scripts_leads_to_the_page(
    client: Client, officer: User, report: Report
) -> None:
    client.force_login(officer)
    answer = client.get(reverse("reports:edition-progress", args=[report.pk]))
    assert answer["Location"] == reverse("reports:edition", args=[report.pk])


def test_a_failure_shows_its_reason_to_those_who_can_act(
    client: Client, officer: User, coordinator: User, report: Report
) -> None:
    Report.objects.update(state=ReportState.FAILED, attempts=3, error="RuntimeError: full disk")
    seen = {}
    for person in (officer, coordinator):
        client.force_login(person)
        page = client.get(reverse("reports:edition", args=[report.pk])).content.decode()
        seen[person] = ("could not be compiled" in page, "full disk" in page)
    assert seen == {officer: (True, False), coordinator: (True, True)}


def test_a_file_is_downloaded_as_an_attachment_that_no_browser_sniffs(
    client: Client, officer: User, issued: Report
) -> None:
    client.force_login(officer)
    row = issued.files.get(format="pdf", language="kk")
    answer = client.get(reverse("reports:download", args=[row.pk]))
    name = f"{issued.round.plan.slug}_2009Q2_edition-1_kk.pdf"
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == (
        "nosniff",
        "application/pdf",
    )


def test_a_lost_file_is_said_and_not_a_server_error(
    client: Client, officer: User, issued: Report
) -> None:
    client.force_login(officer)
    row = issued.files.get(format="pdf", language="kk")
    row.file.storage.delete(row.file.name)
    answer = client.get(reverse("reports:download", args=[row.pk]), follow=True)
    assert "is missing" in answer.content.decode()


@pytest.mark.parametrize("name", ["rounds", "round", "edition"])
def test_pages_take_the_same_statements_with_few_and_many_rows(
    client: Client,
    officer: User,
    issued: Report,
    owed: Obligation,
    name: str,
    django_assert_max_num_queries: Queries,
) -> None:
    client.force_login(officer)
    argument = {"rounds": [], "round": [issued.round_id], "edition": [issued.pk]}[name]
    address = reverse(f"reports:{name}", args=argument)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    for _number in range(20):
        factories.ObligationFactory(measure=owed.measure, due_on=owed.due_on)
    with django_assert_max_num_queries(len(few)):
        client.get(address)


@pytest.mark.parametrize("model", ["reportinground", "report", "reportfile"])
def test_administration_reads_and_never_writes(
    client: Client, admin_user: User, issued: Report, model: str
) -> None:
    client.force_login(admin_user)
    listed = client.get(reverse(f"admin:reports_{model}_changelist"))
    added = client.get(reverse(f"admin:reports_{model}_add"))
    assert (listed.status_code, added.status_code) == (200, 403)
