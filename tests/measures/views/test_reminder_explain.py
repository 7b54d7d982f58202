"""The page that says who was reminded of a report and why, and who may read it of whom."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, Role, User
from measures.models import Obligation
from measures.services.reminders import default_rules, remind_now
from planner.models import ActionPlan
from tests.factories import (
    ActionPlanFactory,
    MeasureFactory,
    ObligationFactory,
    UserFactory,
    person,
)
from tests.measures.reminding import DUE, run
from tests.measures.views.conftest import signed_in

LINK = "/obligations/{}/reminders/"


@pytest.fixture
def owed(plan: ActionPlan, agency: Agency, mailoutbox: list[object]) -> Obligation:
    default_rules(plan)
    found: Obligation = ObligationFactory(
        measure=MeasureFactory(plan=plan), agency=agency, due_on=DUE
    )
    person(agency, Role.OFFICER, full_name="Asel")
    run(DUE.replace(day=3))
    return found


def opened(who: User, owed: Obligation) -> Any:
    return signed_in(who).get(LINK.format(owed.pk))


def test_a_coordinator_sees_everybody(owed: Obligation, coordinator: User) -> None:
    User.objects.update(language="en")
    page = opened(coordinator, owed)
    assert [str(one.person) for one in page.context["people"]] == ["Asel", str(coordinator)]
    for words in (
        "7 days before the day, to officers of the agency, by mail",
        "Last reminded on 03.07.2009. Next: 07.07.2009.",
        "Still ahead",
        "Not reminded so far. Next: 24.07.2009.",
    ):
        assert words in page.text


def test_an_administrator_of_the_ledger_sees_everybody(owed: Obligation, coordinator: User) -> None:
    page = opened(UserFactory(is_superuser=True), owed)
    assert len(page.context["people"]) == 2


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DEPUTY, Role.HEAD])
def test_the_agency_sees_its_own_people(owed: Obligation, coordinator: User, role: Role) -> None:
    who = person(owed.agency, role)
    shown = {one.person.full_name for one in opened(who, owed).context["people"]}
    assert {"Asel"} <= shown <= {"Asel", who.full_name}
    assert coordinator.email not in opened(who, owed).text


def test_others_do_not(owed: Obligation, stranger: User, observer: User) -> None:
    foreign = person(ActionPlanFactory().coordinator, Role.COORDINATOR)
    for who in (stranger, observer, foreign, UserFactory()):
        assert opened(who, owed).status_code == 403
    assert Client().get(LINK.format(owed.pk)).status_code == 302
    assert signed_in(foreign).get(LINK.format(10**6)).status_code == 404


def test_the_reports_page_leads_to_it_for_those_who_may(
    owed: Obligation, coordinator: User, observer: User
) -> None:
    officer = person(owed.agency, Role.OFFICER)
    links = [
        LINK.format(owed.pk) in signed_in(who).get(f"/obligations/{owed.pk}/").text
        for who in (coordinator, officer, observer)
    ]
    assert links == [True, True, False]


def test_what_a_coordinator_ordered_is_told_with_the_note(
    owed: Obligation, coordinator: User
) -> None:
    User.objects.update(language="en")
    remind_now([owed.pk], by=coordinator, today=DUE, note="The note.")
    page = opened(coordinator, owed)
    assert "Ordered by the coordinator, by mail" in page.text
    assert "The note." in page.text


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_page_speaks_three_languages(
    owed: Obligation, coordinator: User, language: str
) -> None:
    User.objects.update(language=language)
    assert f'<html lang="{language}">' in opened(coordinator, owed).text


def test_the_page_takes_the_same_statements_for_three_people_and_for_thirty(
    owed: Obligation, coordinator: User
) -> None:
    client, counts = signed_in(coordinator), []
    client.get(LINK.format(owed.pk))
    for people in (2, 27):
        for _ in range(people):
            person(owed.agency, Role.OFFICER)
        with CaptureQueriesContext(connection) as caught:
            client.get(LINK.format(owed.pk))
        counts.append(len(caught))
    assert counts[0] == counts[1]
