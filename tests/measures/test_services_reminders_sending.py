"""Reminders over a real SMTP connection: sent once, retried when refused, lost never."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from agencies.models import Membership, Role
from measures.models import (
    Digest,
    DigestState,
    Obligation,
    ObligationState,
    Reminder,
    ReminderState,
)
from measures.rules.reminders import MAX_ATTEMPTS
from measures.services.reminders import (
    Counts,
    default_rules,
    mails,
    plan_reminders,
    send_digest,
    send_reminders,
    try_again,
)
from tests.factories import AgencyFactory, MeasureFactory, ObligationFactory, person
from tests.mail_server import BREAK_OFF, HANG, mail_server

NOW = datetime(2026, 1, 15, 6, 0, tzinfo=UTC)
DUE = date(2009, 7, 10)
LONG = timedelta(days=1)  # past every wait between attempts


@pytest.fixture
def smtp(settings):
    """The mail server that the settings name, until the test is over."""
    with mail_server() as (server, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 5
        yield server


@pytest.fixture
def obligation(plan, agency):
    default_rules(plan)
    return ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency, due_on=DUE)


def run(day=DUE, now=NOW):
    return send_reminders(today=day, now=now)


def body(message):
    return message.get_body(("plain",)).get_content()


def another_officer(plan, **fields):
    """An officer of another agency that owes a report on the same day."""
    agency = AgencyFactory()
    ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency, due_on=DUE)
    return person(agency, Role.OFFICER, **fields)


def test_a_mail_goes_out_and_the_ledger_knows(smtp, obligation, officer):
    assert run() == Counts(planned=1, sent=1)
    [message] = smtp.taken
    assert message["To"] == officer.email
    digest = Digest.objects.get()
    assert (digest.state, digest.sent_at, digest.attempts) == (DigestState.SENT, NOW, 1)
    assert Reminder.objects.get().state == ReminderState.SENT


def test_a_second_run_sends_nothing_twice(smtp, obligation, officer):
    assert [run(), run(), run(DUE, NOW + LONG)] == [Counts(1, 1), Counts(), Counts()]
    assert len(smtp.taken) == 1


def test_automatic_mail_says_so_and_gets_no_automatic_answers(smtp, obligation, officer):
    run()
    [message] = smtp.taken
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["Message-ID"] == Digest.objects.get().message_id


def test_an_item_says_number_title_date_how_late_and_where(smtp, obligation, officer, settings):
    run(DUE + timedelta(days=3))
    [message] = smtp.taken
    lines = [line.strip() for line in body(message).splitlines()]
    start = lines.index(f"- {obligation.measure.number} {obligation.measure.title_en}")
    assert lines[start - 2] == "Overdue"
    assert "10.07.2009" in lines[start + 1]
    assert "3 days late" in lines[start + 1]
    assert lines[start + 2].startswith(settings.SITE_URL + "/")
    assert lines[start + 2].endswith(f"/{obligation.pk}/")
    html = message.get_body(("html",)).get_content()
    assert f'<a href="{lines[start + 2]}">' in html


def test_late_comes_first_then_today_then_what_is_ahead(smtp, obligation, officer, agency):
    for days, name in ((-7, "Late"), (0, "Now"), (1, "Ahead")):
        measure = MeasureFactory(plan=obligation.measure.plan, title_en=name)
        ObligationFactory(measure=measure, agency=agency, due_on=DUE + timedelta(days=days))
    run()
    [message] = smtp.taken
    text = body(message)
    order = ["Overdue", "Late", "Due today", "Now", "Coming", "Ahead"]
    assert sorted(order, key=text.index) == order
    assert message["Subject"].startswith("[1 overdue]")


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_mail_speaks_the_language_of_its_reader(smtp, obligation, officer, agency, language):
    officer.language = language
    officer.save()
    run()
    [message] = smtp.taken
    with translation.override(language):
        assert message["Subject"].strip() == mails.subject([DUE], DUE)
        assert mails.when(DUE, DUE) in body(message)
        assert obligation.measure.title in body(message)
        assert obligation.measure.title == getattr(obligation.measure, f"title_{language}")
    assert message["Content-Language"] == language


@pytest.mark.parametrize(
    ("language", "days", "words"),
    [
        ("en", 1, "1 day late"),
        ("en", 5, "5 days late"),
        ("ru", 1, "просрочено на 1 день"),
        ("ru", 2, "просрочено на 2 дня"),
        ("ru", 5, "просрочено на 5 дней"),
        ("ru", 0, "срок сегодня"),
        ("kk", -5, "5 күн қалды"),
    ],
)
def test_days_are_counted_as_the_language_counts(language, days, words):
    with translation.override(language):
        assert mails.when(DUE, DUE + timedelta(days=days)) == words


def test_without_a_chosen_language_the_mail_is_russian(smtp, obligation, officer):
    officer.language = ""
    officer.save()
    run()
    assert obligation.measure.title_ru in body(smtp.taken[0])
    assert smtp.taken[0]["Content-Language"] == "ru"


def test_a_coordinator_reads_the_items_by_agency(smtp, obligation, plan, coordinator):
    other = AgencyFactory(name_en="A first ministry")
    ObligationFactory(measure=MeasureFactory(plan=plan), agency=other, due_on=DUE)
    run(DUE + timedelta(days=14))
    [message] = smtp.taken
    text = body(message)
    order = [other.name_en, obligation.agency.name_en]
    assert [line.strip() for line in text.splitlines() if line.strip() in order] == order


def test_a_very_long_mail_counts_what_it_leaves_out(smtp, obligation, officer, monkeypatch):
    monkeypatch.setattr(mails, "ITEMS_SHOWN", 2)
    for _ in range(4):
        measure = MeasureFactory(plan=obligation.measure.plan)
        ObligationFactory(measure=measure, agency=obligation.agency, due_on=DUE)
    assert run() == Counts(planned=5, sent=5)
    assert body(smtp.taken[0]).count("\n- ") == 2
    assert "And 3 more" in body(smtp.taken[0])


def test_three_missed_days_are_made_up_by_one_mail(smtp, obligation, officer):
    run(DUE - timedelta(days=1))
    assert run(DUE + timedelta(days=3)) == Counts(planned=1, sent=1)
    assert len(smtp.taken) == 2


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

    def broken_for_one(digest, reminders, *, today):
        if digest.recipient == officer:
            raise ValueError("cannot be written")
        return compose(digest, reminders, today=today)

    monkeypatch.setattr("measures.services.reminders.sending.compose", broken_for_one)
    assert run() == Counts(planned=2, sent=1, failed=1)
    assert [message["To"] for message in smtp.taken] == [other.email]
    assert Digest.objects.get(recipient=officer).error == "ValueError: cannot be written"


def test_many_mails_go_over_one_connection(smtp, obligation, plan, officer):
    for _ in range(4):
        another_officer(plan)
    assert run() == Counts(planned=5, sent=5)
    assert smtp.connections == 1


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


def test_a_mail_put_off_overnight_is_the_only_mail_of_the_next_day(smtp, obligation, officer):
    smtp.to_recipient = ["451 busy"]
    run(DUE)
    assert run(DUE + timedelta(days=1), NOW + LONG) == Counts(planned=1, sent=1)
    assert run(DUE + timedelta(days=1), NOW + LONG) == Counts()
    assert len(smtp.taken) == 1
    assert run(DUE + timedelta(days=2), NOW + LONG) == Counts(sent=1)


def test_a_report_handed_in_meanwhile_is_left_out(smtp, obligation, officer):
    plan_reminders(today=DUE, now=NOW)
    Obligation.objects.update(state=ObligationState.SUBMITTED, done_on=DUE)
    assert run() == Counts(skipped=1)
    assert Digest.objects.get().state == DigestState.CANCELLED
    assert smtp.taken == []


def test_a_date_moved_meanwhile_is_left_out_and_the_new_one_counts(smtp, obligation, officer):
    plan_reminders(today=DUE, now=NOW)
    Obligation.objects.update(due_on=DUE + timedelta(days=7))
    assert run() == Counts(planned=1, sent=1, skipped=1)
    assert "17.07.2009" in body(smtp.taken[0])
    assert "10.07.2009" not in body(smtp.taken[0]).replace("as of 10.07.2009", "")


def test_a_date_moved_far_away_means_no_mail(smtp, obligation, officer):
    plan_reminders(today=DUE, now=NOW)
    Obligation.objects.update(due_on=date(2010, 7, 10))
    assert run() == Counts(skipped=1)
    assert smtp.taken == []


def test_a_person_who_left_meanwhile_gets_no_mail(smtp, obligation, officer):
    plan_reminders(today=DUE, now=NOW)
    Membership.objects.update(valid_to=DUE - timedelta(days=1))
    assert run() == Counts(skipped=1)
    assert smtp.taken == []


def test_a_mail_that_came_to_nothing_is_used_for_what_comes_later(smtp, obligation, officer):
    plan_reminders(today=DUE, now=NOW)
    Obligation.objects.update(state=ObligationState.SUBMITTED, done_on=DUE)
    run()
    measure = MeasureFactory(plan=obligation.measure.plan)
    ObligationFactory(measure=measure, agency=obligation.agency, due_on=DUE)
    assert run() == Counts(planned=1, sent=1)
    assert Digest.objects.get().state == DigestState.SENT


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


def test_a_claimed_mail_is_not_sent_by_another(smtp, obligation, officer):
    plan_reminders(today=DUE, now=NOW)
    Digest.objects.update(state=DigestState.SENDING, claimed_at=NOW)
    assert send_digest(Digest.objects.get().pk, today=DUE, now=NOW) == Counts()
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
        counts = send_digest(Digest.objects.get().pk, today=DUE, now=NOW)
    assert counts.sent >= items
    Digest.objects.update(state=DigestState.WAITING, attempts=0)
    return len(queries)


def test_a_mail_of_many_items_takes_no_more_statements(obligation, officer):
    assert statements_to_send(obligation, 3) == statements_to_send(obligation, 30)
