"""Two coordinators remind of one report at one moment: it is reminded of once (PostgreSQL)."""

from datetime import date

import pytest

from agencies.models import Agency, Role, User
from measures.models import Digest, Event, EventKind, Obligation, Reminder
from measures.queries.reminders.ordering import ORDERS_A_DAY
from measures.services.progress import Draft, save_draft, submit
from measures.services.reminders import remind_now
from planner.models import ActionPlan
from tests.factories import MeasureFactory, ObligationFactory, person
from tests.races import AT_ONE_MOMENT, at_once

pytestmark = AT_ONE_MOMENT


@pytest.fixture
def owed(plan: ActionPlan, agency: Agency, officer: User) -> Obligation:
    found: Obligation = ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency)
    return found


def test_of_two_coordinators_one_reminds(
    owed: Obligation, plan: ActionPlan, coordinator: User, today: date
) -> None:
    second = person(plan.coordinator, Role.COORDINATOR)
    other = ObligationFactory(measure=MeasureFactory(plan=plan), agency=owed.agency)
    outcome = at_once(
        lambda: remind_now([owed.pk, other.pk], by=coordinator, today=today),
        lambda: remind_now([other.pk, owed.pk], by=second, today=today),
    )
    assert sorted(outcome) == ["done", "ordered_today"]
    assert (Digest.objects.count(), Reminder.objects.count()) == (1, 2)
    assert Event.objects.filter(kind=EventKind.REMINDED).count() == 2


def test_the_last_order_of_a_day_is_given_once(
    plan: ActionPlan, coordinator: User, agency: Agency, officer: User, today: date
) -> None:
    owed = [
        ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency)
        for _ in range(ORDERS_A_DAY + 1)
    ]
    for one in owed[: ORDERS_A_DAY - 1]:
        remind_now([one.pk], by=coordinator, today=today)
    outcome = at_once(
        lambda: remind_now([owed[-1].pk], by=coordinator, today=today),
        lambda: remind_now([owed[-2].pk], by=coordinator, today=today),
    )
    assert sorted(outcome) == ["done", "too_many_orders"]


def test_a_report_handed_in_at_the_same_moment_is_refused_or_left_out_later(
    owed: Obligation, coordinator: User, officer: User, today: date
) -> None:
    entry = save_draft(owed, Draft("Готово."), by=officer, today=today)
    outcome = at_once(
        lambda: submit(entry, by=officer, today=today),
        lambda: remind_now([owed.pk], by=coordinator, today=today),
    )
    assert outcome[0] == "done"
    assert (outcome[1], Reminder.objects.count()) in [("done", 1), ("not_owed", 0)]
