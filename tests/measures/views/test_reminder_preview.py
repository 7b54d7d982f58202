"""The page that says beforehand who is reminded of what, and the mail as it would look."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, Role, User
from measures.models import Digest, Obligation, Reminder
from measures.services.reminders import default_rules, plan_reminders, remind_now
from planner.models import ActionPlan
from tests.factories import (
    ActionPlanFactory,
    AgencyFactory,
    MeasureFactory,
    ObligationFactory,
    UserFactory,
    person,
)
from tests.measures.reminding import DUE, NOW, run
from tests.measures.views.conftest import signed_in

PAGE, MAIL = "/reminders/preview/", "/reminders/preview/mail/"
TODAY = date(2009, 7, 6)


@pytest.fixture
def owed(plan: ActionPlan, agency: Agency) -> Obligation:
    """Due on Friday the tenth: officers are told on the seventh."""
    default_rules(plan)
    found: Obligation = ObligationFactory(
        measure=MeasureFactory(plan=plan, title_en="Issue the quota", title_ru="Выдать квоту"),
        agency=agency,
        due_on=DUE,
    )
    return found


def shown(client: Client, **asked: Any) -> list[User]:
    page = client.get(PAGE, asked)
    assert page.status_code == 200
    return [one.person for one in page.context["people"]]


def test_tomorrow_says_to_whom_of_what_by_when_and_why(
    owed: Obligation, officer: User, coordinator: User
) -> None:
    User.objects.update(language="en")
    page = signed_in(coordinator).get(PAGE, {"on": "2009-07-07"})
    for words in (
        officer.full_name,
        officer.email,
        f"agency officer, {owed.agency.short_en}",
        "Issue the quota",
        "10.07.2009",
        "3 days left",
        "3 days before the day, to officers of the agency, by mail",
        "with the first run of the day",
        "1 person, 1 reminder",
    ):
        assert words in page.text


def test_outside_a_demonstration_it_says_from_which_hour(
    owed: Obligation, officer: User, coordinator: User, settings: Any, monkeypatch: Any
) -> None:
    User.objects.update(language="en", digest_hour=9)
    settings.BUSINESS_DATE = ""
    monkeypatch.setattr("measures.views.reminder_preview.business_today", lambda: TODAY)
    page = signed_in(coordinator).get(PAGE, {"on": "2009-07-07"})
    assert "Mail, from 07.07.2009 09:00" in page.text


def test_today_and_a_day_gone_by(
    owed: Obligation, officer: User, coordinator: User, mailoutbox: list[object]
) -> None:
    client = signed_in(coordinator)
    assert shown(client) == [officer]
    run(TODAY)
    assert (shown(client), shown(client, on="2009-07-05")) == ([], [])
    Digest.objects.update(day=date(2009, 7, 5))
    assert shown(client, on="2009-07-05") == [officer]


@pytest.mark.parametrize("text", ["2009-02-30", "9999-12-31", "٣", "a\x00b"])
def test_a_day_that_cannot_be_shown_is_told_and_today_is_shown(
    owed: Obligation, officer: User, coordinator: User, text: str
) -> None:
    page = signed_in(coordinator).get(PAGE, {"on": text})
    assert (page.status_code, page.context["question"].on) == (200, TODAY)
    assert "on" in page.context["form"].errors


def test_the_list_is_filtered(owed: Obligation, officer: User, coordinator: User) -> None:
    client = signed_in(coordinator)
    assert shown(client, text=officer.full_name, agency=owed.agency.code) == [officer]
    assert shown(client, text="nobody at all") == []
    assert shown(client, agency=AgencyFactory().code) == []


def test_a_coordinator_sees_nothing_of_another_bodys_plan(
    owed: Obligation, officer: User, coordinator: User
) -> None:
    foreign = person(ActionPlanFactory().coordinator, Role.COORDINATOR)
    client, address = signed_in(foreign), {"on": "2009-07-07", "person": officer.pk}
    assert shown(client, on="2009-07-07", plan=owed.measure.plan.slug) == []
    assert client.get(MAIL, address).status_code == 404
    assert shown(signed_in(UserFactory(is_superuser=True)), on="2009-07-07") == [officer]


@pytest.mark.parametrize("address", [PAGE, MAIL])
def test_others_do_not_see_it(
    address: str, owed: Obligation, officer: User, observer: User, stranger: User
) -> None:
    for who in (officer, observer, stranger, UserFactory()):
        asked = {"on": "2009-07-07", "person": officer.pk}
        assert signed_in(who).get(address, asked).status_code == 403
    assert Client().get(address).status_code == 302


def test_the_mail_reads_in_the_language_of_its_reader(
    owed: Obligation, officer: User, coordinator: User
) -> None:
    User.objects.filter(pk=officer.pk).update(language="ru")
    asked = {"on": "2009-07-07", "person": officer.pk}
    page = signed_in(coordinator).get(MAIL, asked)
    assert 'lang="ru"' in page.text
    assert "Выдать квоту" in page.text
    assert (Digest.objects.count(), Reminder.objects.count()) == (0, 0)


def test_the_mail_is_shown_as_text(owed: Obligation, officer: User, coordinator: User) -> None:
    User.objects.filter(pk=officer.pk).update(full_name="<b>A & B</b>")
    asked = {"on": "2009-07-07", "person": officer.pk}
    page = signed_in(coordinator).get(MAIL, asked)
    assert "Dear &lt;b&gt;A &amp; B&lt;/b&gt;," in page.text


def test_an_ordered_mail_stands_beside_that_of_the_day(
    owed: Obligation, officer: User, coordinator: User
) -> None:
    plan_reminders(today=TODAY, now=NOW)
    remind_now([owed.pk], by=coordinator, today=TODAY, note="The note.")
    page = signed_in(coordinator).get(MAIL, {"person": officer.pk})
    daily, ordered = [mail for _letter, mail in page.context["mails"]]
    assert ("The note." in daily.body, "The note." in ordered.body) == (False, True)


@pytest.mark.parametrize("who", ["", "0", "x", "9" * 30])
def test_no_mail_to_nobody(owed: Obligation, coordinator: User, who: str) -> None:
    assert signed_in(coordinator).get(MAIL, {"person": who}).status_code == 404


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_pages_speak_three_languages(
    owed: Obligation, officer: User, coordinator: User, language: str
) -> None:
    User.objects.update(language=language)
    client, asked = signed_in(coordinator), {"on": "2009-07-07", "person": officer.pk}
    for address in (PAGE, MAIL):
        assert f'<html lang="{language}">' in client.get(address, asked).text


def test_the_page_takes_the_same_statements_for_three_people_and_for_thirty(
    plan: ActionPlan, coordinator: User
) -> None:
    default_rules(plan)
    client, counts = signed_in(coordinator), []
    for rows in (3, 27):
        for _ in range(rows):
            owed = ObligationFactory(measure=MeasureFactory(plan=plan), due_on=DUE)
            person(owed.agency, Role.OFFICER)
        client.get(PAGE)
        with CaptureQueriesContext(connection) as caught:
            page = client.get(PAGE, {"on": (TODAY + timedelta(days=1)).isoformat()})
        assert page.status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1]
    assert page.context["page"].paginator.num_pages == 2


def test_coordinators_find_it_from_the_page_of_reminders(coordinator: User) -> None:
    assert PAGE in signed_in(coordinator).get("/reminders/").text
