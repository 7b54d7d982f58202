"""What came of a reminder, and why there was none: measures.rules.reminder_reasons in words."""

from datetime import date, datetime
from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from measures.models import Digest, DigestState, Ended, Reminder, ReminderState
from measures.queries.reminders.explaining import Explained
from measures.queries.reminders.lines import Line
from measures.rules.reminder_reasons import Because, Reason

DAY = "d.m.Y"
# With the day, and where no day is known.
WORDS: Final[dict[Reason, tuple[Promise, Promise]]] = {
    Reason.NO_STEP: (gettext_lazy("the plan has no such step"),) * 2,
    Reason.ADDED_LATER: (
        gettext_lazy("the step was added to the plan on %(day)s"),
        gettext_lazy("the step was added to the plan later"),
    ),
    Reason.RETIRED: (
        gettext_lazy("the step was taken out of the plan on %(day)s"),
        gettext_lazy("the step was taken out of the plan"),
    ),
    Reason.PLAN_ENDED: (
        gettext_lazy("the plan lost force on %(day)s"),
        gettext_lazy("the plan lost force"),
    ),
    Reason.OFF_CONTROL: (
        gettext_lazy("the measure is off control since %(day)s"),
        gettext_lazy("the measure is off control"),
    ),
    Reason.CONTINUOUS: (gettext_lazy("the work is continuous: no date of its own"),) * 2,
    Reason.NO_DATE: (gettext_lazy("the deadline has no date yet"),) * 2,
    Reason.HANDED_IN: (gettext_lazy("handed in on %(day)s"), gettext_lazy("handed in")),
    Reason.NO_LONGER_OWED: (
        gettext_lazy("no longer owed since %(day)s"),
        gettext_lazy("no longer owed"),
    ),
    Reason.PART_HANDED_IN: (
        gettext_lazy("the part of that body is not missing since %(day)s"),
        gettext_lazy("the part of that body is not missing"),
    ),
    Reason.BEFORE_LADDER: (
        gettext_lazy("owed by this date only since %(day)s"),
        gettext_lazy("not owed by this date then"),
    ),
    Reason.BLOCKED: (gettext_lazy("the account is blocked"),) * 2,
    Reason.NOT_YET: (
        gettext_lazy("the person’s role begins on %(day)s"),
        gettext_lazy("the person has no such role yet"),
    ),
    Reason.LEFT: (
        gettext_lazy("the person’s role ended on %(day)s"),
        gettext_lazy("the person has no such role"),
    ),
    Reason.DECLINED: (
        gettext_lazy("declined by the person on %(day)s"),
        gettext_lazy("declined by the person"),
    ),
    Reason.ACKNOWLEDGED: (
        gettext_lazy("acknowledged on %(day)s"),
        gettext_lazy("acknowledged"),
    ),
    Reason.TIME_ASKED: (
        gettext_lazy("a request for more time of %(day)s was waiting"),
        gettext_lazy("a request for more time was waiting"),
    ),
    Reason.ALREADY: (gettext_lazy("told on that day already, for another step"),) * 2,
    Reason.OVERTAKEN: (
        gettext_lazy("overtaken by the step of %(day)s"),
        gettext_lazy("overtaken by a later step"),
    ),
    Reason.AHEAD: (gettext_lazy("still ahead"),) * 2,
    Reason.NEXT_RUN: (gettext_lazy("owed now: the next run adds it"),) * 2,
}


def reason(why: Because) -> str:
    with_day, without = WORDS[why.reason]
    if why.day in (None, date.min):
        return str(without)
    return str(with_day) % {"day": date_format(why.day, DAY)}


def outcome(line: Line) -> str:
    """What came of a day of a step, in a sentence without its end."""
    if line.row:
        return _row(line.row, line.over)
    return "; ".join(reason(why) for why in line.because)


def _row(row: Reminder, over: str) -> str:
    told = _told(row)
    if over:
        said = _("%(told)s, but will be left out: %(reason)s")
        told = said % {"told": told, "reason": Ended(over).label}
    if row.acknowledged_at:
        said = _("%(told)s, acknowledged %(at)s")
        told = said % {"told": told, "at": _moment(row.acknowledged_at)}
    return told


def _told(row: Reminder) -> str:
    match row.state:
        case ReminderState.WAITING:
            return _waits(row.digest)
        case ReminderState.SHOWN:
            return _("shown on the site")
        case ReminderState.SKIPPED:
            why = row.get_ended_display() or _("no longer needed")
            return _("not sent: %(reason)s") % {"reason": why}
        case ReminderState.FAILED if row.digest:
            return _given_up(row.digest)
        case ReminderState.BOUNCED if row.digest:
            at = _moment(row.digest.bounced_at)
            return _("%(sent)s, came back %(at)s") % {"sent": _sent(row.digest), "at": at}
        case ReminderState.SENT if row.digest:
            return _sent(row.digest)
    return str(row.get_state_display())


def _waits(digest: Digest | None) -> str:
    if digest is None:
        return _("waits for the mail of the next day")
    if digest.state == DigestState.SENDING:
        return _("is being sent")
    if digest.next_try_at is None:
        return _("waits for the next run")
    at = _moment(digest.next_try_at)
    if not digest.attempts:
        return _("waits, not before %(at)s") % {"at": at}
    words = ngettext(
        "waits for the next attempt, %(at)s, after %(count)d that failed",
        "waits for the next attempt, %(at)s, after %(count)d that failed",
        digest.attempts,
    )
    return words % {"at": at, "count": digest.attempts}


def _sent(digest: Digest) -> str:
    address = digest.sent_to or _("an address that is not known")
    said = _("sent %(at)s to %(address)s")
    told = said % {"at": _moment(digest.sent_at), "address": address}
    if digest.attempts < 2:
        return told
    return _("%(sent)s, at attempt %(count)d") % {"sent": told, "count": digest.attempts}


def _given_up(digest: Digest) -> str:
    words = ngettext(
        "given up after %(count)d attempt", "given up after %(count)d attempts", digest.attempts
    )
    return words % {"count": digest.attempts}


def _moment(at: datetime | None) -> str:
    return date_format(localtime(at), "SHORT_DATETIME_FORMAT") if at else ""


WENT = (ReminderState.SENT, ReminderState.SHOWN)


def verdict(one: Explained) -> str:
    """«Last reminded on 3 July. Next: 7 July.», or why there is no next."""
    lines = [line for part in one.chapters for line in part.lines]
    went = [line.row for line in (*lines, *one.earlier) if line.row and line.row.state in WENT]
    days = [row.digest.day if row.digest else row.remind_on for row in went]
    told = _("Not reminded so far.")
    if days:
        told = _("Last reminded on %(day)s.") % {"day": date_format(max(days), DAY)}
    return f"{told} {_next(lines)}".strip()


def _next(lines: list[Line]) -> str:
    reasons = [why for line in lines for why in line.because]
    if any(why.reason == Reason.NEXT_RUN for why in reasons):
        return _("Owed now: the next run adds one.")
    if ahead := [why.day for why in reasons if why.reason == Reason.AHEAD and why.day]:
        return _("Next: %(day)s.") % {"day": date_format(min(ahead), DAY)}
    if lines and lines[-1].because:
        return _("Nothing more: %(reason)s.") % {"reason": reason(lines[-1].because[0])}
    return ""
