"""Administration of reminders: the ledger is read, rules are changed, failed mails sent again."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.models import Membership, Role
from measures.models import Digest, DigestState, Reminder, ReminderRule
from measures.services.reminders import default_rules
from tests.factories import ObligationFactory, UserFactory

DAY = date(2009, 7, 6)


@pytest.fixture
def administrator(db, client):
    administrator = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(administrator)
    return administrator


@pytest.fixture
def failed(officer):
    return Digest.objects.create(
        recipient=officer,
        day=DAY,
        state=DigestState.FAILED,
        attempts=8,
        error="SMTPRecipientsRefused: 550 no such mailbox",
        message_id="<1@example.org>",
    )


@pytest.fixture
def reminder(failed, agency):
    obligation = ObligationFactory(agency=agency)
    return Reminder.objects.create(
        obligation=obligation,
        recipient=failed.recipient,
        digest=failed,
        due_on=obligation.due_on,
        remind_on=DAY,
    )


def listing(client, model, **choice):
    return client.get(reverse(f"admin:measures_{model}_changelist"), choice)


def test_the_error_of_a_failed_mail_is_in_the_list(client, administrator, failed):
    shown = listing(client, "digest", state__exact="failed")
    assert "550 no such mailbox" in shown.content.decode()


def test_reminders_are_listed_and_only_read(client, administrator, reminder):
    assert str(reminder.recipient) in listing(client, "reminder").content.decode()
    add = reverse("admin:measures_reminder_add")
    delete = reverse("admin:measures_reminder_delete", args=[reminder.pk])
    assert [client.get(add).status_code, client.post(delete).status_code] == [403, 403]


def test_rules_are_listed_and_can_be_changed(client, administrator, plan):
    default_rules(plan)
    rule = ReminderRule.objects.get(plan=plan, offset=-30)
    url = reverse("admin:measures_reminderrule_change", args=[rule.pk])
    changed = {"plan": plan.pk, "audience": rule.audience, "offset": "-20", "repeat_every": ""}
    assert client.post(url, changed).status_code == 302
    rule.refresh_from_db()
    assert rule.offset == -20


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
