"""Mails with issued editions, taken, refused and lost by a real server."""

import pytest

from agencies.models import User
from planner.models import ActionPlan
from reports.models import Recipient
from reports.services.recipients import Address, add_recipient
from tests.reports.issuing.conftest import WHEN
from tests.reports.issuing.sending.post import Add


@pytest.fixture
def add(plan: ActionPlan, coordinator: User) -> Add:
    def added(email: str, language: str = "ru", formats: tuple[str, ...] = ("pdf",)) -> Recipient:
        address = Address(f"Office {email}", email, language, formats)
        return add_recipient(plan, address, by=coordinator, **WHEN)

    return added
