"""A plan with two measures, and what everybody reads of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.cache import caches

from agencies.models import User
from measures.models import DeadlineKind, Obligation
from planner.models import ActionPlan
from publications.facts import Wanted
from publications.models import Publication, TextChoice
from publications.services import Looked, last_number, preview, publish, seen
from tests import factories

TODAY = date(2009, 7, 6)
NOW = datetime(2026, 1, 15, 6, 0, tzinfo=UTC)
Publish = Callable[..., Publication]


def forget() -> None:
    """Nothing of what is public is kept any more."""
    for name in ("public", "public_documents"):
        caches[name].clear()


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    forget()


@pytest.fixture
def coming(plan: ActionPlan) -> Obligation:
    """Of another measure, due in December."""
    other = factories.MeasureFactory(plan=plan, position=2, number="7.2")
    factories.DeadlineFactory(measure=other, kind=DeadlineKind.ONCE, due=["2009-12-01"])
    row: Obligation = factories.ObligationFactory(measure=other, due_on=date(2009, 12, 1))
    factories.ExecutorFactory(measure=other, agency=row.agency)
    return row


@pytest.fixture
def told(plan: ActionPlan) -> Callable[..., dict[str, Any]]:
    """The document of a day."""

    def gathered(day: date = TODAY, wanted: Wanted | None = None) -> dict[str, Any]:
        return preview(plan, day=day, wanted=wanted or Wanted(), today=TODAY)

    return gathered


@pytest.fixture
def put_out(plan: ActionPlan, coordinator: User) -> Publish:
    """Publishes what stands there."""

    def published(day: date = TODAY, texts: TextChoice = TextChoice.NONE) -> Publication:
        wanted = Wanted(texts)
        content = preview(plan, day=day, wanted=wanted, today=TODAY)
        looked = Looked(last_number(plan), seen(content))
        return publish(
            plan, day=day, wanted=wanted, looked=looked, by=coordinator, today=TODAY, now=NOW
        )

    return published


@pytest.fixture
def published(put_out: Publish, owed: Obligation, coming: Obligation) -> Publication:
    return put_out()
