"""Administration of reminders: all of it is read, failed mails are sent again."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Membership, Role
from measures.models import (
    Channel,
    Declined,
    Digest,
    DigestState,
    Ended,
    Reminder,
    ReminderRule,
    ReminderRun,
    ReminderState,
    Subject,
)
from tests.factories import ActionPlanFactory, MeasureFactory, ObligationFactory, UserFactory

DAY = date(2009, 7, 6)
NOW = datetime(2026, 1, 15, 6, 0, tzinfo=UTC)


@pytest.fixture
def administrator(db, client):
    administrator = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(administrator)
    return administrator


@pytest.fixture
def failed(officer):
    return a_mail(
        officer,
        state=DigestState.FAILED,
        attempts=8,
        error="SMTPRecipientsRefused: 550 no such mailbox",
    )


def a_mail(person, **fields):
    fields = {"day": DAY, "message_id": f"<{person.pk}.{len(fields)}@example.org>"} | fields
    return Digest.objects.create(recipient=person, **fields)


def a_reminder(digest, **fields):
    obligation = fields.pop("obligation", None) or ObligationFactory()
    fields = {"plan": obligation.measure.plan, "due_on": DAY, "remind_on": DAY} | fields
    return Reminder.objects.create(
        obligation=obligation, recipient=digest.recipient, digest=digest, **fields
    )


def a_run(**fields):
    return ReminderRun.objects.create(**{"day": DAY, "started_at": NOW, "ended_at": NOW} | fields)


def listing(client, model, **choice):
    return client.get(reverse(f"admin:measures_{model}_changelist"), choice)


def found(client, model, **choice):
    return set(listing(client, model, **choice).context["cl"].result_list)


def test_the_error_of_a_failed_mail_is_in_the_list(client, administrator, failed):
    shown = listing(client, "digest", state__exact="failed")
    assert "550 no such mailbox" in shown.content.decode()


def test_daily_mails_are_told_from_those_that_a_coordinator_ordered(client, administrator, failed):
    ordered = a_mail(failed.recipient, ordered_by=administrator)
    answers = [found(client, "digest", ordered=asked) for asked in ("yes", "no")]
    assert answers == [{ordered}, {failed}]


def test_runs_with_errors_are_told_from_the_others(client, administrator):
    well, badly = a_run(sent=3), a_run(error="OperationalError: server closed the connection")
    answers = [found(client, "reminderrun", errors=asked) for asked in ("yes", "no")]
    assert answers == [{badly}, {well}]


def test_runs_are_found_by_their_day(client, administrator):
    of_day, _before = a_run(), a_run(day=DAY - timedelta(days=1))
    assert found(client, "reminderrun", day=DAY.isoformat()) == {of_day}


def test_rules_in_force_are_told_from_retired_ones(client, administrator, plan):
    in_force = ReminderRule.objects.create(plan=plan, offset=-10)
    retired = ReminderRule.objects.create(plan=plan, offset=-5, retired_at=NOW)
    answers = [found(client, "reminderrule", in_force=asked) for asked in ("yes", "no")]
    assert answers == [{in_force}, {retired}]


@pytest.fixture
def of_many_kinds(failed, plan):
    """Reminders that differ in one thing each, by its name."""
    other = ObligationFactory(measure=MeasureFactory(plan=plan, number="77.3"))
    return {
        "plain": a_reminder(failed),
        "nobody": a_reminder(failed, subject=Subject.NOBODY),
        "site": a_reminder(failed, channel=Channel.SITE, state=ReminderState.SHOWN),
        "ended": a_reminder(failed, state=ReminderState.SKIPPED, ended=Ended.OFF_CONTROL),
        "of_plan": a_reminder(failed, obligation=other),
        "person": a_reminder(a_mail(UserFactory(email="zhanar@akimat.example"))),
        "earlier": a_reminder(failed, remind_on=date(2008, 2, 3)),
    }


@pytest.mark.parametrize(
    ("choice", "name"),
    [
        ({"subject__exact": "nobody"}, "nobody"),
        ({"channel__exact": "site"}, "site"),
        ({"state__exact": "shown"}, "site"),
        ({"ended__exact": "off_control"}, "ended"),
        ({"plan__id__exact": "{plan}"}, "of_plan"),
        ({"q": "77.3"}, "of_plan"),
        ({"q": "zhanar"}, "person"),
        ({"remind_on__year": "2008"}, "earlier"),
    ],
)
def test_reminders_are_found(client, administrator, of_many_kinds, plan, choice, name):
    asked = {key: value.format(plan=plan.pk) for key, value in choice.items()}
    assert found(client, "reminder", **asked) == {of_many_kinds[name]}


def test_a_reminder_of_a_round_is_listed_by_its_plan_and_period(client, administrator, plan):
    digest = a_mail(UserFactory())
    Reminder.objects.create(
        subject=Subject.ROUND_OPENS,
        plan=plan,
        occurrence="2009Q2",
        recipient=digest.recipient,
        due_on=DAY,
        remind_on=DAY,
    )
    assert f"{plan.title_en} · 2009Q2" in listing(client, "reminder").content.decode()


def fill(model, rows):
    """Rows that differ in all that a list shows; the last one."""
    for number in range(rows):
        person, plan = UserFactory(), ActionPlanFactory()
        row = {
            "declined": a_refusal,
            "digest": lambda person, plan, number: a_mail(person, ordered_by=UserFactory()),
            "reminder": a_reminder_of_a_rule,
            "reminderrule": a_rule,
            "reminderrun": lambda person, plan, number: a_run(error="x"),
        }[model](person, plan, number)
    return row


def a_refusal(person, plan, number):
    return Declined.objects.create(person=person, plan=plan)


def a_rule(person, plan, number):
    return ReminderRule.objects.create(plan=plan, offset=number, added_by=person)


def a_reminder_of_a_rule(person, plan, number):
    obligation = ObligationFactory(measure=MeasureFactory(plan=plan))
    rule = a_rule(person, plan, number)
    return a_reminder(a_mail(person), obligation=obligation, rule=rule)


MODELS = ["declined", "digest", "reminder", "reminderrule", "reminderrun"]


@pytest.mark.parametrize("model", MODELS)
def test_nothing_is_added_changed_or_deleted_by_hand(client, administrator, model):
    row = fill(model, 1)
    addresses = [
        reverse(f"admin:measures_{model}_add"),
        reverse(f"admin:measures_{model}_change", args=[row.pk]),
        reverse(f"admin:measures_{model}_delete", args=[row.pk]),
    ]
    assert [client.post(address).status_code for address in addresses] == [403, 403, 403]


@pytest.mark.parametrize("model", MODELS)
def test_lists_and_pages_take_the_same_statements_for_many_rows(client, administrator, model):
    counts = []
    for rows in (1, 2, 27):  # at the first page kinds of content are read, and kept
        row = fill(model, rows)
        page = reverse(f"admin:measures_{model}_change", args=[row.pk])
        asked = [reverse(f"admin:measures_{model}_changelist"), page]
        counts.append([statements(client, address) for address in asked])
    assert counts[1] == counts[2]


def statements(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def send_again(client, digest):
    url = reverse("admin:measures_digest_changelist")
    client.post(url, {"action": "send_again", "_selected_action": [digest.pk]})
    digest.refresh_from_db()
    return digest.state


def test_a_failed_mail_is_sent_again_by_an_administrator_who_coordinates(
    client, administrator, failed, plan
):
    Membership.objects.create(user=administrator, agency=plan.coordinator, role=Role.COORDINATOR)
    assert send_again(client, failed) == DigestState.WAITING


def test_administration_alone_gives_no_right_to_send_again(client, administrator, failed):
    assert send_again(client, failed) == DigestState.FAILED
