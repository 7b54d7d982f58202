"""Logging progress and reviewing it, as officers and coordinators do."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from agencies.errors import Refused
from agencies.models import Agency, Role, User
from measures.models import Claim, DeadlineKind, Event, Obligation, ProgressEntry
from measures.services.progress import (
    Draft,
    accept_progress,
    return_progress,
    save_draft,
    submit,
)
from planner.models import ActionPlan
from tests.factories import MeasureFactory, ObligationFactory, asked_for, person

DONE = Draft(
    "Закон принят.",
    Claim.DONE,
    document_kind="law",
    document_number="15-IV",
    document_on=date(2009, 7, 1),
)


@pytest.fixture
def obligation(plan: ActionPlan, agency: Agency) -> Obligation:
    return asked_for(ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency))


@pytest.fixture
def handed_in(obligation: Obligation, officer: User, today: date) -> ProgressEntry:
    entry = save_draft(obligation, DONE, by=officer, today=today)
    submit(entry, by=officer, today=today)
    entry.refresh_from_db()
    return entry


def states(entry: ProgressEntry) -> tuple[str, str, date | None]:
    owed = Obligation.objects.get(pk=entry.obligation_id)
    return ProgressEntry.objects.get(pk=entry.pk).state, owed.state, owed.done_on


def test_handing_in_a_finished_measure_waits_for_review(
    handed_in: ProgressEntry, today: date
) -> None:
    assert states(handed_in) == ("submitted", "submitted", today)


def test_acceptance_counts_the_day_of_handing_in(
    handed_in: ProgressEntry, coordinator: User, today: date
) -> None:
    accept_progress(handed_in, by=coordinator, today=date(2009, 7, 20))
    assert states(handed_in) == ("accepted", "done", today)


def test_a_return_makes_the_report_owed_again(handed_in: ProgressEntry, coordinator: User) -> None:
    return_progress(handed_in, by=coordinator, today=date(2009, 7, 8), reason="Нет приложения.")
    assert states(handed_in) == ("returned", "returned", None)


def test_rework_is_a_new_entry_and_the_returned_one_stays(
    handed_in: ProgressEntry, coordinator: User, officer: User, today: date
) -> None:
    return_progress(handed_in, by=coordinator, today=today, reason="Нет приложения.")
    draft = save_draft(handed_in.obligation, Draft("Дополнено."), by=officer, today=today)
    handed_in.refresh_from_db()
    assert (handed_in.text, draft.text, draft.pk != handed_in.pk) == (
        "Закон принят.",
        "Дополнено.",
        True,
    )


def test_a_report_is_reviewed_once(
    handed_in: ProgressEntry, coordinator: User, today: date
) -> None:
    accept_progress(handed_in, by=coordinator, today=today)
    with pytest.raises(Refused) as refusal:
        return_progress(handed_in, by=coordinator, today=today, reason="Ещё раз.")
    assert refusal.value.code == "already_reviewed"


def test_interim_information_does_not_fulfil_a_dated_measure(
    obligation: Obligation, officer: User, coordinator: User, today: date
) -> None:
    entry = save_draft(obligation, Draft("Проект готовится."), by=officer, today=today)
    submit(entry, by=officer, today=today)
    accept_progress(entry, by=coordinator, today=today)
    assert states(entry) == ("accepted", "open", None)


def test_a_periodic_report_fulfils_its_period_even_when_nothing_happened(
    plan: ActionPlan, agency: Agency, officer: User, today: date
) -> None:
    owed = ObligationFactory(
        measure=MeasureFactory(plan=plan), agency=agency, kind=DeadlineKind.RECURRING
    )
    entry = save_draft(owed, Draft("", Claim.NIL), by=officer, today=today)
    submit(entry, by=officer, today=today)
    assert states(entry) == ("submitted", "submitted", today)


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (Draft("", Claim.NIL), "nil_not_allowed"),
        (Draft("  "), "text_missing"),
        (Draft("Готово.", Claim.DONE), "document_missing"),
    ],
)
def test_an_unfinished_report_is_refused_and_stays_a_draft(
    obligation: Obligation, officer: User, today: date, draft: Draft, code: str
) -> None:
    entry = save_draft(obligation, draft, by=officer, today=today)
    with pytest.raises(Refused) as refusal:
        submit(entry, by=officer, today=today)
    assert (refusal.value.code, states(entry)) == (code, ("draft", "open", None))


def test_a_draft_saved_by_two_keeps_the_first_and_tells_the_second(
    obligation: Obligation, officer: User, agency: Agency, today: date
) -> None:
    colleague = person(agency, Role.OFFICER)
    entry = save_draft(obligation, Draft("Первое."), by=officer, today=today)
    seen = entry.version
    save_draft(obligation, Draft("Второе."), by=colleague, today=today, version=seen)
    with pytest.raises(Refused) as refusal:
        save_draft(obligation, Draft("Третье."), by=officer, today=today, version=seen)
    entry.refresh_from_db()
    assert (refusal.value.code, entry.text) == ("changed_meanwhile", "Второе.")


def test_another_agency_may_not_report(obligation: Obligation, db: None, today: date) -> None:
    stranger = person(MeasureFactory().plan.coordinator, Role.OFFICER)
    with pytest.raises(PermissionDenied):
        save_draft(obligation, DONE, by=stranger, today=today)


def test_nobody_reviews_their_own_report(plan: ActionPlan, coordinator: User, today: date) -> None:
    owed = ObligationFactory(measure=MeasureFactory(plan=plan), agency=plan.coordinator)
    coordinator.memberships.create(agency=plan.coordinator, role=Role.OFFICER)
    entry = save_draft(owed, DONE, by=coordinator, today=today)
    submit(entry, by=coordinator, today=today)
    with pytest.raises(PermissionDenied):
        accept_progress(entry, by=coordinator, today=today)


def test_the_history_says_who_did_what_when(
    handed_in: ProgressEntry, coordinator: User, officer: User, today: date
) -> None:
    return_progress(handed_in, by=coordinator, today=today, reason="Нет приложения.")
    told = Event.objects.values_list("kind", "actor", "happened_on", "note")
    assert list(told) == [
        ("submitted", officer.pk, today, ""),
        ("returned", coordinator.pk, today, "Нет приложения."),
    ]


def test_a_first_draft_does_not_overwrite_one_that_a_colleague_began(
    obligation: Obligation, officer: User, agency: Agency, today: date
) -> None:
    colleague = person(agency, Role.OFFICER)
    entry = save_draft(obligation, Draft("Начатое коллегой."), by=colleague, today=today)
    with pytest.raises(Refused) as refused:
        save_draft(obligation, Draft("Моё."), by=officer, today=today)
    entry.refresh_from_db()
    assert (refused.value.code, entry.text) == ("changed_meanwhile", "Начатое коллегой.")


def test_a_draft_that_a_colleague_changed_is_not_handed_in_unread(
    obligation: Obligation, officer: User, today: date
) -> None:
    read = save_draft(obligation, Draft("Проект внесён."), by=officer, today=today)
    save_draft(obligation, Draft(""), by=officer, today=today, version=read.version)
    with pytest.raises(Refused) as refusal:
        submit(read, by=officer, today=today)
    assert (refusal.value.code, ProgressEntry.objects.get().state) == ("changed_meanwhile", "draft")
