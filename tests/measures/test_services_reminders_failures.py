"""Mails that are refused, hang or are lost on the way: put off, given up, never lost."""

from datetime import timedelta

from measures.models import (
    Digest,
    DigestState,
    Reminder,
    ReminderState,
)
from measures.rules.reminders import MAX_ATTEMPTS
from measures.services.reminders import (
    Counts,
    mails,
    plan_reminders,
)
from tests.mail_server import BREAK_OFF, HANG
from tests.measures.reminding import DUE, LONG, NOW, another_officer, run


def test_a_refused_mail_is_put_off_shown_and_sent_later(smtp, obligation, officer):
    smtp.to_recipient = ["451 4.7.1 come back later"]
    assert run() == Counts(planned=1, failed=1)
    put_off = Digest.objects.get()
    assert (put_off.state, put_off.attempts) == (DigestState.WAITING, 1)
    assert "come back later" in put_off.error
    assert timedelta(seconds=48) <= put_off.next_try_at - NOW <= timedelta(seconds=72)
    assert run(now=NOW + timedelta(seconds=30)) == Counts()
    assert run(now=NOW + timedelta(seconds=90)) == Counts(sent=1)
    sent = Digest.objects.get()
    assert (sent.state, sent.attempts, sent.error) == (DigestState.SENT, 2, "")
    assert len(smtp.taken) == 1


def test_the_message_id_is_the_same_in_every_attempt(smtp, obligation, officer):
    smtp.to_content = [BREAK_OFF]
    assert run() == Counts(planned=1, failed=1)
    assert run(now=NOW + LONG) == Counts(sent=1)
    assert len(smtp.taken) == 2  # the server took the first, but its answer was lost
    assert len({message["Message-ID"] for message in smtp.taken}) == 1


def test_after_the_last_attempt_the_mail_is_given_up_and_seen(smtp, obligation, officer):
    smtp.to_recipient = ["451 busy"] * MAX_ATTEMPTS
    runs = [run(now=NOW + LONG * attempt) for attempt in range(MAX_ATTEMPTS + 2)]
    assert sum(counts.failed for counts in runs) == MAX_ATTEMPTS
    digest = Digest.objects.get()
    assert (digest.state, digest.attempts) == (DigestState.FAILED, MAX_ATTEMPTS)
    assert "busy" in digest.error
    assert Reminder.objects.get().state == ReminderState.FAILED
    assert smtp.taken == []


def test_an_unknown_mailbox_is_given_up_at_once(smtp, obligation, officer):
    smtp.refused_for_good = {officer.email}
    assert run() == Counts(planned=1, failed=1)
    assert Digest.objects.get().state == DigestState.FAILED
    assert "no such mailbox" in Digest.objects.get().error
    assert run(now=NOW + LONG) == Counts()


def test_content_refused_for_good_is_given_up_at_once(smtp, obligation, officer):
    smtp.to_content = ["554 5.7.1 not wanted here"]
    run()
    assert Digest.objects.get().state == DigestState.FAILED


def test_one_refused_mail_does_not_stop_the_rest(smtp, obligation, plan, officer):
    others = [another_officer(plan) for _ in range(3)]
    smtp.refused_for_good = {officer.email}
    assert run() == Counts(planned=4, sent=3, failed=1)
    assert {message["To"] for message in smtp.taken} == {other.email for other in others}


def test_one_mail_that_cannot_be_written_does_not_stop_the_rest(
    smtp, obligation, plan, officer, monkeypatch
):
    other = another_officer(plan)
    compose = mails.compose

    def broken_for_one(digest, reminders, **told):
        if digest.recipient == officer:
            raise ValueError("cannot be written")
        return compose(digest, reminders, **told)

    monkeypatch.setattr("measures.services.reminders.sending.compose", broken_for_one)
    assert run() == Counts(planned=2, sent=1, failed=1)
    assert [message["To"] for message in smtp.taken] == [other.email]
    assert Digest.objects.get(recipient=officer).error == "ValueError: cannot be written"


def test_a_server_that_hangs_is_left_and_the_mail_waits(smtp, obligation, officer, settings):
    settings.EMAIL_TIMEOUT = 0.3
    smtp.to_content = [HANG]
    assert run() == Counts(planned=1, failed=1)
    assert Digest.objects.get().state == DigestState.WAITING
    assert run(now=NOW + LONG) == Counts(sent=1)


def test_a_server_that_hangs_ends_the_run_after_three_mails(smtp, obligation, plan, settings):
    settings.EMAIL_TIMEOUT = 0.3
    smtp.to_content = [HANG] * 5
    for _ in range(5):
        another_officer(plan)
    assert run() == Counts(planned=5, failed=3)
    assert sorted(Digest.objects.values_list("attempts", flat=True)) == [0, 0, 1, 1, 1]


def test_without_a_server_one_attempt_tells_and_nothing_is_lost(
    smtp, obligation, plan, officer, settings
):
    another_officer(plan)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assert run() == Counts(planned=2, failed=1)
    assert [d.state for d in Digest.objects.all()] == [DigestState.WAITING] * 2
    settings.EMAIL_PORT = port
    assert run(now=NOW + LONG) == Counts(sent=2)


def test_a_server_that_is_away_uses_up_no_attempt(smtp, obligation, officer, settings):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    for hour in range(MAX_ATTEMPTS + 2):
        run(now=NOW + timedelta(hours=hour))
    away = Digest.objects.get()
    assert (away.state, away.attempts) == (DigestState.WAITING, 0)
    assert "refused" in away.error
    settings.EMAIL_PORT = port
    assert run(now=NOW + LONG) == Counts(sent=1)


def test_a_mail_left_by_a_dead_worker_is_sent_after_a_quarter_of_an_hour(smtp, obligation, officer):
    plan_reminders(today=DUE, now=NOW)
    Digest.objects.update(state=DigestState.SENDING, claimed_at=NOW, attempts=1)
    assert run(now=NOW + timedelta(minutes=14)) == Counts()
    assert run(now=NOW + timedelta(minutes=16)) == Counts(sent=1)


def test_a_mail_that_killed_every_worker_is_given_up(smtp, obligation, officer):
    plan_reminders(today=DUE, now=NOW)
    Digest.objects.update(state=DigestState.SENDING, claimed_at=NOW, attempts=MAX_ATTEMPTS)
    assert run(now=NOW + LONG) == Counts()
    assert Digest.objects.get().state == DigestState.FAILED
