"""A small plan in the middle of its second quarter of 2009, as of 6 July."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from agencies.models import Agency, User
from measures.models import Obligation, ProgressEntry, Review
from planner.models import ActionPlan
from reports.gather import gather
from reports.models import Report, ReportingRound, ReportState
from reports.rules.canonical import digest
from reports.services.requests import request_report
from reports.services.round_life import close_round
from reports.services.rounds import round_of
from tests import factories
from tests.reports.narrating import Telling, telling

TODAY = date(2009, 7, 6)
MOMENT = datetime(2009, 7, 6, 4, 30, tzinfo=UTC)
Told = Callable[..., dict[str, Any]]
Hand = Callable[..., ProgressEntry]


@pytest.fixture
def round_(plan: ActionPlan) -> ReportingRound:
    return round_of(plan, "2009Q2", TODAY)


@pytest.fixture
def told(round_: ReportingRound) -> Told:
    """The content document as of a day (6 July if none is given)."""

    def gathered(as_of: date = TODAY) -> dict[str, Any]:
        return gather(round_, edition=1, as_of=as_of, compiled_at=MOMENT)

    return gathered


@pytest.fixture
def hand_in(coordinator: User) -> Hand:
    """Hands in a report on an obligation on a day and, if `reviewed_on`, decides on it."""

    def handed(
        obligation: Obligation,
        on: date,
        *,
        reviewed_on: date | None = None,
        verdict: str = "accept",
        claim: str = "done",
        **fields: Any,
    ) -> ProgressEntry:
        states = {"accept": "accepted", "return": "returned"}
        entry: ProgressEntry = factories.ProgressEntryFactory(
            obligation=obligation,
            claim=claim,
            submitted_on=on,
            state=states[verdict] if reviewed_on else "submitted",
            **fields,
        )
        if reviewed_on:
            Review.objects.create(
                entry=entry,
                reviewer=coordinator,
                verdict=verdict,
                reviewed_on=reviewed_on,
                reason="Неполно" if verdict == "return" else "",
            )
        _move(obligation, "submitted", done_on=on, on=on)
        if reviewed_on:
            returned = verdict == "return"
            state, done_on = ("returned", None) if returned else ("done", on)
            _move(obligation, state, done_on=done_on, on=reviewed_on)
        return entry

    return handed


def _move(obligation: Obligation, state: str, *, done_on: date | None, on: date) -> None:
    obligation.state, obligation.done_on, obligation.changed_on = state, done_on, on
    obligation.save()


@pytest.fixture
def report(round_: ReportingRound, coordinator: User) -> Report:
    return request_report(round_, by=coordinator, today=TODAY)


@pytest.fixture
def periodic(plan: ActionPlan, agency: Agency) -> Obligation:
    """Of the second quarter, due on 10 June and not handed in."""
    measure = factories.MeasureFactory(plan=plan, number="3.1", position=30_031)
    return factories.asked_for(
        factories.ObligationFactory(
            measure=measure, agency=agency, kind="recurring", due_on=date(2009, 6, 10)
        )
    )


@pytest.fixture
def closed(round_: ReportingRound, coordinator: User) -> ReportingRound:
    close_round(round_, by=coordinator, today=TODAY, now=MOMENT)
    return round_


@pytest.fixture
def words(round_: ReportingRound, coordinator: User) -> Telling:
    """Sections in words that are begun; see tests.reports.narrating."""
    return telling(round_, coordinator)


Ready = Callable[..., Report]


@pytest.fixture
def ready(plan: ActionPlan) -> Ready:
    """A ready edition of a quarter as of a day, without files, gathered from what stands now."""

    def made(label: str = "2009Q2", as_of: date = TODAY, edition: int = 1) -> Report:
        of = round_of(plan, label, TODAY)
        content = gather(of, edition=edition, as_of=as_of, compiled_at=MOMENT)
        row: Report = Report.objects.create(
            round=of,
            edition=edition,
            as_of=as_of,
            state=ReportState.READY,
            content=content,
            sha256=digest(content),
            compiled_at=MOMENT,
        )
        return row

    return made
