"""The coordinators' page about reminders: what went, what failed, and another attempt."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from measures.models import Digest, DigestState
from tests.factories import UserFactory

DAY = date(2009, 7, 6)
NOW = datetime(2026, 1, 15, 6, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def business_date(settings):
    settings.BUSINESS_DATE = DAY.isoformat()


def digest(state, day=DAY, **fields):
    fields |= {"sent_at": NOW} if state == DigestState.SENT else {}
    person = fields.pop("recipient", None) or UserFactory()
    message_id = f"<{person.pk}-{day}@example.org>"
    return Digest.objects.create(
        recipient=person, day=day, state=state, message_id=message_id, **fields
    )


def failed(**fields):
    return digest(DigestState.FAILED, attempts=8, error="SMTPRecipientsRefused: 550", **fields)


def page(client):
    return client.get(reverse("measures:reminders"))


def test_the_page_counts_the_mails_of_the_day(client, coordinator):
    client.force_login(coordinator)
    for state in (DigestState.WAITING, DigestState.SENT, DigestState.SENT):
        digest(state)
    digest(DigestState.SENT, day=date(2009, 7, 3))
    failed(day=date(2009, 7, 3))
    board = page(client).context["board"]
    assert (board.waiting, board.sending, board.sent, board.failed) == (1, 0, 2, 1)


def test_failed_mails_show_person_and_error(client, coordinator):
    client.force_login(coordinator)
    given_up = failed()
    put_off = digest(DigestState.WAITING, attempts=2, error="TimeoutError: timed out")
    shown = page(client)
    assert shown.context["board"].troubled == [given_up, put_off]
    for text in (given_up.recipient.email, "SMTPRecipientsRefused: 550", "timed out"):
        assert text in shown.content.decode()


def test_a_quiet_day_says_so(client, coordinator):
    client.force_login(coordinator)
    assert page(client).context["board"].troubled == []


def test_the_page_is_for_coordinators(client, officer):
    client.force_login(officer)
    assert page(client).status_code == 403


def test_a_failed_mail_is_sent_again_on_order(client, coordinator):
    client.force_login(coordinator)
    given_up, other = failed(), failed()
    answer = client.post(
        reverse("measures:reminders-again"), {"digest": [given_up.pk, "x", "9" * 40]}
    )
    assert answer.url == reverse("measures:reminders")
    given_up.refresh_from_db()
    other.refresh_from_db()
    assert (given_up.state, given_up.attempts) == (DigestState.WAITING, 0)
    assert other.state == DigestState.FAILED


def test_others_may_not_order_another_attempt(client, officer):
    client.force_login(officer)
    given_up = failed()
    answer = client.post(reverse("measures:reminders-again"), {"digest": given_up.pk})
    assert answer.status_code == 403
    given_up.refresh_from_db()
    assert given_up.state == DigestState.FAILED


def test_another_attempt_is_never_ordered_by_a_link(client, coordinator):
    client.force_login(coordinator)
    assert client.get(reverse("measures:reminders-again")).status_code == 405


def statements(client, count):
    for _ in range(count):
        failed()
    with CaptureQueriesContext(connection) as queries:
        page(client)
    return len(queries)


def test_the_page_takes_the_same_statements_for_many_mails(client, coordinator):
    client.force_login(coordinator)
    statements(client, 1)  # the first page of a session reads more
    assert statements(client, 2) == statements(client, 27)
