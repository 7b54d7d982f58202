"""What a person is told on the site: news about the own work and reminders shown there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, IntegerField, Q, QuerySet, Value, When

from agencies.models import User
from agencies.queries import Standing
from measures.models import Notice, NoticeKind, Reminder, ReminderState
from measures.notice_words import TONE, Said, said
from measures.queries.reminders.told import Line, lines
from measures.querysets_reminders import NEW_NOTICE

NEWS, REMINDER = "news", "reminder"
RELATED = (
    *("plan", "measure__plan", "obligation", "job"),
    *("entry__obligation__agency", "extension"),
    *("delegation__membership__user", "delegation__membership__agency", "delegation__to"),
    "delegation__ended_by",
)


@dataclass(frozen=True)
class Told:
    """One of the list: a notice with its words, or a reminder. `new`: not seen or acknowledged."""

    day: date
    new: bool
    notice: Notice | None = None
    said: Said | None = None
    reminder: Line | None = None

    @property
    def tone(self) -> str:
        if not self.notice:
            return "remind"
        return TONE.get(NoticeKind(self.notice.kind), "plain")


def told_on_site(person: User, *, new_only: bool = False) -> "QuerySet[Any, Any]":
    """(id, NEWS or REMINDER) of all that a person was told: new first, then the newest; one
    statement for a page of it, and one for the count."""
    news = Notice.objects.filter(recipient=person)
    shown = Reminder.objects.filter(recipient=person, state=ReminderState.SHOWN)
    if new_only:
        news, shown = news.new(), shown.new_notices()
    rows = _named(news, NEWS, Q(seen_at=None), "told_on").union(
        _named(shown, REMINDER, NEW_NOTICE, "remind_on"), all=True
    )
    found: QuerySet[Any, Any] = rows.order_by("rank", "-day", "-written", "-row")
    return found


def _named(rows: "QuerySet[Any, Any]", source: str, new: Q, day: str) -> "QuerySet[Any, Any]":
    named: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(
            row=F("pk"),
            source=Value(source, output_field=CharField()),
            rank=Case(When(new, then=Value(0)), default=Value(1), output_field=IntegerField()),
            day=F(day),
            written=F("created_at"),
        )
        .values_list("row", "source", "rank", "day", "written")
    )
    return named


def with_words(rows: Iterable[Sequence[Any]], standing: Standing) -> list[Told]:
    """What these rows of `told_on_site` say, in their order; two statements."""
    keys = [(str(row[1]), int(row[0])) for row in rows]
    found = _notices(keys, standing) | _reminders(keys, standing)
    return [found[key] for key in keys if key in found]


Key = tuple[str, int]


def _notices(keys: Sequence[Key], standing: Standing) -> dict[Key, Told]:
    ids = [pk for source, pk in keys if source == NEWS]
    rows = Notice.objects.filter(pk__in=ids).select_related(*RELATED)
    return {
        (NEWS, row.pk): Told(row.told_on, row.seen_at is None, row, said(row, standing))
        for row in rows
    }


def _reminders(keys: Sequence[Key], standing: Standing) -> dict[Key, Told]:
    ids = [pk for source, pk in keys if source == REMINDER]
    rows = Reminder.objects.filter(pk__in=ids).select_related(
        "obligation__measure__plan", "obligation__agency", "plan"
    )
    return {(REMINDER, line.reminder.pk): _reminder(line) for line in lines(rows, standing)}


def _reminder(line: Line) -> Told:
    row = line.reminder
    new = row.acknowledged_at is None and not row.ended
    return Told(row.remind_on, new, reminder=line)


def new_for(person: User) -> int:
    """How many notices and reminders on the site are new to a person; one statement."""
    news = Notice.objects.new().filter(recipient=person).order_by().values("pk")
    shown = Reminder.objects.new_notices().filter(recipient=person).order_by().values("pk")
    return news.union(shown, all=True).count()
