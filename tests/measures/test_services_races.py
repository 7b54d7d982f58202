"""Two people at one moment: one wins, the other is told so in words (PostgreSQL)."""

from datetime import date

import pytest

from agencies.models import Agency, Role, User
from measures.models import Obligation
from measures.services.control import CompletionDocument, remove_from_control
from measures.services.extensions import request_extension
from measures.services.progress import (
    Draft,
    accept_progress,
    return_progress,
    save_draft,
    submit,
)
from measures.services.taking_back import take_back
from planner.models import ActionPlan
from tests.factories import MeasureFactory, ObligationFactory, asked_for, person
from tests.measures.consolidating import circle_of
from tests.races import AT_ONE_MOMENT, at_once

pytestmark = AT_ONE_MOMENT


@pytest.fixture
def owed(plan: ActionPlan, agency: Agency) -> Obligation:
    found: Obligation = ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency)
    return found


def test_of_two_first_drafts_the_second_is_told(
    owed: Obligation, officer: User, agency: Agency, today: date
) -> None:
    colleague = person(agency, Role.OFFICER)
    outcome = sorted(
        at_once(
            lambda: save_draft(owed, Draft("Моё."), by=officer, today=today),
            lambda: save_draft(owed, Draft("Коллеги."), by=colleague, today=today),
        )
    )
    assert (outcome, owed.entries.count()) == (["changed_meanwhile", "done"], 1)


def test_of_two_requests_for_time_the_second_is_told(
    owed: Obligation, officer: User, today: date
) -> None:
    def ask() -> None:
        request_extension(
            owed, by=officer, today=today, proposed_on=date(2009, 9, 1), reason="Ждём ответа."
        )

    assert (sorted(at_once(ask, ask)), owed.extensions.count()) == (["already_asked", "done"], 1)


def test_no_report_is_left_waiting_on_a_measure_off_control(
    owed: Obligation, officer: User, coordinator: User, today: date
) -> None:
    entry = save_draft(owed, Draft("Готово."), by=officer, today=today)
    paper = CompletionDocument("law", "15-IV", today)
    outcome = sorted(
        at_once(
            lambda: submit(entry, by=officer, today=today),
            lambda: remove_from_control(owed.measure, paper, by=coordinator, today=today),
        )
    )
    entry.refresh_from_db()
    assert (outcome, entry.state) in [
        (["done", "reports_wait"], "submitted"),
        (["done", "not_open"], "withdrawn"),
    ]


def test_no_request_is_left_waiting_on_a_measure_off_control(
    owed: Obligation, officer: User, coordinator: User, today: date
) -> None:
    paper = CompletionDocument("law", "15-IV", today)

    def ask() -> None:
        request_extension(
            owed, by=officer, today=today, proposed_on=date(2009, 9, 1), reason="Ждём ответа."
        )

    outcome = sorted(
        at_once(ask, lambda: remove_from_control(owed.measure, paper, by=coordinator, today=today))
    )
    states = list(owed.extensions.values_list("state", flat=True))
    assert (outcome, states) in [(["done", "done"], ["refused"]), (["done", "not_open"], [])]


def test_a_part_handed_in_at_the_same_moment_is_counted_or_asked_about(
    plan: ActionPlan, coordinator: User, today: date
) -> None:
    circle = circle_of(plan, coordinator, "co")
    drafts = {
        code: save_draft(owed, Draft("Готово."), by=circle.officers[code], today=today)
        for code, owed in circle.owed.items()
    }
    outcome = sorted(
        at_once(
            lambda: submit(drafts["lead"], by=circle.officers["lead"], today=today),
            lambda: submit(drafts["co"], by=circle.officers["co"], today=today),
        )
    )
    drafts["lead"].refresh_from_db()
    assert (outcome, drafts["lead"].state, drafts["lead"].silent) in [
        (["done", "done"], "submitted", []),
        (["co_executors_silent", "done"], "draft", []),
    ]


def test_a_report_is_taken_back_or_accepted_never_both(
    owed: Obligation, officer: User, coordinator: User, today: date
) -> None:
    entry = save_draft(owed, Draft("Готово."), by=officer, today=today)
    submit(entry, by=officer, today=today)
    outcome = at_once(
        lambda: take_back(entry, by=officer, today=today),
        lambda: accept_progress(entry, by=coordinator, today=today),
    )
    states = list(owed.entries.order_by("pk").values_list("state", flat=True))
    assert (outcome, states) in [
        (["done", "already_reviewed"], ["withdrawn", "draft"]),
        (["already_reviewed", "done"], ["accepted"]),
    ]


def test_a_report_is_taken_back_or_returned_never_both(
    owed: Obligation, officer: User, coordinator: User, today: date
) -> None:
    entry = save_draft(asked_for(owed), Draft("Готово."), by=officer, today=today)
    submit(entry, by=officer, today=today)
    outcome = at_once(
        lambda: take_back(entry, by=officer, today=today),
        lambda: return_progress(entry, by=coordinator, today=today, reason="Нет цифр."),
    )
    owed.refresh_from_db()
    states = list(owed.entries.order_by("pk").values_list("state", flat=True))
    assert (outcome, states, owed.state) in [
        (["done", "already_reviewed"], ["withdrawn", "draft"], "open"),
        (["already_reviewed", "done"], ["returned"], "returned"),
    ]


def test_of_two_who_take_back_the_second_is_told(
    owed: Obligation, officer: User, agency: Agency, today: date
) -> None:
    colleague = person(agency, Role.OFFICER)
    entry = save_draft(owed, Draft("Готово."), by=officer, today=today)
    submit(entry, by=officer, today=today)
    outcome = sorted(
        at_once(
            lambda: take_back(entry, by=officer, today=today),
            lambda: take_back(entry, by=colleague, today=today),
        )
    )
    assert (outcome, owed.entries.count()) == (["already_reviewed", "done"], 2)
