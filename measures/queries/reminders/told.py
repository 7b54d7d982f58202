"""What a person was reminded of, and how much of it this person may read now."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.functions import Coalesce

from agencies.models import User
from agencies.queries import Standing
from measures.models import Digest, Obligation, Reminder, ReminderState
from measures.querysets_reminders import NEW_NOTICE, UNACKNOWLEDGED

TOLD = (
    ReminderState.SENT,
    ReminderState.SHOWN,
    ReminderState.BOUNCED,
    ReminderState.FAILED,
)


@dataclass(frozen=True)
class Line:
    """A reminder as its recipient may see it now: old ones stay when a membership has ended.

    `reads`: the plan, its titles and names; `opens`: the obligation's own page as well.
    """

    reminder: Reminder
    reads: bool
    opens: bool


def told_to(person: User) -> QuerySet[Reminder, Reminder]:
    """New notices first, then the newest; each with `told_on` and `waits` (to be acknowledged)."""
    told = Reminder.objects.filter(recipient=person, state__in=TOLD).annotate(
        told_on=Coalesce("digest__day", "remind_on"),
        waits=UNACKNOWLEDGED,
        rank=Case(When(NEW_NOTICE, then=Value(0)), default=Value(1)),
    )
    related = told.select_related("obligation__measure__plan", "obligation__agency", "plan")
    return related.order_by("rank", F("told_on").desc(), "-pk")


def lines(reminders: Iterable[Reminder], standing: Standing) -> list[Line]:
    """No statement: the reminders carry what is needed."""
    return [
        Line(one, bool(standing.memberships), _opens(one.obligation, standing)) for one in reminders
    ]


def _opens(owed: Obligation | None, standing: Standing) -> bool:
    """As permissions.reporting.may_open."""
    if owed is None:
        return False
    return standing.may_oversee or owed.agency_id in standing.reporting_for


@dataclass(frozen=True)
class MailTold:
    """`items`: obligations; `numbers`: of their measures; `waits`: some are not acknowledged."""

    items: int
    numbers: list[str]
    waits: bool


def mail_told(digest: Digest) -> MailTold:
    """What the mail said of obligations, and no more than may be seen by whom it was forwarded to.

    One statement.
    """
    sent = Reminder.objects.filter(
        digest=digest, state=ReminderState.SENT, obligation__isnull=False
    )
    columns = ("obligation", "obligation__measure__number", "acknowledged_at")
    rows = sent.order_by("obligation__measure__position", "pk").values_list(*columns)
    found = list(rows)
    return MailTold(
        items=len({owed for owed, _number, _at in found}),
        numbers=list(dict.fromkeys(number for _owed, number, _at in found)),
        waits=any(at is None for _owed, _number, at in found),
    )
