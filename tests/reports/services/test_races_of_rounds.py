"""Two people act on one round at one moment (PostgreSQL)."""

from datetime import UTC, date, datetime

import pytest

from agencies.models import Agency, Role, User
from measures.models import Obligation
from measures.services.progress import Draft, save_draft, submit
from planner.models import ActionPlan
from planner.rules.periods import Cadence
from reports.models import Reopening, ReportingRound, RoundEvent
from reports.services.cadence import Wanted, fingerprint, set_cadence
from reports.services.round_life import close_round, end_reopening, open_again, reopen_part
from reports.services.rounds import round_of
from tests import factories
from tests.races import AT_ONE_MOMENT, at_once

pytestmark = AT_ONE_MOMENT
TODAY = date(2009, 7, 6)
MOMENT = datetime(2009, 7, 6, 4, 30, tzinfo=UTC)


@pytest.fixture
def found(plan: ActionPlan) -> ReportingRound:
    return round_of(plan, "2009Q2", TODAY)


@pytest.fixture
def late(plan: ActionPlan, agency: Agency) -> Obligation:
    made: Obligation = factories.ObligationFactory(
        measure=factories.MeasureFactory(plan=plan),
        agency=agency, kind="recurring", due_on=date(2009, 6, 10),
    )  # fmt: skip
    return made


def fresh(found: ReportingRound) -> ReportingRound:
    return ReportingRound.objects.select_related("plan").get(pk=found.pk)


def test_of_two_who_close_a_round_one_does(found: ReportingRound, coordinator: User) -> None:
    colleague = factories.person(found.plan.coordinator, Role.COORDINATOR)

    def close(by: User) -> None:
        close_round(fresh(found), by=by, today=TODAY, now=MOMENT)

    outcome = at_once(lambda: close(coordinator), lambda: close(colleague))
    assert (sorted(outcome), RoundEvent.objects.count()) == (["closed_already", "done"], 1)


def test_of_two_who_reopen_a_part_one_does(found: ReportingRound, late: Obligation) -> None:
    close_round(found, by=None, today=TODAY, now=MOMENT)

    def reopen() -> None:
        reopen_part(fresh(found), late.agency, by=None, today=TODAY, now=MOMENT, reason="x")

    outcome = at_once(reopen, reopen)
    assert (sorted(outcome), Reopening.objects.count()) == (["done", "reopened_already"], 1)


def test_of_two_who_end_a_part_one_does(found: ReportingRound, late: Obligation) -> None:
    close_round(found, by=None, today=TODAY, now=MOMENT)
    made = reopen_part(found, late.agency, by=None, today=TODAY, now=MOMENT, reason="x")

    def end() -> None:
        own = Reopening.objects.select_related("round__plan", "agency").get(pk=made.pk)
        end_reopening(own, by=None, today=TODAY, now=MOMENT)

    assert sorted(at_once(end, end)) == ["done", "ended"]


def test_of_two_who_open_a_round_again_one_does(found: ReportingRound) -> None:
    close_round(found, by=None, today=TODAY, now=MOMENT)

    def again() -> None:
        open_again(fresh(found), by=None, today=TODAY, now=MOMENT, reason="x")

    assert sorted(at_once(again, again)) == ["done", "round_open"]


@pytest.mark.parametrize("_turn", range(4))
def test_a_report_comes_before_the_round_is_closed_or_not_at_all(
    found: ReportingRound, late: Obligation, officer: User, _turn: int
) -> None:
    entry = save_draft(late, Draft("Сделано."), by=officer, today=TODAY)

    def hand_in() -> None:
        submit(entry, by=officer, today=TODAY)

    def close() -> None:
        close_round(fresh(found), by=None, today=TODAY, now=MOMENT)

    handed, closed = at_once(hand_in, close)
    assert (closed, handed in ("done", "round_closed")) == ("done", True)
    entry.refresh_from_db()
    assert entry.state == ("submitted" if handed == "done" else "draft")


def test_of_two_who_change_the_cadence_the_second_is_told(plan: ActionPlan) -> None:
    seen = fingerprint(plan)

    def change(cadence: Cadence) -> None:
        set_cadence(plan, Wanted(cadence), by=None, today=TODAY, seen=seen)

    outcome = at_once(lambda: change(Cadence.HALF), lambda: change(Cadence.MONTH))
    assert sorted(outcome) == ["changed_meanwhile", "done"]


def test_a_round_that_is_closed_just_now_is_not_taken_away(found: ReportingRound) -> None:
    plan = found.plan
    seen = fingerprint(plan)

    def change() -> None:
        set_cadence(plan, Wanted(Cadence.HALF), by=None, today=TODAY, seen=seen)

    def close() -> None:
        close_round(fresh(found), by=None, today=TODAY, now=MOMENT)

    changed, closed = at_once(change, close)
    there = ReportingRound.objects.filter(pk=found.pk).first()
    assert changed == "done"
    assert (there is not None and there.is_closed) is (closed == "done")
