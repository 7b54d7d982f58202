"""The database itself keeps what was signed and issued, whoever writes past the services."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from agencies.models import User
from planner.models import ActionPlan
from reports.models import (
    Dispatch,
    Issue,
    IssueAct,
    IssuedFile,
    Recipient,
    ReportingRound,
    SigningRule,
)
from reports.services.issuing import set_second_person, withdraw
from reports.services.requests import request_report
from tests.reports.issuing.conftest import NOW, TODAY, WHEN, Ready, Signed


def refuses(act: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


CHANGES: list[dict[str, Any]] = [
    {"number": "99"},
    {"dated_on": date(2009, 7, 5)},
    {"year": 2010},
    {"sha256": "0" * 64},
    {"code": "0" * 20},
    {"needs_second": True},
    {"signed_at": NOW + timedelta(days=1)},
    {"told": {}},
    {"issued_on": date(2009, 7, 5)},
    {"issued_at": NOW + timedelta(days=1)},
    {"state": "signed", "issued_at": None, "issued_on": None},
    {"state": "taken_back", "issued_at": None, "issued_on": None},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: "-".join(change))
def test_an_issued_record_never_changes(signed: Signed, change: dict[str, Any]) -> None:
    issue = signed()
    refuses(lambda: Issue.objects.filter(pk=issue.pk).update(**change))


def test_nobody_else_signed_it_and_no_other_edition_is_meant(
    signed: Signed, ready: Ready, second: User
) -> None:
    issue = signed()
    rows = Issue.objects.filter(pk=issue.pk)
    refuses(lambda: rows.update(signed_by=second))
    refuses(lambda: rows.update(confirmed_by=second))
    refuses(lambda: rows.update(report=ready(2)))


def test_a_withdrawal_is_written_once_and_never_undone(signed: Signed, coordinator: User) -> None:
    issue = signed()
    withdraw(issue, reason="Ошибка", act="№ 7", by=coordinator, **WHEN)
    rows = Issue.objects.filter(pk=issue.pk)
    cleared = {"withdrawn_at": None, "withdrawn_by": None, "withdrawn_on": None}
    refuses(lambda: rows.update(state="issued", **cleared))
    refuses(lambda: rows.update(withdrawn_reason="Иначе"))
    refuses(lambda: rows.update(withdrawn_act="№ 8"))
    refuses(lambda: rows.update(withdrawn_on=date(2009, 7, 7)))


def test_what_replaced_it_is_written_once(signed: Signed) -> None:
    first, second, third = signed(1, "1"), signed(2, "2"), signed(3, "3")
    refuses(lambda: Issue.objects.filter(pk=first.pk).update(replaced_by=third))
    refuses(lambda: Issue.objects.filter(pk=second.pk).update(replaced_by=None))


def test_nothing_of_an_issue_is_deleted(
    signed: Signed, office: Recipient, plan: ActionPlan, coordinator: User
) -> None:
    set_second_person(plan, False, by=coordinator, **WHEN)
    SigningRule.objects.create(plan=plan, second_person=False, set_by=coordinator, set_at=NOW)
    signed()
    for model in (IssuedFile, IssueAct, Dispatch, SigningRule):
        assert model.objects.count() > 0
        refuses(lambda model=model: model.objects.all()._raw_delete("default"))
    refuses(lambda: Issue.objects.all()._raw_delete("default"))
    refuses(lambda: Recipient.objects.all()._raw_delete("default"))


def test_a_record_is_only_added_to(signed: Signed, plan: ActionPlan, coordinator: User) -> None:
    set_second_person(plan, True, by=coordinator, **WHEN)
    signed()
    refuses(lambda: IssueAct.objects.update(detail="x"))
    refuses(lambda: SigningRule.objects.update(second_person=False))


def test_a_file_of_an_issue_stays_and_no_other_joins(signed: Signed, ready: Ready) -> None:
    issue, other = signed(), ready(2)
    refuses(lambda: IssuedFile.objects.update(sha256="0" * 64))
    row = other.files.first()
    told = {"format": "pdf", "language": "ru", "sha256": row.sha256, "size": 1}
    refuses(lambda: IssuedFile.objects.create(issue=issue, file=row, **told))


def test_nothing_is_born_issued_or_of_an_edition_that_is_not_ready(
    ready: Ready, round_: ReportingRound, coordinator: User, plan: ActionPlan
) -> None:
    whole = {
        "plan": plan,
        "year": 2009,
        "number": "1",
        "dated_on": TODAY,
        "told": {},
        "signed_by": coordinator,
        "signed_on": TODAY,
        "signed_at": NOW,
    }
    second = ready(2)
    report = request_report(round_, by=coordinator, today=TODAY)
    moment = {"issued_at": NOW, "issued_on": TODAY}
    refuses(lambda: Issue.objects.create(report=report, sha256="", code="", **whole))
    refuses(lambda: Issue.objects.create(report=second, sha256="0" * 64, code="", **whole))
    refuses(
        lambda: Issue.objects.create(
            report=second, sha256=second.sha256, code="", state="issued", **moment, **whole
        )
    )
