"""Reads the whole chain again and says what does not fit; memory does not grow with it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from django.db import connection
from django.db.models import Exists, Max, OuterRef

from agencies.models import User
from audit.installing import missing
from audit.models import Anchor, Entry, Kind, Link
from audit.rules import chain
from audit.services.sealing import body, keys

PEOPLE: Final = User._meta.db_table
BATCH: Final = 2000
SHOWN: Final = 20  # breaks that are told one by one


@dataclass(frozen=True)
class Break:
    """`what`: changed, deleted, inserted, moved, cut, key, personal or trigger. `position` in the
    chain and `entry` (id), as far as there are any."""

    what: str
    position: int | None
    entry: int | None
    message: str


@dataclass
class Verdict:
    links: int = 0
    head: str = chain.GENESIS
    unkeyed: int = 0
    waiting: int = 0  # recorded and not sealed yet
    forgotten: int = 0  # entries whose personal part is gone, as it may
    breaks: list[Break] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return not self.breaks

    def as_dict(self) -> dict[str, Any]:
        return {"whole": self.whole, **asdict(self)}


@dataclass(frozen=True)
class Forgetting:
    """Which personal parts may be gone, as the record itself tells."""

    up_to: int
    people: frozenset[int]
    others: frozenset[int]

    @classmethod
    def told(cls) -> "Forgetting":
        last = Entry.objects.filter(kind=Kind.FORGOTTEN).order_by("-id").first()
        erased = Entry.objects.filter(kind=Kind.ERASED).values_list("object_id", "after")
        return cls(
            json.loads(last.after)["up_to"] if last else 0,
            frozenset(int(person) for person, _ in erased),
            frozenset(number for _, told in erased for number in json.loads(told)["others"]),
        )

    def covers(self, entry: Entry) -> bool:
        named = {entry.actor, entry.behalf}
        if entry.relation == PEOPLE and entry.object_id.isdecimal():
            named.add(int(entry.object_id))
        return (
            entry.pk <= self.up_to or entry.pk in self.others or not named.isdisjoint(self.people)
        )


def verify(anchors: Sequence[tuple[int, str]] = ()) -> Verdict:
    """`anchors`: (position, hash) kept outside of the database; those inside are held to as well.

    Stops at the first link that does not fit, since all after it hang on it; goes on after an
    entry that is gone, whose hash still stands in its link.
    """
    found = Verdict()
    known = [*Anchor.objects.values_list("position", "hash"), *anchors]  # one an hour at most
    to_the_end = _follow(found, dict(known), Forgetting.told())
    last = max((position for position, _ in known), default=0)
    found.breaks += [
        *([_cut(last, found)] if to_the_end and last > found.links else []),
        *_outside(found),
        *(
            Break("trigger", None, None, f"The trigger {name} is missing or switched off.")
            for name in missing(connection)
        ),
    ]
    return found


def _follow(found: Verdict, anchors: dict[int, str], may_be_gone: Forgetting) -> bool:
    """Whether it came to the end."""
    known = keys()
    for link, entry in _in_order():
        wrong = _wrong(found, link, entry, known) or _off(link, anchors)
        if wrong:
            found.breaks.append(wrong)
            return False
        found.links, found.head = link.position, link.hash
        found.unkeyed += not link.key
        if entry is not None and _was_forgotten(link, entry):
            found.forgotten += 1
            if not may_be_gone.covers(entry) and len(found.breaks) < SHOWN:
                found.breaks.append(_gone(link))
    return True


def _in_order() -> Iterator[tuple[Link, Entry | None]]:
    last = 0
    while links := list(Link.objects.filter(position__gt=last).order_by("position")[:BATCH]):
        entries = Entry.objects.in_bulk([link.entry for link in links])
        yield from ((link, entries.get(link.entry)) for link in links)
        last = links[-1].position


def _wrong(
    found: Verdict, link: Link, entry: Entry | None, known: dict[str, bytes]
) -> Break | None:
    place, number = link.position, link.entry
    if place != found.links + 1:
        said = f"Link {found.links + 1} is missing: after it the next is {place}."
        return Break("deleted", found.links + 1, None, said)
    if entry is None:
        return Break("deleted", place, number, f"Record {number} (link {place}) was deleted.")
    if link.key not in known:
        said = f"Link {place} was made with the key {link.key}, which is not known here."
        return Break("key", place, number, said)
    if not link.key and found.links > found.unkeyed:
        said = f"Link {place} was made without a key, though those before it were made with one."
        return Break("key", place, number, said)
    promised = link.promised
    if entry.personal is not None and chain.commitment(entry.personal) != promised:
        said = f"The personal part of record {number} (link {place}) was changed."
        return Break("changed", place, number, said)
    if chain.link(place, found.head, promised, body(entry), known[link.key]) != link.hash:
        said = f"Record {number} or its link {place} was changed, or was not written here."
        return Break("changed", place, number, said)
    return None


def _off(link: Link, anchors: dict[int, str]) -> Break | None:
    if anchors.get(link.position, link.hash) == link.hash:
        return None
    said = f"Link {link.position} is not the one that was anchored: the chain was written anew."
    return Break("moved", link.position, link.entry, said)


def _was_forgotten(link: Link, entry: Entry) -> bool:
    return bool(link.promised) and entry.personal is None


def _gone(link: Link) -> Break:
    said = f"The personal part of record {link.entry} is gone, and no forgetting tells of it."
    return Break("personal", link.position, link.entry, said)


def _cut(position: int, found: Verdict) -> Break:
    said = f"The chain was anchored at {position} and ends at {found.links}: its end was cut off."
    return Break("cut", found.links + 1, None, said)


def _outside(found: Verdict) -> Iterator[Break]:
    """Entries without a link: those newer than the last run wait, older ones were slipped in."""
    unsealed = Entry.objects.exclude(Exists(Link.objects.filter(entry=OuterRef("pk"))))
    head = Link.objects.order_by("-position").first()
    old = unsealed.none()
    if head and connection.vendor == "postgresql":
        old = unsealed.filter(xid__lt=head.floor)
    elif head:
        last = Link.objects.aggregate(last=Max("entry"))["last"]
        old = unsealed.filter(pk__lt=last)
    slipped = list(old.order_by("pk").values_list("pk", flat=True)[:SHOWN])
    found.waiting = unsealed.count() - old.count()
    for number in slipped:
        said = f"Record {number} was inserted past the chain."
        yield Break("inserted", None, number, said)
