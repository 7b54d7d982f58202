"""A round is closed, opened again, and read by who may read it."""

import pytest

from agencies.models import Role, User
from measures.models import Obligation
from reports.models import Reopening, ReportingRound
from reports.services.round_life import reopen_part
from tests import factories
from tests.reports.round_pages.addresses import MOMENT, SECRET, TODAY


@pytest.fixture
def reopened(closed: ReportingRound, periodic: Obligation) -> Reopening:
    return reopen_part(
        closed, periodic.agency, by=None, today=TODAY, now=MOMENT, reason=SECRET, last_day=TODAY
    )


@pytest.fixture
def stranger(periodic: Obligation) -> User:
    """Reports for another agency."""
    return factories.person(factories.AgencyFactory(), Role.OFFICER)
