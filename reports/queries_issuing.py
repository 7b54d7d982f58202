"""Questions about signing, issuing and sending, each with a fixed number of SQL statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from planner.models import ActionPlan
from reports.models import (
    Dispatch,
    DispatchKind,
    Issue,
    IssueAct,
    IssueState,
    Recipient,
    Report,
    SigningRule,
)
from reports.rules.numbers import next_number

PEOPLE = ("signed_by", "confirmed_by", "withdrawn_by")
NUMBERS_READ = 1000  # of a year; a plan has a few reports a year


def signing_rules(plan: ActionPlan) -> QuerySet[SigningRule]:
    """Newest first: the first one counts."""
    return SigningRule.objects.filter(plan=plan).select_related("set_by").order_by("-pk")


def needs_second(plan: ActionPlan) -> bool:
    newest = SigningRule.objects.filter(plan=plan).order_by("-pk")
    return bool(newest.values_list("second_person", flat=True).first())


def proposed_number(plan: ActionPlan, day: date) -> str:
    """The next one of the plan and the year of `day`; one statement."""
    given = Issue.objects.standing().filter(plan=plan, year=day.year).order_by("-pk")
    return next_number(list(given.values_list("number", flat=True)[:NUMBERS_READ]))


def issue_of(report: Report) -> Issue | None:
    """As it stands: signed, issued or withdrawn; one statement."""
    rows = Issue.objects.standing().filter(report=report)
    return rows.select_related("replaced_by", "plan", *PEOPLE).first()


def issues_of_round(round_id: int) -> dict[int, Issue]:
    """By edition (its id), for a list of editions; one statement."""
    rows = Issue.objects.standing().filter(report__round=round_id).select_related("replaced_by")
    return {row.report_id: row for row in rows}


def acts_of(report: Report) -> QuerySet[IssueAct]:
    """Everything done with the edition, what was taken back too; oldest first."""
    rows = IssueAct.objects.filter(issue__report=report).select_related("by", "issue")
    return rows.order_by("pk")


@dataclass(frozen=True)
class Mailing:
    """`dispatches` of an issue, and how many recipients of the list have no mail of it."""

    dispatches: Sequence[Dispatch]
    missing: int

    @property
    def under_way(self) -> bool:
        return any(one.state in ("waiting", "sending") for one in self.dispatches)


def mailing_of(issue: Issue) -> Mailing:
    """Two statements."""
    rows = issue.dispatches.select_related("recipient", "issue").defer("issue__told")
    dispatches = list(rows.order_by("kind", "office", "pk"))
    reached = [row.recipient_id for row in dispatches if row.kind == DispatchKind.EDITION]
    current = Recipient.objects.current().filter(plan=issue.plan_id)
    stands = issue.state == IssueState.ISSUED
    return Mailing(dispatches, current.exclude(pk__in=reached).count() if stands else 0)


def recipients_of(plan: ActionPlan) -> QuerySet[Recipient]:
    return Recipient.objects.current().filter(plan=plan).order_by("office", "pk")


def retired_of(plan: ActionPlan) -> QuerySet[Recipient]:
    """The latest first."""
    gone = Recipient.objects.filter(plan=plan, retired_at__isnull=False)
    return gone.select_related("retired_by").order_by("-retired_at")


def issues_of_plan(plan: ActionPlan) -> QuerySet[Issue]:
    """The register: everything that has a number, newest first."""
    rows = Issue.objects.standing().filter(plan=plan)
    return rows.select_related("replaced_by", *PEOPLE).order_by("-dated_on", "-pk")


def mails_under_way() -> dict[str, int]:
    """By state; one statement."""
    states = ("waiting", "sending", "failed", "bounced")
    return Dispatch.objects.aggregate(
        **{state: Count("pk", filter=Q(state=state)) for state in states}
    )
