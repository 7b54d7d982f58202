"""A plan's cadence is changed; what stands stays."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied

from agencies.errors import Refused
from agencies.models import Agency, User
from measures.models import Measure, Notice, Obligation
from measures.services.obligations import generate_obligations
from measures.services.progress import Draft, save_draft
from planner.models import ActionPlan
from planner.rules.periods import Cadence, Fault, OwnPeriod
from reports.models import ReportingRound
from reports.services.cadence import (
    Outlook,
    UnsoundPeriods,
    Wanted,
    fingerprint,
    outlook,
    set_cadence,
)
from reports.services.requests import request_report
from reports.services.round_life import close_round
from reports.services.rounds import open_rounds, round_of
from tests import factories

TODAY = date(2009, 7, 6)
MOMENT = datetime(2009, 7, 6, 4, 30, tzinfo=UTC)
HALF = Wanted(Cadence.HALF)
OWN = Wanted(
    Cadence.OWN,
    own=(
        OwnPeriod("к сессии", date(2009, 9, 1), date(2009, 9, 10), date(2009, 9, 20)),
        OwnPeriod("к итогам", date(2009, 12, 31), date(2010, 1, 10), date(2010, 1, 25)),
    ),
)


@pytest.fixture
def begun(plan: ActionPlan, coordinator: User) -> ActionPlan:
    """Seven quarters have begun; of the sixth, the second of 2009, an edition was asked for."""
    request_report(round_of(plan, "2009Q2", TODAY), by=coordinator, today=TODAY)
    return plan


@pytest.fixture
def continuous(plan: ActionPlan, agency: Agency) -> Measure:
    """Carried out all along; what is owed on it stands."""
    measure: Measure = factories.MeasureFactory(plan=plan, number="5.1", position=30_051)
    factories.DeadlineFactory(measure=measure, kind="continuous", due=[], text_ru="постоянно")
    factories.ExecutorFactory(measure=measure, agency=agency)
    generate_obligations(plan, [measure], today=date(2008, 1, 1))
    return measure


def set_to(plan: ActionPlan, wanted: Wanted, by: User | None = None, **said: Any) -> Outlook:
    plan.refresh_from_db()
    told = {"today": TODAY, "seen": fingerprint(plan), **said}
    return set_cadence(plan, wanted, by=by, **told)


def rounds(plan: ActionPlan) -> list[str]:
    return list(plan.rounds.order_by("starts_on").values_list("label", flat=True))


def owed(measure: Measure) -> list[str]:
    left = measure.obligations.exclude(state="withdrawn").order_by("due_on")
    return list(left.values_list("occurrence", flat=True))


QUARTERS = ["2008Q1", "2008Q2", "2008Q3", "2008Q4", "2009Q1", "2009Q2"]


def test_what_was_reported_stays_and_the_rest_is_made_anew(
    begun: ActionPlan, coordinator: User
) -> None:
    before = {one.label: one.pk for one in begun.rounds.all()}
    set_to(begun, HALF, coordinator)
    assert rounds(begun) == [*QUARTERS, "2009H2"]
    kept = {one.label: one.pk for one in begun.rounds.exclude(label="2009H2")}
    assert kept == {label: pk for label, pk in before.items() if label in kept}
    new = begun.rounds.get(label="2009H2")
    assert (new.counts_from, new.executors_due_on) == (date(2009, 7, 6), date(2010, 1, 5))


def test_with_nothing_written_the_whole_plan_is_reported_on_anew(plan: ActionPlan) -> None:
    open_rounds(plan, TODAY)
    set_to(plan, Wanted(Cadence.YEAR))
    assert rounds(plan) == ["2008", "2009"]


def test_a_closed_round_stays_with_all_before_it(plan: ActionPlan) -> None:
    close_round(round_of(plan, "2008Q2", TODAY), by=None, today=TODAY, now=MOMENT)
    set_to(plan, Wanted(Cadence.YEAR))
    found = plan.rounds.order_by("starts_on").values_list("label", "starts_on", "ends_on")
    assert list(found)[1:] == [
        ("2008Q2", date(2008, 4, 1), date(2008, 6, 30)),
        ("2008", date(2008, 7, 1), date(2008, 12, 31)),
        ("2009", date(2009, 1, 1), date(2009, 12, 31)),
    ]


def test_a_draft_keeps_the_round_that_it_is_for(
    plan: ActionPlan, continuous: Measure, officer: User
) -> None:
    open_rounds(plan, TODAY)
    report = continuous.obligations.get(occurrence="2009Q1")
    save_draft(report, Draft("Начато."), by=officer, today=TODAY)
    set_to(plan, HALF)
    assert rounds(plan) == [*QUARTERS[:5], "2009H1", "2009H2"]


def test_continuous_work_is_owed_once_for_each_period_from_then_on(
    begun: ActionPlan, continuous: Measure
) -> None:
    set_to(begun, HALF)
    assert owed(continuous) == [*QUARTERS, "2009H2", "2010H1", "2010H2"]
    last = continuous.obligations.get(occurrence="2010H2")
    assert last.due_on == date(2011, 1, 5)


def test_going_back_is_possible_while_nothing_was_written(
    begun: ActionPlan, continuous: Measure
) -> None:
    was = (rounds(begun), owed(continuous))
    set_to(begun, HALF)
    set_to(begun, Wanted(Cadence.QUARTER))
    assert (rounds(begun), owed(continuous)) == was
    begun.refresh_from_db()
    assert len(begun.stretches) == 1


def test_dates_that_are_due_stay_due(begun: ActionPlan, owed: Obligation) -> None:
    factories.asked_for(owed)
    measure, due_on = owed.measure, owed.due_on
    measure.deadline.due = [str(due_on)]
    measure.deadline.decided_by = measure.plan.coordinator.memberships.first().user
    measure.deadline.save()
    set_to(begun, Wanted(Cadence.YEAR))
    owed.refresh_from_db()
    assert (owed.due_on, owed.state) == (due_on, "open")


def test_own_dates_open_in_their_turn(begun: ActionPlan, continuous: Measure) -> None:
    set_to(begun, OWN)
    assert rounds(begun) == [*QUARTERS, "к сессии"]
    open_rounds(ActionPlan.objects.get(pk=begun.pk), date(2009, 9, 2))
    last = begun.rounds.get(label="к итогам")
    assert (last.starts_on, last.counts_from, last.executors_due_on) == (
        date(2009, 9, 2),
        date(2009, 9, 11),
        date(2010, 1, 10),
    )
    assert owed(continuous) == [*QUARTERS, "к сессии", "к итогам"]


def test_more_own_dates_are_added_to_those_that_stand(begun: ActionPlan) -> None:
    set_to(begun, OWN)
    close_round(
        round_of(ActionPlan.objects.get(pk=begun.pk), "к сессии", TODAY),
        by=None, today=date(2009, 9, 15), now=MOMENT,
    )  # fmt: skip
    year = OwnPeriod("к году", date(2010, 6, 1), date(2010, 6, 10), date(2010, 6, 10))
    set_to(begun, Wanted(Cadence.OWN, own=(OWN.own[1], year)), today=date(2009, 9, 15))
    begun.refresh_from_db()
    assert [one.label for one in begun.periods()][-3:] == ["к сессии", "к итогам", "к году"]
    assert len(begun.stretches) == 2


def test_the_days_of_the_month_change_for_periods_to_come_alone(begun: ActionPlan) -> None:
    set_to(begun, Wanted(Cadence.QUARTER, 10, 25))
    days = begun.rounds.order_by("starts_on").values_list("executors_due_on", flat=True)
    assert list(days)[-2:] == [date(2009, 7, 5), date(2009, 10, 10)]
    begun.refresh_from_db()
    assert (begun.executors_report_day, begun.coordinator_report_day) == (10, 25)
    assert begun.periods()[5].executors_due_on == date(2009, 7, 5)


def test_looking_ahead_writes_nothing_and_tells_what_would_be(begun: ActionPlan) -> None:
    ahead = outlook(begun, HALF)
    assert ahead.since == date(2009, 7, 1)
    assert [one.label for one in ahead.kept] == QUARTERS
    assert [one.label for one in ahead.replaced] == ["2009Q3"]
    assert ahead.labels == ["2009H2", "2010H1", "2010H2"]
    assert rounds(begun) == [*QUARTERS, "2009Q3"]


def test_news_of_a_round_that_was_replaced_lead_nowhere_and_go(
    begun: ActionPlan, coordinator: User
) -> None:
    about = f"round:{begun.rounds.get(label='2009Q3').pk}"
    assert Notice.objects.filter(about=about).exists()
    set_to(begun, HALF)
    assert not Notice.objects.filter(about=about).exists()


def refused(act: Any) -> str:
    with pytest.raises(Refused) as found:
        act()
    return found.value.code


def test_what_cannot_be_is_refused(begun: ActionPlan, coordinator: User) -> None:
    early = OwnPeriod("рано", date(2009, 7, 2), date(2009, 7, 3), date(2009, 7, 3))
    assert [
        refused(lambda: set_to(begun, HALF, seen="old")),
        refused(lambda: set_to(begun, Wanted(Cadence.QUARTER))),
        refused(lambda: set_to(begun, Wanted(Cadence.OWN))),
        refused(lambda: set_to(begun, Wanted(Cadence.OWN, own=(early,)))),
    ] == ["changed_meanwhile", "same", "no_periods", "executors_order"]
    begun.repealed_on, begun.repealed_by = TODAY, "Постановление"
    begun.save()
    assert refused(lambda: set_to(begun, HALF)) == "plan_repealed"
    assert rounds(begun) == [*QUARTERS, "2009Q3"]


def test_own_periods_that_cannot_be_used_are_named(begun: ActionPlan) -> None:
    wrong = OWN.own[1]._replace(executors_due_on=date(2009, 12, 1))
    with pytest.raises(UnsoundPeriods) as found:
        set_to(begun, Wanted(Cadence.OWN, own=(OWN.own[0], wrong)))
    assert found.value.found == [Fault(1, "executors_early", "executors_due_on")]


def test_when_every_round_stands_nothing_is_left_to_change(plan: ActionPlan) -> None:
    late = date(2011, 1, 6)
    close_round(round_of(plan, "2010Q4", late), by=None, today=late, now=MOMENT)
    assert refused(lambda: set_to(plan, HALF, today=late)) == "nothing_left"


def test_only_the_coordinating_body_changes_it_and_it_stays_on_record(
    begun: ActionPlan, coordinator: User, officer: User
) -> None:
    with pytest.raises(PermissionDenied):
        set_to(begun, HALF, officer)
    set_to(begun, HALF, coordinator)
    entry = LogEntry.objects.get(object_id=str(begun.pk))
    assert (entry.user, "reporting cadence" in entry.change_message) == (coordinator, True)


def test_what_begins_later_is_not_opened_before_it_does(begun: ActionPlan) -> None:
    set_to(begun, Wanted(Cadence.MONTH))
    assert rounds(begun) == [*QUARTERS, "2009M07"]
    assert ReportingRound.objects.get(label="2009M07").counts_from == date(2009, 7, 6)
