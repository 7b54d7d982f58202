"""People whom mail does not reach, for the coordinator."""

from datetime import timedelta

import pytest

from measures.models import Digest, DigestState
from measures.queries.reminders.trouble import AddressInTrouble, addresses_in_trouble
from tests.factories import UserFactory
from tests.measures.reminding import DUE, NOW

SENT, FAILED, BOUNCED = DigestState.SENT, DigestState.FAILED, DigestState.BOUNCED


def mails(person, *states, address=None, first=1):
    """One a day, the first on `first`."""
    for number, state in enumerate(states, first):
        tried_at = NOW + timedelta(days=number)
        Digest.objects.create(
            recipient=person,
            day=DUE + timedelta(days=number),
            state=state,
            message_id=f"<{person.pk}.{number}@example.org>",
            claimed_at=tried_at,
            sent_at=None if state == FAILED else tried_at,
            sent_to=person.email if address is None else address,
            error=f"no {number}" if state in (FAILED, BOUNCED) else "",
        )


@pytest.fixture
def person(db):
    return UserFactory(email="aigul@ministry.example.kz")


def listed():
    return [(one.person, one.in_a_row, one.last_error) for one in addresses_in_trouble()]


def test_nobody_is_listed_whose_mail_arrives(person):
    mails(person, SENT, SENT)
    assert addresses_in_trouble() == []


def test_a_person_is_listed_since_the_first_mail_that_did_not_arrive(person):
    mails(person, BOUNCED, SENT, FAILED, BOUNCED, BOUNCED)
    assert addresses_in_trouble() == [
        AddressInTrouble(
            person=person,
            address="aigul@ministry.example.kz",
            since=NOW + timedelta(days=3),
            in_a_row=3,
            last_error="no 5",
        )
    ]


@pytest.mark.parametrize("state", [FAILED, BOUNCED])
def test_one_mail_that_did_not_arrive_is_enough(person, state):
    mails(person, SENT, state)
    assert listed() == [(person, 1, "no 2")]


def test_a_later_mail_that_arrives_ends_it(person):
    mails(person, BOUNCED, FAILED, SENT)
    assert listed() == []


@pytest.mark.parametrize("state", [DigestState.WAITING, DigestState.SENDING, DigestState.CANCELLED])
def test_a_mail_under_way_or_not_needed_says_nothing(person, state):
    mails(person, BOUNCED, state)
    assert listed() == [(person, 1, "no 1")]


def test_another_address_ends_it(person):
    mails(person, FAILED, address="")
    mails(person, BOUNCED, first=2)
    person.email = "aigul.new@ministry.example.kz"
    person.save()
    assert listed() == []


def test_trouble_with_another_address_begins_anew(person):
    mails(person, BOUNCED, BOUNCED, address="aigul.old@ministry.example.kz")
    mails(person, BOUNCED, first=3)
    assert listed() == [(person, 1, "no 3")]


def test_a_mail_that_no_server_ever_took_counts_for_the_address_of_today(person):
    mails(person, FAILED, address="")
    assert listed() == [(person, 1, "no 1")]


def test_an_old_mail_that_arrives_when_ordered_again_ends_it(person):
    """Later is what was tried later, not what is of a later day."""
    mails(person, FAILED, BOUNCED)
    first = Digest.objects.filter(recipient=person).earliest("day")
    Digest.objects.filter(pk=first.pk).update(
        state=SENT, sent_at=NOW + timedelta(days=9), claimed_at=NOW + timedelta(days=9)
    )
    assert listed() == []


def test_a_person_who_is_no_longer_active_is_nobodys_care(person):
    mails(person, BOUNCED)
    person.is_active = False
    person.save()
    assert listed() == []


def test_each_person_has_a_row_of_their_own_longest_first(person):
    other = UserFactory()
    mails(other, SENT, BOUNCED, BOUNCED)
    mails(person, BOUNCED)
    assert listed() == [(person, 1, "no 1"), (other, 2, "no 3")]


@pytest.mark.parametrize("number", [3, 30])
def test_three_people_or_thirty_take_as_many_statements(db, django_assert_num_queries, number):
    for _ in range(number):
        mails(UserFactory(), SENT, BOUNCED, FAILED)
    with django_assert_num_queries(2):
        assert len(addresses_in_trouble()) == number
