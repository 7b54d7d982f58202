from collections.abc import Callable
from datetime import date
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from kombu.exceptions import OperationalError

from agencies.models import Membership, Role, User
from measures.models import Obligation
from planner.models import ActionPlan
from reports import tasks_cuts
from reports.models import Cut, CutEdition, ReportingRound
from reports.services.cuts import Wish, ask_for_cut, keep_cut
from reports.services.cuts_making import make_cut
from tests import factories
from tests.reports.conftest import TODAY, Hand

pytestmark = pytest.mark.django_db
LIST, NEW = "/reports/cuts/", "/reports/cuts/new/"
Callbacks = Callable[..., Any]


@pytest.fixture
def ours(owed: Obligation, round_: ReportingRound) -> User:
    return factories.person(owed.agency, Role.OFFICER)


@pytest.fixture
def theirs(plan: ActionPlan, hand_in: Hand) -> Obligation:
    row: Obligation = factories.ObligationFactory(
        measure=factories.MeasureFactory(plan=plan, title_en="Their own measure"),
        agency__code="theirs",
        agency__name_en="The other body",
        due_on=date(2009, 6, 1),
    )
    return row


@pytest.fixture
def cut(plan: ActionPlan, owed: Obligation, ours: User) -> Cut:
    wish = Wish("Ours", "agency", agencies=[owed.agency.code], languages=["en"], formats=["json"])
    return keep_cut(plan, wish, by=ours, today=TODAY)


@pytest.fixture
def made(cut: Cut, ours: User) -> CutEdition:
    edition = ask_for_cut(cut, by=ours, today=TODAY)
    assert make_cut(edition.pk)
    return edition


def typed(**more: Any) -> dict[str, Any]:
    return {
        "kind": "overdue",
        "name": "What is late",
        "languages": ["ru"],
        "formats": ["docx"],
        "schedule": "never",
        **more,
    }


def pages(cut: Cut, made: CutEdition) -> list[str]:
    return [
        *(
            reverse(f"reports:{name}", args=[cut.pk])
            for name in ("cut", "cut-change", "cut-preview")
        ),
        reverse("reports:cut-edition", args=[made.pk]),
        reverse("reports:cut-file", args=[made.files.get().pk]),
    ]


def acts(cut: Cut) -> list[str]:
    return [reverse(f"reports:{name}", args=[cut.pk]) for name in ("cut-make", "cut-retire")]


def test_nobody_sees_cuts_without_a_role(client: Client, cut: Cut, made: CutEdition) -> None:
    addresses = [LIST, NEW, *pages(cut, made)]
    assert {client.get(one).status_code for one in addresses} == {302}
    client.force_login(factories.UserFactory())
    assert {client.get(one).status_code for one in (LIST, NEW)} == {403}
    assert {client.get(one).status_code for one in pages(cut, made)} == {404}


def test_a_cut_of_another_is_not_there_for_anybody_but_who_coordinates(
    client: Client, cut: Cut, made: CutEdition, theirs: Obligation, coordinator: User
) -> None:
    strangers = [
        factories.person(theirs.agency, Role.HEAD),
        factories.person(factories.AgencyFactory(), Role.COORDINATOR),
        factories.person(Membership.objects.get(user=cut.owner).agency, Role.OFFICER),
    ]
    for stranger in strangers:
        client.force_login(stranger)
        assert {client.get(one).status_code for one in pages(cut, made)} == {404}
        assert {client.post(one).status_code for one in acts(cut)} == {404}
        assert "Ours" not in client.get(LIST).content.decode()
    client.force_login(coordinator)
    seen = [client.get(one).status_code for one in pages(cut, made)]
    assert seen == [200, 404, 200, 200, 200]  # another's is looked at, not changed
    assert client.post(acts(cut)[1]).status_code == 403
    assert "Ours" in client.get(LIST).content.decode()


def test_a_role_that_ended_takes_the_files_along(
    client: Client, cut: Cut, made: CutEdition, theirs: Obligation
) -> None:
    client.force_login(cut.owner)
    assert {client.get(one).status_code for one in pages(cut, made)} == {200}
    Membership.objects.filter(user=cut.owner).update(agency=theirs.agency)
    assert {client.get(one).status_code for one in pages(cut, made)} == {404}
    assert "Ours" not in client.get(LIST).content.decode()


def test_an_officer_is_offered_the_own_body_alone_and_takes_no_other(
    client: Client, ours: User, owed: Obligation, theirs: Obligation
) -> None:
    client.force_login(ours)
    form = client.get(NEW).content.decode()
    assert owed.agency.name_en in form
    assert "The other body" not in form
    for agencies in ([], ["theirs"], [owed.agency.code, "theirs"]):
        answer = client.post(NEW, typed(agencies=agencies))
        assert (answer.status_code, Cut.objects.count()) == (422, 0)
    assert client.post(NEW, typed(agencies=[owed.agency.code])).status_code == 302
    assert Cut.objects.get().agencies == [owed.agency.code]


def test_nothing_of_another_body_stands_on_an_officers_pages(
    client: Client, cut: Cut, made: CutEdition, theirs: Obligation
) -> None:
    client.force_login(cut.owner)
    for address in [LIST, NEW, *pages(cut, made)]:
        page = client.get(address).content.decode()
        assert "The other body" not in page
        assert "Their own measure" not in page


def test_a_coordinator_keeps_a_cut_and_changes_it(
    client: Client, coordinator: User, owed: Obligation, round_: ReportingRound
) -> None:
    client.force_login(coordinator)
    answer = client.post(NEW, typed(schedule="monthly", monthday=31), follow=True)
    cut = Cut.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("reports:cut", args=[cut.pk])
    assert (cut.schedule, cut.monthday, cut.scheduled_on) == ("monthly", 31, TODAY)
    change = reverse("reports:cut-change", args=[cut.pk])
    assert 'value="What is late"' in client.get(change).content.decode()
    client.post(change, typed(name="Later", sections=["overdue", "silent"], formats=["pdf"]))
    cut.refresh_from_db()
    assert (cut.name, cut.sections, cut.schedule) == ("Later", ["overdue", "silent"], "never")


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"name": ""}, "id_name", "This field is required."),
        ({"kind": "agency"}, "id_agencies", "Choose the body that the report is about."),
        ({"kind": "direction"}, "id_directions", "Choose the direction"),
        ({"schedule": "weekly"}, "", "Choose the day of the week"),
        ({"formats": []}, "id_formats", "This field is required."),
        ({"sections": ["passwords"]}, "id_sections", "passwords"),
    ],
)
def test_what_is_wrong_is_said_where_and_what_was_typed_is_kept(
    client: Client,
    coordinator: User,
    round_: ReportingRound,
    wrong: dict[str, Any],
    field: str,
    said: str,
) -> None:
    client.force_login(coordinator)
    answer = client.post(NEW, typed(**{"name": "Kept name", **wrong}))
    page = answer.content.decode()
    assert (answer.status_code, Cut.objects.count()) == (422, 0)
    assert said in page
    assert not field or f'href="#{field}' in page
    assert "name" in wrong or 'value="Kept name"' in page


def test_the_preview_is_of_now_or_of_a_past_day_and_keeps_nothing(
    client: Client, cut: Cut, owed: Obligation
) -> None:
    client.force_login(cut.owner)
    address = reverse("reports:cut-preview", args=[cut.pk])
    now = client.get(address).content.decode()
    assert ">26<" in now  # days late
    then = client.get(f"{address}?as_of=2009-06-01").content.decode()
    assert ">26<" not in then
    assert "By the facts of that day" in then
    assert CutEdition.objects.count() == 0


def test_asked_for_it_is_made_by_a_worker_even_with_the_broker_down(
    client: Client, cut: Cut, django_capture_on_commit_callbacks: Callbacks
) -> None:
    client.force_login(cut.owner)
    with (
        patch.object(tasks_cuts.make_cut, "delay", side_effect=OperationalError) as bell,
        django_capture_on_commit_callbacks(execute=True),
    ):
        answer = client.post(acts(cut)[0])
    edition = CutEdition.objects.get()
    assert bell.call_args.args == (edition.pk,)
    page = client.get(answer["Location"]).content.decode()
    assert 'hx-trigger="every 2s"' in page
    tasks_cuts.make_cuts()
    page = client.get(answer["Location"]).content.decode()
    assert "every 2s" not in page
    assert CutEdition.objects.get().sha256 in page


def test_a_retired_cut_keeps_its_files_and_is_made_no_more(
    client: Client, cut: Cut, made: CutEdition
) -> None:
    client.force_login(cut.owner)
    client.post(acts(cut)[1])
    page = client.get(reverse("reports:cut", args=[cut.pk])).content.decode()
    assert acts(cut)[0] not in page
    assert reverse("reports:cut-file", args=[made.files.get().pk]) in page
    assert "Ours" not in client.get(LIST).content.decode()
    client.post(acts(cut)[0])
    assert CutEdition.objects.count() == 1


def test_the_owner_reads_of_it_among_the_news(client: Client, cut: Cut, made: CutEdition) -> None:
    client.force_login(cut.owner)
    page = client.get(reverse("measures:notices")).content.decode()
    assert "own cut “Ours”, No. 1" in page
    assert reverse("reports:cut-edition", args=[made.pk]) in page


def test_a_file_comes_as_it_was_drawn(client: Client, cut: Cut, made: CutEdition) -> None:
    client.force_login(cut.owner)
    answer = client.get(reverse("reports:cut-file", args=[made.files.get().pk]))
    assert answer["Content-Disposition"].endswith('_1_2009-07-06.json"')
    assert answer["Cache-Control"] == "private, no-store"
    assert answer.json()["cut"]["name"] == "Ours"


def test_pages_take_the_same_statements_for_3_and_for_30(
    client: Client, plan: ActionPlan, cut: Cut, made: CutEdition, ours: User, owed: Obligation
) -> None:
    client.force_login(ours)
    addresses = [LIST, NEW, *pages(cut, made)]

    def statements() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            found.append(len(asked))
        return found

    def grow(size: int) -> None:
        while plan.cuts.count() < size:
            wish = Wish(f"Cut {plan.cuts.count()}", "agency", agencies=[owed.agency.code])
            keep_cut(plan, wish, by=ours, today=TODAY)
            factories.ObligationFactory(
                measure=factories.MeasureFactory(plan=plan), agency=owed.agency
            )
            made_of = ask_for_cut(cut, by=ours, today=TODAY)
            CutEdition.objects.filter(pk=made_of.pk).update(state="failed")

    grow(3)
    statements()
    few = statements()
    grow(30)
    assert statements() == few


@pytest.mark.parametrize(
    ("language", "words"), [("ru", "Мероприятие 7.1"), ("kk", "7.1-іс-шара"), ("en", "Measure 7.1")]
)
def test_the_preview_reads_in_three_languages(
    client: Client, cut: Cut, language: str, words: str
) -> None:
    User.objects.filter(pk=cut.owner_id).update(language=language)
    client.force_login(User.objects.get(pk=cut.owner_id))
    assert words in client.get(reverse("reports:cut-preview", args=[cut.pk])).content.decode()


def test_with_no_round_begun_there_is_nothing_to_cut(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    assert "No quarter of a plan has begun yet." in client.get(LIST).content.decode()
    assert client.get(NEW).status_code == 404
