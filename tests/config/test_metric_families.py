"""The figures at /metrics, held against the rows they tell of."""

from datetime import date, timedelta
from typing import Any, Final

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from agencies.models import User
from measures.models import (
    Digest,
    DigestState,
    Ended,
    Extension,
    ProgressState,
    Reminder,
    ReminderClock,
    ReminderRun,
    ReminderState,
    StoredFile,
)
from planner.models import ActionPlan
from reports.models import Report, ReportState
from reports.services.requests import request_report
from reports.services.rounds import round_of
from tests.config.scraping import of, scrape, told
from tests.factories import (
    ObligationFactory,
    ProgressEntryFactory,
    StoredFileFactory,
    UserFactory,
)

DAY: Final = date(2009, 7, 6)
BEFORE: Final = DAY - timedelta(days=1)
MINUTE: Final = timedelta(minutes=1)
HOUR: Final = timedelta(hours=1)


def mail(state: DigestState = DigestState.WAITING, day: date = DAY, **fields: Any) -> Digest:
    if state in (DigestState.SENT, DigestState.BOUNCED):
        fields = {"sent_at": timezone.now()} | fields
    created_at = fields.pop("created_at", None)
    made: Digest = Digest.objects.create(
        recipient=(person := UserFactory()),
        day=day,
        state=state,
        message_id=f"<{person.pk}@example.org>",
        **fields,
    )
    if created_at:
        Digest.objects.filter(pk=made.pk).update(created_at=created_at)
    return made


def reminder(state: ReminderState, digest: Digest | None = None, **fields: Any) -> Reminder:
    owed = ObligationFactory()
    made: Reminder = Reminder.objects.create(
        plan=owed.measure.plan,
        obligation=owed,
        recipient=digest.recipient if digest else UserFactory(),
        digest=digest,
        due_on=owed.due_on,
        remind_on=DAY,
        state=state,
        **fields,
    )
    return made


def run(day: date = DAY, ago: timedelta = MINUTE, **fields: Any) -> ReminderRun:
    at = timezone.now() - ago
    made: ReminderRun = ReminderRun.objects.create(day=day, started_at=at, ended_at=at, **fields)
    return made


@pytest.mark.django_db
def test_an_empty_installation_tells_noughts_and_that_no_run_came_by() -> None:
    figures = told()
    apart = {"tracker_build_info{0.1.0}", "tracker_database_up", "tracker_reminder_run_age_seconds"}
    about_broker = ("tracker_broker", "tracker_queue")
    assert [figures[name] for name in sorted(apart)] == [1, 1, -1]
    rest = {name: value for name, value in figures.items() if not name.startswith(about_broker)}
    assert {value for name, value in rest.items() if name not in apart} == {0}


@pytest.mark.django_db
def test_every_family_is_a_gauge_and_says_what_it_is() -> None:
    answer = scrape()
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    families = list(text_string_to_metric_families(answer.content.decode()))
    assert [one.name for one in families if not one.documentation or one.type != "gauge"] == []
    assert len(families) >= 16


@pytest.mark.django_db
def test_all_waiting_reminders_are_told_and_of_the_others_those_of_the_day() -> None:
    today, before = mail(DigestState.SENT), mail(DigestState.SENT, BEFORE)
    reminder(ReminderState.WAITING)
    for digest in (today, before):
        for state in (ReminderState.WAITING, ReminderState.SENT, ReminderState.BOUNCED):
            reminder(state, digest)
    reminder(ReminderState.SKIPPED, today, ended=Ended.DECIDED)
    reminder(ReminderState.FAILED, before)
    assert of("tracker_reminders") == {"waiting": 3, "sent": 1, "bounced": 1, "skipped": 1}


@pytest.mark.django_db
def test_mails_are_told_by_state_for_the_day_and_under_way_for_any() -> None:
    for state in DigestState:
        mail(state)
        mail(state, BEFORE)
    assert of("tracker_mails_of_day") == dict.fromkeys(DigestState.values, 1)
    assert of("tracker_mails_under_way") == {"waiting": 2, "sending": 2}


@pytest.mark.django_db
def test_the_oldest_mail_that_could_go_is_told_and_one_held_back_is_not() -> None:
    now = timezone.now()
    mail(next_try_at=now + HOUR, created_at=now - 50 * HOUR)
    assert told()["tracker_mail_ready_age_seconds"] == 0
    mail(created_at=now - 2 * HOUR)
    mail(next_try_at=now - 3 * HOUR, created_at=now - 9 * HOUR)
    figures = told()
    assert figures["tracker_mail_ready_age_seconds"] == pytest.approx(3 * 3600, abs=60)
    assert figures["tracker_mails_ready"] == 2


@pytest.mark.django_db
def test_mails_that_were_tried_in_vain_are_told_while_they_wait() -> None:
    for attempts in (0, 1, 2):
        mail(attempts=attempts, next_try_at=timezone.now() + HOUR)
    mail(DigestState.SENDING, attempts=1)
    mail(DigestState.FAILED, attempts=8)
    assert told()["tracker_mails_put_off"] == 2


@pytest.mark.django_db
def test_the_oldest_claim_is_told() -> None:
    now = timezone.now()
    mail(DigestState.SENDING, claimed_at=now - MINUTE)
    mail(DigestState.SENDING, BEFORE, claimed_at=now - 20 * MINUTE)
    mail(DigestState.SENT, claimed_at=now - 9 * HOUR)
    assert told()["tracker_mail_claim_age_seconds"] == pytest.approx(1200, abs=60)


@pytest.mark.django_db
def test_mails_lost_within_a_day_are_told_whenever_they_went_out() -> None:
    now = timezone.now()
    for ago in (HOUR, 23 * HOUR, 25 * HOUR):
        mail(DigestState.FAILED, claimed_at=now - ago)
        mail(DigestState.BOUNCED, DAY - timedelta(days=3), bounced_at=now - ago)
    mail(DigestState.BOUNCED, DAY - timedelta(days=3), bounced_at=now - HOUR)
    assert of("tracker_mails_lost_last_day") == {"failed": 2, "bounced": 3}


@pytest.mark.django_db
def test_the_last_run_is_told_in_seconds_and_whether_the_day_is_planned() -> None:
    ran_at = timezone.now() - 7 * MINUTE
    clock = ReminderClock.objects.create(ran_at=ran_at, planned_for=BEFORE, planned_at=ran_at)
    figures = told()
    assert figures["tracker_reminder_run_age_seconds"] == pytest.approx(420, abs=60)
    assert figures["tracker_reminders_planned_for_today"] == 0
    ReminderClock.objects.filter(pk=clock.pk).update(planned_for=DAY)
    assert told()["tracker_reminders_planned_for_today"] == 1


@pytest.mark.django_db
def test_a_run_ahead_of_this_machines_clock_is_no_seconds_old() -> None:
    ReminderClock.objects.create(ran_at=timezone.now() + MINUTE)
    assert told()["tracker_reminder_run_age_seconds"] == 0


@pytest.mark.django_db
def test_the_runs_of_the_day_are_added_up_and_errors_of_a_day_counted() -> None:
    run(planned=5, sent=3)
    run(sent=2, failed=1, error="TimeoutError")
    run(BEFORE, 20 * HOUR, planned=100, skipped=1, error="TimeoutError")
    run(BEFORE, 25 * HOUR, error="TimeoutError")
    assert of("tracker_reminders_of_runs_today") == {"planned": 5, "sent": 5, "failed": 1}
    assert told()["tracker_reminder_runs_erred_last_day"] == 2


@pytest.mark.django_db
def test_what_people_owe_is_told(officer: User) -> None:
    ObligationFactory()
    late = ObligationFactory.create_batch(2, due_on=date(2009, 7, 5))
    ProgressEntryFactory(state=ProgressState.SUBMITTED, submitted_on=DAY)
    ProgressEntryFactory(state=ProgressState.DRAFT)
    asked = {"requested_by": officer, "requested_on": DAY, "reason": "Ждём ответа."}
    later = {"old_due_on": date(2009, 7, 5), "proposed_on": date(2009, 9, 1)}
    Extension.objects.create(obligation=late[0], **asked, **later)
    figures = told()
    names = ("obligations_overdue", "reviews_waiting", "extensions_waiting")
    assert [figures[f"tracker_{name}"] for name in names] == [2, 1, 1]


def test_reports_that_nobody_can_be_reminded_of_are_told(officer: User) -> None:
    ObligationFactory(agency=officer.memberships.get().agency)
    ObligationFactory.create_batch(2)
    assert told()["tracker_obligations_nobody_to_remind"] == 2


@pytest.mark.django_db
def test_editions_that_are_not_ready_are_told(plan: ActionPlan, coordinator: User) -> None:
    for label, state in (("2009Q1", ReportState.FAILED), ("2009Q2", ReportState.QUEUED)):
        report = request_report(round_of(plan, label, DAY), by=coordinator, today=DAY)
        Report.objects.filter(pk=report.pk).update(state=state)
    assert of("tracker_editions") == {"failed": 1, "queued": 1}


@pytest.mark.django_db
def test_files_that_wait_or_are_held_back_are_told(settings: Any) -> None:
    StoredFileFactory()
    StoredFile.objects.update(created_at=timezone.now() - HOUR)
    StoredFileFactory(trouble="TimeoutError")
    for state in ("clean", "infected", "unscannable"):
        StoredFileFactory(state=state)
    assert of("tracker_files") == {"infected": 1, "unscannable": 1}
    settings.CLAMD_ADDRESS = "scanner.example:3310"
    assert of("tracker_files") == {"waiting": 2, "failing": 1, "infected": 1, "unscannable": 1}
    assert told()["tracker_file_wait_seconds"] == pytest.approx(3600, abs=60)


def fill(rows: int) -> None:
    for _ in range(rows):
        digest = mail(DigestState.SENT)
        reminder(ReminderState.SENT, digest)
        reminder(ReminderState.WAITING, mail())
        mail(DigestState.FAILED, claimed_at=timezone.now())
        run(error="TimeoutError")
        StoredFileFactory(trouble="TimeoutError")
        owed = ObligationFactory(due_on=BEFORE)
        ProgressEntryFactory(obligation=owed, state=ProgressState.SUBMITTED, submitted_on=DAY)
    ReminderClock.objects.get_or_create()


def statements() -> int:
    with CaptureQueriesContext(connection) as caught:
        scrape()
    return len(caught)


@pytest.mark.django_db
def test_a_scrape_takes_the_same_few_statements_for_three_rows_and_for_thirty() -> None:
    fill(3)
    few = statements()
    fill(27)
    assert (statements(), few <= 27) == (few, True)


@pytest.mark.django_db
def test_nothing_of_a_person_is_told(officer: User, plan: ActionPlan) -> None:
    User.objects.update(full_name="Zhanar", email="zhanar@akimat.example")
    run(worker="mail@secret-host", error="SMTPRecipientsRefused: zhanar@akimat.example")
    mail(DigestState.FAILED, error="Zhanar", claimed_at=timezone.now())
    text = scrape().content.decode()
    assert [word for word in ("Zhanar", "akimat", "secret-host", plan.slug) if word in text] == []
