"""Removing from control, and asking for more time."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from agencies.errors import Refused
from agencies.models import Agency, User
from measures.models import Event, Extension, Measure, Obligation, ProgressEntry
from measures.permissions.reporting import may_see_entry
from measures.queries.entries import entries_visible_to
from measures.services.control import CompletionDocument, remove_from_control
from measures.services.extensions import grant_extension, refuse_extension, request_extension
from measures.services.progress import Draft, save_draft, submit
from planner.models import ActionPlan
from tests.factories import MeasureFactory, ObligationFactory

LAW = CompletionDocument("law", "90-IV", date(2009, 6, 20))


@pytest.fixture
def obligation(plan: ActionPlan, agency: Agency) -> Obligation:
    owed: Obligation = ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency)
    return owed


def test_removal_ends_what_is_owed_and_keeps_the_document(
    obligation: Obligation, coordinator: User, officer: User, today: date
) -> None:
    draft = save_draft(obligation, Draft("Черновик."), by=officer, today=today)
    remove_from_control(obligation.measure, LAW, by=coordinator, today=today)
    assert (
        Measure.objects.get().state,
        Obligation.objects.get().state,
        ProgressEntry.objects.get(pk=draft.pk).state,
        Event.objects.get(kind="removed").data["document_number"],
    ) == ("removed", "removed", "withdrawn", "90-IV")


def test_a_draft_that_was_never_handed_in_stays_its_agencys_own(
    obligation: Obligation, coordinator: User, officer: User, today: date
) -> None:
    draft = save_draft(obligation, Draft("Черновик."), by=officer, today=today)
    remove_from_control(obligation.measure, LAW, by=coordinator, today=today)
    draft.refresh_from_db()
    seen = [
        (may_see_entry(reader, draft, today), entries_visible_to(reader, today).exists())
        for reader in (officer, coordinator)
    ]
    assert seen == [(True, True), (False, False)]


def test_a_measure_with_reports_waiting_stays_on_control(
    obligation: Obligation, coordinator: User, officer: User, today: date
) -> None:
    entry = save_draft(obligation, Draft("Идёт работа."), by=officer, today=today)
    submit(entry, by=officer, today=today)
    with pytest.raises(Refused) as refusal:
        remove_from_control(obligation.measure, LAW, by=coordinator, today=today)
    assert (refusal.value.code, Measure.objects.get().state) == ("reports_wait", "on_control")


def test_an_officer_removes_nothing(obligation: Obligation, officer: User, today: date) -> None:
    with pytest.raises(PermissionDenied):
        remove_from_control(obligation.measure, LAW, by=officer, today=today)


def ask(obligation: Obligation, by: User, today: date) -> Extension:
    return request_extension(
        obligation, by=by, today=today, proposed_on=date(2009, 9, 1), reason="Идёт согласование."
    )


def test_a_granted_extension_moves_the_date_and_keeps_the_first_one(
    obligation: Obligation, officer: User, coordinator: User, today: date
) -> None:
    extension = ask(obligation, officer, today)
    grant_extension(
        extension,
        by=coordinator,
        today=today,
        granted_on=date(2009, 8, 15),
        act="№ 12",
        act_on=today,
    )
    owed = Obligation.objects.get()
    assert (owed.due_on, owed.first_due_on, extension.old_due_on) == (
        date(2009, 8, 15),
        date(2009, 7, 10),
        date(2009, 7, 10),
    )


def test_a_refused_extension_leaves_the_date(
    obligation: Obligation, officer: User, coordinator: User, today: date
) -> None:
    refuse_extension(ask(obligation, officer, today), by=coordinator, today=today, note="Нет.")
    assert Obligation.objects.get().due_on == date(2009, 7, 10)


def test_the_last_day_is_in_time_to_ask_and_the_next_is_not(
    obligation: Obligation, officer: User
) -> None:
    with pytest.raises(Refused) as refusal:
        ask(obligation, officer, date(2009, 7, 11))
    assert (refusal.value.code, ask(obligation, officer, date(2009, 7, 10)).state) == (
        "too_late",
        "requested",
    )


def test_an_extension_is_decided_once(
    obligation: Obligation, officer: User, coordinator: User, today: date
) -> None:
    extension = ask(obligation, officer, today)
    refuse_extension(extension, by=coordinator, today=today, note="Нет.")
    with pytest.raises(Refused) as refusal:
        grant_extension(
            extension,
            by=coordinator,
            today=today,
            granted_on=date(2009, 9, 1),
            act="№ 1",
            act_on=today,
        )
    assert refusal.value.code == "already_decided"
