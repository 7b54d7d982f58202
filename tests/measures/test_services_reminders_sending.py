"""Reminders over a real SMTP connection: each sent once, and only while it is owed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Membership
from measures.models import (
    Digest,
    DigestState,
    Obligation,
    ObligationState,
    Reminder,
    ReminderState,
)
from measures.services.reminders import (
    Counts,
    plan_reminders,
    sending,
    try_again,
)
from measures.services.reminders.postman import Postman
from tests.factories import MeasureFactory, ObligationFactory
from tests.mail_server import BREAK_OFF
from tests.measures.reminding import DUE, LONG, NOW, another_officer, body, run


def test_a_mail_goes_out_and_the_ledger_knows(smtp, obligation, officer):
    assert run() == Counts(planned=1, sent=1)
    [message] = smtp.taken
    assert message["To"] == officer.email
    digest = Digest.objects.get()
    assert (digest.state, digest.sent_to, digest.attempts) == (DigestState.SENT, officer.email, 1)
    assert NOW <= digest.sent_at < NOW + timedelta(minutes=1)
    assert Reminder.objects.get().state == ReminderState.SENT


def test_a_second_run_sends_nothing_twice(smtp, obligation, officer):
    assert [run(), run(), run(DUE, NOW + LONG)] == [Counts(1, 1), Counts(), Counts()]
    assert len(smtp.taken) == 1


def test_three_missed_days_are_made_up_by_one_mail(smtp, obligation, officer):
    run(DUE - timedelta(days=1))
    assert run(DUE + timedelta(days=3)) == Counts(planned=1, sent=1)
    assert len(smtp.taken) == 2


def test_many_mails_go_over_one_connection(smtp, obligation, plan, officer):
    for _ in range(4):
        another_officer(plan)
    assert run() == Counts(planned=5, sent=5)
    assert smtp.connections == 1


def test_a_mail_put_off_overnight_is_the_only_mail_of_the_next_day(smtp, obligation, officer):
    smtp.to_recipient = ["451 busy"]
    run(DUE)
    assert run(DUE + timedelta(days=1), NOW + LONG) == Counts(planned=1, sent=1)
    assert run(DUE + timedelta(days=1), NOW + LONG) == Counts()
    assert len(smtp.taken) == 1
    assert run(DUE + timedelta(days=2), NOW + LONG) == Counts(sent=1)


def test_a_report_handed_in_meanwhile_is_left_out(smtp, obligation, officer):
    plan_reminders(today=DUE, now=NOW)
    Obligation.objects.update(state=ObligationState.SUBMITTED, done_on=DUE, changed_on=DUE)
    assert run() == Counts(skipped=1)
    assert Digest.objects.get().state == DigestState.CANCELLED
    assert smtp.taken == []


def test_a_date_moved_meanwhile_is_left_out_and_the_new_one_counts(smtp, obligation, officer):
    plan_reminders(today=DUE, now=NOW)
    Obligation.objects.update(due_on=DUE + timedelta(days=7), changed_on=DUE)
    assert run() == Counts(planned=1, sent=1, skipped=1)
    assert "17.07.2009" in body(smtp.taken[0])
    assert "10.07.2009" not in body(smtp.taken[0]).replace("as of 10.07.2009", "")


def test_a_date_moved_far_away_means_no_mail(smtp, obligation, officer):
    plan_reminders(today=DUE, now=NOW)
    Obligation.objects.update(due_on=date(2010, 7, 10), changed_on=DUE)
    assert run() == Counts(skipped=1)
    assert smtp.taken == []


def test_a_person_who_left_meanwhile_gets_no_mail(smtp, obligation, officer):
    plan_reminders(today=DUE, now=NOW)
    Membership.objects.update(valid_to=DUE - timedelta(days=1))
    assert run() == Counts(skipped=1)
    assert smtp.taken == []


def test_a_mail_that_came_to_nothing_is_used_for_what_comes_later(smtp, obligation, officer):
    plan_reminders(today=DUE, now=NOW)
    Obligation.objects.update(state=ObligationState.SUBMITTED, done_on=DUE, changed_on=DUE)
    run()
    measure = MeasureFactory(plan=obligation.measure.plan)
    ObligationFactory(measure=measure, agency=obligation.agency, due_on=DUE)
    assert run() == Counts(planned=1, sent=1)
    assert Digest.objects.get().state == DigestState.SENT


def test_a_claimed_mail_is_not_sent_by_another(smtp, obligation, officer):
    plan_reminders(today=DUE, now=NOW)
    Digest.objects.update(state=DigestState.SENDING, claimed_at=NOW)
    assert run() == Counts()
    assert smtp.taken == []


def test_a_coordinator_orders_another_attempt(smtp, obligation, officer, coordinator):
    smtp.refused_for_good = {officer.email}
    run()
    smtp.refused_for_good = set()
    digest = Digest.objects.get()
    assert try_again([digest.pk], by=coordinator, today=DUE) == 1
    assert run() == Counts(sent=1)
    assert try_again([digest.pk], by=coordinator, today=DUE) == 0


def test_others_may_not_order_another_attempt(obligation, officer):
    with pytest.raises(PermissionDenied):
        try_again([1], by=officer, today=DUE)


def test_any_configured_mail_backend_will_do(obligation, officer, mailoutbox):
    assert run() == Counts(planned=1, sent=1)
    assert [message.to for message in mailoutbox] == [[officer.email]]


def statements_to_send(obligation, items):
    for _ in range(items):
        measure = MeasureFactory(plan=obligation.measure.plan)
        ObligationFactory(measure=measure, agency=obligation.agency, due_on=DUE)
    plan_reminders(today=DUE, now=NOW)
    Digest.objects.update(state=DigestState.WAITING, attempts=0)
    with CaptureQueriesContext(connection) as queries:
        counts = sending.send_next(today=DUE, now=NOW, postman=Postman())
    assert counts.sent >= items
    Digest.objects.update(state=DigestState.WAITING, attempts=0)
    return len(queries)


def test_a_mail_of_many_items_takes_no_more_statements(obligation, officer):
    assert statements_to_send(obligation, 3) == statements_to_send(obligation, 30)


def test_a_mail_under_way_at_midnight_is_the_mail_of_the_day_after(smtp, obligation, officer):
    """Its worker died, and the next day was planned before anybody knew: never two on one day."""
    plan_reminders(today=DUE, now=NOW)
    Digest.objects.update(state=DigestState.SENDING, claimed_at=NOW, attempts=1)
    days = [DUE + timedelta(days=n) for n in (1, 2)]
    assert run(days[0], NOW + timedelta(minutes=1)) == Counts(planned=1, sent=1)
    assert run(days[0], NOW + LONG) == Counts()
    assert run(days[1], NOW + LONG).sent == 1
    assert list(Digest.objects.order_by("pk").values_list("day", flat=True)) == days[::-1]


def test_what_joined_a_mail_in_the_moment_of_its_attempt_leaves_it(
    smtp, obligation, officer, monkeypatch
):
    """A second copy tells nothing that the first, which the server took, did not tell."""
    plan_reminders(today=DUE, now=NOW)
    smtp.to_content = [BREAK_OFF]

    def join(*args, **told):
        day = DUE + timedelta(days=1)
        ObligationFactory(measure=obligation.measure, agency=obligation.agency, due_on=day)
        plan_reminders(today=DUE, now=NOW)
        Reminder.objects.filter(due_on=day).update(digest=Digest.objects.get())
        return compose(*args, **told)

    compose = sending.compose
    monkeypatch.setattr(sending, "compose", join)
    run()
    monkeypatch.undo()
    late = Reminder.objects.exclude(due_on=DUE).get()
    assert late.digest is None
    run(now=NOW + LONG)
    assert [f"/{late.obligation_id}/" in body(mail) for mail in smtp.taken] == [False, False]


def test_a_worker_taken_for_dead_writes_down_what_it_sent(smtp, obligation, officer, monkeypatch):
    plan_reminders(today=DUE, now=NOW)
    compose = sending.compose

    def slowly(*args, **told):
        Digest.objects.update(state=DigestState.WAITING)  # as revive_abandoned does
        return compose(*args, **told)

    monkeypatch.setattr(sending, "compose", slowly)
    run()
    assert Digest.objects.get().state == DigestState.SENT
    assert len(smtp.taken) == 1


def test_a_mail_of_an_earlier_day_goes_at_once_when_ordered_again(
    smtp, obligation, officer, coordinator
):
    smtp.refused_for_good = {officer.email}
    run()
    smtp.refused_for_good = set()
    run(DUE + timedelta(days=1))
    first = Digest.objects.get(day=DUE)
    try_again([first.pk], by=coordinator, today=DUE + timedelta(days=1))
    assert run(DUE + timedelta(days=1)) == Counts(sent=1)
    first.refresh_from_db()
    assert (first.state, first.again_by) == (DigestState.SENT, coordinator)


def test_a_mail_that_came_back_can_be_ordered_again(smtp, obligation, officer, coordinator):
    run()
    Digest.objects.update(state=DigestState.BOUNCED, bounced_at=NOW)
    Reminder.objects.update(state=ReminderState.BOUNCED)
    assert try_again([Digest.objects.get().pk], by=coordinator, today=DUE) == 1
    assert run() == Counts(sent=1)
