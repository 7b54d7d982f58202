"""A reminder mail comes back: what is believed, and what becomes of the mail and its reminders."""

import logging
from datetime import timedelta

import pytest

from measures.models import Digest, DigestState, Reminder, ReminderState
from measures.services.reminders.bounces import Taken, take_bounce
from tests.factories import ObligationFactory, UserFactory
from tests.measures import answered, bounced
from tests.measures.bounced import ADDRESS, MESSAGE_ID, postfix
from tests.measures.reminding import DUE, NOW

SENT_AT = NOW - timedelta(minutes=5)


@pytest.fixture
def person(db):
    return UserFactory(email=ADDRESS)


@pytest.fixture
def sent(person):
    """A mail with one reminder that a server took five minutes ago."""
    return mail_to(person, sent_at=SENT_AT, sent_to=ADDRESS)


def mail_to(person, state=DigestState.SENT, *, holds=ReminderState.SENT, **fields):
    mail = Digest.objects.create(
        recipient=person,
        state=state,
        **{"day": DUE, "message_id": MESSAGE_ID, "claimed_at": SENT_AT, "attempts": 1} | fields,
    )
    remind_in(mail, holds)
    return mail


def remind_in(mail, state, remind_on=DUE):
    owed = ObligationFactory()
    return Reminder.objects.create(
        plan=owed.measure.plan,
        obligation=owed,
        recipient=mail.recipient,
        digest=mail,
        due_on=DUE,
        remind_on=remind_on,
        state=state,
    )


def take(message):
    return take_bounce(message, now=NOW)


def states():
    return Digest.objects.get().state, [reminder.state for reminder in Reminder.objects.all()]


@pytest.mark.parametrize("form", bounced.NOTICES.values(), ids=list(bounced.NOTICES))
def test_a_failure_in_any_form_marks_the_mail_and_its_reminders(sent, form):
    assert take(form()) == Taken.BOUNCED
    assert states() == (DigestState.BOUNCED, [ReminderState.BOUNCED])


def test_when_and_why_it_came_back_is_kept(sent):
    take(bounced.exchange())
    sent.refresh_from_db()
    assert (sent.sent_at, sent.bounced_at) == (SENT_AT, NOW)
    assert sent.error == "5.1.10 550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found"


def test_the_same_message_twice_changes_nothing(sent):
    take(postfix())
    before = Digest.objects.values().get()
    assert take_bounce(postfix(), now=NOW + timedelta(hours=1)) == Taken.KNOWN
    assert Digest.objects.values().get() == before


def test_a_reminder_that_was_not_in_the_mail_goes_on_waiting(sent):
    """It joined the mail at the moment when a worker took it up."""
    late = remind_in(sent, ReminderState.WAITING)
    skipped = remind_in(sent, ReminderState.SKIPPED)
    take(postfix())
    for row in (late, skipped):
        row.refresh_from_db()
    assert (late.state, skipped.state) == (ReminderState.WAITING, ReminderState.SKIPPED)


def test_another_mail_of_the_same_person_is_left_alone(sent, person):
    other = mail_to(
        person, day=DUE + timedelta(days=1), message_id="<other@example.org>", sent_at=NOW
    )
    take(postfix())
    other.refresh_from_db()
    assert other.state == DigestState.SENT
    assert other.reminders.get().state == ReminderState.SENT


def test_a_delay_changes_nothing_and_is_logged_without_the_address(sent, caplog):
    caplog.set_level(logging.INFO, logger="measures")
    before = Digest.objects.values().get()
    assert take(postfix(action="delayed", status="4.4.1")) == Taken.DELAYED
    assert Digest.objects.values().get() == before
    assert caplog.messages == [f"Reminder mail {sent.pk} is delayed: 4.4.1"]


def test_the_log_names_the_mail_and_no_person(sent, caplog):
    take(postfix())
    assert caplog.messages == [f"Reminder mail {sent.pk} came back: 5.1.1"]


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_a_notice_of_success_changes_nothing(sent, action):
    assert take(postfix(action=action, status="2.0.0")) == Taken.NOT_A_BOUNCE
    assert states() == (DigestState.SENT, [ReminderState.SENT])


@pytest.mark.parametrize("form", answered.NO_NOTICES.values(), ids=list(answered.NO_NOTICES))
def test_answers_receipts_and_advertisements_change_nothing(sent, form):
    assert take(form()) == Taken.NOT_A_BOUNCE
    assert states() == (DigestState.SENT, [ReminderState.SENT])


def test_a_mail_that_is_not_ours_is_not_believed(sent):
    assert take(postfix("<somebody.elses@example.org>")) == Taken.NOT_OURS
    assert states() == (DigestState.SENT, [ReminderState.SENT])


def test_a_notice_about_another_recipient_is_not_believed(sent, caplog):
    assert take(postfix(address="stranger@example.kz")) == Taken.NOT_OURS
    assert states() == (DigestState.SENT, [ReminderState.SENT])
    assert caplog.messages == [f"Reminder mail {sent.pk}: a bounce names another recipient"]


def test_a_mail_forwarded_by_its_recipients_server_is_known_by_the_first_address(sent):
    elsewhere = postfix(address="box17@cloud.example.com", original_address=ADDRESS)
    assert take(elsewhere) == Taken.BOUNCED


def test_the_address_it_went_to_counts_and_not_todays(sent, person):
    person.email = "aigul.new@ministry.example.kz"
    person.save()
    assert take(postfix(address=person.email)) == Taken.NOT_OURS
    assert take(postfix()) == Taken.BOUNCED


def test_without_a_kept_address_the_persons_counts(person):
    mail_to(person, sent_at=SENT_AT)
    assert take(postfix()) == Taken.BOUNCED
    assert Digest.objects.get().sent_to == ADDRESS


def test_a_mail_that_waits_after_a_broken_connection_is_not_sent_again(person):
    """The server took the first copy, though its answer was lost: it knows the mail."""
    mail_to(person, DigestState.WAITING, holds=ReminderState.WAITING, next_try_at=NOW)
    assert take(postfix()) == Taken.BOUNCED
    assert states() == (DigestState.BOUNCED, [ReminderState.BOUNCED])
    mail = Digest.objects.get()
    assert (mail.sent_at, mail.sent_to, mail.bounced_at) == (SENT_AT, ADDRESS, NOW)
    assert not Digest.objects.ready(NOW, mail.day).exists()


def test_a_mail_that_waits_for_a_new_address_is_sent_there(person):
    mail_to(person, DigestState.WAITING, holds=ReminderState.WAITING, sent_to=ADDRESS)
    person.email = "aigul.new@ministry.example.kz"
    person.save()
    assert take(postfix()) == Taken.NOT_OURS
    assert states() == (DigestState.WAITING, [ReminderState.WAITING])


def test_a_mail_that_was_never_tried_or_was_ordered_anew_goes_on_waiting(person):
    """A late notice about an earlier copy does not undo what a coordinator ordered since."""
    mail_to(person, DigestState.WAITING, holds=ReminderState.WAITING, attempts=0)
    assert take(postfix()) == Taken.KNOWN
    Digest.objects.update(attempts=1, again_by=person)  # as services.reminders.try_again leaves it
    assert take(postfix()) == Taken.KNOWN
    assert states() == (DigestState.WAITING, [ReminderState.WAITING])


def test_a_mail_that_is_being_sent_is_left_to_its_worker_until_later(person):
    """A quick server sends a mail back before the worker has written down that it was taken."""
    mail = mail_to(person, DigestState.SENDING, holds=ReminderState.WAITING)
    assert take(postfix()) == Taken.LATER
    assert states() == (DigestState.SENDING, [ReminderState.WAITING])
    Digest.objects.update(state=DigestState.SENT, sent_at=NOW, sent_to=ADDRESS)
    mail.reminders.update(state=ReminderState.SENT)
    assert take(postfix()) == Taken.BOUNCED
    assert states() == (DigestState.BOUNCED, [ReminderState.BOUNCED])


@pytest.mark.parametrize(
    ("state", "holds"),
    [
        (DigestState.FAILED, ReminderState.FAILED),
        (DigestState.CANCELLED, ReminderState.SKIPPED),
    ],
)
def test_a_mail_that_is_over_stays_as_it_is(person, state, holds):
    mail_to(person, state, holds=holds)
    assert take(postfix()) == Taken.KNOWN
    assert states() == (state, [holds])


def test_a_worker_that_takes_the_mail_up_meanwhile_wins(person, monkeypatch):
    """The mail is read as WAITING, and is SENDING when it is to be changed."""
    mail_to(person, DigestState.WAITING, holds=ReminderState.WAITING)

    def taken_up(digest):
        Digest.objects.filter(pk=digest.pk).update(state=DigestState.SENDING)
        return ADDRESS

    monkeypatch.setattr("measures.services.reminders.bounces._address", taken_up)
    assert take(postfix()) == Taken.LATER
    assert states() == (DigestState.SENDING, [ReminderState.WAITING])


def test_a_notice_with_what_no_database_takes_is_kept_clean(sent):
    assert take(postfix().replace(b"User\r\n", b"\x00\xff\x1b User\r\n")) == Taken.BOUNCED
    assert Digest.objects.get().error.isprintable()


def test_many_identifiers_take_one_question(sent, django_assert_num_queries):
    cut = bounced.exchange().split(b"Content-Type: message/rfc822")[0]
    others = " ".join(f"<{number}@example.org>" for number in range(15)).encode()
    many = cut.replace(b"References: ", b"References: " + others + b"\r\n ")
    with django_assert_num_queries(5):  # the mail, a savepoint around two updates
        assert take(many) == Taken.BOUNCED
