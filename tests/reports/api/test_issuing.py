"""Signing, issuing, sending and the offices that get reports, over the API."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from agencies.models import User
from planner.models import ActionPlan
from reports.models import Dispatch, DispatchState, Issue, IssueState, Recipient, SigningRule
from reports.services.issuing import set_second_person, sign
from tests import factories
from tests.reports.api.conftest import Ready, calls, statements, told
from tests.reports.issuing.conftest import WHEN

SIGN = {"number": "12-3/45", "dated_on": "2009-07-06"}


def test_an_edition_is_signed_and_issued_at_once(api: APIClient, finished: Ready) -> None:
    report = finished()
    answer = api.post(f"/api/v1/reports/{report.pk}/sign/", SIGN)
    found = answer.json()
    assert (answer.status_code, found["state"], found["told"]["edition"]) == (201, "issued", 1)
    assert told(api.post(f"/api/v1/reports/{report.pk}/sign/", SIGN)) == (409, "signed")


def test_where_two_sign_another_coordinator_confirms(
    api: APIClient, finished: Ready, plan: ActionPlan, coordinator: User, second: User
) -> None:
    set_second_person(plan, True, by=coordinator, **WHEN)
    signed = api.post(f"/api/v1/reports/{finished().pk}/sign/", SIGN).json()
    address = f"/api/v1/issues/{signed['id']}/confirm/"
    assert (signed["state"], told(api.post(address))) == ("signed", (409, "same_person"))
    confirmed = calls(second).post(address).json()
    assert (confirmed["state"], confirmed["confirmed_by"]) == ("issued", second.full_name)


def test_a_signature_is_taken_back(
    api: APIClient, finished: Ready, plan: ActionPlan, coordinator: User
) -> None:
    set_second_person(plan, True, by=coordinator, **WHEN)
    signed = api.post(f"/api/v1/reports/{finished().pk}/sign/", SIGN).json()
    address = f"/api/v1/issues/{signed['id']}/"
    assert api.post(f"{address}take-back/").json()["state"] == "taken_back"
    assert api.get("/api/v1/issues/").json()["results"] == []
    kinds = [one["kind"] for one in api.get(f"{address}acts/").json()["acts"]]
    assert kinds == ["signed", "taken_back"]


def test_an_issue_is_withdrawn_with_an_act_and_a_reason(api: APIClient, issued: Issue) -> None:
    address = f"/api/v1/issues/{issued.pk}/withdraw/"
    assert told(api.post(address, {"act": "1", "reason": ""})) == (400, "invalid")
    found = api.post(address, {"act": "Письмо № 7", "reason": "Ошибка в итогах."}).json()
    assert (found["state"], found["withdrawn_act"]) == ("withdrawn", "Письмо № 7")
    assert told(api.post(address, {"act": "1", "reason": "x"})) == (409, "not_issued")


def test_files_are_opened_to_whoever_has_the_code(api: APIClient, issued: Issue) -> None:
    address = f"/api/v1/issues/{issued.pk}/open-files/"
    opened = [api.post(address, {"open": wanted}).json()["public"] for wanted in (True, False)]
    assert opened == [True, False]


def test_further_recipients_get_it(
    api: APIClient, issued: Issue, plan: ActionPlan, django_assert_max_num_queries: Any
) -> None:
    office = {
        "plan": plan.slug,
        "office": "Администрация",
        "email": "adm@example.org",
        "language": "ru",
        "formats": ["pdf"],
    }
    made = api.post("/api/v1/recipients/", office)
    assert (made.status_code, made.json()["formats"]) == (201, ["pdf"])
    address = f"/api/v1/issues/{issued.pk}/send/"
    assert [api.post(address).json()["count"] for _time in range(2)] == [1, 0]
    mails = api.get(f"/api/v1/mails/?issue={issued.pk}").json()["results"]
    assert [one["email"] for one in mails] == ["adm@example.org", "office@pm.example"]


def test_a_mail_that_was_given_up_goes_again(api: APIClient, issued: Issue) -> None:
    mail = Dispatch.objects.get()
    address = f"/api/v1/mails/{mail.pk}/send-again/"
    assert told(api.post(address)) == (409, "under_way")
    Dispatch.objects.update(state=DispatchState.FAILED, error="550")
    assert api.post(address).json()["state"] == "waiting"


@pytest.mark.parametrize("rest", ["confirm/", "take-back/", "withdraw/", "open-files/", "send/"])
def test_who_does_not_coordinate_the_plan_acts_on_nothing(
    rest: str, stranger: APIClient, executor: APIClient, issued: Issue
) -> None:
    sent = {"act": "1", "reason": "x", "open": True}
    answers = [one.post(f"/api/v1/issues/{issued.pk}/{rest}", sent) for one in (stranger, executor)]
    issued.refresh_from_db()
    assert [told(one) for one in answers] == [(403, "permission_denied")] * 2
    assert (issued.state, issued.public) == (IssueState.ISSUED, False)


def test_everybody_reads_the_register_and_nobody_else_the_mails_and_offices(
    stranger: APIClient, executor: APIClient, issued: Issue, office: Recipient
) -> None:
    mail = Dispatch.objects.get()
    for one in (stranger, executor):
        assert [row["id"] for row in one.get("/api/v1/issues/").json()["results"]] == [issued.pk]
        assert one.get("/api/v1/mails/").json()["results"] == []
        assert one.get(f"/api/v1/mails/{mail.pk}/").status_code == 404
        assert one.post(f"/api/v1/mails/{mail.pk}/send-again/").status_code == 404
        assert one.get("/api/v1/recipients/").json()["results"] == []
        assert one.get(f"/api/v1/recipients/{office.pk}/").status_code == 404
        assert one.patch(f"/api/v1/recipients/{office.pk}/", {"office": "x"}).status_code == 404
        assert one.post(f"/api/v1/recipients/{office.pk}/retire/").status_code == 404


def test_nobody_else_adds_an_office(
    stranger: APIClient, executor: APIClient, plan: ActionPlan
) -> None:
    sent = {"plan": plan.slug, "office": "x", "email": "x@example.org", "language": "ru"}
    for one in (stranger, executor):
        assert one.post("/api/v1/recipients/", {**sent, "formats": ["pdf"]}).status_code == 403
    assert not Recipient.objects.exists()


def test_an_office_is_changed_in_part_and_retired(api: APIClient, office: Recipient) -> None:
    address = f"/api/v1/recipients/{office.pk}/"
    changed = api.patch(address, {"formats": ["xlsx"]}).json()
    assert (changed["formats"], changed["email"], changed["language"]) == (
        ["xlsx"],
        "office@pm.example",
        "kk",
    )
    assert api.post(f"{address}retire/").json()["retired_at"]
    assert told(api.post(f"{address}retire/")) == (409, "retired")
    assert api.get("/api/v1/recipients/?retired=false").json()["results"] == []


def test_a_wrong_address_is_refused(api: APIClient, office: Recipient) -> None:
    answer = api.patch(f"/api/v1/recipients/{office.pk}/", {"email": "nowhere"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "email")


def test_the_rule_of_signing_is_read_and_set(
    api: APIClient, plan: ActionPlan, coordinator: User, issued: Issue
) -> None:
    address = f"/api/v1/signing/{plan.slug}/"
    before = api.get(address).json()
    assert (before["second_person"], before["proposed_number"]) == (False, "12-3/46")
    after = api.put(address, {"second_person": True}).json()
    assert (after["second_person"], after["rules"][0]["set_by"]) == (True, coordinator.full_name)


def test_nobody_else_reads_or_sets_the_rule(
    stranger: APIClient, executor: APIClient, plan: ActionPlan
) -> None:
    address = f"/api/v1/signing/{plan.slug}/"
    for one in (stranger, executor):
        assert one.get(address).status_code == 403
        assert one.put(address, {"second_person": True}).status_code == 403
    assert not SigningRule.objects.exists()


def test_a_field_that_is_not_the_callers_to_set_changes_nothing(
    api: APIClient, office: Recipient, issued: Issue
) -> None:
    other = factories.ActionPlanFactory()
    api.patch(f"/api/v1/recipients/{office.pk}/", {"plan": other.slug, "retired_at": "2009-01-01"})
    office.refresh_from_db()
    assert (office.plan_id, office.retired_at) == (issued.plan_id, None)


def test_lists_take_the_same_statements_for_three_and_thirty(
    api: APIClient, finished: Ready, coordinator: User, plan: ActionPlan
) -> None:
    def add(first: int, last: int) -> None:
        for n in range(first, last):
            Recipient.objects.create(
                plan=plan, office=f"{n}", email=f"{n}@example.org", language="ru",
                formats=["pdf"], added_by=coordinator, added_at=WHEN["now"],
            )  # fmt: skip
            day = WHEN["today"]
            sign(finished(n), number=f"{n}", dated_on=day, by=coordinator, **WHEN)

    lists = [f"/api/v1/{name}/" for name in ("issues", "mails", "recipients")]
    add(1, 3)
    api.get(lists[-1])  # a person's permissions are asked for once
    few = [statements(api, one) for one in lists]
    add(3, 9)
    assert [statements(api, one) for one in lists] == few
