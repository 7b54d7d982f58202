"""Who is reminded of reviews, decisions, parts and what nobody hears of; and what stops it."""

from datetime import date, timedelta

import pytest

from agencies.models import Role
from measures.models import (
    Audience,
    Channel,
    DayKind,
    Declined,
    Ended,
    Extension,
    ExtensionState,
    Obligation,
    ObligationState,
    ProgressEntry,
    ProgressState,
    Reminder,
    ReminderRule,
    ReminderState,
    Subject,
)
from measures.services.reminders import default_rules, plan_reminders
from measures.services.reminders.planning import _rules
from tests.factories import (
    AgencyFactory,
    MeasureFactory,
    ObligationFactory,
    ProgressEntryFactory,
    person,
)
from tests.measures.reminding import DUE, NOW, body, run


def plan_on(day):
    return plan_reminders(today=day, now=NOW)


def rule(plan, subject, audience, offset, **fields):
    return ReminderRule.objects.create(
        plan=plan, subject=subject, audience=audience, offset=offset, **fields
    )


def told():
    rows = Reminder.objects.order_by("remind_on", "pk")
    return [(row.recipient, row.remind_on) for row in rows.select_related("recipient")]


@pytest.fixture
def measure(plan):
    return MeasureFactory(plan=plan)


@pytest.fixture
def owed(measure, agency):
    return ObligationFactory(measure=measure, agency=agency, due_on=DUE)


def handed_in(owed, day):
    fields = {"state": ProgressState.SUBMITTED, "submitted_on": day, "submitted_at": NOW}
    return ProgressEntryFactory(obligation=owed, **fields)


def test_the_reviewers_day_is_counted_in_working_days_of_the_plan(owed, plan, coordinator):
    rule(plan, Subject.REVIEW, Audience.COORDINATOR, 0, days=DayKind.WORKING)
    entry = handed_in(owed, date(2009, 7, 3))  # a Friday; Monday the 6th is a day off
    assert [plan_on(date(2009, 7, day)) for day in (10, 11, 12, 13, 14)] == [0, 0, 0, 1, 0]
    reminder = Reminder.objects.get()
    assert (reminder.entry, reminder.due_on) == (entry, date(2009, 7, 13))


def test_a_late_review_is_named_until_it_is_done(smtp, owed, plan, coordinator):
    default_rules(plan)
    entry = handed_in(owed, date(2009, 7, 1))
    Obligation.objects.update(state=ObligationState.SUBMITTED, done_on=DUE, changed_on=DUE)
    run(date(2009, 7, 14))
    text = body(smtp.taken[0])
    assert "Reports to be reviewed" in text
    assert f"/review/{entry.pk}/" in text
    ProgressEntry.objects.update(state=ProgressState.ACCEPTED)
    assert run(date(2009, 7, 31)).planned == 0


def test_a_report_reviewed_meanwhile_is_left_out(smtp, owed, plan, coordinator):
    rule(plan, Subject.REVIEW, Audience.COORDINATOR, 0)
    handed_in(owed, date(2009, 7, 1))
    plan_on(date(2009, 7, 14))
    ProgressEntry.objects.update(state=ProgressState.ACCEPTED)
    assert run(date(2009, 7, 14)).skipped == 1
    assert Reminder.objects.get().ended == Ended.DECIDED


def asked(owed, **fields):
    told = {
        "requested_by": person(owed.agency, Role.OFFICER),
        "requested_on": date(2009, 7, 7),
        "old_due_on": owed.due_on,
        "proposed_on": owed.due_on + timedelta(days=5),
        "reason": "Awaiting figures",
    }
    return Extension.objects.create(obligation=owed, **(told | fields))


def test_a_request_for_time_is_brought_up_when_asked_due_and_late(smtp, owed, plan, coordinator):
    default_rules(plan)
    asked(owed)
    for day in (7, 8, 9, 10):
        run(date(2009, 7, day))
    rows = Reminder.objects.filter(subject=Subject.EXTENSION)
    assert [row.remind_on for row in rows.order_by("remind_on")] == [
        date(2009, 7, 7),
        date(2009, 7, 10),
    ]
    assert "Asks to move the date to 15.07.2009." in body(
        next(mail for mail in smtp.taken if mail["To"] == coordinator.email)
    )


def test_the_lead_hears_of_requests_that_it_may_decide(measure, plan, agency):
    rule(plan, Subject.EXTENSION, Audience.LEAD, -3)
    lead = AgencyFactory()
    of_lead = person(lead, Role.OFFICER)
    common = {"measure": measure, "occurrence": "2009-07-20"}
    ObligationFactory(agency=lead, due_on=date(2009, 7, 20), **common)
    part = ObligationFactory(agency=agency, role="co", due_on=date(2009, 7, 13), **common)
    request = asked(part, proposed_on=date(2009, 7, 20))
    assert plan_on(date(2009, 7, 10)) == 1
    assert told() == [(of_lead, date(2009, 7, 7))]
    Reminder.objects.all().delete()
    Extension.objects.filter(pk=request.pk).update(proposed_on=date(2009, 7, 21))
    assert plan_on(date(2009, 7, 10)) == 0  # beyond the lead's own date


def test_lead_and_co_executors_hear_of_each_others_parts(measure, plan, agency):
    rule(plan, Subject.REPORT, Audience.LEAD, 1)
    rule(plan, Subject.REPORT, Audience.CO_EXECUTOR, -3)
    lead = AgencyFactory()
    of_lead, of_part = person(lead, Role.OFFICER), person(agency, Role.OFFICER)
    common = {"measure": measure, "occurrence": "2009-07-10"}
    ObligationFactory(agency=lead, due_on=DUE, **common)
    ObligationFactory(agency=agency, role="co", due_on=date(2009, 7, 3), **common)
    ObligationFactory(agency=AgencyFactory(), role="co", due_on=DUE, measure=measure)
    plan_on(date(2009, 7, 7))
    assert told() == [(of_lead, date(2009, 7, 4)), (of_part, date(2009, 7, 7))]
    about = Reminder.objects.order_by("remind_on").values_list("obligation__agency", flat=True)
    assert list(about) == [agency.pk, lead.pk]


def test_a_lead_hears_nothing_of_a_part_handed_in(measure, plan, agency):
    rule(plan, Subject.REPORT, Audience.CO_EXECUTOR, -3)
    person(agency, Role.OFFICER)
    common = {"measure": measure, "occurrence": "2009-07-10"}
    ObligationFactory(agency=AgencyFactory(), due_on=DUE, **common)
    handed = {"state": ObligationState.SUBMITTED, "done_on": DUE}
    ObligationFactory(agency=agency, role="co", **common, **handed)
    assert plan_on(DUE) == 0


def test_the_controlling_body_gets_one_digest_a_week(owed, plan):
    default_rules(plan)
    plan.controller = AgencyFactory()
    plan.save()
    observer = person(plan.controller, Role.OBSERVER)
    person(owed.agency, Role.OFFICER)
    later = MeasureFactory(plan=plan)
    ObligationFactory(measure=later, agency=owed.agency, due_on=DUE + timedelta(days=2))
    for days in range(29, 45):
        plan_on(DUE + timedelta(days=days))
    of_observer = Reminder.objects.filter(recipient=observer).order_by("remind_on", "pk")
    days = list(of_observer.values_list("remind_on", flat=True))
    mondays = [date(2009, 8, 10), date(2009, 8, 17)]
    assert days == [mondays[0], mondays[1], mondays[1]]


def test_an_agency_with_nobody_is_an_alarm_until_somebody_comes(smtp, owed, plan, coordinator):
    default_rules(plan)
    Reminder.objects.all().delete()
    monday = date(2009, 6, 15)
    assert run(monday).planned == 1
    text = body(smtp.taken[0])
    assert "Nobody can be reminded of these reports" in text
    assert owed.agency.name_en in text
    person(owed.agency, Role.OFFICER)
    run(monday + timedelta(days=7))
    assert Reminder.objects.filter(subject=Subject.NOBODY).count() == 1


def test_an_alarm_that_waits_ends_when_somebody_comes(smtp, owed, plan, coordinator):
    default_rules(plan)
    plan_on(date(2009, 6, 15))
    person(owed.agency, Role.OFFICER)
    run(date(2009, 6, 15))
    alarm = Reminder.objects.get(subject=Subject.NOBODY)
    assert (alarm.state, alarm.ended) == (ReminderState.SKIPPED, Ended.SOMEBODY)


def test_a_return_begins_the_ladder_anew_on_the_same_day(owed, plan, officer):
    default_rules(plan)
    assert plan_on(DUE + timedelta(days=1)) == 1
    Obligation.objects.update(state=ObligationState.SUBMITTED, done_on=DUE, changed_on=DUE)
    Obligation.objects.update(state=ObligationState.RETURNED, done_on=None, changed_on=DUE)
    assert [plan_on(DUE + timedelta(days=1)) for _ in range(2)] == [1, 0]
    assert sorted(Reminder.objects.values_list("ladder", flat=True)) == [0, 1]


def test_a_date_moved_there_and_back_begins_anew(owed, plan, officer):
    default_rules(plan)
    assert plan_on(DUE) == 1
    for day in (DUE + timedelta(days=90), DUE):
        Obligation.objects.update(due_on=day, changed_on=DUE)
    assert plan_on(DUE) == 1


def test_what_changes_otherwise_begins_nothing_anew(owed, plan, officer):
    default_rules(plan)
    plan_on(DUE)
    Obligation.objects.update(due_on=DUE, role="co", state="open", changed_on=DUE)
    assert plan_on(DUE) == 0


def test_a_step_taken_out_in_mid_ladder_sends_nothing_again(owed, plan, officer):
    default_rules(plan)
    plan_on(DUE + timedelta(days=1))
    steps = ReminderRule.objects.filter(plan=plan, subject=Subject.REPORT)
    steps.filter(offset__in=(0, 1)).update(retired_at=NOW)
    assert plan_on(DUE + timedelta(days=2)) == 0


def test_a_step_added_in_mid_ladder_sends_one_reminder(owed, plan, officer):
    default_rules(plan)
    plan_on(DUE + timedelta(days=1))
    rule(plan, Subject.REPORT, Audience.OFFICER, 2)
    assert [plan_on(DUE + timedelta(days=2)) for _ in range(2)] == [1, 0]


def test_who_has_acknowledged_is_left_alone_where_the_step_says_so(owed, plan, agency):
    rule(plan, Subject.REPORT, Audience.OFFICER, -3)
    rule(plan, Subject.REPORT, Audience.OFFICER, 0, unless_acknowledged=True)
    rule(plan, Subject.REPORT, Audience.OFFICER, 1)
    one, other = person(agency, Role.OFFICER), person(agency, Role.OFFICER)
    plan_on(DUE - timedelta(days=3))
    Reminder.objects.filter(recipient=one).update(acknowledged_at=NOW)
    plan_on(DUE)
    assert Reminder.objects.filter(remind_on=DUE).get().recipient == other
    assert plan_on(DUE + timedelta(days=1)) == 2


def test_while_a_request_waits_the_step_that_says_so_is_silent(owed, plan, agency):
    rule(plan, Subject.REPORT, Audience.OFFICER, 0, unless_time_asked=True)
    request = asked(owed)
    assert plan_on(DUE) == 0
    Extension.objects.filter(pk=request.pk).update(
        state=ExtensionState.REFUSED, decided_by=request.requested_by, decided_on=DUE
    )
    assert plan_on(DUE) == 1


def test_what_was_declined_does_not_come_the_rest_does(owed, plan, officer):
    rule(plan, Subject.REPORT, Audience.OFFICER, -14, may_decline=True)
    rule(plan, Subject.REPORT, Audience.OFFICER, -7)
    Declined.objects.create(person=officer, plan=plan)
    days = [plan_on(DUE - timedelta(days=days)) for days in (14, 10, 7)]
    assert days == [0, 0, 1]


def test_a_notice_on_the_site_is_there_at_once_and_in_no_mail(smtp, owed, plan, officer):
    rule(plan, Subject.REPORT, Audience.OFFICER, 0, channel=Channel.SITE)
    assert run().planned == 1
    assert Reminder.objects.get().state == ReminderState.SHOWN
    assert smtp.taken == []


def test_mail_and_site_are_two_ladders(owed, plan, officer):
    for channel in Channel:
        rule(plan, Subject.REPORT, Audience.OFFICER, 0, channel=channel)
    assert plan_on(DUE) == 2


def test_a_deputy_is_an_audience_of_its_own(owed, plan, agency):
    rule(plan, Subject.REPORT, Audience.DEPUTY, 0)
    deputy = person(agency, Role.DEPUTY)
    person(agency, Role.HEAD)
    plan_on(DUE)
    assert told() == [(deputy, DUE)]


def test_a_plan_that_lost_force_is_silent(owed, plan, officer):
    default_rules(plan)
    plan.repealed_on, plan.repealed_by = DUE, "Act"
    plan.save()
    assert plan_on(DUE) == 0


def test_retired_steps_ask_for_nothing(owed, plan, officer):
    default_rules(plan)
    ReminderRule.objects.update(retired_at=NOW)
    assert plan_on(DUE) == 0
    assert _rules() == []


def test_a_notice_is_settled_with_what_it_is_about(owed, plan, officer):
    rule(plan, Subject.REPORT, Audience.OFFICER, 0, channel=Channel.SITE)
    plan_on(DUE)
    assert Reminder.objects.new_notices().count() == 1
    done = {"state": ObligationState.SUBMITTED, "done_on": DUE, "changed_on": DUE}
    Obligation.objects.update(**done)
    plan_on(DUE)
    notice = Reminder.objects.get()
    assert (notice.state, notice.ended) == (ReminderState.SHOWN, Ended.HANDED_IN)
    assert Reminder.objects.new_notices().count() == 0
