"""Reminders that their recipient has read: by the link of a mail, and signed in."""

from datetime import UTC, datetime, timedelta

import pytest

from measures.models import DigestState, Event, ReminderState, Subject
from measures.services.reminders.acknowledging import acknowledge, acknowledge_own
from tests.factories import DigestFactory, NoticeFactory, ReminderFactory, UserFactory, sent

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 15, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def moments(*rows):
    for row in rows:
        row.refresh_from_db()
    return [row.acknowledged_at for row in rows]


def a_round(digest, plan):
    facts = {"subject": Subject.ROUND_CLOSES, "occurrence": "2009Q2", "due_on": "2009-07-05"}
    return sent(digest, obligation=None, plan=plan, **facts)


def test_a_mail_is_acknowledged_with_all_it_says_of_obligations():
    digest = DigestFactory()
    first, second = sent(digest), sent(digest)
    assert acknowledge(digest, now=NOW) == 2
    assert moments(digest, first, second) == [NOW, NOW, NOW]


def test_the_first_time_counts():
    digest = DigestFactory()
    item = sent(digest)
    acknowledge(digest, now=NOW)
    assert acknowledge(digest, now=LATER) == 0
    assert moments(digest, item) == [NOW, NOW]


def test_only_what_was_sent_is_acknowledged():
    digest = DigestFactory()
    states = (
        ReminderState.WAITING,
        ReminderState.SKIPPED,
        ReminderState.FAILED,
        ReminderState.BOUNCED,
    )
    others = [sent(digest, state=state) for state in states]
    assert acknowledge(digest, now=NOW) == 0
    assert moments(*others) == [None] * 4


def test_nothing_follows_from_having_read_of_a_round(plan):
    digest = DigestFactory()
    about_round = a_round(digest, plan)
    assert acknowledge(digest, now=NOW) == 0
    assert moments(digest, about_round) == [NOW, None]


def test_other_mails_are_left_alone():
    digest = DigestFactory()
    sent(digest)
    others = (
        ReminderFactory(),
        ReminderFactory(
            digest__recipient=digest.recipient, recipient=digest.recipient, digest__day="2009-07-03"
        ),
    )
    acknowledge(digest, now=NOW)
    assert moments(*others, *(one.digest for one in others)) == [None] * 4


def test_a_mail_that_is_to_be_sent_again_waits():
    digest = DigestFactory(state=DigestState.WAITING, sent_at=None)
    acknowledge(digest, now=NOW)
    assert moments(digest) == [None]


def test_the_histories_of_measures_are_not_flooded():
    digest = DigestFactory()
    sent(digest)
    acknowledge(digest, now=NOW)
    assert Event.objects.count() == 0


def test_the_statements_do_not_grow_with_the_mail(django_assert_num_queries):
    for items in (3, 30):
        digest = DigestFactory()
        for _ in range(items):
            sent(digest)
        with django_assert_num_queries(4):  # two of them for the transaction
            acknowledge(digest, now=NOW)


def test_a_person_acknowledges_one_of_their_own():
    digest = DigestFactory()
    first, second = sent(digest), sent(digest)
    assert acknowledge_own([first.pk], by=digest.recipient, now=NOW) == 1
    assert moments(first, second, digest) == [NOW, None, None]


def test_with_the_last_of_its_items_a_mail_is_acknowledged(plan):
    digest = DigestFactory()
    first, second = sent(digest), sent(digest)
    a_round(digest, plan)
    acknowledge_own([first.pk], by=digest.recipient, now=NOW)
    acknowledge_own([second.pk], by=digest.recipient, now=LATER)
    assert moments(first, second, digest) == [NOW, LATER, LATER]


def test_naming_what_needs_no_acknowledgement_changes_nothing(plan):
    digest = DigestFactory()
    about_round = a_round(digest, plan)
    assert acknowledge_own([about_round.pk], by=digest.recipient, now=NOW) == 0
    assert moments(about_round, digest) == [None, None]


def test_a_notice_is_acknowledged_whatever_it_is_about(plan):
    notice = NoticeFactory()
    about_round = NoticeFactory(
        recipient=notice.recipient,
        obligation=None,
        plan=plan,
        subject=Subject.ROUND_OPENS,
        occurrence="2009Q3",
        due_on="2009-07-01",
    )
    ids = [notice.pk, about_round.pk]
    assert acknowledge_own(ids, by=notice.recipient, now=NOW) == 2
    assert moments(notice, about_round) == [NOW, NOW]


def test_nobody_acknowledges_for_another():
    theirs, notice, stranger = ReminderFactory(), NoticeFactory(), UserFactory()
    assert acknowledge_own([theirs.pk, notice.pk, 10**17], by=stranger, now=NOW) == 0
    assert moments(theirs, theirs.digest, notice) == [None] * 3


def test_own_and_others_together_change_the_own_alone():
    mine, theirs = ReminderFactory(), ReminderFactory()
    assert acknowledge_own([theirs.pk, mine.pk], by=mine.recipient, now=NOW) == 1
    assert moments(mine, theirs) == [NOW, None]
