"""Due dates as entries of a calendar, in the language that is active."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, DateTimeField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.queries import Standing, calendar_between
from agencies.rules.working_days import days_away
from exchange.rules.calendar import Entry
from measures.models import Audience, Event, EventKind, Obligation, ObligationState, ReminderRule
from measures.models import Subject as About
from measures.querysets import NOT_HANDED_IN
from measures.rules.reminders import first_day
from reports.draw.wording import quarter
from reports.models import ReportingRound

KEPT: Final = 90  # days for which what is over, or owed no more, stays in a calendar
AHEAD: Final = 60  # days around a date in which working days are counted
MOST: Final = 5000  # entries of one calendar
MOST_ALARMS: Final = 6
USUAL_ALARMS: Final = (7, 1)  # days before, where the plan has no steps of its own
OWED_NO_MORE: Final = (ObligationState.WITHDRAWN, ObligationState.REMOVED)
ANOTHER_DAY: Final = (EventKind.EXTENSION_GRANTED, EventKind.MOVED, EventKind.WITHDRAWN)

Steps = Mapping[int, list[ReminderRule]]


def host() -> str:
    """Of the site, for identifiers that are the world's."""
    return settings.SITE_URL.split("//")[-1].split("/")[0].split(":")[0]


def due_dates(agencies: Collection[Agency], standing: Standing, today: date) -> list[Entry]:
    """What the agencies owe and owed lately, the soonest first; three statements.

    Whoever may open the report is led there, every other to the measure; who reports for the
    agency is reminded as its plan reminds.
    """
    rows = list(_owed({one.pk for one in agencies}, today))
    steps = _steps({row.measure.plan_id for row in rows})
    days = [row.due_on for row in rows if row.due_on]
    span = (days_away(min(days), -AHEAD), max(days)) if days else (today, today)
    calendar = calendar_between(*span)
    return [_entry(row, standing, steps, calendar) for row in rows]


def _owed(agencies: set[int], today: date) -> "QuerySet[Obligation, Any]":
    since = days_away(today, -KEPT)
    events = Event.objects.filter(obligation=OuterRef("pk")).order_by().values("obligation")
    moves = events.filter(kind__in=ANOTHER_DAY).annotate(count=Count("pk")).values("count")
    last = events.annotate(last=Max("at")).values("last")
    known = Q(state__in=NOT_HANDED_IN) | Q(due_on__gte=since)
    told = Obligation.objects.filter(known, agency__in=agencies, due_on__isnull=False)
    return (
        told.exclude(state__in=OWED_NO_MORE, changed_on__lt=since)
        .annotate(
            moves=Coalesce(Subquery(moves), 0),
            touched=Subquery(last, output_field=DateTimeField()),
        )
        .select_related("measure__plan", "agency")
        .order_by("due_on", "pk")[:MOST]
    )


def _steps(plans: Collection[int]) -> Steps:
    """By plan: on which days before the day it reminds officers of a report."""
    found: dict[int, list[ReminderRule]] = {}
    rules = ReminderRule.objects.in_use().filter(
        plan__in=plans, subject=About.REPORT, audience=Audience.OFFICER, offset__lte=0
    )
    for rule in rules.order_by("-offset"):
        found.setdefault(rule.plan_id, []).append(rule)
    return found


def _alarms(day: date, steps: list[ReminderRule], calendar: Mapping[date, str]) -> tuple[int, ...]:
    if not steps:
        return USUAL_ALARMS
    before = {(day - first_day(one, day, calendar)).days for one in steps}
    return tuple(sorted(one for one in before if one >= 0)[:MOST_ALARMS])


def _entry(row: Any, standing: Standing, steps: Steps, calendar: Mapping[date, str]) -> Entry:
    measure, own = row.measure, row.agency_id in standing.reporting_for
    opens = own or standing.may_oversee
    path = (
        reverse("measures:obligation", args=[row.pk])
        if opens
        else reverse("measures:measure", args=[measure.pk])
    )
    ended, rings = row.state in OWED_NO_MORE, own and row.state in NOT_HANDED_IN
    title = " ".join(measure.title.split())
    return Entry(
        uid=f"obligation-{row.pk}@{host()}",
        day=row.due_on,
        summary=_summary(row, title),
        description="\n".join(_lines(row, title)),
        url=settings.SITE_URL + path,
        changed_at=row.touched or _midnight(row.changed_on),
        sequence=row.moves + (row.state == ObligationState.REMOVED),  # withdrawing is an event
        cancelled=ended,
        categories=(row.agency.short, str(row.get_role_display())),
        alarms=_alarms(row.due_on, steps.get(measure.plan_id, []), calendar) if rings else (),
    )


def _summary(row: Any, title: str) -> str:
    """«7.1 МВД (ответственный): Принять закон…»; what is handed in says so. Nothing in it depends
    on the day on which it is read."""
    told = {
        "number": row.measure.number.rstrip("."),
        "agency": row.agency.short,
        "role": row.get_role_display(),
        "title": title if len(title) <= 120 else f"{title[:119].rstrip()}…",
    }
    said = _("%(number)s %(agency)s (%(role)s): %(title)s") % told
    if row.state in (ObligationState.SUBMITTED, ObligationState.DONE):
        return f"{row.get_state_display().capitalize()} · {said}"
    return said


def _lines(row: Any, title: str) -> Iterable[str]:
    measure = row.measure
    yield f"{measure.number} {title}"
    yield f"{_('Completion form')}: {measure.completion_form}"
    yield f"{_('Agency')}: {row.agency.name} ({row.get_role_display()})"
    yield f"{_('State')}: {row.get_state_display()}"
    if row.first_due_on != row.due_on:
        yield f"{_('First due on')}: {row.first_due_on:%d.%m.%Y}"
    yield f"{_('Plan')}: {measure.plan.title}"


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def round_dates(agencies: Collection[int], today: date) -> list[Entry]:
    """Both days of every round of the plans that these bodies coordinate; one statement."""
    rows = ReportingRound.objects.filter(
        plan__coordinator__in=agencies, coordinator_due_on__gte=days_away(today, -KEPT)
    )
    told = rows.select_related("plan").annotate(touched=Max("events__at"), acts=Count("events"))
    return [entry for row in told.order_by("coordinator_due_on", "pk") for entry in _both_days(row)]


def _both_days(row: Any) -> Iterable[Entry]:
    days = (
        ("executors", row.executors_due_on, _("Executors report by this day")),
        ("coordinator", row.coordinator_due_on, _("The consolidated report is due")),
    )
    for code, day, words in days:
        period = str(quarter(row.label))
        yield Entry(
            uid=f"round-{row.pk}-{code}@{host()}",
            day=day,
            summary=f"{words}: {period}",
            description=f"{_('Plan')}: {row.plan.title}\n{period}",
            url=settings.SITE_URL + reverse("reports:round", args=[row.pk]),
            changed_at=row.touched or _midnight(row.starts_on),
            sequence=row.acts,
            categories=(_("Reporting round"),),
            alarms=() if row.is_closed else USUAL_ALARMS,
        )
