""""""

import pytest

from agencies.models import Role, User
from measures.models import Obligation
from reports.models import ReportingRound
from tests import factories


@pytest.fixture
def ours(owed: Obligation) -> User:
    return factories.person(owed.agency, Role.HEAD)


@pytest.fixture
def begun(round_: ReportingRound) -> ReportingRound:
    return round_
