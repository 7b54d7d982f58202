"""The coordinators' page about reminders: what went, what failed, and another attempt."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from measures.models import Digest, DigestState, ReminderClock, ReminderRun
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
    assert (given_up.state, given_up.attempts) == (DigestState.WAITING, 1)
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


@pytest.fixture
def administrator(db):
    return UserFactory(is_staff=True, is_superuser=True)


def a_run(**fields):
    return ReminderRun.objects.create(**{"day": DAY, "started_at": NOW, "ended_at": NOW} | fields)


def test_the_page_tells_what_the_runs_of_the_day_did(client, coordinator):
    client.force_login(coordinator)
    a_run(worker="mail@one", planned=7, sent=4)
    erred = a_run(worker="mail@two", sent=2, failed=1, error="OperationalError: timed out")
    shown = page(client)
    totals = shown.context["run_board"].totals
    assert (totals.planned, totals.sent, totals.failed, totals.skipped) == (7, 6, 1, 0)
    for text in ("mail@one", erred.worker, erred.error, "2 runs with news"):
        assert text in shown.text


def test_the_page_warns_when_no_run_comes_by(client, coordinator):
    client.force_login(coordinator)
    warning = "No run has come by for too long"
    assert [text in page(client).text for text in (warning, "No run has ever come by.")] == [
        True
    ] * 2
    ReminderClock.objects.create(ran_at=timezone.now(), planned_for=DAY)
    shown = page(client).text
    assert warning not in shown
    assert "The reminders of the day are planned." in shown


def test_the_page_says_how_long_the_oldest_mail_has_waited(client, coordinator):
    client.force_login(coordinator)
    assert "No mail that could go now waits." in page(client).text
    since = timezone.now() - timedelta(hours=2, minutes=5)
    digest(DigestState.WAITING, next_try_at=since)
    words = "1 mail could go now and waits; the longest wait: 2\N{NO-BREAK SPACE}hours, "
    assert words in page(client).text


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_page_speaks_the_readers_language(client, coordinator, language):
    type(coordinator).objects.filter(pk=coordinator.pk).update(language=language)
    client.force_login(coordinator)
    ReminderClock.objects.create(ran_at=timezone.now(), planned_for=DAY)
    for _ in range(5):
        a_run(sent=1, error="x")
        digest(DigestState.WAITING, next_try_at=timezone.now())
        failed()
    shown = page(client)
    assert (shown.status_code, f'<html lang="{language}">' in shown.text) == (200, True)


def test_an_administrator_looks_on(client, administrator):
    client.force_login(administrator)
    given_up = failed()
    shown = page(client).text
    assert given_up.recipient.email in shown
    again = reverse("measures:reminders-again")
    assert again not in shown
    assert 'type="checkbox"' not in shown
    assert client.post(again, {"digest": given_up.pk}).status_code == 403


@pytest.mark.django_db  # its person is asked for by name, which comes too late to tell
@pytest.mark.parametrize(
    ("who", "linked"), [("administrator", True), ("coordinator", True), ("officer", False)]
)
def test_whoever_may_watch_finds_the_way(client, request, who, linked):
    client.force_login(request.getfixturevalue(who))
    shown = client.get(reverse("calendar:now"), follow=True).text
    assert (f'href="{reverse("measures:reminders")}"' in shown) == linked


def test_staff_without_the_permission_does_not_look_on(db, client):
    client.force_login(UserFactory(is_staff=True))
    assert page(client).status_code == 403


def test_the_page_takes_the_same_statements_for_many_runs(client, coordinator):
    client.force_login(coordinator)
    counts = []
    for runs in (1, 2, 27):
        for _ in range(runs):
            a_run(sent=1)
        counts.append(statements(client, 0))
    assert counts[1] == counts[2]
