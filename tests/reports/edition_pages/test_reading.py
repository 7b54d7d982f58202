"""Who reads editions, what the pages tell, and which files may be taken."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agencies.models import User
from measures.models import Obligation
from reports.draw import DRAW
from reports.models import Report, ReportingRound
from tests import factories

Queries = Callable[..., Any]


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


def test_the_edition_shows_its_figures_hash_and_files(
    client: Client, officer: User, issued: Report, owed: Obligation
) -> None:
    client.force_login(officer)
    page = client.get(reverse("reports:edition", args=[issued.pk])).content.decode()
    assert issued.sha256 in page
    assert page.count("/reports/files/") == 1 + 3 * len(DRAW)
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


@pytest.mark.parametrize("model", ["reportinground", "report", "reportfile", "reportpart"])
def test_administration_reads_and_never_writes(
    client: Client, admin_user: User, issued: Report, model: str
) -> None:
    client.force_login(admin_user)
    listed = client.get(reverse(f"admin:reports_{model}_changelist"))
    added = client.get(reverse(f"admin:reports_{model}_add"))
    assert (listed.status_code, added.status_code) == (200, 403)
