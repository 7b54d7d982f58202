"""Which mails an issued edition owes: a row for each recipient, drained by workers."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import User
from measures.permissions.plans import check_may_manage_plan
from measures.services.reminders.grouping import new_message_id
from reports.models import (
    Dispatch,
    DispatchKind,
    DispatchState,
    Issue,
    IssueAct,
    IssueActKind,
    IssueState,
    Recipient,
)

OVER = (DispatchState.SENT, DispatchState.FAILED, DispatchState.BOUNCED)


def order_for_all(issue: Issue, *, now: datetime) -> int:
    """A mail to each recipient who has none of this edition yet; how many. Inside the act."""
    has_one = issue.dispatches.filter(kind=DispatchKind.EDITION).values("recipient")
    rest = Recipient.objects.current().filter(plan=issue.plan_id).exclude(pk__in=has_one)
    rest = rest.order_by("pk")
    return _order(issue, rest, DispatchKind.EDITION, now)


def order_withdrawals(issue: Issue, *, now: datetime) -> int:
    """What waits is not sent any more; whom an edition may have reached gets a notice. Inside the
    act."""
    editions = issue.dispatches.filter(kind=DispatchKind.EDITION)
    editions.filter(state=DispatchState.WAITING).update(state=DispatchState.CANCELLED)
    # Asked afterwards: what a worker took up at this very moment is among them.
    reached = editions.perhaps_arrived().values_list("recipient", flat=True)
    people = Recipient.objects.filter(pk__in=list(reached))
    return _order(issue, people, DispatchKind.WITHDRAWAL, now)


def _order(issue: Issue, recipients: Iterable[Recipient], kind: DispatchKind, now: datetime) -> int:
    rows = [
        Dispatch(
            issue=issue,
            recipient=one,
            kind=kind,
            message_id=new_message_id(),
            created_at=now,
            **_addressed(one),
        )
        for one in recipients
    ]
    return len(Dispatch.objects.bulk_create(rows))


def _addressed(one: Recipient) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("office", "email", "language", "formats")}


@transaction.atomic
def send_to_rest(issue: Issue, *, by: User, today: date, now: datetime) -> int:
    """To recipients who came to the list after the edition was issued; how many.

    Raises PermissionDenied; Refused "not_issued".
    """
    check_may_manage_plan(by, issue.plan, today)
    _lock_issued(issue)
    count = order_for_all(issue, now=now)
    if count:
        kind = IssueActKind.SENT_MORE
        IssueAct.objects.create(issue=issue, kind=kind, by=by, on=today, at=now, detail=str(count))
    return count


@transaction.atomic
def send_again(dispatch: Dispatch, *, by: User, today: date, now: datetime) -> None:
    """Another attempt for a mail that was given up, or another copy of one that a server took.

    It goes to the address, in the language and formats, that the recipient has today.

    A copy gets a Message-ID of its own: servers throw away what they have seen. A mail that was
    given up keeps it, for a server may have taken it all the same.

    Raises PermissionDenied; Refused "not_issued", "under_way", "retired".
    """
    issue, recipient = dispatch.issue, dispatch.recipient
    check_may_manage_plan(by, issue.plan, today)
    if dispatch.kind == DispatchKind.EDITION:
        _lock_issued(issue)
    if recipient.retired_at:
        raise Refused("retired", _("This recipient is not on the list any more."))
    over = Dispatch.objects.filter(pk=dispatch.pk, state=dispatch.state).filter(state__in=OVER)
    keeps = dispatch.state == DispatchState.FAILED and dispatch.email == recipient.email
    anew = {"attempts": 0, "next_try_at": None, "sent_at": None, "bounced_at": None, "error": ""}
    if not keeps:
        anew["message_id"] = new_message_id()
    if not over.update(state=DispatchState.WAITING, **anew, **_addressed(recipient)):
        raise Refused("under_way", _("This mail is on its way already."))
    IssueAct.objects.create(
        issue=issue,
        kind=IssueActKind.SENT_AGAIN,
        by=by,
        on=today,
        at=now,
        detail=f"{recipient.office} <{recipient.email}>",
    )


def _lock_issued(issue: Issue) -> None:
    """Nobody withdraws it while mails are ordered. The row alone is locked."""
    rows = Issue.objects.filter(pk=issue.pk, state=IssueState.ISSUED)
    if not list(rows.select_for_update(no_key=True).values_list("pk", flat=True)):
        raise Refused(
            "not_issued", _("This edition does not stand as issued: look at the page again.")
        )
