"""The pages of a round's life, in the reader's language."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from agencies.models import Agency, Role, User
from measures.models import Obligation, ProgressState
from measures.rules.csv_cells import BOM
from planner.models import ActionPlan
from planner.rules.periods import Cadence, Stretch
from reports.models import Reopening, ReportingRound, RoundState
from reports.services.round_life import reopen_part
from reports.services.rounds import open_rounds, round_of
from tests import factories

TODAY = date(2009, 7, 6)
MOMENT = datetime(2009, 7, 6, 4, 30, tzinfo=UTC)
Queries = Callable[..., Any]
SECRET = "Болел исполнитель."


def at(name: str, *args: Any) -> str:
    return reverse(f"reports:{name}", args=args)


@pytest.fixture
def reopened(closed: ReportingRound, periodic: Obligation) -> Reopening:
    return reopen_part(
        closed, periodic.agency, by=None, today=TODAY, now=MOMENT, reason=SECRET, last_day=TODAY
    )


@pytest.fixture
def stranger(periodic: Obligation) -> User:
    """Reports for another agency."""
    return factories.person(factories.AgencyFactory(), Role.OFFICER)


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_pages_of_rounds_need_a_role_and_acts_the_coordinating_body(
    client: Client, officer: User, reopened: Reopening
) -> None:
    round_, code = reopened.round, reopened.agency.code
    read = [
        at("part", round_.pk, code),
        at("answers-list", round_.pk, "csv"),
        at("cadence", round_.plan.slug),
    ]
    acts = [
        at("closing", round_.pk),
        at("reopen", round_.pk, code),
        at("end-reopening", reopened.pk),
    ]
    client.force_login(factories.UserFactory())
    assert {client.get(one).status_code for one in read} == {403}
    client.force_login(officer)
    assert {client.get(one).status_code for one in read} == {200}
    assert {client.post(one).status_code for one in acts} == {403}
    assert client.get(at("closing", round_.pk)).status_code == 403
    assert client.post(at("cadence", round_.plan.slug)).status_code == 403


def test_before_closing_the_coordinator_sees_who_is_silent_and_what_is_not_reviewed(
    client: Client,
    coordinator: User,
    round_: ReportingRound,
    periodic: Obligation,
    plan: ActionPlan,
) -> None:
    waiting = factories.ProgressEntryFactory(
        obligation=factories.ObligationFactory(
            measure__plan=plan, due_on=date(2009, 6, 1), kind="recurring",
            state="submitted", done_on=date(2009, 6, 1),
        ),
        state=ProgressState.SUBMITTED, submitted_on=date(2009, 6, 1),
    )  # fmt: skip
    client.force_login(coordinator)
    page = text(client, at("closing", round_.pk))
    assert at("part", round_.pk, periodic.agency.code) in page
    assert reverse("measures:review", args=[waiting.pk]) in page
    assert f"{reverse('measures:remind-now')}?owed={periodic.pk}" in page
    answer = client.post(at("closing", round_.pk), {"action": "close"}, follow=True)
    round_.refresh_from_db()
    assert (round_.state, round_.closed_by) == (RoundState.CLOSED, coordinator)
    assert at("closing", round_.pk) in answer.content.decode()  # to open it again


def test_a_second_click_says_that_the_round_is_closed(
    client: Client, coordinator: User, closed: ReportingRound
) -> None:
    client.force_login(coordinator)
    answer = client.post(at("closing", closed.pk), {"action": "close"}, follow=True)
    assert "The round is closed already" in answer.content.decode()


def test_opening_the_whole_round_needs_a_reason(
    client: Client, coordinator: User, closed: ReportingRound
) -> None:
    client.force_login(coordinator)
    address = at("closing", closed.pk)
    answer = client.post(address, {"action": "open", "reason": ""})
    assert (answer.status_code, 'href="#id_reason"' in answer.content.decode()) == (422, True)
    client.post(address, {"action": "open", "reason": "Ошибка."})
    closed.refresh_from_db()
    assert closed.state == RoundState.OPEN


def test_a_part_is_reopened_on_its_page_and_closed_again(
    client: Client, coordinator: User, closed: ReportingRound, periodic: Obligation
) -> None:
    client.force_login(coordinator)
    code = periodic.agency.code
    assert at("reopen", closed.pk, code) in text(client, at("part", closed.pk, code))
    client.post(at("reopen", closed.pk, code), {"reason": SECRET, "last_day": "2009-07-10"})
    made = Reopening.objects.get()
    assert (made.last_day, made.opened_by) == (date(2009, 7, 10), coordinator)
    page = text(client, at("part", closed.pk, code))
    assert (SECRET in page, at("end-reopening", made.pk) in page) == (True, True)
    client.post(at("end-reopening", made.pk))
    made.refresh_from_db()
    assert made.ended_on == TODAY


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"reason": "", "last_day": "2009-07-10"}, "id_reason"),
        ({"reason": SECRET, "last_day": "2009-07-05"}, "id_last_day"),
        ({"reason": SECRET, "last_day": "tomorrow"}, "id_last_day"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(
    client: Client, coordinator: User, closed: ReportingRound, periodic: Obligation,
    sent: dict[str, str], field: str,
) -> None:  # fmt: skip
    client.force_login(coordinator)
    answer = client.post(at("reopen", closed.pk, periodic.agency.code), sent)
    page = answer.content.decode()
    assert (answer.status_code, f'href="#{field}"' in page) == (422, True)
    assert sent["reason"] in page
    assert Reopening.objects.count() == 0


def test_the_reason_is_for_the_agency_and_those_who_oversee(
    client: Client, officer: User, coordinator: User, stranger: User, reopened: Reopening
) -> None:
    pages = [
        at("part", reopened.round_id, reopened.agency.code),
        at("round", reopened.round_id),
        at("rounds"),
    ]
    seen = {}
    for person in (officer, coordinator, stranger):
        client.force_login(person)
        seen[person] = [SECRET in text(client, page) for page in pages]
    assert seen == {
        officer: [True, True, False],
        coordinator: [True, True, False],
        stranger: [False, False, False],
    }


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_an_officer_is_told_whom_to_ask_and_keeps_the_text(
    client: Client, officer: User, closed: ReportingRound, periodic: Obligation, language: str
) -> None:
    officer.language = language
    officer.save()
    client.force_login(officer)
    address = reverse("measures:obligation", args=[periodic.pk])
    assert 'id="shut"' in text(client, address)
    sent = {"text": "Сделано многое.", "claim": "done", "language": "ru", "action": "submit"}
    answer = client.post(address, sent)
    page, entry = answer.content.decode(), periodic.entries.get()
    assert (answer.status_code, entry.state, entry.text) == (422, "draft", "Сделано многое.")
    coordinator = getattr(closed.plan.coordinator, f"name_{language}")
    assert ("Сделано многое." in page, coordinator in page) == (True, True)


def test_a_reopened_agency_hands_in_on_its_page(
    client: Client, officer: User, reopened: Reopening, periodic: Obligation
) -> None:
    client.force_login(officer)
    address = reverse("measures:obligation", args=[periodic.pk])
    assert 'id="shut"' not in text(client, address)
    sent = {"text": "Сделано.", "claim": "done", "language": "ru", "action": "submit"}
    client.post(address, sent)
    assert periodic.entries.get().state == ProgressState.SUBMITTED


def test_the_table_is_a_file_that_excel_opens_and_no_formula(
    client: Client, officer: User, round_: ReportingRound, periodic: Obligation
) -> None:
    Agency.objects.filter(pk=periodic.agency_id).update(name_en="=1+1")
    client.force_login(officer)
    answer = client.get(at("answers-list", round_.pk, "csv"))
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[0].startswith(BOM)
    assert lines[1].split(";")[1:6] == ["'=1+1", "silent", "1", "0", "1"]


@pytest.mark.parametrize("show", ["all", "out", "handed_in", "nil", "nonsense"])
def test_counts_lead_to_what_they_count(
    client: Client, officer: User, round_: ReportingRound, periodic: Obligation, show: str
) -> None:
    client.force_login(officer)
    page = text(client, f"{at('part', round_.pk, periodic.agency.code)}?show={show}")
    there = reverse("measures:obligation", args=[periodic.pk]) in page
    assert there is (show in ("all", "out", "nonsense"))


def test_another_agency_is_led_to_the_measure_and_not_to_the_report(
    client: Client, stranger: User, round_: ReportingRound, periodic: Obligation
) -> None:
    client.force_login(stranger)
    page = text(client, at("part", round_.pk, periodic.agency.code))
    assert reverse("measures:obligation", args=[periodic.pk]) not in page
    assert reverse("measures:measure", args=[periodic.measure_id]) in page


def test_pages_tell_of_a_past_day_and_offer_no_acts(
    client: Client, coordinator: User, reopened: Reopening
) -> None:
    client.force_login(coordinator)
    round_ = reopened.round
    page = text(client, f"{at('round', round_.pk)}?as_of=2009-06-30")
    assert at("closing", round_.pk) not in page
    assert f"{at('part', round_.pk, reopened.agency.code)}?as_of=2009-06-30" in page
    part = text(client, f"{at('part', round_.pk, reopened.agency.code)}?as_of=2009-06-30")
    assert at("end-reopening", reopened.pk) not in part
    assert text(client, f"{at('rounds')}?as_of=2009-06-30").count("as_of=2009-06-30") > 1


def test_who_reports_for_a_body_that_owes_nothing_is_told_so(
    client: Client, officer: User, round_: ReportingRound
) -> None:
    client.force_login(officer)
    page = text(client, at("part", round_.pk, round_.plan.coordinator.code))
    assert "This body owes no report for the round." in page


def sent(plan: ActionPlan, page: str, **said: str) -> dict[str, str]:
    seen = page.split('name="seen" value="')[1].split('"')[0]
    rows = {"own-TOTAL_FORMS": "3", "own-INITIAL_FORMS": "0"}
    return {"executors_day": "5", "coordinator_day": "20", "seen": seen, **rows, **said}


def test_a_coordinator_looks_ahead_and_then_saves(
    client: Client, coordinator: User, plan: ActionPlan
) -> None:
    open_rounds(plan, TODAY)
    client.force_login(coordinator)
    address = at("cadence", plan.slug)
    half = sent(plan, text(client, address), cadence="half")
    looked = client.post(address, {**half, "action": "look"}).content.decode()
    assert ('id="ahead"' in looked, "Half-year I of 2008" in looked) == (True, True)
    assert plan.rounds.count() == 7
    answer = client.post(address, {**half, "action": "save"})
    assert answer.status_code == 302
    assert sorted(plan.rounds.values_list("label", flat=True)) == [
        "2008H1", "2008H2", "2009H1", "2009H2",
    ]  # fmt: skip


def test_own_dates_are_typed_looked_at_and_saved(
    client: Client, coordinator: User, plan: ActionPlan
) -> None:
    client.force_login(coordinator)
    address = at("cadence", plan.slug)
    row = {
        "own-0-label": "К сессии", "own-0-ends_on": "2009-09-01",
        "own-0-executors_due_on": "2009-09-10", "own-0-coordinator_due_on": "2009-09-20",
    }  # fmt: skip
    own = sent(plan, text(client, address), cadence="own", **row)
    wrong = client.post(address, {**own, "own-0-executors_due_on": "2009-08-01", "action": "look"})
    page = wrong.content.decode()
    assert (wrong.status_code, "after the period has ended" in page) == (422, True)
    assert "К сессии" in page
    more = client.post(address, {**own, "add": "1"}).content.decode()
    assert ("own-5-label" in more, "К сессии" in more) == (True, True)
    assert client.post(address, {**own, "action": "save"}).status_code == 302
    assert list(plan.rounds.values_list("label", flat=True)) == ["К сессии"]
    again = text(client, address)
    assert 'value="К сессии"' in again


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"cadence": "half", "executors_day": "29"}, "id_executors_day"),
        ({"cadence": "half", "executors_day": ""}, "id_executors_day"),
        ({"cadence": "half", "executors_day": "20", "coordinator_day": "5"}, "id_coordinator_day"),
        ({"cadence": "weekly"}, "id_cadence"),
    ],
)
def test_a_cadence_that_cannot_be_is_explained_at_its_field(
    client: Client, coordinator: User, plan: ActionPlan, said: dict[str, str], field: str
) -> None:
    client.force_login(coordinator)
    address = at("cadence", plan.slug)
    answer = client.post(address, {**sent(plan, text(client, address), **said), "action": "save"})
    assert (answer.status_code, f'href="#{field}' in answer.content.decode()) == (422, True)


def test_of_two_who_change_it_the_second_is_told_and_may_save_on_top(
    client: Client, coordinator: User, plan: ActionPlan
) -> None:
    client.force_login(coordinator)
    address = at("cadence", plan.slug)
    mine = sent(plan, text(client, address), cadence="half", action="save")
    plan.cadence = [Stretch(plan.starts_on, Cadence.MONTH).written()]
    plan.save()
    answer = client.post(address, mine)
    page = answer.content.decode()
    assert (answer.status_code, "Somebody else changed the cadence" in page) == (422, True)
    assert client.post(address, sent(plan, page, cadence="half", action="save")).status_code == 302


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
@pytest.mark.parametrize("name", ["rounds", "round", "part", "closing", "cadence"])
def test_every_page_is_there_in_every_language(
    client: Client, coordinator: User, reopened: Reopening, name: str, language: str
) -> None:
    coordinator.language = language
    coordinator.save()
    client.force_login(coordinator)
    round_ = reopened.round
    arguments = {
        "rounds": [], "cadence": [round_.plan.slug], "part": [round_.pk, reopened.agency.code],
    }  # fmt: skip
    page = text(client, at(name, *arguments.get(name, [round_.pk])))
    assert f'<html lang="{language}"' in page


@pytest.mark.parametrize("name", ["rounds", "round", "part", "closing", "cadence"])
def test_pages_take_the_same_statements_with_3_rows_and_with_30(
    client: Client, coordinator: User, round_: ReportingRound, periodic: Obligation, name: str,
    django_assert_max_num_queries: Queries,
) -> None:  # fmt: skip
    client.force_login(coordinator)
    arguments = {
        "rounds": [], "cadence": [round_.plan.slug], "part": [round_.pk, periodic.agency.code],
    }  # fmt: skip
    address = at(name, *arguments.get(name, [round_.pk]))

    def add(count: int) -> None:
        for _at in range(count):
            due = {"due_on": date(2009, 6, 10), "kind": "recurring"}
            factories.ObligationFactory(measure__plan=round_.plan, **due)
            own = factories.MeasureFactory(plan=round_.plan)
            factories.ObligationFactory(measure=own, agency=periodic.agency, **due)

    add(2)
    with django_assert_max_num_queries(60) as few:
        client.get(address)
    add(27)
    with django_assert_max_num_queries(len(few)):
        client.get(address)


def test_an_officer_sees_first_where_the_own_agency_stands(
    client: Client, officer: User, coordinator: User, round_: ReportingRound, periodic: Obligation
) -> None:
    own = f"{at('part', round_.pk, periodic.agency.code)}?show=out"
    seen = {}
    for person in (officer, coordinator):
        client.force_login(person)
        page = text(client, at("round", round_.pk))
        seen[person] = ("Your agency" in page, page.count(own))
    assert seen == {officer: (True, 2), coordinator: (False, 1)}


def test_the_rounds_of_each_plan_stand_in_a_region_of_its_own_name(
    client: Client, coordinator: User, round_: ReportingRound
) -> None:
    other = factories.ActionPlanFactory(title_en="Plan of another policy")
    round_of(other, "2009Q2", TODAY)
    client.force_login(coordinator)
    page = html.document_fromstring(text(client, at("rounds")))
    regions = page.xpath("//*[@role='region']/@aria-labelledby")
    names = [page.get_element_by_id(name).text_content() for name in regions]
    assert sorted(names) == sorted([round_.plan.title, other.title])
