"""What an auditor asks of the record; a fixed number of statements each, however long it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from agencies.models import User
from audit.models import Anchor, Entry, Link

PAGE: Final = 50
WORDS_REACH: Final = timedelta(days=90)
PEOPLE: Final = User._meta.db_table
FIRST, LAST = date(1900, 1, 1), date(9998, 12, 30)  # between which the record is asked for


@dataclass(frozen=True)
class Asked:
    """`person`: part of a name or an e-mail, or a number. `since`, `until`: days, both included."""

    person: str = ""
    door: str = ""
    kind: str = ""
    relation: str = ""
    number: str = ""
    request: str = ""
    text: str = ""
    since: date | None = None
    until: date | None = None


def found(asked: Asked) -> "QuerySet[Entry]":
    """The newest first."""
    rows = Entry.objects.order_by("-id")
    exact = {
        "door": asked.door,
        "kind": asked.kind,
        "relation": asked.relation,
        "object_id": asked.number,
        "request": asked.request,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if asked.since:
        rows = rows.filter(at__gte=_begin(asked.since))
    if asked.until:
        rows = rows.filter(at__lt=_begin(min(asked.until, LAST) + timedelta(days=1)))
    if asked.person:
        rows = rows.filter(_of_person(asked.person))
    return rows.filter(_says(asked.text)) if asked.text else rows


def _begin(day: date) -> datetime:
    """In TIME_ZONE; a day at either end of the calendar has no moment in every other zone."""
    within = min(max(day, FIRST), LAST)
    return timezone.make_aware(datetime.combine(within, time.min))


def _of_person(said: str) -> Q:
    """Whoever acted, whoever it was done for, and what was done to the person's own row."""
    if said.isdecimal() and len(said) < 19:
        number = int(said)
        return Q(actor=number) | Q(behalf=number) | Q(relation=PEOPLE, object_id=said)
    named = User.objects.filter(Q(full_name__icontains=said) | Q(email__icontains=said))
    people = list(named.values_list("pk", flat=True)[:1000])
    own = Q(relation=PEOPLE, object_id__in=[str(pk) for pk in people])
    return Q(actor__in=people) | Q(behalf__in=people) | own


def _says(words: str) -> Q:
    return Q(label__icontains=words) | Q(before__icontains=words) | Q(after__icontains=words)


@dataclass(frozen=True)
class Page:
    """Part of the record around a place in it; no count, which would read all of it.

    `newer`, `older`: ids to go on from, None where there is nothing.
    """

    entries: list[Entry]
    newer: int | None
    older: int | None


def page_of(rows: "QuerySet[Entry]", *, before: int | None, after: int | None) -> Page:
    """One statement. `before`, `after`: the id next to which the page stands."""
    if after is not None:
        some = list(rows.filter(pk__gt=after).order_by("id")[: PAGE + 1])
        entries = some[:PAGE][::-1]
        newer = entries[0].pk if len(some) > PAGE else None
        return Page(entries, newer, entries[-1].pk if entries else None)
    some = list((rows.filter(pk__lt=before) if before is not None else rows)[: PAGE + 1])
    entries = some[:PAGE]
    older = entries[-1].pk if len(some) > PAGE else None
    return Page(entries, entries[0].pk if entries and before is not None else None, older)


def names(people: Iterable[int | None]) -> dict[int, str]:
    """Id → name, of those who are still known; one statement."""
    wanted = {number for number in people if number is not None}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "full_name"))


@dataclass(frozen=True)
class Standing:
    """Where the chain stands. `waiting`: some entries after the last sealed one."""

    head: Link | None
    anchor: Anchor | None
    newest: Entry | None

    @property
    def waits(self) -> bool:
        return self.newest is not None and (self.head is None or self.newest.pk > self.head.entry)


def standing() -> Standing:
    """Three statements."""
    return Standing(
        Link.objects.order_by("-position").first(),
        Anchor.objects.order_by("-id").first(),
        Entry.objects.order_by("-id").first(),
    )


def links_of(entries: Iterable[Entry]) -> dict[int, Link]:
    """Number of the entry → what seals it, of those that are sealed; one statement."""
    numbers = [entry.pk for entry in entries]
    return {link.entry: link for link in Link.objects.filter(entry__in=numbers)}
