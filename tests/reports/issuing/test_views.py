"""The pages on which reports are signed, sent and withdrawn, and the plan's list of recipients."""

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse
from kombu.exceptions import OperationalError

from agencies.models import User
from planner.models import ActionPlan
from reports import tasks
from reports.models import (
    Dispatch,
    Issue,
    IssueState,
    Recipient,
    Report,
    ReportingRound,
    SigningRule,
)
from reports.services.issuing import set_second_person, withdraw
from tests import factories
from tests.reports.issuing.conftest import NOW, WHEN, Ready, Signed

Queries = Callable[..., Any]


@pytest.fixture(autouse=True)
def _on_6_july(settings: Any) -> None:
    settings.BUSINESS_DATE = "2009-07-06"


def page(client: Client, name: str, *arguments: Any) -> str:
    answer = client.get(reverse(f"reports:{name}", args=arguments))
    assert answer.status_code == 200
    return str(answer.content.decode())


SIGNED = {"number": "12-3/45", "dated_on": "2009-07-06"}


def test_who_signs_what_a_colleague_just_signed_is_told(
    client: Client, coordinator: User, signed: Signed
) -> None:
    issue = signed()
    client.force_login(coordinator)
    answer = client.post(reverse("reports:issue", args=[issue.report_id]), SIGNED)
    assert answer.status_code == 422
    assert "This edition is signed already." in answer.content.decode()


def test_a_coordinator_signs_on_the_page_of_the_edition(
    client: Client, coordinator: User, ready: Ready, office: Recipient
) -> None:
    report = ready()
    client.force_login(coordinator)
    address = reverse("reports:issue", args=[report.pk])
    assert address in page(client, "edition", report.pk)
    form = page(client, "issue", report.pk)
    assert 'value="1"' in form
    assert 'value="2009-07-06"' in form
    assert office.email in form
    answer = client.post(address, SIGNED, follow=True)
    assert Issue.objects.get().number == "12-3/45"
    assert "Issued: No 12-3/45" in answer.content.decode()
    assert "issued: No 12-3/45" in page(client, "edition", report.pk)
    assert "issued: No 12-3/45" in page(client, "round", report.round_id)


def test_bad_input_is_said_at_its_field_and_what_was_typed_stays(
    client: Client, coordinator: User, signed: Signed, ready: Ready
) -> None:
    signed()
    report = ready(2)
    client.force_login(coordinator)
    address = reverse("reports:issue", args=[report.pk])
    for sent, at, said in (
        (SIGNED, "id_number", "was given to another report"),
        ({**SIGNED, "number": ""}, "id_number", "required"),
        ({**SIGNED, "dated_on": "2009-07-07"}, "id_dated_on", "cannot lie ahead"),
        ({"number": "99", "dated_on": "x"}, "id_dated_on", "valid date"),
    ):
        answer = client.post(address, sent)
        told = answer.content.decode()
        assert answer.status_code == 422
        assert f'href="#{at}"' in told
        assert said in told
        assert f'value="{sent["number"]}"' in told or not sent["number"]
    assert Issue.objects.count() == 1


def test_with_the_broker_down_the_mails_wait_for_the_sweep(
    client: Client,
    coordinator: User,
    ready: Ready,
    office: Recipient,
    django_capture_on_commit_callbacks: Queries,
) -> None:
    report = ready()
    client.force_login(coordinator)
    with (
        patch.object(tasks.send_issued, "delay", side_effect=OperationalError) as bell,
        django_capture_on_commit_callbacks(execute=True),
    ):
        answer = client.post(reverse("reports:issue", args=[report.pk]), SIGNED)
    assert (answer.status_code, bell.call_count) == (302, 1)
    assert Dispatch.objects.get().state == "waiting"


@pytest.fixture
def waiting(signed: Signed, plan: ActionPlan, coordinator: User) -> Issue:
    set_second_person(plan, True, by=coordinator, **WHEN)
    return signed()


def test_the_second_person_has_the_button_and_the_first_has_not(
    client: Client, coordinator: User, second: User, waiting: Issue
) -> None:
    confirm = reverse("reports:issue-confirm", args=[waiting.pk])
    take_back = reverse("reports:issue-take-back", args=[waiting.pk])
    client.force_login(coordinator)
    first = page(client, "issue", waiting.report_id)
    assert (confirm in first, take_back in first) == (False, True)
    answer = client.post(confirm, follow=True)
    assert "the second person must be another" in answer.content.decode()
    client.force_login(second)
    other = page(client, "issue", waiting.report_id)
    assert (confirm in other, take_back in other) == (True, False)
    assert client.post(take_back).status_code == 403
    client.post(confirm)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.confirmed_by) == (IssueState.ISSUED, second)


def test_the_first_takes_it_back_and_may_sign_again(
    client: Client, coordinator: User, waiting: Issue
) -> None:
    client.force_login(coordinator)
    answer = client.post(reverse("reports:issue-take-back", args=[waiting.pk]), follow=True)
    told = answer.content.decode()
    assert "the number is free again" in told
    assert 'name="number"' in told


def test_a_withdrawal_asks_for_an_act_and_a_reason(
    client: Client, coordinator: User, signed: Signed
) -> None:
    issue = signed()
    client.force_login(coordinator)
    address = reverse("reports:issue-withdraw", args=[issue.pk])
    answer = client.post(address, {"act": "", "reason": "Ошибка"})
    assert answer.status_code == 422
    assert 'href="#id_act"' in answer.content.decode()
    answer = client.post(address, {"act": "Письмо № 7", "reason": "Ошибка"}, follow=True)
    told = answer.content.decode()
    assert "withdrawn: No 12-3/45" in told
    assert "Письмо № 7" in told
    again = client.post(address, {"act": "№ 8", "reason": "Иначе"})
    assert (again.status_code, 'name="act"' in again.content.decode()) == (422, False)


def test_files_are_opened_and_closed_by_a_button(
    client: Client, coordinator: User, signed: Signed
) -> None:
    issue = signed()
    client.force_login(coordinator)
    address = reverse("reports:issue-files", args=[issue.pk])
    for wanted, stands in (("1", True), ("0", False)):
        client.post(address, {"open": wanted})
        issue.refresh_from_db()
        assert issue.public is stands


def test_a_failed_mail_is_shown_with_its_reason_and_sent_again(
    client: Client, coordinator: User, office: Recipient, signed: Signed
) -> None:
    issue = signed()
    Dispatch.objects.update(state="failed", attempts=3, error="550 no such mailbox")
    client.force_login(coordinator)
    told = page(client, "issue", issue.report_id)
    again = reverse("reports:issue-send-again", args=[Dispatch.objects.get().pk])
    assert "550 no such mailbox" in told
    assert again in told
    assert "hx-get" not in told.split('id="mails"')[1].split("</section>")[0]
    answer = client.post(again, follow=True)
    assert "sent again" in answer.content.decode()
    assert Dispatch.objects.get().state == "waiting"
    assert 'hx-trigger="every 10s"' in page(client, "issue", issue.report_id)


def test_an_office_that_came_later_gets_it_by_a_button(
    client: Client, coordinator: User, signed: Signed, plan: ActionPlan
) -> None:
    issue = signed()
    client.force_login(coordinator)
    added = {"office": "A", "email": "a@b.example", "language": "ru", "formats": ["pdf"]}
    client.post(reverse("reports:issuing", args=[plan.slug]), added)
    send = reverse("reports:issue-send", args=[issue.pk])
    assert send in page(client, "issue", issue.report_id)
    assert "1 further recipient" in client.post(send, follow=True).content.decode()
    assert send not in page(client, "issue", issue.report_id)


def test_the_list_of_recipients_is_kept_on_the_page_of_the_plan(
    client: Client, coordinator: User, plan: ActionPlan, office: Recipient
) -> None:
    client.force_login(coordinator)
    address = reverse("reports:issuing", args=[plan.slug])
    sent = {"office": "А", "email": office.email, "language": "kk", "formats": ["pdf"]}
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "is on the list already" in answer.content.decode()
    assert client.post(address, {**sent, "email": "x"}).status_code == 422
    changed = reverse("reports:recipient", args=[office.pk])
    client.post(changed, {**sent, "email": "new@pm.example"})
    office.refresh_from_db()
    assert (office.office, office.email) == ("А", "new@pm.example")
    client.post(reverse("reports:recipient-retire", args=[office.pk]))
    told = page(client, "issuing", plan.slug)
    assert "1 recipient taken off the list" in told
    assert "not on the list any more" in page(client, "recipient", office.pk)


def test_who_signs_is_set_on_the_page_of_the_plan(
    client: Client, coordinator: User, admin_user: User, plan: ActionPlan
) -> None:
    address = reverse("reports:signing", args=[plan.slug])
    client.force_login(coordinator)
    client.post(address, {"second_person": "on"})
    assert "Two coordinators" in page(client, "issuing", plan.slug)
    User.objects.filter(pk=admin_user.pk).update(language="en")
    client.force_login(admin_user)
    client.post(address, {})
    told = page(client, "issuing", plan.slug)
    assert "One coordinator of the plan" in told
    assert 'name="office"' not in told
    assert SigningRule.objects.count() == 2


def test_the_list_of_rounds_leads_coordinators_to_it_and_nobody_else(
    client: Client, coordinator: User, officer: User, round_: ReportingRound
) -> None:
    address = reverse("reports:issuing", args=[round_.plan.slug])
    shown = {}
    for person in (coordinator, officer):
        client.force_login(person)
        shown[person] = f'href="{address}"' in page(client, "rounds")
    assert shown == {coordinator: True, officer: False}


def acts(issue: Issue, row: Dispatch, office: Recipient) -> list[str]:
    of_issue = ("confirm", "take-back", "withdraw", "files", "send")
    return [
        *(reverse(f"reports:issue-{name}", args=[issue.pk]) for name in of_issue),
        reverse("reports:issue-send-again", args=[row.pk]),
        reverse("reports:issue", args=[issue.report_id]),
        reverse("reports:issuing", args=[issue.plan.slug]),
        reverse("reports:signing", args=[issue.plan.slug]),
        reverse("reports:recipient", args=[office.pk]),
        reverse("reports:recipient-retire", args=[office.pk]),
    ]


def test_nobody_else_acts_or_reads_addresses(
    client: Client, officer: User, office: Recipient, signed: Signed
) -> None:
    issue = signed()
    addresses = acts(issue, Dispatch.objects.get(), office)
    assert {client.post(one).status_code for one in addresses} == {302}
    client.force_login(officer)
    assert {client.post(one).status_code for one in addresses} == {403}
    told = page(client, "issue", issue.report_id)
    assert "12-3/45" in told
    assert office.email not in told
    assert client.get(reverse("reports:issuing", args=[issue.plan.slug])).status_code == 403
    client.force_login(factories.UserFactory())
    assert client.get(reverse("reports:issue", args=[issue.report_id])).status_code == 403
    issue.refresh_from_db()
    assert (issue.state, issue.public) == (IssueState.ISSUED, False)


def test_an_edition_that_is_not_ready_says_so_in_the_place_of_the_form(
    client: Client, coordinator: User, report: Report
) -> None:
    client.force_login(coordinator)
    told = page(client, "issue", report.pk)
    assert "It can be signed when it is ready" in told
    assert 'name="number"' not in told
    assert client.post(reverse("reports:issue", args=[report.pk]), SIGNED).status_code == 422


@pytest.mark.parametrize("name", ["issue", "issuing", "verify"])
def test_pages_take_the_same_statements_with_few_and_many_rows(
    client: Client,
    coordinator: User,
    signed: Signed,
    ready: Ready,
    plan: ActionPlan,
    name: str,
    django_assert_max_num_queries: Queries,
) -> None:
    issue = signed(1, "1")
    client.force_login(coordinator)
    address = {
        "issue": reverse("reports:issue", args=[issue.report_id]),
        "issuing": reverse("reports:issuing", args=[plan.slug]),
        "verify": reverse("verify:code", args=[issue.code]),
    }[name]

    def more(count: int, start: int) -> None:
        for number in range(start, start + count):
            row = Recipient.objects.create(
                plan=plan, office="A", email=f"{number}@b.example", language="ru",
                formats=["pdf"], added_by=coordinator, added_at=NOW,
                retired_at=NOW if number % 3 == 0 else None,
                retired_by=coordinator if number % 3 == 0 else None,
            )  # fmt: skip
            Dispatch.objects.create(
                issue=issue, recipient=row, office="A", email=row.email, language="ru",
                formats=["pdf"], message_id=str(number), created_at=NOW,
            )  # fmt: skip

    more(3, 0)
    signed(2, "2")
    with django_assert_max_num_queries(60) as few:
        client.get(address)
    more(27, 3)
    for edition in range(3, 8):
        signed(edition, str(edition))
    with django_assert_max_num_queries(len(few)):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "model", ["issue", "issuedfile", "issueact", "signingrule", "recipient", "dispatch"]
)
def test_administration_reads_and_never_writes(
    client: Client, admin_user: User, office: Recipient, signed: Signed, coordinator: User,
    model: str,
) -> None:  # fmt: skip
    withdraw(signed(), reason="Ошибка", act="№ 7", by=coordinator, **WHEN)
    client.force_login(admin_user)
    listed = client.get(reverse(f"admin:reports_{model}_changelist"))
    added = client.get(reverse(f"admin:reports_{model}_add"))
    assert (listed.status_code, added.status_code) == (200, 403)
