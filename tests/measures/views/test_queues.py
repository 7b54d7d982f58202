"""The queues with their own clocks, and the review of one report or of several."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, Role, User
from measures.models import Deadline, Job, Obligation, ProgressEntry
from measures.services.extensions import request_extension
from measures.services.jobs import ask_bulk, run_job
from measures.services.progress import (
    Draft,
    accept_progress,
    return_progress,
    save_draft,
    submit,
)
from measures.services.reviewers import assign_reviewer
from planner.models import ActionPlan
from tests.factories import (
    ActionPlanFactory,
    MeasureFactory,
    ObligationFactory,
    UserFactory,
    person,
)
from tests.measures.test_services_reviewers import report
from tests.measures.views.conftest import signed_in

LONG_AGO = date(2009, 6, 1)


@pytest.fixture
def desk(coordinator: User) -> Client:
    return signed_in(coordinator)


@pytest.fixture
def colleague(plan: ActionPlan) -> User:
    return person(plan.coordinator, Role.COORDINATOR)


def shown(page: Any) -> list[int]:
    return [one.pk for one in page.context["page"]]


def test_what_waits_too_long_comes_first_and_says_for_how_long(
    plan: ActionPlan, officer: User, desk: Client, today: date
) -> None:
    """Five working days from Monday 1 June end on Monday 8 June: 28 days ago."""
    new, old = report(plan, officer, today), report(plan, officer, today)
    ProgressEntry.objects.filter(pk=old.pk).update(submitted_on=LONG_AGO)
    page = desk.get("/review/")
    told = [(one.pk, one.decide_by, one.days_over) for one in page.context["page"]]
    assert told == [
        (old.pk, date(2009, 6, 8), 28),
        (new.pk, date(2009, 7, 13), 0),
    ]
    assert "28 days too long" in page.text
    assert "1 waits too long" in desk.get("/board/").text
    assert shown(desk.get("/review/", {"late": "on"})) == [old.pk]


def test_the_queue_is_narrowed_by_whose_it_is(
    plan: ActionPlan, officer: User, coordinator: User, colleague: User, desk: Client, today: date
) -> None:
    mine, theirs, free = (report(plan, officer, today) for _ in range(3))
    assign_reviewer(mine, to=coordinator, by=coordinator, today=today)
    assign_reviewer(theirs, to=colleague, by=coordinator, today=today)
    found = {
        whose: set(shown(desk.get("/review/", {"whose": whose}))) for whose in ("mine", "nobody")
    }
    assert found == {"mine": {mine.pk}, "nobody": {free.pk}}
    colleague.memberships.all().delete()
    assert set(shown(desk.get("/review/", {"whose": "nobody"}))) == {theirs.pk, free.pk}


def test_requests_have_a_clock_of_their_own(
    obligation: Obligation, officer: User, desk: Client, today: date
) -> None:
    asked = request_extension(
        obligation, by=officer, today=LONG_AGO, proposed_on=date(2009, 9, 1), reason="Ждём."
    )
    page = desk.get("/review/extensions/")
    told = [(one.pk, one.decide_by, one.days_over) for one in page.context["page"]]
    assert told == [(asked.pk, date(2009, 6, 4), 32)]
    assert page.context["waiting"].extensions_late == 1
    then = desk.get("/review/extensions/", {"as_of": "2009-06-04"})
    assert [one.days_over for one in then.context["page"]] == [0]


QUEUES = ["/review/", "/review/extensions/", "/review/deadlines/"]


@pytest.mark.parametrize("address", QUEUES)
def test_observers_look_on_and_others_do_not(address: str, observer: User, officer: User) -> None:
    answers = [signed_in(who).get(address).status_code for who in (observer, officer)]
    assert answers == [200, 403]


def test_a_report_is_taken_and_given_on_its_page(
    plan: ActionPlan, officer: User, coordinator: User, colleague: User, desk: Client, today: date
) -> None:
    entry = report(plan, officer, today)
    address = f"/review/{entry.pk}/reviewer/"
    told = []
    for sent in ({"action": "take"}, {"reviewer": colleague.pk}, {"reviewer": "nobody"}):
        desk.post(address, sent)
        entry.refresh_from_db()
        told.append(entry.assigned_to)
    assert told == [coordinator, colleague, None]
    page = desk.post(address, {"reviewer": officer.pk}, follow=True)
    assert "Choose who is to review it." in page.text


def test_others_give_no_report_to_anybody(
    plan: ActionPlan, officer: User, observer: User, today: date
) -> None:
    entry = report(plan, officer, today)
    foreign = person(ActionPlanFactory().coordinator, Role.COORDINATOR)
    for who in (observer, foreign, officer):
        answer = signed_in(who).post(f"/review/{entry.pk}/reviewer/", {"action": "take"})
        assert answer.status_code == 403


def test_after_a_decision_the_next_report_opens(
    plan: ActionPlan, officer: User, desk: Client, today: date
) -> None:
    first, second = report(plan, officer, today), report(plan, officer, today)
    onward = desk.post(f"/review/{first.pk}/", {"action": "accept", "next": "1"})
    assert onward["location"] == f"/review/{second.pk}/"
    last = desk.post(f"/review/{second.pk}/", {"action": "accept", "next": "1"}, follow=True)
    assert (last.redirect_chain[0][0], "Nothing more waits for your review." in last.text) == (
        "/review/",
        True,
    )


def test_a_report_is_read_beside_what_came_before_it(
    plan: ActionPlan, officer: User, coordinator: User, desk: Client, today: date
) -> None:
    earlier = report(plan, officer, today)
    accept_progress(earlier, by=coordinator, today=today)
    measure, body = earlier.obligation.measure, earlier.obligation.agency
    Deadline.objects.filter(measure=measure).update(due=["2009-07-10", "2009-10-10"])
    owed = ObligationFactory(
        measure=measure, agency=body, kind="recurring", due_on=date(2009, 10, 10)
    )
    for text in ("Первый вариант.", "Второй вариант."):
        draft = save_draft(owed, Draft(text), by=officer, today=today)
        submit(draft, by=officer, today=today)
        last = ProgressEntry.objects.get(pk=draft.pk)
        if text.startswith("Первый"):
            return_progress(last, by=coordinator, today=today, reason="Нет таблицы.")
    before = desk.get(f"/review/{last.pk}/").context["before"]
    assert ([one.text for one in before.returned], before.accepted) == (
        ["Первый вариант."],
        earlier,
    )


# Several at once


def test_several_are_accepted_after_a_preview_each_with_its_outcome(
    plan: ActionPlan, officer: User, coordinator: User, desk: Client, today: date
) -> None:
    good, decided = report(plan, officer, today), report(plan, officer, today)
    foreign = report(ActionPlanFactory(), officer, today)
    return_progress(decided, by=coordinator, today=today, reason="Нет таблицы.")
    ids = [good.pk, decided.pk, foreign.pk]
    page = desk.get("/review/accept/", {"entry": ids})
    found = page.context["found"]
    assert ([one.pk for one in found.possible], [one.code for one in found.left_out]) == (
        [good.pk],
        ["decided", "another_plan"],
    )
    assert good.text in page.text
    assert (good.state, ProgressEntry.objects.get(pk=good.pk).state) == ("submitted", "submitted")
    done = desk.post("/review/accept/", {"entry": ids, "note": "Принято."})
    assert [one.code for one in done.context["done"]] == ["", "already_reviewed", "denied"]
    again = desk.post("/review/accept/", {"entry": ids, "note": "Принято."})
    assert [one.code for one in again.context["done"]] == [
        "already_reviewed",
        "already_reviewed",
        "denied",
    ]


def test_more_than_a_page_waits_for_are_accepted_by_a_worker(
    plan: ActionPlan, officer: User, desk: Client, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("measures.views.together.MOST_AT_ONCE", 2)
    rows = [report(plan, officer, today) for _ in range(3)]
    ids = [one.pk for one in rows]
    page = desk.get("/review/accept/", {"entry": ids})
    assert "3 reports: this is done in the background" in page.text
    sent = desk.post("/review/accept/", {"entry": ids, "note": "Принято."})
    job = Job.objects.get()
    assert (sent.headers["location"], job.params) == (
        f"/jobs/{job.pk}/",
        {"act": "accept", "ids": ids, "note": "Принято."},
    )
    return_progress(rows[1], by=job.asked_by, today=today, reason="Нет таблицы.")
    run_job(job.pk, today=today, now=datetime(2026, 1, 15, 6, 0, tzinfo=UTC))
    told = desk.get(f"/jobs/{job.pk}/")
    assert [(one.pk, one.words) for one in told.context["done"]] == [
        (ids[1], "This report has been reviewed already."),
        (ids[0], ""),
        (ids[2], ""),
    ]
    assert "Done for 2 reports. 1 was left out." in told.text


def test_of_a_colleagues_work_no_reports_are_told(
    plan: ActionPlan, officer: User, coordinator: User, today: date
) -> None:
    job = ask_bulk("accept", [report(plan, officer, today).pk], by=coordinator, note="")
    run_job(job.pk, today=today, now=datetime(2026, 1, 15, 6, 0, tzinfo=UTC))
    keeper = signed_in(UserFactory(is_superuser=True, is_staff=True)).get(f"/jobs/{job.pk}/")
    assert (keeper.status_code, "done" in keeper.context) == (200, False)
    assert signed_in(officer).get(f"/jobs/{job.pk}/").status_code == 404


def test_all_that_the_queue_finds_is_offered(
    plan: ActionPlan, officer: User, agency: Agency, desk: Client, today: date
) -> None:
    mine = report(plan, officer, today)
    report(plan, person(ActionPlanFactory().coordinator, Role.OFFICER), today)
    page = desk.get("/review/accept/", {"all": "1", "queue": f"agency={agency.code}"})
    assert [one.pk for one in page.context["found"].possible] == [mine.pk]


def test_several_are_given_to_a_reviewer(
    plan: ActionPlan, officer: User, colleague: User, desk: Client, today: date
) -> None:
    rows = [report(plan, officer, today) for _ in range(2)]
    sent = {"entry": [one.pk for one in rows], "reviewer": colleague.pk}
    assert desk.post("/review/assign/", sent).status_code == 200
    assert set(ProgressEntry.objects.values_list("assigned_to", flat=True)) == {colleague.pk}
    wrong = desk.post("/review/assign/", {**sent, "reviewer": officer.pk})
    assert wrong.status_code == 422


def test_nothing_chosen_is_said(desk: Client) -> None:
    page = desk.get("/review/accept/", follow=True)
    assert (page.redirect_chain, "Choose at least one report." in page.text) == (
        [("/review/", 302)],
        True,
    )


def test_an_observer_decides_nothing(
    plan: ActionPlan, officer: User, observer: User, today: date
) -> None:
    entry = report(plan, officer, today)
    answers = [
        signed_in(observer).post(f"/review/{act}/", {"entry": entry.pk}).status_code
        for act in ("accept", "assign")
    ]
    entry.refresh_from_db()
    assert (answers, entry.state) == ([403, 403], "submitted")


PAGES = ["/review/", "/review/extensions/", "/review/accept/?all=1", "/board/?totals=1&status=all"]


@pytest.mark.parametrize("address", PAGES)
def test_a_queue_takes_the_same_statements_for_three_rows_and_for_thirty(
    address: str, plan: ActionPlan, officer: User, desk: Client, today: date
) -> None:
    counts = []
    for rows in (3, 27):
        for _ in range(rows):
            report(plan, officer, today)
            owed = ObligationFactory(
                measure=MeasureFactory(plan=plan), agency=officer.memberships.get().agency
            )
            request_extension(
                owed, by=officer, today=today - timedelta(days=9),
                proposed_on=date(2009, 9, 1), reason="Ждём.",
            )  # fmt: skip
        desk.get(address)
        with CaptureQueriesContext(connection) as caught:
            assert desk.get(address).status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1]
