"""A person sets what the text alone could not: an undecided deadline, the date of an event."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import (
    Deadline,
    DeadlineKind,
    EventKind,
    Measure,
    MeasureState,
)
from measures.permissions import check_may_manage_plan
from measures.services.obligations import generate_obligations
from measures.services.trace import leave_trace
from measures.services.versions import keep_versions
from planner.models import ActionPlan

WAITING = (DeadlineKind.UNDECIDED, DeadlineKind.EVENT)
YEARS_AROUND = 10  # a date further from the plan than this is a slip of the pen


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
    """Gives dates to a deadline that waits for them, or corrects those that a person gave; how
    many obligations came of it.

    What waited takes the first date, drafts and all. Raises PermissionDenied;
    Refused "dates_missing", "dates_far", "off_control", "already_set".
    """
    measure = deadline.measure
    check_may_manage_plan(by, measure.plan, today)
    _check_dates(dates, measure.plan)
    _check_on_control(measure)
    days = sorted({day.isoformat() for day in dates})
    kind = DeadlineKind.ONCE if len(days) == 1 else DeadlineKind.RECURRING
    settable = Deadline.objects.filter(Q(kind__in=WAITING) | Q(decided_by__isnull=False))
    if not settable.filter(pk=deadline.pk).update(
        kind=kind, due=days, decided_by=by, event_on=event_on
    ):
        raise Refused("already_set", _("This deadline has its dates already."))
    deadline.refresh_from_db()
    kind_of_event = EventKind.EVENT_DATED if event_on else EventKind.DEADLINE_SET
    leave_trace(kind_of_event, measure, by=by, today=today, note=note, due=days)
    keep_versions([measure], today=today)
    made = generate_obligations(measure.plan, [measure], today=today, by=by, why=note)
    return made.added + made.changed


def is_settable(deadline: Deadline) -> bool:
    """It waits for a person, or a person gave it its dates and may correct them."""
    return deadline.kind in WAITING or deadline.decided_by_id is not None


def _check_dates(dates: Sequence[date], plan: ActionPlan) -> None:
    if not dates:
        raise Refused("dates_missing", _("Give at least one date."))
    first, last = plan.starts_on.year - YEARS_AROUND, plan.ends_on.year + YEARS_AROUND
    for day in dates:
        if not first <= day.year <= last:
            raise Refused(
                "dates_far",
                _("%(day)s is far from the years of the plan: check the year.")
                % {"day": day.isoformat()},
            )


def _check_on_control(measure: Measure) -> None:
    # Locked as in save_draft and remove_from_control, which touch the same obligations.
    found = Measure.objects.select_for_update(no_key=True).values_list("state", flat=True)
    if found.get(pk=measure.pk) != MeasureState.ON_CONTROL:
        raise Refused("off_control", _("The measure is no longer on control."))
