"""News of a plan for a feed reader: what every viewer reads on its pages, the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.rules.working_days import days_away
from exchange.queries.dues import host
from exchange.rules.calendar import plain
from measures.models import Event, EventKind, Obligation, ProgressEntry
from planner.models import ActionPlan

MOST: Final = 100
SINCE: Final = 90  # days
LONGEST: Final = 1000  # signs of an accepted report that stand in the feed
TOLD: Final = (
    *(EventKind.ACCEPTED, EventKind.EXTENSION_GRANTED, EventKind.MOVED, EventKind.REMOVED),
    *(EventKind.ADDED, EventKind.REWORDED, EventKind.STRUCK, EventKind.WITHDRAWN),
)


@dataclass(frozen=True)
class Item:
    """`tag` never changes, so that a reader is told of it once (RFC 4151)."""

    tag: str
    title: str
    text: str
    link: str
    at: datetime


def news_of(plan: ActionPlan, today: date) -> list[Item]:
    """What happened in the plan lately and what became late, in the language that is active; three
    statements. Reasons and notes are for whom they were written, and are not told."""
    items = [*_happened(plan, today), *_late(plan, today)]
    return sorted(items, key=lambda one: (one.at, one.tag), reverse=True)[:MOST]


def _happened(plan: ActionPlan, today: date) -> Iterable[Item]:
    rows = Event.objects.filter(
        measure__plan=plan, kind__in=TOLD, happened_on__range=(days_away(today, -SINCE), today)
    )
    told = rows.select_related("measure", "obligation__agency").order_by("-at", "-pk")[:MOST]
    events = list(told)
    accepted = [one.data.get("entry") for one in events if one.kind == EventKind.ACCEPTED]
    texts = _accepted_texts(accepted)
    for one in events:
        yield Item(
            tag=_tag(one.at.year, f"event/{one.pk}"),
            title=_title(str(one.get_kind_display()), one.measure, one.obligation),
            text=texts.get(one.data.get("entry"), "") or _dates(one.data),
            link=_link(one.measure_id),
            at=one.at,
        )


def _accepted_texts(ids: Iterable[Any]) -> dict[int, str]:
    """Of reports that are accepted: those every viewer may read."""
    rows = ProgressEntry.objects.accepted().filter(pk__in=[pk for pk in ids if pk])
    return {pk: plain(text)[:LONGEST] for pk, text in rows.values_list("pk", "text")}


def _dates(data: dict[str, Any]) -> str:
    old, new = data.get("old_due_on"), data.get("new_due_on") or data.get("granted_on")
    if not (old and new):
        return ""
    days = {"old": _day(old), "new": _day(new)}
    return _("from %(old)s to %(new)s") % days


def _day(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d.%m.%Y}"


def _late(plan: ActionPlan, today: date) -> Iterable[Item]:
    """Told from the day after its date, while it is not handed in."""
    rows = Obligation.objects.owed().overdue(today).filter(measure__plan=plan)
    recent = rows.filter(due_on__gte=days_away(today, -SINCE))
    for one in recent.select_related("measure", "agency").order_by("-due_on", "pk")[:MOST]:
        assert one.due_on  # noqa: S101  (it is past its date)
        since = days_away(one.due_on, 1)
        yield Item(
            tag=_tag(since.year, f"obligation/{one.pk}/overdue/{one.due_on}"),
            title=_title(_("Overdue"), one.measure, one),
            text=f"{_('Due on')}: {one.due_on:%d.%m.%Y}",
            link=_link(one.measure_id),
            at=timezone.make_aware(datetime.combine(since, time.min)),
        )


def _title(words: str, measure: Any, owed: Obligation | None) -> str:
    body = f", {owed.agency.short}" if owed else ""
    title = plain(" ".join(measure.title.split()))
    return f"{words.capitalize()}: {measure.number.rstrip('.')}{body}. {title}"


def _link(measure: int) -> str:
    return settings.SITE_URL + reverse("measures:measure", args=[measure])


def _tag(year: int, what: str) -> str:
    return f"tag:{host()},{year}:{what}"
