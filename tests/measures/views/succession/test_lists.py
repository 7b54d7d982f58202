"""What the list and the pages say of successions that were entered."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, Role, Succession, User
from measures.models import Measure, ProgressEntry
from measures.services.progress import Draft, save_draft
from planner.models import ActionPlan
from tests.factories import AgencyFactory, person
from tests.measures.amending import enter
from tests.measures.views.conftest import signed_in
from tests.measures.views.succession.orders import ACT, send


def test_the_list_shows_what_was_entered_newest_first(administrator: User, heir: Agency) -> None:
    for day in (1, 3, 2):
        Succession.objects.create(
            predecessor=AgencyFactory(code=f"old-{day}"),
            successor=heir,
            kind="rename",
            effective_on=date(2009, 1, day),
            act=ACT,
        )
    page = signed_in(administrator).get("/succession/")
    rows = [row.predecessor.code for row in page.context["page"]]
    assert rows == ["old-3", "old-2", "old-1"]


def test_the_list_leads_to_a_body_that_stands(administrator: User, heir: Agency) -> None:
    gone = AgencyFactory(abolished_on=date(2008, 1, 1))
    client = signed_in(administrator)
    chosen = client.get("/succession/?body=heir")
    offered = client.get(f"/succession/?body={gone.code}").context["bodies"]
    assert (chosen["location"], gone in offered, heir in offered) == (
        "/succession/heir/",
        False,
        True,
    )


def test_no_body_that_ended_is_offered_as_a_successor(
    administrator: User, agency: Agency, heir: Agency
) -> None:
    gone = AgencyFactory(abolished_on=date(2008, 1, 1))
    page = signed_in(administrator).get(f"/succession/{agency.code}/")
    offered = dict(page.context["form"].fields["successor"].choices)
    assert [code in offered for code in ("heir", gone.code, agency.code)] == [True, False, False]


def test_the_history_of_a_measure_names_both_bodies(
    administrator: User, agency: Agency, law: Measure, heir: Agency, coordinator: User
) -> None:
    send(administrator, agency, "confirm", successor="heir")
    page = signed_in(coordinator).get(f"/measures/{law.pk}/")
    assert f"{agency.short_en} → {heir.short_en}" in page.text


def statements(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(page).status_code == 200
    return len(caught)


def fill(plan: ActionPlan, agency: Agency, heir: Agency, rows: int) -> None:
    for number in range(rows):
        enter(plan, f"{rows}.{number}", "до 1 октября 2009 года", agency, AgencyFactory())
        person(agency, Role.OFFICER)
        Succession.objects.create(
            predecessor=AgencyFactory(),
            successor=heir,
            kind="merge",
            effective_on=date(2009, 1, 1),
            act=ACT,
        )


@pytest.mark.parametrize("body", ["", "{agency}/", "heir/"])
def test_a_list_takes_the_same_statements_for_three_rows_and_for_thirty(
    body: str, administrator: User, plan: ActionPlan, agency: Agency, heir: Agency
) -> None:
    client, counts = signed_in(administrator), []
    for rows in (3, 27):
        fill(plan, agency, heir, rows)
        counts.append(statements(client, f"/succession/{body.format(agency=agency.code)}"))
    assert counts[0] == counts[1]


def test_the_page_of_a_body_that_ended_takes_the_same_statements_for_many_measures(
    administrator: User, plan: ActionPlan, heir: Agency
) -> None:
    client, counts = signed_in(administrator), []
    for rows in (3, 27):
        body = AgencyFactory()
        for number in range(rows):
            enter(plan, f"{rows}.{number}", "до 1 октября 2009 года", body)
        send(administrator, body, "confirm", successor="heir")
        client.get("/succession/")  # the message of the run is read here
        counts.append(statements(client, f"/succession/{body.code}/"))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_every_step_speaks_the_readers_language_and_names_bodies_in_it(
    language: str, administrator: User, agency: Agency, law: Measure, heir: Agency
) -> None:
    User.objects.update(language=language)
    administrator.refresh_from_db()
    own = f'<html lang="{language}">'
    steps = [send(administrator, agency, step, successor="heir") for step in ("next", "preview")]
    named = getattr(agency, f"name_{language}")
    assert [(own in page.text, named in page.text) for page in steps] == [(True, True)] * 2
    others = {agency.name_ru, agency.name_kk, agency.name_en} - {named}
    assert [name in page.text for page in steps for name in others] == [False] * 4


def test_a_draft_goes_along_and_its_writer_writes_on(
    administrator: User, agency: Agency, law: Measure, heir: Agency, officer: User
) -> None:
    owed = law.obligations.get()
    save_draft(owed, Draft("Черновик."), by=officer, today=date(2009, 7, 6))
    send(administrator, agency, "confirm", successor="heir", **{f"person-{officer.pk}": "heir"})
    page = signed_in(officer).get(f"/obligations/{owed.pk}/")
    assert (page.status_code, "Черновик." in page.text) == (200, True)
    assert ProgressEntry.objects.get().obligation.agency == heir
