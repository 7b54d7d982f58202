"""Lists and the pages of a measure and a plan, read by several people, at two sizes."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency, Role, User
from measures.models import Obligation, ProgressEntry
from measures.services.progress import Draft, return_progress, save_draft, submit
from planner.models import ActionPlan
from tests.factories import (
    AgencyFactory,
    DeadlineFactory,
    ExecutorFactory,
    LineOfActionFactory,
    MeasureFactory,
    ObligationFactory,
    TaskFactory,
    person,
)
from tests.measures.views.conftest import signed_in


def fill(plan: ActionPlan, agency: Agency, officer: User, rows: int, today: date) -> None:
    """Measures with two executors, a line and a task, each with a late report handed in."""
    for _ in range(rows):
        measure = DeadlineFactory(measure=MeasureFactory(plan=plan)).measure
        ExecutorFactory(measure=measure, agency=agency)
        ExecutorFactory(measure=measure, agency=AgencyFactory(), role="co", position=2)
        measure.lines.add(LineOfActionFactory())
        measure.tasks.add(TaskFactory())
        owed = ObligationFactory(measure=measure, agency=agency, due_on=date(2009, 7, 1))
        entry = save_draft(owed, Draft("Проект внесён."), by=officer, today=today)
        submit(entry, by=officer, today=today)


PAGES = [
    ("officer", "/desk/"),
    ("coordinator", "/board/"),
    ("coordinator", "/review/"),
    ("coordinator", "/plans/"),
    ("coordinator", "/plans/{slug}/"),
]


@pytest.mark.parametrize(("who", "address"), PAGES)
def test_a_list_takes_the_same_statements_for_three_rows_and_for_thirty(
    who: str,
    address: str,
    plan: ActionPlan,
    agency: Agency,
    officer: User,
    coordinator: User,
    today: date,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = signed_in({"officer": officer, "coordinator": coordinator}[who])
    page = address.format(slug=plan.slug)
    fill(plan, agency, officer, 3, today)
    few = statements(client, page)
    fill(plan, agency, officer, 27, today)
    with django_assert_num_queries(few):
        assert client.get(page).status_code == 200


def statements(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        client.get(page)
    return len(caught)


def test_a_measures_page_takes_the_same_statements_for_many_reports(
    plan: ActionPlan, coordinator: User, today: date
) -> None:
    measure = DeadlineFactory(measure=MeasureFactory(plan=plan)).measure
    client, counts = signed_in(coordinator), []
    for rows in (3, 27):
        for _ in range(rows):
            owed = ObligationFactory(measure=measure)
            officer = person(owed.agency, Role.OFFICER)
            entry = save_draft(owed, Draft("Проект внесён."), by=officer, today=today)
            submit(entry, by=officer, today=today)
        counts.append(statements(client, f"/measures/{measure.pk}/"))
    assert counts[0] == counts[1]


@pytest.fixture
def returned(
    obligation: Obligation, handed_in: ProgressEntry, coordinator: User, today: date
) -> ProgressEntry:
    return_progress(handed_in, by=coordinator, today=today, reason="Нет приложения.")
    return handed_in


READERS = [("officer", True), ("coordinator", True), ("observer", True), ("stranger", False)]


@pytest.mark.parametrize(("who", "reads"), READERS)
def test_why_a_report_was_returned_is_read_by_its_agency_and_overseers(
    who: str, *, reads: bool, returned: ProgressEntry, request: pytest.FixtureRequest
) -> None:
    page = signed_in(request.getfixturevalue(who)).get(
        f"/measures/{returned.obligation.measure_id}/"
    )
    assert ("Нет приложения." in page.text, returned.text in page.text) == (reads, reads)


def test_a_measure_shows_what_it_serves_and_who_owes(
    stranger: User, obligation: Obligation
) -> None:
    line = LineOfActionFactory(text_en="Quota of immigration")
    obligation.measure.lines.add(line)
    page = signed_in(stranger).get(f"/measures/{obligation.measure_id}/")
    seen = ("Quota of immigration", obligation.agency.short_en, "4 days left", "under way")
    assert [words in page.text for words in seen] == [True] * 4


FILTERS = [
    ("show=overdue", 1),
    ("show=on_control", 2),
    ("show=removed", 0),
    ("text=внесение", 1),
    ("text=ВНЕСЕНИЕ", 1),
    ("show=nonsense&direction=x", 2),
    ("page=99", 2),
]


@pytest.mark.parametrize(("query", "rows"), FILTERS)
def test_the_plan_is_filtered(plan: ActionPlan, stranger: User, query: str, rows: int) -> None:
    late = DeadlineFactory(measure=MeasureFactory(plan=plan, title_ru="Внесение закона")).measure
    ObligationFactory(measure=late, due_on=date(2009, 7, 1))
    DeadlineFactory(measure=MeasureFactory(plan=plan))
    page = signed_in(stranger).get(f"/plans/{plan.slug}/?{query}")
    assert len(page.context["rows"]) == rows


def test_the_plan_tells_where_each_measure_stands(plan: ActionPlan, stranger: User) -> None:
    measure = DeadlineFactory(measure=MeasureFactory(plan=plan)).measure
    ObligationFactory(measure=measure, due_on=date(2009, 7, 1))
    ObligationFactory(measure=measure, due_on=date(2009, 10, 1))
    page = signed_in(stranger).get(f"/plans/{plan.slug}/")
    (_measure, stand), *_none = page.context["rows"]
    assert (stand.status, stand.late, stand.next_due_on) == ("overdue", 1, date(2009, 10, 1))


def test_a_filter_of_the_board_that_cannot_be_read_is_left_out(
    coordinator: User, agency: Agency
) -> None:
    ObligationFactory(agency=agency, due_on=date(2009, 7, 1))
    page = signed_in(coordinator).get("/board/?agency=nobody&direction=abc&page=z")
    assert page.context["page"].paginator.count == 1


def test_an_observers_queue_offers_no_decisions(observer: User, handed_in: ProgressEntry) -> None:
    page = signed_in(observer).get("/review/")
    assert (f'formaction="/review/{handed_in.pk}/"' in page.text, handed_in.text in page.text) == (
        False,
        True,
    )


def test_the_desk_tells_days_in_words(officer: User, agency: Agency) -> None:
    for day in (date(2009, 7, 5), date(2009, 7, 6), date(2009, 7, 7), date(2009, 7, 9)):
        ObligationFactory(agency=agency, due_on=day)
    page = signed_in(officer).get("/desk/")
    words = ("1 day late", "due today", "1 day left", "3 days left")
    assert [said in page.text for said in words] == [True] * 4


def test_an_unknown_pile_opens_the_first(officer: User) -> None:
    assert signed_in(officer).get("/desk/?show=nonsense").status_code == 200
