"""Two people, or two workers, at one moment."""

from collections.abc import Callable
from typing import Any

from agencies.models import Role, User
from reports.models import Dispatch, Issue, IssueState, Recipient
from reports.services.dispatching import send_again
from reports.services.issuing import confirm, set_second_person, sign, take_back, withdraw
from reports.services.rounds import round_of
from reports.services.sending import send_issued
from tests import factories
from tests.mail_server import MailServer
from tests.races import AT_ONE_MOMENT, at_once
from tests.reports.issuing.conftest import NOW, TODAY, WHEN, make_ready

pytestmark = AT_ONE_MOMENT


def a_plan() -> tuple[Any, list[User]]:
    owed = factories.asked_for(factories.ObligationFactory())
    plan = owed.measure.plan
    return plan, [factories.person(plan.coordinator, Role.COORDINATOR) for _who in range(3)]


def signing(report: Any, by: User, number: str = "1") -> Callable[[], object]:
    return lambda: sign(report, number=number, dated_on=TODAY, by=by, **WHEN)


def test_of_two_signatures_under_one_edition_one_counts() -> None:
    plan, (one, two, _three) = a_plan()
    report = make_ready(round_of(plan, "2009Q2", TODAY))
    assert sorted(at_once(signing(report, one, "1"), signing(report, two, "2"))) == [
        "done",
        "signed",
    ]
    assert Issue.objects.count() == 1


def test_a_number_is_given_to_one_of_two_reports() -> None:
    plan, (one, two, _three) = a_plan()
    first = make_ready(round_of(plan, "2009Q1", TODAY))
    second = make_ready(round_of(plan, "2009Q2", TODAY))
    assert sorted(at_once(signing(first, one), signing(second, two))) == ["done", "number_taken"]
    assert Issue.objects.count() == 1


def waits() -> tuple[Issue, list[User]]:
    plan, people = a_plan()
    set_second_person(plan, True, by=people[0], **WHEN)
    report = make_ready(round_of(plan, "2009Q2", TODAY))
    issue = sign(report, number="1", dated_on=TODAY, by=people[0], **WHEN)
    return issue, people


def fresh(issue: Issue) -> Issue:
    return Issue.objects.select_related("plan", "signed_by", "report__round").get(pk=issue.pk)


def test_a_confirmation_meets_the_taking_back_of_the_first_signature() -> None:
    issue, (first, second, _third) = waits()
    mine, theirs = fresh(issue), fresh(issue)
    came = at_once(
        lambda: confirm(theirs, by=second, **WHEN), lambda: take_back(mine, by=first, **WHEN)
    )
    assert sorted(came) == ["decided", "done"]
    issue.refresh_from_db()
    won = IssueState.ISSUED if came[0] == "done" else IssueState.TAKEN_BACK
    assert issue.state == won
    assert issue.files.count() == (10 if won == IssueState.ISSUED else 0)


def test_two_second_persons_issue_it_once() -> None:
    issue, (_first, second, third) = waits()
    acts = [(fresh(issue), second), (fresh(issue), third)]
    came = at_once(*(lambda row=row, by=by: confirm(row, by=by, **WHEN) for row, by in acts))
    assert sorted(came) == ["decided", "done"]
    assert issue.files.count() == 10


def test_a_report_is_withdrawn_once_and_what_replaces_it_is_recorded() -> None:
    plan, (one, two, three) = a_plan()
    round_ = round_of(plan, "2009Q2", TODAY)
    issue = sign(make_ready(round_), number="1", dated_on=TODAY, by=one, **WHEN)
    later = make_ready(round_, 2)

    def away(by: User) -> Callable[[], object]:
        row = fresh(issue)
        return lambda: withdraw(row, reason="Ошибка", act="№ 7", by=by, **WHEN)

    came = at_once(away(one), away(two), signing(later, three, "2"))
    assert sorted(came) == ["done", "done", "not_issued"]
    issue.refresh_from_db()
    assert issue.state == IssueState.WITHDRAWN
    assert issue.replaced_by == Issue.objects.get(number="2")


def with_mails(count: int) -> Issue:
    plan, (one, *_others) = a_plan()
    for number in range(count):
        Recipient.objects.create(
            plan=plan, office="A", email=f"{number}@b.example", language="ru", formats=["pdf"],
            added_by=one, added_at=NOW,
        )  # fmt: skip
    report = make_ready(round_of(plan, "2009Q2", TODAY))
    return sign(report, number="1", dated_on=TODAY, by=one, **WHEN)


def test_workers_share_the_mails_and_none_goes_twice(smtp: MailServer) -> None:
    with_mails(12)
    at_once(*[lambda: send_issued(now=NOW)] * 4)
    assert sorted(mail["To"] for mail in smtp.taken) == sorted(
        Dispatch.objects.values_list("email", flat=True)
    )
    assert set(Dispatch.objects.values_list("state", "attempts")) == {("sent", 1)}


def test_a_mail_is_ordered_again_once() -> None:
    issue = with_mails(1)
    Dispatch.objects.update(state="sent", sent_at=NOW)
    rows = Dispatch.objects.select_related("issue__plan", "recipient")
    by = issue.signed_by
    acts = [rows.get() for _who in range(2)]
    came = at_once(*(lambda row=row: send_again(row, by=by, **WHEN) for row in acts))
    assert sorted(came) == ["done", "under_way"]
