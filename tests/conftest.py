"""What every test may ask for."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from agencies.models import Agency, Role, User
from planner.models import ActionPlan
from tests import factories

TODAY = date(2009, 7, 6)


@pytest.fixture(autouse=True)
def _own_media(settings: Any, tmp_path: Path) -> None:
    """Files of a test are kept in its own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STATIC_ROOT = tmp_path  # whitenoise wants the folder to exist


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    """Slow hashing protects real people; the people of a test sign in thousands of times."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


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
def officer(agency: Agency) -> User:
    return factories.person(agency, Role.OFFICER)


@pytest.fixture
def coordinator(plan: ActionPlan) -> User:
    return factories.person(plan.coordinator, Role.COORDINATOR)
