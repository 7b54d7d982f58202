"""A coordinator reminds of reports by hand: from the report's page, or of several on the board."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, Role, User
from measures.models import Digest, Event, EventKind, Job, Obligation, ObligationState, Reminder
from measures.queries.reminders.ordering import MOST
from measures.services import jobs
from measures.services.reminders import remind_now
from planner.models import ActionPlan
from tests.factories import (
    ActionPlanFactory,
    AgencyFactory,
    MeasureFactory,
    ObligationFactory,
    UserFactory,
    person,
)
from tests.measures.views.conftest import signed_in

PAGE = "/reminders/now/"
LATE = date(2009, 7, 1)
NOW = datetime(2026, 1, 15, 6, 0, tzinfo=UTC)


@pytest.fixture
def late(plan: ActionPlan, agency: Agency, officer: User) -> Obligation:
    found: Obligation = ObligationFactory(
        measure=MeasureFactory(plan=plan), agency=agency, due_on=LATE
    )
    return found


@pytest.fixture
def foreign_late() -> Obligation:
    """Of a plan that another body coordinates."""
    found: Obligation = ObligationFactory(
        measure=MeasureFactory(plan=ActionPlanFactory()), due_on=LATE
    )
    return found


def ticks(page: Any) -> list[str]:
    return [part.split('"')[0] for part in page.text.split('name="owed" value="')[1:]]


def test_the_reports_page_offers_it_to_its_coordinator_alone(
    late: Obligation, coordinator: User, officer: User, observer: User
) -> None:
    foreign = person(ActionPlanFactory().coordinator, Role.COORDINATOR)
    address = f"/obligations/{late.pk}/"
    offered = [
        f"{PAGE}?owed={late.pk}" in signed_in(who).get(address).text
        for who in (coordinator, officer, observer, foreign)
    ]
    assert offered == [True, False, False, False]
    handed_in = {"state": ObligationState.SUBMITTED, "done_on": LATE, "changed_on": LATE}
    Obligation.objects.update(**handed_in)
    assert PAGE not in signed_in(coordinator).get(address).text


def test_first_it_says_who_gets_it_and_in_which_language(
    late: Obligation, coordinator: User, officer: User
) -> None:
    User.objects.filter(pk=officer.pk).update(language="kk")
    page = signed_in(coordinator).get(PAGE, {"owed": late.pk})
    for words in (officer.full_name, officer.email, "Kazakh", "5 days late", "Send 1 mail"):
        assert words in page.text
    assert (ticks(page), Digest.objects.count()) == ([str(late.pk)], 0)


def test_then_it_is_ordered_and_the_measure_remembers(
    late: Obligation, coordinator: User, officer: User
) -> None:
    client = signed_in(coordinator)
    sent = {"owed": late.pk, "note": "Send it by noon."}
    page = client.post(PAGE, sent, follow=True)
    assert page.redirect_chain == [(f"/obligations/{late.pk}/", 302)]
    assert "The reminder goes to 1 person." in page.text
    assert Digest.objects.get().note == "Send it by noon."
    history = client.get(f"/measures/{late.measure_id}/").text
    for words in ("Reminded by the coordinator", "Send it by noon.", officer.full_name):
        assert words in history


def test_the_note_is_between_the_agency_and_those_who_oversee(
    late: Obligation, coordinator: User, officer: User, observer: User, stranger: User
) -> None:
    remind_now([late.pk], by=coordinator, today=date(2009, 7, 6), note="Send it by noon.")
    address = f"/measures/{late.measure_id}/"
    read = ["Send it by noon." in signed_in(who).get(address).text
            for who in (officer, observer, stranger)]  # fmt: skip
    assert read == [True, True, False]


def test_the_board_offers_a_choice_to_coordinators_of_its_plans(
    late: Obligation, foreign_late: Obligation, coordinator: User, observer: User
) -> None:
    assert ticks(signed_in(coordinator).get("/board/")) == [str(late.pk)]
    assert ticks(signed_in(coordinator).get("/board/?as_of=2009-07-03")) == []
    assert ticks(signed_in(observer).get("/board/")) == []


def test_from_the_board_the_filter_is_kept(
    late: Obligation, coordinator: User, agency: Agency
) -> None:
    client = signed_in(coordinator)
    query = urlencode({"agency": agency.code, "age": "week", "as_of": "", "next": "//evil"})
    page = client.get(f"/board/?{query}")
    kept = f'<input type="hidden" name="board" value="{query.replace("&", "&amp;")}">'
    assert kept in page.text
    back = f"/board/?age=week&agency={agency.code}#found"
    sent = {"owed": late.pk, "board": query}
    assert client.get(PAGE, sent).context["back"] == back
    assert client.post(PAGE, sent).headers["location"] == back


def test_what_cannot_be_reminded_of_is_left_out_and_told(
    late: Obligation, plan: ActionPlan, coordinator: User, agency: Agency
) -> None:
    User.objects.update(language="en")
    alone = ObligationFactory(measure=MeasureFactory(plan=plan), due_on=LATE)
    done = ObligationFactory(
        measure=MeasureFactory(plan=plan), agency=agency, due_on=LATE, state="withdrawn"
    )
    ordered = ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency, due_on=LATE)
    remind_now([ordered.pk], by=coordinator, today=date(2009, 7, 6))
    chosen = [late.pk, alone.pk, done.pk, ordered.pk]
    page = signed_in(coordinator).get(PAGE, {"owed": chosen, "board": ""})
    for words in (
        f"Nobody can be reminded, for the body has no officer, deputy or head here: "
        f"{alone.measure.number} ({alone.agency.short_en}).",
        f"Nothing is owed by a date any more: {done.measure.number}",
        "A coordinator has reminded of it today already",
        "Possible again on 7 July 2009.",
    ):
        assert words in page.text
    assert ticks(page) == [str(late.pk)]


def test_what_was_ordered_meanwhile_is_refused_in_words(
    late: Obligation, coordinator: User, plan: ActionPlan
) -> None:
    second = person(plan.coordinator, Role.COORDINATOR)
    remind_now([late.pk], by=second, today=date(2009, 7, 6))
    page = signed_in(coordinator).post(PAGE, {"owed": late.pk})
    assert (page.status_code, ticks(page)) == (422, [])
    assert "A coordinator has reminded of it today already" in page.text


def test_a_long_note_is_kept_and_refused(late: Obligation, coordinator: User) -> None:
    page = signed_in(coordinator).post(PAGE, {"owed": late.pk, "note": "а" * 501})
    assert (page.status_code, "а" * 501 in page.text) == (422, True)
    assert Digest.objects.count() == 0


def test_of_nothing_chosen_the_board_says_so(late: Obligation, coordinator: User) -> None:
    page = signed_in(coordinator).get(PAGE, {"board": "age=week", "owed": "x"}, follow=True)
    assert page.redirect_chain == [("/board/?age=week#found", 302)]
    assert "Choose at least one report." in page.text


def test_a_large_order_is_long_work_and_its_page_tells_of_each_report(
    late: Obligation, foreign_late: Obligation, plan: ActionPlan, coordinator: User, agency: Agency,
    today: date,
) -> None:  # fmt: skip
    measure = MeasureFactory(plan=plan)
    for day in range(MOST):
        ObligationFactory(measure=measure, agency=agency, due_on=LATE - timedelta(days=day))
    client = signed_in(coordinator)
    page = client.get(PAGE, {"all": "1", "board": "status="})
    chosen = [int(pk) for pk in ticks(page)]
    assert (len(chosen), foreign_late.pk in chosen) == (MOST + 1, False)
    assert f"{MOST + 1} reports: this is done in the background" in page.text
    sent = client.post(PAGE, {"owed": chosen, "note": "Send it.", "board": "status="})
    job = Job.objects.get()
    assert (sent.headers["location"], Reminder.objects.count()) == (f"/jobs/{job.pk}/", 0)
    jobs.run_job(job.pk, today=today, now=NOW)
    mail = Digest.objects.get()
    assert (mail.note, mail.reminders.count()) == ("Send it.", MOST + 1)
    told = client.get(f"/jobs/{job.pk}/?page=3").context["done"]
    assert [(one.owed.pk, one.words) for one in told] == [(chosen[-1], "")]


def test_more_than_long_work_takes_is_refused(late: Obligation, coordinator: User) -> None:
    page = signed_in(coordinator).post(PAGE, {"owed": list(range(1, jobs.LONGEST + 2))})
    assert (page.status_code, Job.objects.count()) == (302, 0)


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_comes_here(
    method: str,
    late: Obligation,
    foreign_late: Obligation,
    officer: User,
    observer: User,
    stranger: User,
    coordinator: User,
) -> None:
    administrator = UserFactory(is_superuser=True, is_staff=True)
    for who in (officer, observer, stranger, administrator, UserFactory()):
        assert getattr(signed_in(who), method)(PAGE, {"owed": late.pk}).status_code == 403
    asked = {"owed": [late.pk, foreign_late.pk]}
    client = signed_in(coordinator)
    assert getattr(client, method)(PAGE, asked).status_code == 403
    assert getattr(client, method)(PAGE, {"owed": 10**6}).status_code == 404
    assert getattr(Client(), method)(PAGE, asked).status_code == 302
    assert Event.objects.filter(kind=EventKind.REMINDED).count() == 0


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_page_speaks_three_languages(
    late: Obligation, coordinator: User, language: str
) -> None:
    User.objects.update(language=language)
    page = signed_in(coordinator).get(PAGE, {"owed": late.pk})
    assert f'<html lang="{language}">' in page.text


def test_the_page_takes_the_same_statements_for_three_reports_and_for_thirty(
    late: Obligation, plan: ActionPlan, coordinator: User
) -> None:
    client, counts = signed_in(coordinator), []
    client.get("/board/")  # the first page of a session reads more
    for rows in (2, 27):
        for agency in AgencyFactory.create_batch(rows):
            person(agency, Role.OFFICER)
            ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency, due_on=LATE)
        ids = list(Obligation.objects.values_list("pk", flat=True))
        with CaptureQueriesContext(connection) as caught:
            assert len(client.get(PAGE, {"owed": ids}).context["order"].ready) == len(ids)
        counts.append(len(caught))
    assert counts[0] == counts[1]
