"""Who walks through the pages, and what they find there."""

from datetime import date

import pytest
from django.test import Client

from agencies.models import Agency, Role, User
from measures.models import DeadlineKind, Obligation, ProgressEntry
from measures.services.progress import Draft, save_draft, submit
from planner.models import ActionPlan
from tests.factories import (
    AgencyFactory,
    DeadlineFactory,
    MeasureFactory,
    ObligationFactory,
    asked_for,
    person,
)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def obligation(plan: ActionPlan, agency: Agency) -> Obligation:
    measure = DeadlineFactory(measure=MeasureFactory(plan=plan)).measure
    return asked_for(ObligationFactory(measure=measure, agency=agency))


@pytest.fixture
def quarterly(plan: ActionPlan, agency: Agency) -> Obligation:
    measure = DeadlineFactory(
        measure=MeasureFactory(plan=plan), kind=DeadlineKind.RECURRING
    ).measure
    owed: Obligation = ObligationFactory(
        measure=measure, agency=agency, kind=DeadlineKind.RECURRING
    )
    return owed


@pytest.fixture
def stranger(plan: ActionPlan) -> User:
    """An officer of a body that owes nothing here."""
    return person(AgencyFactory(), Role.OFFICER)


@pytest.fixture
def observer(plan: ActionPlan) -> User:
    return person(AgencyFactory(), Role.OBSERVER)


@pytest.fixture
def draft(obligation: Obligation, officer: User, today: date) -> ProgressEntry:
    return save_draft(obligation, Draft("Черновик отчёта."), by=officer, today=today)


@pytest.fixture
def handed_in(obligation: Obligation, officer: User, today: date) -> ProgressEntry:
    entry = save_draft(obligation, Draft("Проект внесён."), by=officer, today=today)
    submit(entry, by=officer, today=today)
    return ProgressEntry.objects.get(pk=entry.pk)


def main_of(text: str) -> str:
    """Without the furniture, whose foot has the choice of light and dark."""
    return text.split("<main", 1)[1].split("</main>", 1)[0]
