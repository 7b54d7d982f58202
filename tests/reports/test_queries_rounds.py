"""Who has reported, counted in the database: as a report tells it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from agencies.models import Agency
from measures.models import Obligation
from planner.models import ActionPlan
from reports.gather import parts
from reports.gather.period import Period
from reports.gather.rows import collect
from reports.models import ReportingRound
from reports.queries_rounds import (
    Part,
    not_reviewed,
    parts_of,
    reports_owed,
    silent_reports,
)
from reports.rules.standing import Standing
from reports.services.round_life import reopen_part
from tests import factories
from tests.reports.conftest import Hand

TODAY = date(2009, 7, 6)
MOMENT = datetime(2009, 7, 6, 4, 30, tzinfo=UTC)
Queries = Callable[..., Any]
WHEN = [date(2009, 4, 5), date(2009, 4, 6), date(2009, 6, 10), date(2009, 7, 5), date(2009, 7, 6)]


def owed_by(agency: Agency, plan: ActionPlan, **terms: Any) -> Obligation:
    made: Obligation = factories.ObligationFactory(
        measure=factories.MeasureFactory(plan=plan), agency=agency,
        **{"kind": "recurring", "due_on": date(2009, 6, 10), **terms},
    )  # fmt: skip
    return made


@pytest.fixture
def mixed(plan: ActionPlan, hand_in: Hand) -> list[Agency]:
    """Bodies that did everything that a body can do in a round."""
    bodies = [factories.AgencyFactory() for _at in range(9)]
    owed = [owed_by(body, plan) for body in bodies]
    for body, due_on in zip(bodies, WHEN, strict=False):
        owed_by(body, plan, due_on=due_on, kind="once")
        owed_by(body, plan, due_on=date(2009, 7, 5), kind="continuous", occurrence="2009Q2")
    hand_in(owed[1], date(2009, 6, 9), reviewed_on=date(2009, 6, 12))
    hand_in(owed[2], date(2009, 6, 9))
    hand_in(owed[3], date(2009, 6, 9), reviewed_on=date(2009, 6, 12), verdict="return")
    hand_in(owed[4], date(2009, 6, 9), claim="nil")
    hand_in(owed[5], date(2009, 6, 9), claim="nil", reviewed_on=date(2009, 6, 12), verdict="return")
    later = owed_by(bodies[6], plan, due_on=date(2009, 12, 1), kind="once")
    factories.ProgressEntryFactory(
        obligation=later, claim="interim", state="submitted", submitted_on=date(2009, 5, 1)
    )
    removed = owed_by(bodies[7], plan)
    Obligation.objects.filter(pk=removed.pk).update(state="removed", changed_on=TODAY)
    gone = owed_by(bodies[8], plan)
    Obligation.objects.filter(pk=gone.pk).update(state="withdrawn", changed_on=TODAY)
    return bodies


@pytest.mark.parametrize("day", [date(2009, 6, 10), date(2009, 6, 11), date(2009, 7, 6)])
def test_the_table_says_what_a_report_of_that_day_says(
    mixed: list[Agency], round_: ReportingRound, day: date
) -> None:
    facts, period = collect(round_.plan, day), Period.of(round_, day)
    told = {
        row["agency"]: tuple(row["round"][name] for name in ("owed", "handed_in", "out"))
        for row in parts.agencies(facts, period)
        if row["round"]["owed"]
    }
    nil = [row["agency"] for row in parts.nil_returns(facts, period)]
    found = parts_of(round_, day, past=day < TODAY)
    assert {one.agency.code: (one.owed, one.handed_in, one.out) for one in found} == told
    assert {one.agency.code: one.nil for one in found} == {code: nil.count(code) for code in told}
    silent = {row["agency"] for row in parts.silent(facts, period)}
    assert {one.agency.code for one in found if one.standing == Standing.SILENT} == silent


def test_the_silent_stand_first(mixed: list[Agency], round_: ReportingRound) -> None:
    found = [one.standing for one in parts_of(round_, TODAY)]
    assert (found[0], found == sorted(found, key=list(Standing).index)) == (Standing.SILENT, True)


def test_a_reopened_part_is_told(
    closed: ReportingRound, periodic: Obligation, plan: ActionPlan
) -> None:
    last = TODAY + timedelta(days=3)
    made = reopen_part(
        closed, periodic.agency, by=None, today=TODAY, now=MOMENT, reason="x", last_day=last
    )
    assert [one.reopening for one in parts_of(closed, TODAY)] == [made]
    assert [one.reopening for one in parts_of(closed, last + timedelta(days=1))] == [None]


def test_what_waits_for_review_is_told_the_oldest_first(
    round_: ReportingRound, plan: ActionPlan, agency: Agency, hand_in: Hand
) -> None:
    first = hand_in(owed_by(agency, plan), date(2009, 6, 1))
    hand_in(owed_by(agency, plan), date(2009, 6, 2), reviewed_on=date(2009, 6, 3))
    hand_in(owed_by(agency, plan, due_on=date(2009, 9, 1)), date(2009, 7, 6))
    second = hand_in(owed_by(agency, plan), date(2009, 6, 5))
    assert list(not_reviewed(round_, TODAY)) == [first, second]


def test_only_what_the_silent_have_not_handed_in_is_reminded_of(
    round_: ReportingRound, plan: ActionPlan, hand_in: Hand
) -> None:
    silent, spoke = factories.AgencyFactory(), factories.AgencyFactory()
    mine = owed_by(silent, plan)
    owed_by(silent, plan, due_on=date(2009, 8, 1))
    owed_by(spoke, plan)
    hand_in(owed_by(spoke, plan), date(2009, 6, 1))
    found = parts_of(round_, TODAY)
    assert silent_reports(round_, found, TODAY) == [mine.pk]


def test_the_reports_of_a_body_say_where_nothing_was_to_be_reported(
    round_: ReportingRound, plan: ActionPlan, agency: Agency, hand_in: Hand
) -> None:
    hand_in(owed_by(agency, plan), date(2009, 6, 1), claim="nil")
    owed_by(agency, plan, due_on=date(2009, 6, 20))
    found = reports_owed(round_, agency, TODAY)
    assert [(one.is_nil, one.status) for one in found] == [(True, "in_review"), (False, "overdue")]


@pytest.mark.parametrize("past", [False, True])
def test_a_large_round_takes_no_more_statements(
    round_: ReportingRound, plan: ActionPlan, past: bool, django_assert_num_queries: Queries
) -> None:
    for count in (3, 27):
        for _at in range(count):
            owed_by(factories.AgencyFactory(), plan)
        with django_assert_num_queries(4):
            found = parts_of(round_, date(2009, 7, 5) if past else TODAY, past=past)
    assert len(found) == 30


def test_who_owes_nothing_has_noughts() -> None:
    assert Part(Agency()).standing == Standing.ALL
