"""What every test may ask for."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from agencies.models import Agency, Role, User
from measures.models import Measure, Obligation
from planner.models import ActionPlan
from tests import factories

TODAY = date(2009, 7, 6)


@pytest.fixture(autouse=True)
def _own_media(settings: Any, tmp_path: Path) -> None:
    """Files of a test are kept in its own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STATIC_ROOT = tmp_path  # whitenoise wants the folder to exist
    settings.WHITENOISE_USE_FINDERS = False  # it would read every package for every client


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    """Slow hashing protects real people; the people of a test sign in thousands of times."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _on_the_demonstrations_day(settings: Any) -> None:
    """Whatever the shell says; a test of an installation without a fixed date sets it to ""."""
    settings.BUSINESS_DATE = TODAY.isoformat()


@pytest.fixture(autouse=True)
def _calls_are_counted_in_the_tests_own_database(settings: Any) -> None:
    """A Redis would go on counting from one test to the next: people have the same numbers."""
    settings.API_RATE_STORE = "database"


@pytest.fixture(autouse=True)
def _in_the_default_language() -> Iterator[None]:
    """A page leaves its language active behind it; the next test does not inherit it."""
    with translation.override("ru"):
        yield


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def plan(db: None) -> ActionPlan:
    return factories.ActionPlanFactory()


@pytest.fixture
def agency(db: None) -> Agency:
    return factories.AgencyFactory()


@pytest.fixture
def measure(plan: ActionPlan) -> Measure:
    row: Measure = factories.MeasureFactory(plan=plan, position=1, number="7.1")
    factories.DeadlineFactory(measure=row)
    return row


@pytest.fixture
def owed(measure: Measure) -> Obligation:
    """Due on 10 June 2009, open: inside the second quarter, and late on TODAY."""
    row: Obligation = factories.ObligationFactory(measure=measure, due_on=date(2009, 6, 10))
    factories.ExecutorFactory(measure=measure, agency=row.agency)
    return row


@pytest.fixture
def officer(agency: Agency) -> User:
    return factories.person(agency, Role.OFFICER)


@pytest.fixture
def coordinator(plan: ActionPlan) -> User:
    return factories.person(plan.coordinator, Role.COORDINATOR)
