"""A round is closed and opened again, by whom it may be and for a reason."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from agencies.models import User
from measures.models import Obligation, ProgressState
from planner.models import ActionPlan
from reports.models import Reopening, ReportingRound, RoundState
from tests import factories
from tests.reports.round_pages.addresses import SECRET, TODAY, at, text


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
