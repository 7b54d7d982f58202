"""Reminders on their whole way: planned, sent through a mail server, and come back."""

import pytest

from measures.models import Digest, DigestState, Reminder, ReminderState
from measures.services.reminders import Counts, sending
from measures.services.reminders.bounces import Taken, take_bounce
from tests.mail_server import BREAK_OFF
from tests.measures.bounced import postfix
from tests.measures.reminding import LONG, NOW, run


def come_back():
    """What the server took last comes back."""
    mail = Digest.objects.get()
    return take_bounce(postfix(mail.message_id, mail.recipient.email), now=NOW)


def states():
    return Digest.objects.get().state, Reminder.objects.get().state


def test_a_reminder_that_came_back_is_not_sent_again_by_itself(smtp, obligation, officer):
    assert run() == Counts(planned=1, sent=1)
    assert come_back() == Taken.BOUNCED
    assert run(now=NOW + LONG) == Counts()
    assert states() == (DigestState.BOUNCED, ReminderState.BOUNCED)
    assert len(smtp.taken) == 1


def test_a_mail_whose_answer_was_lost_is_not_sent_again_once_it_came_back(
    smtp, obligation, officer
):
    smtp.to_content = [BREAK_OFF]
    assert run() == Counts(planned=1, failed=1)
    assert come_back() == Taken.BOUNCED
    assert run(now=NOW + LONG) == Counts()
    assert states() == (DigestState.BOUNCED, ReminderState.BOUNCED)
    assert len(smtp.taken) == 1


def test_a_bounce_quicker_than_its_worker_loses_nothing(smtp, obligation, officer, monkeypatch):
    mark, early = sending._mark_sent, []

    def comes_back_first(*args):
        early.append(come_back())
        mark(*args)

    monkeypatch.setattr(sending, "_mark_sent", comes_back_first)
    assert run() == Counts(planned=1, sent=1)
    assert early == [Taken.LATER]
    assert states() == (DigestState.SENT, ReminderState.SENT)
    assert come_back() == Taken.BOUNCED
    assert states() == (DigestState.BOUNCED, ReminderState.BOUNCED)


@pytest.mark.parametrize("copies", [1, 2])
def test_each_copy_of_a_mail_may_come_back(smtp, obligation, officer, copies):
    """The answer to the first was lost, and the second was sent before the first came back."""
    smtp.to_content = [BREAK_OFF]
    run()
    assert run(now=NOW + LONG) == Counts(sent=1)
    taken = [come_back() for _ in range(copies)]
    assert taken == [Taken.BOUNCED, Taken.KNOWN][:copies]
    assert states() == (DigestState.BOUNCED, ReminderState.BOUNCED)
