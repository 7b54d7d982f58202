"""Signing, the second person, what replaces what, withdrawal."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from agencies.errors import Refused
from agencies.models import Agency, Membership, Role, User
from measures.models import Notice, NoticeKind
from planner.models import ActionPlan
from reports.models import (
    Dispatch,
    Issue,
    IssueAct,
    IssuedFile,
    IssueState,
    Recipient,
    Report,
    ReportingRound,
    SigningRule,
)
from reports.queries_issuing import proposed_number
from reports.services.issuing import (
    confirm,
    open_files,
    set_second_person,
    sign,
    take_back,
    withdraw,
)
from tests import factories
from tests.reports.issuing.conftest import NOW, TODAY, WHEN, Ready, Signed


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as why:
        act()
    return why.value.code


def kinds(report: Report) -> list[str]:
    return list(IssueAct.objects.filter(issue__report=report).values_list("kind", flat=True))


def test_one_signature_issues_where_the_plan_asks_for_no_second(signed: Signed) -> None:
    issue = signed()
    assert (issue.state, issue.number, issue.dated_on, issue.year) == (
        IssueState.ISSUED,
        "12-3/45",
        TODAY,
        2009,
    )
    assert (issue.issued_on, issue.issued_at, issue.confirmed_by) == (TODAY, NOW, None)
    assert (issue.sha256, issue.code) == (issue.report.sha256, issue.report.sha256[:20])
    assert kinds(issue.report) == ["signed", "issued"]
    known = IssuedFile.objects.filter(issue=issue).values_list("sha256", flat=True)
    assert sorted(known) == sorted(issue.report.files.values_list("sha256", flat=True))


def test_what_is_told_of_an_issue_comes_from_the_frozen_content(
    signed: Signed, plan: ActionPlan
) -> None:
    plan.coordinator.name_ru, was = "Другое имя", plan.coordinator.name_ru
    issue = signed()
    assert issue.told["body"]["ru"] == was
    assert issue.told["title"]["ru"] == plan.title_ru
    assert [issue.told[name] for name in ("round", "as_of", "edition")] == [
        "2009Q2",
        "2009-07-06",
        1,
    ]


def test_only_coordinators_of_the_plan_sign(ready: Ready, officer: User, agency: Agency) -> None:
    report = ready()
    elsewhere = factories.person(agency, Role.COORDINATOR)
    for person in (officer, elsewhere):
        with pytest.raises(PermissionDenied):
            sign(report, number="1", dated_on=TODAY, by=person, **WHEN)
    assert Issue.objects.count() == 0


@pytest.mark.parametrize(
    ("number", "dated_on", "code"),
    [
        ("  ", TODAY, "number_missing"),
        ("1", TODAY + timedelta(days=1), "date_ahead"),
        ("1", TODAY - timedelta(days=1), "date_early"),
    ],
)
def test_a_number_and_a_date_that_can_be_are_asked_for(
    ready: Ready, coordinator: User, number: str, dated_on: date, code: str
) -> None:
    report = ready()
    who = {"by": coordinator, **WHEN}
    assert refused(lambda: sign(report, number=number, dated_on=dated_on, **who)) == code


def test_an_edition_that_is_not_ready_is_not_signed(report: Report, coordinator: User) -> None:
    who = {"by": coordinator, **WHEN}
    assert refused(lambda: sign(report, number="1", dated_on=TODAY, **who)) == "not_ready"


def test_an_edition_whose_file_is_gone_or_changed_is_not_signed(
    ready: Ready, coordinator: User
) -> None:
    report, who = ready(), {"by": coordinator, **WHEN}
    row = report.files.get(format="pdf", language="kk")
    path = row.file.path
    with open(path, "ab") as stored:  # noqa: PTH123  (a storage of files)
        stored.write(b" ")
    assert refused(lambda: sign(report, number="1", dated_on=TODAY, **who)) == "file_changed"
    row.file.storage.delete(row.file.name)
    assert refused(lambda: sign(report, number="1", dated_on=TODAY, **who)) == "file_lost"


def test_an_edition_is_signed_once(signed: Signed) -> None:
    issue = signed()
    assert refused(lambda: signed(report=issue.report, number="2")) == "signed"


def test_a_number_is_given_once_in_a_plan_and_a_year(signed: Signed, ready: Ready) -> None:
    signed(number="12-3/45а")
    assert refused(lambda: signed(2, number=" 12-3/45А ")) == "number_taken"
    assert signed(3, number="12-3/46").state == IssueState.ISSUED


def test_the_same_number_serves_another_year(
    signed: Signed, plan: ActionPlan, coordinator: User
) -> None:
    signed(number="1")
    later = date(2010, 1, 11)
    issue = signed(2, number="1", today=later)
    assert (issue.year, issue.state) == (2010, IssueState.ISSUED)


def test_the_number_that_follows_is_proposed(signed: Signed, plan: ActionPlan) -> None:
    assert proposed_number(plan, TODAY) == "1"
    signed(number="12-3/09")
    assert proposed_number(plan, TODAY) == "12-3/10"
    assert proposed_number(plan, date(2010, 1, 11)) == "1"


@pytest.fixture
def waiting(signed: Signed, plan: ActionPlan, coordinator: User) -> Issue:
    """Signed by the first of two."""
    set_second_person(plan, True, by=coordinator, **WHEN)
    return signed()


def test_with_a_second_person_nothing_is_issued_before_the_second_confirms(
    waiting: Issue, second: User, office: Recipient
) -> None:
    assert (waiting.state, waiting.issued_at) == (IssueState.SIGNED, None)
    assert (IssuedFile.objects.count(), Dispatch.objects.count()) == (0, 0)
    confirm(waiting, by=second, **WHEN)
    assert (waiting.state, waiting.confirmed_by) == (IssueState.ISSUED, second)
    assert (IssuedFile.objects.count(), Dispatch.objects.count()) == (10, 1)
    assert kinds(waiting.report) == ["signed", "confirmed", "issued"]


def test_who_signed_first_cannot_be_the_second(waiting: Issue, coordinator: User) -> None:
    assert refused(lambda: confirm(waiting, by=coordinator, **WHEN)) == "same_person"
    with pytest.raises(IntegrityError), transaction.atomic():
        Issue.objects.update(confirmed_by=coordinator, state="issued", issued_on=TODAY,
                             issued_at=NOW)  # fmt: skip


def test_the_second_person_coordinates_the_plan(waiting: Issue, officer: User) -> None:
    with pytest.raises(PermissionDenied):
        confirm(waiting, by=officer, **WHEN)


def test_the_first_takes_the_signature_back_and_the_number_is_free_again(
    waiting: Issue, coordinator: User, second: User, signed: Signed
) -> None:
    with pytest.raises(PermissionDenied):
        take_back(waiting, by=second, **WHEN)
    take_back(waiting, by=coordinator, **WHEN)
    assert waiting.state == IssueState.TAKEN_BACK
    assert refused(lambda: confirm(waiting, by=second, **WHEN)) == "decided"
    again = signed(report=waiting.report)
    assert (again.number, again.state) == ("12-3/45", IssueState.SIGNED)
    assert kinds(waiting.report) == ["signed", "taken_back", "signed"]


def test_once_the_first_has_left_another_takes_the_signature_back(
    waiting: Issue, coordinator: User, second: User
) -> None:
    Membership.objects.filter(user=coordinator).delete()
    take_back(waiting, by=second, **WHEN)
    assert waiting.state == IssueState.TAKEN_BACK


def test_what_is_issued_cannot_be_taken_back(
    waiting: Issue, coordinator: User, second: User
) -> None:
    confirm(waiting, by=second, **WHEN)
    assert refused(lambda: take_back(waiting, by=coordinator, **WHEN)) == "decided"


def test_the_rule_of_signing_counts_from_then_on_and_its_past_stays(
    plan: ActionPlan, coordinator: User, signed: Signed
) -> None:
    set_second_person(plan, True, by=coordinator, **WHEN)
    waits = signed()
    set_second_person(plan, False, by=coordinator, **WHEN)
    set_second_person(plan, False, by=coordinator, **WHEN)
    assert signed(2, number="2").state == IssueState.ISSUED
    waits.refresh_from_db()
    assert (waits.state, waits.needs_second) == (IssueState.SIGNED, True)
    said = SigningRule.objects.order_by("pk").values_list("second_person", flat=True)
    assert list(said) == [True, False]


def test_coordinators_and_administrators_set_who_signs(
    plan: ActionPlan, officer: User, admin_user: User
) -> None:
    with pytest.raises(PermissionDenied):
        set_second_person(plan, True, by=officer, **WHEN)
    set_second_person(plan, True, by=admin_user, **WHEN)
    assert SigningRule.objects.get().set_by == admin_user


def test_a_later_edition_replaces_the_earlier_one(signed: Signed) -> None:
    first = signed(1, number="1")
    second = signed(2, number="2")
    third = signed(3, number="3")
    for issue in (first, second, third):
        issue.refresh_from_db()
    assert [one.replaced_by for one in (first, second, third)] == [second, third, None]
    assert {one.state for one in (first, second, third)} == {IssueState.ISSUED}
    assert kinds(first.report) == ["signed", "issued", "replaced"]


def test_an_earlier_edition_is_not_issued_after_a_later_one(
    signed: Signed, ready: Ready, waiting: Issue, second: User, plan: ActionPlan, coordinator: User
) -> None:
    set_second_person(plan, False, by=coordinator, **WHEN)
    signed(3, number="3")
    assert refused(lambda: confirm(waiting, by=second, **WHEN)) == "older"
    assert refused(lambda: signed(2, number="2")) == "older"


def test_a_withdrawn_report_says_why_by_which_act_and_what_came_in_its_place(
    signed: Signed, coordinator: User
) -> None:
    first = signed(1, number="1")
    withdraw(first, reason=" Ошибка в сумме. ", act="Письмо № 7", by=coordinator, **WHEN)
    assert (first.state, first.withdrawn_reason, first.withdrawn_act, first.withdrawn_by) == (
        IssueState.WITHDRAWN,
        "Ошибка в сумме.",
        "Письмо № 7",
        coordinator,
    )
    again = {"reason": "x", "act": "x", "by": coordinator, **WHEN}
    assert refused(lambda: withdraw(first, **again)) == "not_issued"
    second = signed(2, number="2")
    first.refresh_from_db()
    assert first.replaced_by == second
    assert first.state == IssueState.WITHDRAWN


@pytest.mark.parametrize(
    ("reason", "act", "code"), [(" ", "№ 7", "reason_missing"), ("Ошибка", "", "act_missing")]
)
def test_nothing_is_withdrawn_without_a_reason_and_an_act(
    signed: Signed, coordinator: User, reason: str, act: str, code: str
) -> None:
    issue = signed()
    who = {"by": coordinator, **WHEN}
    assert refused(lambda: withdraw(issue, reason=reason, act=act, **who)) == code
    issue.refresh_from_db()
    assert issue.state == IssueState.ISSUED


def test_what_only_waits_for_the_second_is_not_withdrawn(waiting: Issue, coordinator: User) -> None:
    who = {"reason": "x", "act": "x", "by": coordinator, **WHEN}
    assert refused(lambda: withdraw(waiting, **who)) == "not_issued"


def test_files_are_opened_to_strangers_and_closed_by_an_act(
    signed: Signed, coordinator: User, officer: User
) -> None:
    issue = signed()
    assert issue.public is False
    with pytest.raises(PermissionDenied):
        open_files(issue, True, by=officer, **WHEN)
    for wanted in (True, True, False):
        open_files(issue, wanted, by=coordinator, **WHEN)
        assert issue.public is wanted
    assert kinds(issue.report) == ["signed", "issued", "opened", "closed"]


def told(kind: NoticeKind = NoticeKind.EDITION_ISSUED) -> set[tuple[str, str]]:
    rows = Notice.objects.filter(kind=kind).select_related("recipient")
    return {(row.recipient.email, row.params["step"]) for row in rows}


def test_the_other_coordinators_hear_that_a_signature_is_awaited_and_all_that_it_is_issued(
    plan: ActionPlan, coordinator: User, second: User, signed: Signed, agency: Agency,
    owed: Any,
) -> None:  # fmt: skip
    officer = factories.person(owed.agency, Role.OFFICER)
    set_second_person(plan, True, by=coordinator, **WHEN)
    issue = signed()
    assert told() == {(second.email, "signed")}
    confirm(issue, by=second, **WHEN)
    assert told() == {
        (second.email, "signed"),
        (coordinator.email, "issued"),
        (officer.email, "issued"),
    }
    withdraw(issue, reason="Ошибка", act="№ 7", by=second, **WHEN)
    assert {(coordinator.email, "withdrawn"), (officer.email, "withdrawn")} < told()


def test_another_round_is_not_replaced(
    signed: Signed, plan: ActionPlan, coordinator: User, round_: ReportingRound
) -> None:
    from reports.services.rounds import round_of
    from tests.reports.issuing.conftest import make_ready

    first = signed(1, number="1")
    other = make_ready(round_of(plan, "2009Q1", TODAY), edition=2)
    signed(report=other, number="2")
    first.refresh_from_db()
    assert first.replaced_by is None
