"""A person sets what the text alone could not: an undecided deadline, the date of an event."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import Deadline, DeadlineKind, EventKind, Measure, MeasureState
from measures.permissions.plans import check_may_manage_plan
from measures.queries.dates import due_after_event, follows_an_event
from measures.services.obligations import generate_obligations
from measures.services.slips import check_near
from measures.services.trace import leave_trace
from measures.services.versions import keep_versions

WAITING = (DeadlineKind.UNDECIDED, DeadlineKind.EVENT)


@transaction.atomic
def set_dates(
    deadline: Deadline,
    dates: Sequence[date],
    *,
    by: User,
    today: date,
    event_on: date | None = None,
    note: str = "",
    seen: str | None = None,
) -> int:
    """Gives dates to a deadline that waits for them, or corrects those that a person gave; how
    many obligations came of it, or moved.

    What waited takes the first date, drafts and all. `seen`: what `as_seen` said when the person
    looked. Raises PermissionDenied; Refused "dates_missing", "dates_far", "off_control",
    "already_set", "changed_meanwhile".
    """
    measure = deadline.measure
    check_may_manage_plan(by, measure.plan, today)
    check_near([*dates, *([event_on] if event_on else [])], measure.plan)
    if not dates:
        raise Refused("dates_missing", _("Give at least one date."))
    _check_on_control(measure)
    old = _check_settable(deadline, seen)
    days = sorted({day.isoformat() for day in dates})
    deadline.kind = DeadlineKind.ONCE if len(days) == 1 else DeadlineKind.RECURRING
    deadline.due, deadline.decided_by = days, by
    deadline.event_on = event_on or old.event_on
    deadline.save(update_fields=["kind", "due", "decided_by", "event_on"])
    kind = EventKind.EVENT_DATED if event_on else EventKind.DEADLINE_SET
    leave_trace(kind, measure, by=by, today=today, note=note, **_told(old, deadline))
    keep_versions([measure], today=today)
    made = generate_obligations(measure.plan, [measure], today=today, by=by, why=note)
    return made.added + made.changed


@transaction.atomic
def date_event(
    deadline: Deadline,
    event_on: date,
    *,
    by: User,
    today: date,
    dates: Sequence[date] = (),
    note: str = "",
    seen: str | None = None,
) -> int:
    """The event has happened, or its date is corrected: the term is counted from it, and what is
    owed takes the date; how many obligations came of it, or moved.

    `dates` are a person's own, in place of the counted one, and need a note that says why. Raises
    what set_dates raises, and Refused "no_event", "no_term", "reason_missing".
    """
    check_may_manage_plan(by, deadline.measure.plan, today)
    if not follows_an_event(deadline):
        raise Refused("no_event", _("This deadline does not run from an event."))
    if dates and not note.strip():
        raise Refused("reason_missing", _("Say why the dates are other than the counted one."))
    check_near([event_on], deadline.measure.plan)
    due = list(dates) or _counted(deadline, event_on)
    return set_dates(deadline, due, by=by, today=today, event_on=event_on, note=note, seen=seen)


def _counted(deadline: Deadline, event_on: date) -> list[date]:
    due = due_after_event(deadline, event_on)
    if due is None:
        raise Refused(
            "no_term", _("The term cannot be counted from the text: write the dates, and why.")
        )
    return [due]


def is_settable(deadline: Deadline) -> bool:
    """It waits for a person, or a person gave it its dates and may correct them."""
    return deadline.kind in WAITING or deadline.decided_by_id is not None


def as_seen(deadline: Deadline) -> str:
    """What the deadline says now, for a form to send back: so that nobody overwrites unseen."""
    return ",".join([deadline.kind, *deadline.due, str(deadline.event_on or "")])


def _check_on_control(measure: Measure) -> None:
    # Locked as in save_draft and remove_from_control, which touch the same obligations.
    found = Measure.objects.select_for_update(no_key=True).values_list("state", flat=True)
    if found.get(pk=measure.pk) != MeasureState.ON_CONTROL:
        raise Refused("off_control", _("The measure is no longer on control."))


def _check_settable(deadline: Deadline, seen: str | None) -> Deadline:
    """The row as it is once its measure is locked."""
    now = Deadline.objects.get(pk=deadline.pk)
    if not is_settable(now):
        raise Refused("already_set", _("This deadline has its dates already."))
    if seen is not None and seen != as_seen(now):
        raise Refused(
            "changed_meanwhile",
            _("Somebody else set this deadline meanwhile. Look at their dates and set it again."),
        )
    return now


def _told(old: Deadline, new: Deadline) -> dict[str, Any]:
    """What the trace says: the dates, and of an event its old and new day."""
    told: dict[str, Any] = {"due": new.due}
    if old.due:
        told["old_due"] = old.due
    if new.event_on:
        told["event_on"] = new.event_on.isoformat()
    if old.event_on and old.event_on != new.event_on:
        told["old_event_on"] = old.event_on.isoformat()
    return told
