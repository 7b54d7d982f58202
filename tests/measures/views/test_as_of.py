"""Any page tells of any day: what was in force and known at its end."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from agencies.models import Agency, User
from measures.models import Measure, ProgressEntry
from measures.services.extensions import grant_extension, request_extension
from measures.services.progress import Draft, accept_progress, save_draft, submit
from planner.models import ActionPlan
from tests.measures.amending import amend, enter, reword, strike
from tests.measures.views.conftest import signed_in

MARCH, MAY = date(2009, 3, 2), date(2009, 5, 4)


@pytest.fixture
def law(plan: ActionPlan, agency: Agency) -> Measure:
    return enter(plan, "7", "до 1 апреля 2009 года", agency)


@pytest.fixture
def desk(coordinator: User) -> Client:
    return signed_in(coordinator)


def rows(client: Client, plan: ActionPlan, day: str) -> list[tuple[str, str, str]]:
    page = client.get(f"/plans/{plan.slug}/", {"as_of": day})
    found = page.context["rows"]
    return [(measure.title_ru, stand.status.value, measure.state) for measure, stand in found]


def test_the_plan_reads_as_it_did(law: Measure, coordinator: User, desk: Client) -> None:
    amend(law.plan, coordinator, MARCH, reword(law, title_ru="Внести закон"))
    amend(law.plan, coordinator, MAY, strike(law), act="№ 2")
    days = ("2007-12-02", "2009-03-01", "2009-03-02", "2009-05-03", "2009-07-06")
    assert [rows(desk, law.plan, day) for day in days] == [
        [],
        [("Мероприятие 7", "not_due", "on_control")],
        [("Внести закон", "in_progress", "on_control")],
        [("Внести закон", "overdue", "on_control")],
        [("Внести закон", "removed", "struck")],
    ]


def test_a_list_keeps_its_filters_on_a_day_in_the_past(
    law: Measure, agency: Agency, coordinator: User, desk: Client
) -> None:
    other = enter(law.plan, "8", "2010 год", agency)
    amend(law.plan, coordinator, MAY, strike(law))
    shown = {"as_of": "2009-04-02", "show": "overdue", "agency": agency.code, "text": "7"}
    found = desk.get(f"/plans/{law.plan.slug}/", shown).context["rows"]
    assert [measure.pk for measure, _ in found] == [law.pk]
    assert other.pk not in [measure.pk for measure, _ in found]


def test_the_board_shows_what_was_late_and_what_waited(
    law: Measure, officer: User, coordinator: User, desk: Client
) -> None:
    owed = law.obligations.get()
    entry = save_draft(owed, Draft("Идёт работа."), by=officer, today=date(2009, 4, 10))
    submit(entry, by=officer, today=date(2009, 4, 10))
    accept_progress(ProgressEntry.objects.get(), by=coordinator, today=date(2009, 4, 20))
    amend(law.plan, coordinator, MAY, strike(law))

    def told(day: str) -> tuple[int, int]:
        page = desk.get("/board/", {"as_of": day, "status": "overdue"}).context
        return page["page"].paginator.count, page["waiting"].reports

    days = ("2009-04-01", "2009-04-02", "2009-04-10", "2009-04-20", "2009-05-04")
    assert [told(day) for day in days] == [(0, 0), (1, 0), (1, 1), (1, 0), (0, 0)]


def test_the_measures_page_shows_no_decision_of_a_later_day(
    law: Measure, officer: User, coordinator: User, desk: Client
) -> None:
    owed = law.obligations.get()
    asked = request_extension(
        owed, by=officer, today=MARCH, proposed_on=date(2009, 6, 1), reason="Ждём."
    )
    grant_extension(
        asked,
        by=coordinator,
        today=date(2009, 3, 9),
        granted_on=date(2009, 6, 1),
        act="№ 5",
        act_on=date(2009, 3, 9),
    )

    def told(day: str) -> tuple[date, list[str], int]:
        page = desk.get(f"/measures/{law.pk}/", {"as_of": day}).context
        due = page["obligations"].object_list[0].due_on
        states = [one.state for one in page["extensions"]]
        return due, states, len(page["events"].object_list)

    assert [told(day) for day in ("2009-03-01", "2009-03-02", "2009-03-09")] == [
        (date(2009, 4, 1), [], 1),
        (date(2009, 4, 1), ["requested"], 2),
        (date(2009, 6, 1), ["granted"], 3),
    ]


def test_the_desk_of_a_day_shows_what_was_owed(law: Measure, officer: User) -> None:
    page = signed_in(officer).get("/desk/", {"as_of": "2009-03-20"})
    assert [row.due_on for row in page.context["page"]] == [date(2009, 4, 1)]


def test_a_report_owed_is_shown_as_it_stood(
    law: Measure, officer: User, coordinator: User, desk: Client
) -> None:
    owed = law.obligations.get()
    entry = save_draft(owed, Draft("Идёт работа."), by=officer, today=date(2009, 4, 10))
    submit(entry, by=officer, today=date(2009, 4, 10))
    accept_progress(ProgressEntry.objects.get(), by=coordinator, today=date(2009, 4, 20))
    amend(law.plan, coordinator, MAY, reword(law, deadline_ru="до 1 августа 2009 года"))

    def told(day: str) -> tuple[date, str, list[str]]:
        page = desk.get(f"/obligations/{owed.pk}/", {"as_of": day}).context
        assert "form" not in page
        return page["owed"].due_on, page["owed"].status, [one.state for one in page["entries"]]

    april = date(2009, 4, 1)
    assert [told(day) for day in ("2009-04-05", "2009-04-10", "2009-04-20", "2009-05-04")] == [
        (april, "overdue", []),
        (april, "overdue", ["submitted"]),
        (april, "overdue", ["accepted"]),
        (date(2009, 8, 1), "not_due", ["accepted"]),
    ]
    assert desk.get(f"/obligations/{owed.pk}/", {"as_of": "2007-12-02"}).status_code == 404


def test_nothing_is_changed_on_a_page_of_the_past(law: Measure, desk: Client) -> None:
    page = desk.get(f"/measures/{law.pk}/", {"as_of": "2009-03-01"})
    assert (page.context["may_manage"], f"/measures/{law.pk}/remove/" in page.content.decode()) == (
        False,
        False,
    )


def test_links_stay_in_the_day(law: Measure, desk: Client) -> None:
    page = desk.get(f"/plans/{law.plan.slug}/", {"as_of": "2009-03-01"}).content.decode()
    assert f"/measures/{law.pk}/?as_of=2009-03-01" in page


def test_the_table_is_downloaded_as_it_was(law: Measure, coordinator: User, desk: Client) -> None:
    amend(law.plan, coordinator, MARCH, reword(law, title_ru="Внести закон"))

    def cells(**query: str) -> set[object]:
        answer = desk.get(f"/plans/{law.plan.slug}/export.xlsx", query)
        sheet = load_workbook(BytesIO(answer.content)).active
        assert sheet
        return {cell.value for row in sheet for cell in row}

    assert "Мероприятие 7" in cells(as_of="2009-03-01")
    assert "Внести закон" in cells()


@pytest.mark.parametrize("day", ["2009-07-07", "вчера", "2009-13-01", "20090630", "2009-W27-2"])
def test_a_day_that_is_none_or_has_not_come_is_refused_in_words(
    law: Measure, desk: Client, day: str
) -> None:
    answer = desk.get(f"/plans/{law.plan.slug}/", {"as_of": day})
    assert (answer.status_code, day[:4] in answer.content.decode()) == (400, True)


def test_a_measure_unknown_on_that_day_is_not_there(law: Measure, desk: Client) -> None:
    assert desk.get(f"/measures/{law.pk}/", {"as_of": "2007-12-02"}).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/plans/", "/board/", "/review/", "/plans/{slug}/", "/plans/{slug}/export/", "/concept/"],
)
def test_today_named_as_a_day_is_today(law: Measure, desk: Client, path: str) -> None:
    answer = desk.get(path.format(slug=law.plan.slug), {"as_of": "2009-07-06"}, follow=True)
    assert (answer.status_code, "as_of" in answer.context) == (200, False)


@pytest.mark.parametrize("size", [3, 30])
def test_a_past_plan_takes_as_many_statements_whatever_its_size(
    plan: ActionPlan,
    agency: Agency,
    coordinator: User,
    size: int,
    django_assert_num_queries: Any,
) -> None:
    for number in range(size):
        enter(plan, str(number), "2009 год", agency)
    visitor = signed_in(coordinator)
    with django_assert_num_queries(17):
        visitor.get(f"/plans/{plan.slug}/", {"as_of": "2009-03-01"})


@pytest.mark.parametrize("size", [3, 30])
def test_a_past_board_takes_as_many_statements_whatever_its_size(
    plan: ActionPlan,
    agency: Agency,
    coordinator: User,
    size: int,
    django_assert_num_queries: Any,
) -> None:
    for number in range(size):
        enter(plan, str(number), "до 1 апреля 2009 года", agency)
    visitor = signed_in(coordinator)
    with django_assert_num_queries(21):
        visitor.get("/board/", {"as_of": "2009-05-01"})


@pytest.mark.parametrize(
    "path", ["/board/", "/board/?age=month", "/plans/", "/plans/{slug}/", "/desk/", "/review/"]
)
def test_the_first_day_there_is_breaks_no_page(
    path: str, law: Measure, desk: Client, officer: User
) -> None:
    visitor = signed_in(officer) if path == "/desk/" else desk
    joined = path.format(slug=law.plan.slug) + ("&" if "?" in path else "?")
    assert visitor.get(f"{joined}as_of=0001-01-01").status_code == 200
