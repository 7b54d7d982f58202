"""The text of last time, of the own agency, accepted if there is one."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency, User
from measures.models import DeadlineKind, Measure, Obligation
from measures.queries.previous import previous_report
from measures.services.progress import (
    Draft,
    accept_progress,
    return_progress,
    save_draft,
    submit,
)
from planner.models import ActionPlan
from tests.factories import MeasureFactory, ObligationFactory, asked_for

QUARTERS = (date(2009, 1, 10), date(2009, 4, 10), date(2009, 7, 10))


@pytest.fixture
def measure(plan: ActionPlan) -> Measure:
    found: Measure = MeasureFactory(plan=plan)
    return found


@pytest.fixture
def owed(measure: Measure, agency: Agency) -> list[Obligation]:
    """Of three quarters; what is asked about is the last."""
    kind = DeadlineKind.RECURRING
    return [
        asked_for(ObligationFactory(measure=measure, agency=agency, kind=kind, due_on=day))
        for day in QUARTERS
    ]


def report(owed: Obligation, text: str, by: User, today: date, decided_by: User | None) -> None:
    entry = save_draft(owed, Draft(text, claim="done"), by=by, today=today)  # type: ignore[arg-type]  # a value
    submit(entry, by=by, today=today)
    if decided_by:
        accept_progress(entry, by=decided_by, today=today)


def found(owed: Obligation, person: User, today: date) -> str | None:
    entry = previous_report(owed, person, today)
    return entry.text if entry else None


def test_the_last_accepted_text_goes_before_what_waits(
    owed: list[Obligation], officer: User, coordinator: User, today: date
) -> None:
    report(owed[0], "Первый квартал.", officer, today, coordinator)
    report(owed[1], "Второй квартал.", officer, today, None)
    assert found(owed[2], officer, today) == "Первый квартал."


def test_what_was_handed_in_serves_where_nothing_is_accepted(
    owed: list[Obligation], officer: User, today: date
) -> None:
    report(owed[1], "Второй квартал.", officer, today, None)
    assert found(owed[2], officer, today) == "Второй квартал."


def test_a_later_quarter_is_not_the_last_time(
    owed: list[Obligation], officer: User, coordinator: User, today: date
) -> None:
    report(owed[2], "Третий.", officer, today, coordinator)
    assert found(owed[1], officer, today) is None


def test_interim_information_accepted_on_the_same_report_serves_too(
    plan: ActionPlan, agency: Agency, officer: User, coordinator: User, today: date
) -> None:
    owed: Obligation = ObligationFactory(measure__plan=plan, agency=agency)
    entry = save_draft(owed, Draft("Проект внесён."), by=officer, today=today)
    submit(entry, by=officer, today=today)
    accept_progress(entry, by=coordinator, today=today)
    assert found(owed, officer, today) == "Проект внесён."


def test_what_was_returned_is_in_the_form_already(
    owed: list[Obligation], officer: User, coordinator: User, today: date
) -> None:
    entry = save_draft(owed[2], Draft("Слабо.", claim="done"), by=officer, today=today)  # type: ignore[arg-type]  # a value
    submit(entry, by=officer, today=today)
    entry.refresh_from_db()
    return_progress(entry, by=coordinator, today=today, reason="Нет цифр.")
    assert found(owed[2], officer, today) is None


def test_another_agencys_text_and_drafts_are_not_offered(
    measure: Measure, owed: list[Obligation], officer: User, coordinator: User, today: date
) -> None:
    kind = DeadlineKind.RECURRING
    ObligationFactory(measure=measure, kind=kind, due_on=QUARTERS[0])
    other = Obligation.objects.exclude(agency=owed[0].agency).get()
    entry = other.entries.create(
        author=coordinator, text="Чужое.", state="accepted", submitted_on=today, claim="done"
    )
    save_draft(owed[1], Draft("Черновик."), by=officer, today=today)
    assert (found(owed[2], officer, today), entry.state) == (None, "accepted")


def test_it_takes_the_same_statements_for_many_reports(
    owed: list[Obligation],
    officer: User,
    coordinator: User,
    today: date,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    report(owed[0], "Первый.", officer, today, coordinator)
    report(owed[1], "Второй.", officer, today, coordinator)
    with django_assert_num_queries(3):
        assert found(owed[2], officer, today) == "Второй."
