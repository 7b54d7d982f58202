"""A quarter's progress as a ministry fills it in: template, file, preview, all or nothing."""

from datetime import date

import pytest

from tests import factories
from tests.measures.views.conftest import signed_in


@pytest.fixture
def dated(measure, agency):
    """Once, due on 1 July."""
    return factories.asked_for(
        factories.ObligationFactory(measure=measure, agency=agency, due_on=date(2009, 7, 1))
    )


@pytest.fixture
def periodic(plan, agency):
    measure = factories.MeasureFactory(plan=plan, position=2, number="7.2")
    return factories.ObligationFactory(
        measure=measure, agency=agency, kind="recurring", due_on=date(2009, 7, 3)
    )


@pytest.fixture
def client(officer):
    return signed_in(officer)


@pytest.fixture
def done():
    return {
        "claim": "done",
        "text": "Принят закон.",
        "kind": "law",
        "document": "12-IV",
        "day": date(2009, 7, 2),
    }
