"""Every list as a file: what its page shows, for those who may open the page."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import CalamineWorkbook

from agencies.models import Role
from agencies.signals import file_served
from measures.models import (
    DeadlineKind,
    Extension,
    Job,
    JobKind,
    Measure,
    Notice,
    NoticeKind,
    Obligation,
)
from tests import factories
from tests.measures.views.conftest import signed_in

TODAY = date(2009, 7, 6)
pytestmark = pytest.mark.django_db


def rows_of(client, address, **asked):
    """Of both files, which say the same: the rows of the CSV one, without its head."""
    text = b"".join(client.get(f"{address}.csv", asked).streaming_content).decode("utf-8-sig")
    told = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    answer = client.get(f"{address}.xlsx", asked)
    packed = b"".join(answer.streaming_content)
    book = CalamineWorkbook.from_filelike(io.BytesIO(packed))
    assert len(book.get_sheet_by_index(0).to_python()) == len(told)
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == (
        "nosniff",
        "private, no-store",
    )
    return told[1:]


@pytest.fixture
def observer(agency):
    return factories.person(agency, Role.OBSERVER)


def make_rows(count, plan, agency, coordinator, officer):
    """So many rows in each list."""
    for _number in range(count):
        measure = factories.MeasureFactory(plan=plan)
        factories.DeadlineFactory(measure=measure, kind=DeadlineKind.UNDECIDED)
        factories.ExecutorFactory(measure=measure, agency=agency)
        owed = factories.ObligationFactory(measure=measure, agency=agency, due_on=TODAY)
        factories.ProgressEntryFactory(
            obligation=owed,
            author=officer,
            state="submitted",
            submitted_on=TODAY,
            submitted_at=timezone.now(),
        )
        Extension.objects.create(
            obligation=owed,
            requested_by=officer,
            requested_on=TODAY,
            old_due_on=TODAY,
            proposed_on=TODAY + timedelta(days=30),
            reason="=cmd",
        )
        factories.ReminderFactory(obligation=owed, remind_on=TODAY)
        Notice.objects.create(
            recipient=coordinator,
            kind=NoticeKind.REMOVED,
            measure=measure,
            plan=plan,
            told_on=TODAY,
            about=f"measure:{measure.pk}",
        )
        Job.objects.create(kind=JobKind.EXPORT, plan=plan, asked_by=coordinator)


LISTS = {
    "board": ("/board/board", {"status": "all"}),
    "reports": ("/review/reports", {}),
    "extensions": ("/review/extensions", {}),
    "deadlines": ("/review/deadlines", {}),
    "plan": ("/plans/{slug}/measures", {}),
    "agency": ("/agencies/{code}/measures", {}),
    "search": ("/search/found", {"q": "Measure", "kind": "measures"}),
    "mails": ("/reminders/mails", {}),
    "ledger": ("/reminders/ledger", {}),
    "notices": ("/notices/notices", {}),
    "jobs": ("/jobs/jobs", {}),
}


@pytest.mark.parametrize("name", LISTS)
def test_three_rows_and_thirty_are_all_there_and_take_the_same_statements(
    name, plan, agency, coordinator, officer
):
    client = signed_in(coordinator)
    address, asked = LISTS[name]
    address = address.format(slug=plan.slug, code=agency.code)

    def taken(more):
        make_rows(more, plan, agency, coordinator, officer)
        counts = []
        for fmt in ("csv", "xlsx"):
            with CaptureQueriesContext(connection) as told:
                b"".join(client.get(f"{address}.{fmt}", asked).streaming_content)
            counts.append(len(told))
        return counts, len(rows_of(client, address, **asked))

    rows_of(client, address, **asked)
    few, many = taken(3), taken(27)
    assert (few[0], few[1], many[1]) == (many[0], 3, 30)


def test_a_desk_has_its_own_rows_pile_by_pile(plan, agency, officer, coordinator):
    make_rows(2, plan, agency, coordinator, officer)
    factories.ObligationFactory(due_on=TODAY)
    client = signed_in(officer)
    assert rows_of(client, "/desk/desk") == []
    review = rows_of(client, "/desk/desk", show="review")
    assert [row[0] for row in review] == ["In review", "In review"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/board/board.csv", 403),
        ("/review/reports.xlsx", 403),
        ("/review/extensions.csv", 403),
        ("/review/deadlines.csv", 403),
        ("/reminders/mails.csv", 403),
        ("/reminders/ledger.csv", 403),
        ("/plans/plans.csv", 200),
        ("/desk/desk.csv", 200),
        ("/jobs/jobs.csv", 200),
        ("/desk/desk.pdf", 404),
        ("/search/found.csv?q=x&kind=nonsense", 404),
    ],
)
def test_an_officer_takes_what_an_officers_pages_show(address, status, officer):
    assert signed_in(officer).get(address).status_code == status


@pytest.mark.parametrize(
    "address",
    [
        "/board/board.csv",
        "/desk/desk.csv",
        "/plans/plans.csv",
        "/plans/{slug}/measures.csv",
        "/agencies/{code}/measures.csv",
        "/search/found.csv?q=x&kind=reports",
        "/reminders/ledger.xlsx",
    ],
)
def test_without_a_role_there_is_no_file(address, plan, agency, client):
    found = address.format(slug=plan.slug, code=agency.code)
    assert client.get(found).status_code == 302
    client.force_login(factories.UserFactory())
    assert client.get(found).status_code == 403


def test_the_measures_of_a_plan_are_those_that_its_page_finds(plan, agency, observer):
    found = factories.MeasureFactory(plan=plan, number="7.1", title_en="Sought")
    for row in (found, factories.MeasureFactory(plan=plan, number="7.2")):
        factories.DeadlineFactory(measure=row)
    client = signed_in(observer)
    every = rows_of(client, f"/plans/{plan.slug}/measures")
    some = rows_of(client, f"/plans/{plan.slug}/measures", text="Sought")
    assert ([row[0] for row in every], [row[0] for row in some]) == (["7.1", "7.2"], ["7.1"])


def test_whoever_keeps_the_record_hears_of_each_file(plan, observer):
    heard = []

    def hear(sender, **told):
        heard.append((told["what"], told["pk"], told["name"], told["request"].user))

    file_served.connect(hear)
    try:
        signed_in(observer).get(f"/plans/{plan.slug}/measures.xlsx").close()
    finally:
        file_served.disconnect(hear)
    assert heard == [("plan", "", f"{plan.slug}-2009-07-06.xlsx", observer)]


def test_a_page_carries_its_filters_to_the_file_and_leaves_out_the_page(plan, agency, observer):
    factories.ObligationFactory(agency=agency, due_on=TODAY)
    asked = {"agency": agency.code, "status": "all", "page": "1", "totals": "1"}
    page = signed_in(observer).get("/board/", asked).content.decode()
    assert f'href="/board/board.xlsx?agency={agency.code}&amp;status=all"' in page


def test_of_a_past_day_the_file_tells_what_stood_then(plan, agency, observer):
    owed = factories.ObligationFactory(agency=agency, due_on=date(2009, 7, 1))
    Obligation.objects.filter(pk=owed.pk).update(
        state="done", done_on=date(2009, 7, 3), changed_on=date(2009, 7, 3)
    )
    client = signed_in(observer)
    then = rows_of(client, "/board/board", status="all", as_of="2009-07-02")
    now = rows_of(client, "/board/board", status="all")
    assert ([row[7] for row in then], [row[7] for row in now]) == (["overdue"], ["done late"])


def test_what_was_taken_back_since_is_in_a_file_of_then_without_what_it_says(
    owed, officer, observer
):
    factories.ProgressEntryFactory(
        obligation=owed,
        author=officer,
        text="secretword",
        document_kind="law",
        document_number="12-IV",
        document_on=date(2009, 7, 1),
        state="withdrawn",
        submitted_on=date(2009, 7, 1),
        submitted_at=timezone.now(),
        withdrawn_on=date(2009, 7, 3),
    )
    [row] = rows_of(signed_in(observer), "/review/reports", as_of="2009-07-02")
    assert row[9:13] == ["", "", "", ""]
    assert rows_of(signed_in(observer), "/review/reports") == []


def test_a_draft_is_in_no_file_of_a_search_by_another_agency(owed, officer, observer):
    factories.ProgressEntryFactory(obligation=owed, text="secretword", author=officer)
    asked = {"q": "secretword", "kind": "reports"}
    assert rows_of(signed_in(observer), "/search/found", **asked) == []


def test_the_ledger_is_of_the_plans_of_ones_own_body(owed, officer, coordinator, plan):
    stranger = factories.ActionPlanFactory()
    other = factories.ObligationFactory(measure=factories.MeasureFactory(plan=stranger))
    for one in (owed, other):
        factories.ReminderFactory(obligation=one, remind_on=TODAY)
    rows = rows_of(signed_in(coordinator), "/reminders/ledger")
    assert [row[4] for row in rows] == [f"7.1. {Measure.objects.get(pk=owed.measure_id).title_en}"]
