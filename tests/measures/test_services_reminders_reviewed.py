"""What ends, waits or begins again around a run: nothing is lost, nobody else is told."""

from datetime import date, timedelta

import pytest

from agencies.models import Membership, Role
from measures.models import (
    Audience,
    Digest,
    DigestState,
    Ended,
    Extension,
    ExtensionState,
    Obligation,
    Reminder,
    ReminderRule,
    ReminderRun,
    ReminderState,
    Subject,
)
from measures.services.reminders import Counts, opening, plan_reminders, sending
from measures.services.reminders.besides import plan_besides
from measures.services.succession import _replace_everywhere
from tests.factories import AgencyFactory, UserFactory, person
from tests.measures.reminding import DUE, LONG, NOW, run


def test_what_ended_while_the_server_had_the_mail_has_gone_out(
    smtp, obligation, officer, monkeypatch
):
    """A planner ends a row that a worker is just sending; the mail is neither lost nor repeated."""
    compose = sending.compose

    def meanwhile(*args, **told):
        over = {"state": ReminderState.SKIPPED, "ended": Ended.DECIDED}
        Reminder.objects.update(**over)
        return compose(*args, **told)

    monkeypatch.setattr(sending, "compose", meanwhile)
    assert run() == Counts(planned=1, sent=1)
    reminder = Reminder.objects.get()
    assert (reminder.state, reminder.ended) == (ReminderState.SENT, "")
    assert run(now=NOW + LONG) == Counts()


def test_a_worker_whose_mail_another_has_taken_up_marks_nothing(
    smtp, obligation, officer, monkeypatch
):
    compose = sending.compose

    def meanwhile(*args, **told):
        Digest.objects.update(claimed_at=NOW + timedelta(minutes=20))  # its successor's claim
        return compose(*args, **told)

    monkeypatch.setattr(sending, "compose", meanwhile)
    run()
    assert Digest.objects.get().state == DigestState.SENDING
    assert Reminder.objects.get().state == ReminderState.WAITING


def asked(owed):
    return Extension.objects.create(
        obligation=owed,
        requested_by=person(owed.agency, Role.OFFICER, is_active=False),
        requested_on=DUE - timedelta(days=1),
        old_due_on=owed.due_on,
        proposed_on=owed.due_on + timedelta(days=9),
        reason="Awaiting figures",
    )


def test_a_step_skipped_for_a_request_comes_when_the_request_is_refused(
    smtp, plan, obligation, officer
):
    ReminderRule.objects.filter(plan=plan, offset=0).update(unless_time_asked=True)
    plan_reminders(today=DUE, now=NOW)
    request = asked(obligation)
    assert run() == Counts(skipped=1)
    refused = {"state": ExtensionState.REFUSED, "decided_by": officer, "decided_on": DUE}
    Extension.objects.filter(pk=request.pk).update(**refused)
    assert run() == Counts(sent=1)
    assert Reminder.objects.get(remind_on=DUE).state == ReminderState.SENT


def test_a_step_skipped_for_a_person_who_left_comes_when_the_role_is_given_back(
    smtp, obligation, officer
):
    plan_reminders(today=DUE, now=NOW)
    Membership.objects.filter(user=officer).update(valid_to=DUE - timedelta(days=1))
    run()
    Membership.objects.filter(user=officer).update(valid_to=None)
    plan_reminders(today=DUE, now=NOW)
    assert Reminder.objects.get(subject=Subject.REPORT).state == ReminderState.WAITING


def test_what_was_handed_in_does_not_come_again(smtp, obligation, officer):
    plan_reminders(today=DUE, now=NOW)
    done = {"state": "submitted", "done_on": DUE, "changed_on": DUE}
    Obligation.objects.update(**done)
    run()
    assert run() == Counts()
    assert Reminder.objects.get().ended == Ended.HANDED_IN


def test_a_request_on_what_is_owed_no_more_reminds_nobody(plan, obligation, coordinator):
    asked(obligation)
    ended = {"state": "withdrawn", "changed_on": DUE}
    Obligation.objects.update(**ended)
    plan_reminders(today=DUE, now=NOW)
    assert not Reminder.objects.filter(subject=Subject.EXTENSION).exists()


def test_an_agency_with_a_head_alone_is_an_alarm_too(plan, obligation, coordinator):
    person(obligation.agency, Role.HEAD)
    plan_reminders(today=DUE, now=NOW)
    assert Reminder.objects.get(subject=Subject.NOBODY).recipient == coordinator


def test_a_person_without_an_address_is_in_trouble_not_served(smtp, obligation, agency):
    person(agency, Role.OFFICER, email="")
    assert run() == Counts(planned=1, failed=1)
    assert Digest.objects.get().state == DigestState.FAILED


def test_a_mail_carried_over_waits_for_its_hour_too(smtp, obligation, officer):
    plan_reminders(today=DUE, now=NOW, opens=opening(DUE))
    following = DUE + timedelta(days=1)
    plan_reminders(today=following, now=NOW, opens=opening(following))
    assert Digest.objects.get().next_try_at == opening(following)(None)


def test_what_cannot_be_planned_keeps_back_no_mail(smtp, obligation, officer, monkeypatch):
    plan_reminders(today=DUE, now=NOW)

    def broken(*_args, **_told):
        raise ValueError("no such round")

    monkeypatch.setattr("measures.services.reminders.planning.plan_besides", broken)
    with pytest.raises(ValueError, match="no such round"):
        run()
    assert len(smtp.taken) == 1
    assert ReminderRun.objects.get().error == "ValueError: no such round"
    assert plan_besides([], today=DUE) == 0


def test_of_two_roles_on_one_day_the_step_that_nothing_else_stops_counts(
    smtp, plan, agency, obligation
):
    ReminderRule.objects.all().delete()
    for audience, may_decline in ((Audience.OFFICER, True), (Audience.HEAD, False)):
        ReminderRule.objects.create(
            plan=plan, audience=audience, offset=-3, may_decline=may_decline
        )
    both = UserFactory()
    for role in (Role.OFFICER, Role.HEAD):
        Membership.objects.create(user=both, agency=agency, role=role)
    plan_reminders(today=DUE - timedelta(days=3), now=NOW)
    assert Reminder.objects.get().rule.audience == Audience.HEAD


def test_a_controlling_body_passes_to_its_successor(plan):
    old, new = AgencyFactory(), AgencyFactory()
    plan.controller = old
    plan.save()
    _replace_everywhere(old, new, date(2009, 1, 1))
    plan.refresh_from_db()
    assert plan.controller == new
