"""A person sets what the text alone could not: an undecided deadline, the date of an event."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import Deadline, DeadlineKind, EventKind, Obligation
from measures.permissions import check_may_manage_plan
from measures.services.obligations import generate_obligations
from measures.services.trace import leave_trace

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
) -> int:
    """Gives dates to a deadline that waits for them; how many obligations came of it.

    What nobody has written on yet is replaced by dated obligations. Raises PermissionDenied;
    Refused "dates_missing", "already_set".
    """
    measure = deadline.measure
    check_may_manage_plan(by, measure.plan, today)
    if not dates:
        raise Refused("dates_missing", _("Give at least one date."))
    days = sorted({day.isoformat() for day in dates})
    kind = DeadlineKind.ONCE if len(days) == 1 else DeadlineKind.RECURRING
    waiting = Deadline.objects.filter(pk=deadline.pk, kind__in=WAITING)
    if not waiting.update(kind=kind, due=days, decided_by=by, event_on=event_on):
        raise Refused("already_set", _("This deadline has its dates already."))
    deadline.refresh_from_db()
    Obligation.objects.filter(measure=measure, due_on=None, entries=None).delete()
    added = generate_obligations(measure.plan, [measure])
    kind_of_event = EventKind.EVENT_DATED if event_on else EventKind.DEADLINE_SET
    leave_trace(kind_of_event, measure, by=by, today=today, note=note, due=days)
    return added
