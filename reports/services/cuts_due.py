"""Cuts that are made by themselves: which are due, each day and each edition once."""

import logging
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from agencies.errors import Refused
from reports.models import Cut, CutEdition, Report, ReportState, Schedule
from reports.rules.schedules import due_on
from reports.services.cuts import ask_for_cut

log = logging.getLogger(__name__)


def ask_for_due(*, today: date) -> list[int]:
    """Queues what is due; ids of what is new. After a stop one is made, the last, and not one for
    every day that was missed; whoever may not have a cut any more gets none."""
    found = [_due(cut, today) for cut in _scheduled()]
    return [one.pk for one in found if one]


def _scheduled() -> QuerySet[Cut]:
    rows = Cut.objects.filter(retired_at=None, owner__is_active=True).exclude(
        schedule=Schedule.NEVER
    )
    return rows.select_related("plan", "owner").order_by("pk")


def _due(cut: Cut, today: date) -> CutEdition | None:
    try:
        if cut.schedule == Schedule.EDITION:
            return _of_the_last_edition(cut, today)
        return _of_the_last_day(cut, today)
    except (PermissionDenied, Refused) as reason:
        log.info("cut %s is not made: %s", cut.pk, reason)
        return None


def _of_the_last_day(cut: Cut, today: date) -> CutEdition | None:
    day = due_on(
        cut.schedule,
        weekday=cut.weekday,
        monthday=cut.monthday,
        since=cut.scheduled_on or today,
        today=today,
    )
    if day is None or cut.editions.filter(scheduled_for__gte=day).exists():
        return None
    return ask_for_cut(cut, by=None, today=today, scheduled_for=day)


def _of_the_last_edition(cut: Cut, today: date) -> CutEdition | None:
    """The newest that became ready since the schedule was chosen."""
    ready = Report.objects.filter(round__plan=cut.plan_id, state=ReportState.READY)
    newest = ready.defer("content").filter(_since(cut)).order_by("-compiled_at", "-pk").first()
    if newest is None or cut.editions.filter(report=newest).exists():
        return None
    return ask_for_cut(cut, by=None, today=today, report=newest)


def _since(cut: Cut) -> Q:
    """By the plan's own days: a demonstration stands on a fixed one."""
    return Q(as_of__gte=cut.scheduled_on)
