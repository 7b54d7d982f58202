"""Who gets a reminder of what: planning into the ledger and grouping into mails."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Membership, Role
from measures.models import (
    Audience,
    DeadlineKind,
    Digest,
    DigestState,
    Measure,
    MeasureState,
    Obligation,
    ObligationState,
    Reminder,
    ReminderRule,
    Subject,
)
from measures.rules.reminders import DEFAULT_STEPS
from measures.services.reminders import Counts, default_rules, plan_reminders, send_reminders
from tests.factories import (
    ActionPlanFactory,
    AgencyFactory,
    MeasureFactory,
    ObligationFactory,
    UserFactory,
    person,
)

NOW = datetime(2026, 1, 15, 6, 0, tzinfo=UTC)
DUE = date(2009, 7, 10)


@pytest.fixture
def measure(plan):
    default_rules(plan)
    return MeasureFactory(plan=plan)


@pytest.fixture
def obligation(measure, agency):
    return ObligationFactory(measure=measure, agency=agency, due_on=DUE)


def plan_on(day):
    return plan_reminders(today=day, now=NOW)


def ledger():
    """(person, day) of each reminder, in order."""
    rows = Reminder.objects.order_by("remind_on", "recipient")
    return [(row.recipient, row.remind_on) for row in rows.select_related("recipient")]


def test_default_rules_are_made_once(plan):
    default_rules(plan)
    default_rules(plan)
    of_plan = ReminderRule.objects.filter(plan=plan)
    assert of_plan.count() == len(DEFAULT_STEPS)
    ladder = of_plan.filter(subject=Subject.REPORT).values_list("audience", "offset")
    assert sorted(ladder) == [
        (Audience.CONTROLLER, 30),
        (Audience.COORDINATOR, 14),
        (Audience.HEAD, 7),
        *((Audience.OFFICER, offset) for offset in (-30, -14, -7, -3, -1, 0, 1, 3, 7)),
    ]


def test_rules_that_a_plan_has_stay_as_they_are(plan):
    own = ReminderRule.objects.create(plan=plan, audience=Audience.OFFICER, offset=7)
    default_rules(plan)
    own.refresh_from_db()
    assert own.repeat_every is None


def test_an_officer_is_reminded_of_what_the_agency_owes(obligation, officer):
    assert plan_on(date(2009, 7, 7)) == 1
    assert ledger() == [(officer, date(2009, 7, 7))]
    assert Reminder.objects.get().rule.offset == -3


def test_planned_again_the_ledger_gains_nothing(obligation, officer):
    assert [plan_on(date(2009, 7, 7)), plan_on(date(2009, 7, 7)), plan_on(date(2009, 7, 8))] == [
        1,
        0,
        0,
    ]


def test_a_missed_step_is_made_up_by_the_latest_alone(obligation, officer):
    assert plan_on(date(2009, 7, 16)) == 1
    assert ledger() == [(officer, date(2009, 7, 13))]


def test_nothing_is_planned_before_the_first_step(obligation, officer):
    assert plan_on(date(2009, 6, 9)) == 0


def test_head_and_coordinator_hear_of_what_stays_late(obligation, officer, coordinator, agency):
    head = person(agency, Role.HEAD)
    assert [plan_on(DUE + timedelta(days=days)) for days in (6, 7, 13, 14)] == [1, 2, 0, 3]
    on_the_14th = {who for who, day in ledger() if day == DUE + timedelta(days=14)}
    assert on_the_14th == {officer, head, coordinator}


def test_a_person_with_two_roles_gets_one_reminder(obligation, officer, agency):
    Membership.objects.create(user=officer, agency=agency, role=Role.HEAD)
    assert plan_on(DUE + timedelta(days=7)) == 1


def test_observers_and_other_agencies_get_none(obligation, agency):
    person(agency, Role.OBSERVER)
    person(AgencyFactory(), Role.OFFICER)
    assert plan_on(DUE) == 0


@pytest.mark.parametrize(
    "fields", [{"valid_to": date(2009, 7, 9)}, {"valid_from": date(2009, 7, 11)}]
)
def test_people_who_left_or_have_not_come_get_none(obligation, agency, fields):
    Membership.objects.create(user=UserFactory(), agency=agency, role=Role.OFFICER, **fields)
    assert plan_on(DUE) == 0


def test_a_blocked_account_gets_none(obligation, agency):
    person(agency, Role.OFFICER, is_active=False)
    assert plan_on(DUE) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"state": ObligationState.SUBMITTED, "done_on": DUE},
        {"state": ObligationState.DONE, "done_on": DUE},
        {"state": ObligationState.REMOVED},
        {"kind": DeadlineKind.CONTINUOUS},
        {"due_on": None, "first_due_on": None},
    ],
)
def test_what_is_not_owed_by_a_date_is_not_reminded_of(obligation, officer, change):
    Obligation.objects.filter(pk=obligation.pk).update(**change, changed_on=DUE)
    assert plan_on(DUE) == 0


def test_a_returned_report_is_owed_again(obligation, officer):
    Obligation.objects.update(state=ObligationState.RETURNED, changed_on=DUE)
    assert plan_on(DUE) == 1


def test_a_measure_off_control_is_not_reminded_of(obligation, officer):
    Measure.objects.update(state=MeasureState.STRUCK, state_on=DUE)
    assert plan_on(DUE) == 0


def test_a_plan_without_rules_is_silent(agency, officer):
    ObligationFactory(agency=agency, due_on=DUE)
    assert plan_on(DUE) == 0


def test_each_plan_follows_its_own_rules(obligation, officer, agency):
    other = ActionPlanFactory()
    ReminderRule.objects.create(plan=other, audience=Audience.OFFICER, offset=-2)
    ObligationFactory(measure=MeasureFactory(plan=other), agency=agency, due_on=DUE)
    plan_on(date(2009, 7, 8))
    assert ledger() == [(officer, date(2009, 7, 7)), (officer, date(2009, 7, 8))]


def test_a_moved_date_starts_the_ladder_anew(obligation, officer):
    plan_on(date(2009, 7, 9))
    Obligation.objects.update(due_on=date(2009, 7, 16), changed_on=DUE)
    assert plan_on(date(2009, 7, 9)) == 1
    rows = Reminder.objects.order_by("pk").values_list("due_on", "remind_on")
    assert list(rows) == [
        (DUE, date(2009, 7, 9)),
        (date(2009, 7, 16), date(2009, 7, 9)),
    ]


def test_one_mail_holds_all_items_of_a_person(measure, agency, officer):
    for days in (0, 1, 3):
        due_on = DUE + timedelta(days=days)
        ObligationFactory(measure=MeasureFactory(plan=measure.plan), agency=agency, due_on=due_on)
    assert plan_on(DUE) == 3
    digest = Digest.objects.get()
    assert (digest.recipient, digest.day, digest.reminders.count()) == (officer, DUE, 3)


def test_what_comes_up_after_the_mail_of_the_day_waits_for_the_next(obligation, officer, agency):
    plan_on(DUE)
    Digest.objects.update(state=DigestState.SENT, sent_at=NOW)
    Reminder.objects.update(state="sent")
    ObligationFactory(measure=obligation.measure, agency=agency, due_on=DUE + timedelta(days=1))
    assert plan_on(DUE) == 1
    assert Digest.objects.count() == 1
    plan_on(DUE + timedelta(days=1))
    assert [d.day for d in Digest.objects.order_by("day")] == [DUE, DUE + timedelta(days=1)]
    assert Reminder.objects.waiting().filter(digest__day=DUE).count() == 0


def test_what_comes_up_before_the_mail_goes_joins_it(obligation, officer, agency):
    plan_on(DUE)
    ObligationFactory(measure=obligation.measure, agency=agency, due_on=DUE + timedelta(days=1))
    plan_on(DUE)
    assert Digest.objects.get().reminders.count() == 2


def test_a_mail_that_was_tried_takes_no_more(obligation, officer, agency):
    plan_on(DUE)
    Digest.objects.update(attempts=1)
    ObligationFactory(measure=obligation.measure, agency=agency, due_on=DUE + timedelta(days=1))
    plan_on(DUE)
    assert Digest.objects.get().reminders.count() == 1


def test_a_mail_left_over_becomes_the_mail_of_the_day(obligation, officer):
    plan_on(DUE)
    first = Digest.objects.get()
    plan_on(DUE + timedelta(days=1))
    digest = Digest.objects.get()
    assert (digest.pk, digest.message_id) == (first.pk, first.message_id)
    assert (digest.day, digest.reminders.count()) == (DUE + timedelta(days=1), 2)


def test_a_dry_run_counts_and_writes_nothing(obligation, officer):
    assert send_reminders(today=DUE, now=NOW, dry_run=True) == Counts(planned=1)
    assert (Reminder.objects.count(), Digest.objects.count()) == (0, 0)


def statements_for(plan, agencies):
    for agency in agencies:
        person(agency, Role.OFFICER)
        ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency, due_on=DUE)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        plan_on(DUE)
    return len(queries)


def test_the_number_of_statements_does_not_grow_with_the_rows(plan):
    default_rules(plan)
    few = statements_for(plan, AgencyFactory.create_batch(3))
    Digest.objects.update(attempts=1)
    assert statements_for(plan, AgencyFactory.create_batch(30)) == few
