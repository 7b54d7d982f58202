"""The board as a coordinator uses it: filters, chips, kept views, a file, many rows at once."""

import csv
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from agencies.models import Agency, User
from measures.models import ExecutorRole, Obligation, SavedView
from measures.services.saved_views import keep_view, open_by_itself
from planner.models import ActionPlan
from tests.factories import AgencyFactory, MeasureFactory, ObligationFactory, UserFactory
from tests.measures.views.conftest import signed_in

LATE = date(2009, 7, 1)


@pytest.fixture
def late(plan: ActionPlan, agency: Agency) -> Obligation:
    measure = MeasureFactory(plan=plan, title_en="=Submit the bill", number="+7")
    found: Obligation = ObligationFactory(measure=measure, agency=agency, due_on=LATE)
    return found


@pytest.fixture
def desk(coordinator: User) -> Client:
    return signed_in(coordinator)


def found(page: Any) -> list[int]:
    return [row.obligation_id for row in page.context["page"]]


def test_each_status_is_a_link_that_leads_to_as_many(desk: Client, late: Obligation) -> None:
    ObligationFactory(due_on=date(2009, 7, 8))
    ObligationFactory(due_on=date(2009, 12, 1))
    shown = {status: count for status, _words, count in desk.get("/board/").context["by_status"]}
    rows = {status: len(found(desk.get("/board/", {"status": status}))) for status in shown}
    assert shown == rows == {"": 2, "overdue": 1, "at_risk": 1, "in_progress": 1, "not_due": 1,
                             "all": 3}  # fmt: skip


def test_a_row_says_why_it_is_at_risk(desk: Client, late: Obligation) -> None:
    ObligationFactory(due_on=date(2009, 7, 8))
    assert "due soon and not begun" in desk.get("/board/").text


def test_what_is_chosen_stands_in_the_form_and_is_taken_off_by_a_chip(
    desk: Client, late: Obligation, agency: Agency
) -> None:
    asked = {"agency": agency.code, "status": "overdue", "due_to": "2009-07-05", "sort": "-due"}
    page = desk.get("/board/", asked)
    chosen = [(one.name, one.value) for one in page.context["form"].chosen()]
    assert chosen == [
        ("status", "overdue"),
        ("agency", agency.short_en),
        ("due_to", "05.07.2009"),
    ]
    assert f'href="?agency={agency.code}&amp;due_to=2009-07-05&amp;sort=-due"' in page.text
    assert f'<option value="{agency.code}" selected>' in page.text


NONSENSE = [
    ("agency", "nobody"),
    ("status", "asleep"),
    ("direction", "abc"),
    ("task", "9" * 30),
    ("plan", "no-such-plan"),
    ("due_from", "2009-02-30"),
    ("period", "someday"),
    ("sort", "colour"),
]


@pytest.mark.parametrize(("name", "value"), NONSENSE)
def test_what_cannot_be_read_is_named_and_left_out(
    desk: Client, late: Obligation, name: str, value: str
) -> None:
    page = desk.get("/board/", {name: value})
    assert (found(page), f"“{value}” is not known under" in page.text) == ([late.pk], True)


def test_dates_the_wrong_way_round_are_explained(desk: Client, late: Obligation) -> None:
    page = desk.get("/board/", {"due_from": "2009-07-05", "due_to": "2009-07-01"})
    assert (found(page), "is later than" in page.text) == ([], True)


def test_a_named_period_is_counted_from_the_day_shown(desk: Client, late: Obligation) -> None:
    """The same address in the next quarter finds the next quarter's rows."""
    asked = {"status": "all", "period": "this_quarter"}
    before = desk.get("/board/", {**asked, "as_of": "2009-06-30"})
    assert (found(desk.get("/board/", asked)), found(before)) == ([late.pk], [])


def test_a_page_without_scripts_counts_by_a_link(desk: Client, late: Obligation) -> None:
    shut = desk.get("/board/")
    opened = desk.get("/board/", {"totals": "1"})
    loaded = desk.get("/board/totals/")
    assert ("totals=1#found" in shut.text, 'id="by-agency"' in shut.text) == (True, False)
    assert ['id="by-agency"' in page.text for page in (opened, loaded)] == [True, True]


def lines(answer: Any) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(StringIO(text), delimiter=";"))


def test_the_file_holds_what_is_filtered_and_no_formula(
    desk: Client, late: Obligation, agency: Agency
) -> None:
    ObligationFactory(due_on=LATE)
    head, *rows = lines(desk.get("/board/board.csv", {"agency": agency.code}))
    assert head[:4] == ["Plan", "Number", "Measure", "Agency"]
    assert rows == [
        [
            late.measure.plan.title_en, "'+7", "'=Submit the bill", agency.short_en,
            ExecutorRole.LEAD.label, "2009-07-01", "2009-07-01", "overdue", "5", "",
        ]
    ]  # fmt: skip


@pytest.mark.parametrize("address", ["/board/board.csv", "/board/totals/", "/board/views/1/"])
def test_who_does_not_oversee_gets_nothing(address: str, officer: User, late: Obligation) -> None:
    assert signed_in(officer).get(address).status_code == 403
    assert signed_in(UserFactory()).get(address).status_code == 403


def test_an_observer_reads_and_ticks_nothing(observer: User, late: Obligation) -> None:
    client = signed_in(observer)
    page = client.get("/board/")
    assert (found(page), 'name="owed"' in page.text) == ([late.pk], False)
    assert len(lines(client.get("/board/board.csv"))) == 2


# Views


def test_a_view_is_kept_and_stands_above_the_board(
    desk: Client, coordinator: User, agency: Agency
) -> None:
    asked = f"agency={agency.code}&page=3&as_of=2009-01-01&unknown=1&status=done"
    kept = desk.post("/board/views/", {"name": "Мои", "query": asked})
    view = SavedView.objects.get()
    assert (view.person, view.query) == (coordinator, f"agency={agency.code}&status=done")
    assert kept["location"] == f"/board/?{view.query}"
    page = desk.get(kept["location"])
    assert page.context["view"] == view


def test_a_name_that_is_taken_is_kept_in_the_form(desk: Client, coordinator: User) -> None:
    keep_view(by=coordinator, name="Мои", query="")
    page = desk.post("/board/views/", {"name": "Мои", "query": "status=done"})
    assert (page.status_code, 'value="Мои"' in page.text) == (422, True)
    assert 'value="status=done"' in page.text


def test_the_board_opens_with_the_chosen_view_and_clears_to_all(
    desk: Client, coordinator: User, late: Obligation
) -> None:
    view = keep_view(by=coordinator, name="Исполненные", query="status=done")
    open_by_itself(view, by=coordinator)
    assert desk.get("/board/")["location"] == "/board/?status=done"
    assert found(desk.get("/board/?status=")) == [late.pk]


def test_a_view_is_renamed_made_the_first_and_deleted(desk: Client, coordinator: User) -> None:
    view = keep_view(by=coordinator, name="Мои", query="status=done")
    address = f"/board/views/{view.pk}/"
    desk.post(address, {"name": "Свод", "default": "1"})
    view.refresh_from_db()
    assert (view.name, view.is_default) == ("Свод", True)
    desk.post(address, {"name": "Свод", "action": "delete"})
    assert SavedView.objects.count() == 0


def test_another_persons_view_is_not_there(desk: Client, observer: User) -> None:
    view = keep_view(by=observer, name="Чужое", query="status=done")
    assert desk.get(f"/board/views/{view.pk}/").status_code == 404
    assert desk.post(f"/board/views/{view.pk}/", {"action": "delete"}).status_code == 404
    assert "Чужое" not in desk.get("/board/").text


# Reminding of all that is found


def test_all_that_is_found_is_reminded_of(
    desk: Client, plan: ActionPlan, agency: Agency, officer: User, late: Obligation
) -> None:
    """Without another body’s plans, other agencies, and what nobody can be reminded of."""
    ObligationFactory(agency=agency, due_on=LATE)
    ObligationFactory(measure=MeasureFactory(plan=plan), agency=AgencyFactory(), due_on=LATE)
    ObligationFactory(
        measure=MeasureFactory(plan=plan), agency=agency, due_on=LATE, kind="continuous"
    )
    asked = {"all": "1", "board": f"agency={agency.code}&status=all"}
    page = desk.get("/reminders/now/", asked)
    assert [one.owed.pk for one in page.context["order"].ready] == [late.pk]


def test_all_that_is_found_is_not_too_much(
    desk: Client,
    plan: ActionPlan,
    agency: Agency,
    officer: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("measures.views.remind_now.LONGEST", 3)
    measure = MeasureFactory(plan=plan)
    for number in range(4):
        ObligationFactory(measure=measure, agency=agency, due_on=LATE, occurrence=str(number))
    page = desk.get("/reminders/now/", {"all": "1", "board": "status=overdue"}, follow=True)
    assert page.redirect_chain == [("/board/?status=overdue#found", 302)]
    assert "At most 3 reports" in page.text


@pytest.mark.parametrize("days", [1, 400])
def test_a_page_beyond_the_last_shows_the_last(desk: Client, late: Obligation, days: int) -> None:
    asked = {"page": str(10**days) if days < 9 else "9" * days}
    assert found(desk.get("/board/", asked)) == [late.pk]
    assert found(desk.get("/board/", {"due_from": (LATE - timedelta(days=days)).isoformat()}))
