"""Puts what was recorded into the chain, in the order of its commits.

No writer waits for another one: entries are sealed seconds later, by whoever runs this. One run
seals what was committed since the last, ordered by number: what was written after having seen
something has the greater number, so that no effect stands before its cause.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from audit.models import Entry, Link
from audit.rules import chain

BATCH: Final = 2000
LOCK: Final = 0x617564  # "aud": one sealer at a time
CHAINED: Final = (
    *("id", "at", "xid", "kind", "relation", "object_id", "label", "row_count", "before", "after"),
    *("actor", "behalf", "door", "route", "request", "token", "db_user"),
)


def seal(*, most: int = 200_000) -> int:
    """Seals up to `most` entries and says how many; 0 as well where another worker is at it."""
    sealed = 0
    while sealed < most:
        batch = _seal_some()
        sealed += batch
        if batch < BATCH:
            break
    return sealed


@transaction.atomic
def _seal_some() -> int:
    if not _alone():
        return 0
    head = Link.objects.order_by("-position").first()
    horizon = _horizon()
    entries = list(_unsealed(head, horizon).order_by(F("id") + 0)[:BATCH])
    if not entries:
        return 0
    # Only once nothing is left may the next run begin later.
    floor = horizon if len(entries) < BATCH else _floor(head, horizon)
    Link.objects.bulk_create(list(_links(head, entries, floor)))
    return len(entries)


def body(entry: Entry) -> bytes:
    """What of an entry is chained."""
    return chain.canonical([_plain(getattr(entry, name)) for name in CHAINED])


def keys() -> dict[str, bytes]:
    """Name of a key → the key; without one as well, since it may have come later."""
    known = [settings.AUDIT_KEY, *settings.AUDIT_OLD_KEYS, ""]
    return {chain.name_of(key.encode()): key.encode() for key in known}


def _links(head: Link | None, entries: Sequence[Entry], floor: int) -> Iterator[Link]:
    last, previous = (head.position, head.hash) if head else (0, chain.GENESIS)
    key: bytes = settings.AUDIT_KEY.encode()
    name = chain.name_of(key)
    for position, entry in enumerate(entries, last + 1):
        promised = chain.commitment(entry.personal)
        previous = chain.link(position, previous, promised, body(entry), key)
        yield Link(
            position=position,
            entry=entry.pk,
            promised=promised,
            hash=previous,
            key=name,
            floor=floor,
        )


def _plain(value: Any) -> chain.Plain:
    if value is None or isinstance(value, str | int):
        return value
    told: str = value.isoformat(timespec="microseconds")
    return told


def _alone() -> bool:
    """Until the transaction ends. SQLite lets one write at a time anyway."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _horizon() -> int:
    """Transactions with a smaller number have ended."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


def _floor(head: Link | None, horizon: int) -> int:
    """From which transaction on there may be entries that no run has seen. A database restored
    into another cluster counts anew: then all are looked through once."""
    floor = head.floor if head else 0
    return floor if floor <= horizon else 0


def _unsealed(head: Link | None, horizon: int) -> "QuerySet[Entry]":
    if connection.vendor != "postgresql":  # numbers are given in the order of commits
        last = Link.objects.order_by("-entry").values_list("entry", flat=True).first()
        return Entry.objects.filter(pk__gt=last or 0)
    fresh = Entry.objects.filter(xid__gte=_floor(head, horizon))
    return fresh.exclude(Exists(Link.objects.filter(entry=OuterRef("pk"))))
