"""Rounds, answers, cuts, recipients and mails as files: what their pages show."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from agencies.models import Role, User
from measures.models import Obligation
from planner.models import ActionPlan
from reports.models import Recipient, ReportingRound
from tests import factories


def at(name: str, *args: Any) -> str:
    return reverse(f"reports:{name}", args=args)


def rows_of(client: Client, name: str, *args: Any, **asked: str) -> list[list[str]]:
    """Of both files, which hold as many; of the CSV one without its head."""
    text = b"".join(client.get(at(name, *args, "csv"), asked).streaming_content)  # type: ignore[attr-defined]
    told = list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""), delimiter=";"))
    packed = b"".join(client.get(at(name, *args, "xlsx"), asked).streaming_content)  # type: ignore[attr-defined]
    book = CalamineWorkbook.from_filelike(io.BytesIO(packed))
    assert len(book.get_sheet_by_index(0).to_python()) == len(told)
    return told[1:]


def test_rounds_and_who_has_reported_in_one_and_what_a_body_owes(
    client: Client, officer: User, round_: ReportingRound, periodic: Obligation
) -> None:
    client.force_login(officer)
    code = periodic.agency.code
    rounds = [row[1] for row in rows_of(client, "rounds-list")]
    assert len(rounds) == ReportingRound.objects.count()
    assert rounds[:2] == ["quarter III of 2009", "quarter II of 2009"]
    every = rows_of(client, "answers-list", round_.pk)
    none = rows_of(client, "answers-list", round_.pk, standing="all")
    assert ([row[0] for row in every], none) == ([code], [])
    owed = rows_of(client, "part-list", round_.pk, code)
    handed_in = rows_of(client, "part-list", round_.pk, code, show="handed_in")
    assert ([row[0] for row in owed], handed_in) == ([periodic.measure.number], [])


@pytest.fixture
def recipient(plan: ActionPlan, coordinator: User) -> Recipient:
    row: Recipient = Recipient.objects.create(
        plan=plan,
        office="=Office",
        email="office@pm.example",
        language="kk",
        formats=["pdf", "docx"],
        added_by=coordinator,
        added_at=timezone.now(),
    )
    return row


def test_recipients_are_for_the_coordinating_body(
    client: Client, coordinator: User, officer: User, recipient: Recipient
) -> None:
    client.force_login(coordinator)
    slug = recipient.plan.slug
    assert rows_of(client, "recipients-list", slug) == [
        ["'=Office", "office@pm.example", "kk", "PDF, DOCX"]
    ]
    assert rows_of(client, "register-list", slug) == []
    client.force_login(officer)
    tried = [at("recipients-list", slug, "csv"), at("register-list", slug, "xlsx")]
    assert [client.get(one).status_code for one in tried] == [403, 403]


def test_cuts_are_for_those_who_may_keep_some(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert rows_of(client, "cuts-list") == []
    client.force_login(factories.UserFactory())
    refused = [at("cuts-list", "csv"), at("rounds-list", "csv")]
    assert [client.get(one).status_code for one in refused] == [403, 403]


def test_three_bodies_and_thirty_take_the_same_statements(
    client: Client, coordinator: User, round_: ReportingRound, periodic: Obligation
) -> None:
    client.force_login(coordinator)

    def asked(more: int) -> tuple[int, int]:
        for _ in range(more):
            factories.ObligationFactory(
                measure=periodic.measure,
                agency=factories.AgencyFactory(),
                kind=periodic.kind,
                due_on=periodic.due_on,
                occurrence=periodic.occurrence,
            )
        with CaptureQueriesContext(connection) as told:
            b"".join(client.get(at("answers-list", round_.pk, "csv")).streaming_content)  # type: ignore[attr-defined]
        return len(told), len(rows_of(client, "answers-list", round_.pk))

    rows_of(client, "answers-list", round_.pk)
    few, many = asked(2), asked(27)
    assert (few[0], few[1], many[1]) == (many[0], 3, 30)


@pytest.mark.django_db
def test_an_observer_reads_answers_and_no_recipients(
    client: Client, round_: ReportingRound, recipient: Recipient
) -> None:
    client.force_login(factories.person(factories.AgencyFactory(), Role.OBSERVER))
    assert client.get(at("answers-list", round_.pk, "csv")).status_code == 200
    assert client.get(at("recipients-list", recipient.plan.slug, "csv")).status_code == 403
