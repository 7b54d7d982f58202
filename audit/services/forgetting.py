"""Takes personal parts out of the record. What is chained is their hash, salted, so the chain
still holds; with the salt gone nobody finds out by trying what stood there."""

from collections.abc import Collection
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Final

from django.db import transaction
from django.db.models import Max, Q

from audit.models import Entry, Kind
from audit.services.telling import tell

BATCH: Final = 5000


def forget_before(moment: datetime) -> int:
    """Addresses and names in all entries made before; how many. Says so in the record itself."""
    old = Entry.objects.filter(at__lt=moment).exclude(personal=None)
    last = old.aggregate(last=Max("pk"))["last"]
    if last is None:
        return 0
    tell(Kind.FORGOTTEN, facts={"up_to": last, "before": moment.isoformat(timespec="seconds")})
    forgotten = 0
    while batch := _batch(last):
        with transaction.atomic():
            forgotten += Entry.objects.filter(pk__in=batch).update(personal=None)
    return forgotten


def _batch(last: int) -> list[int]:
    left = Entry.objects.filter(pk__lte=last).exclude(personal=None)
    return list(left.order_by("pk").values_list("pk", flat=True)[:BATCH])


def forget_person(person: int, table: str, values: Collection[str]) -> tuple[int, list[int]]:
    """Of a person's own acts, of what was done to the person's row, and of all that holds one of
    the `values` (as JSON). How many, and the ids of those that only the values tell of."""
    of_the_person = Q(actor=person) | Q(behalf=person) | Q(relation=table, object_id=str(person))
    kept = Entry.objects.exclude(personal=None)
    done = kept.filter(of_the_person).update(personal=None)
    held = reduce(or_, (Q(personal__contains=value) for value in values), Q(pk=None))
    others = list(kept.filter(held).order_by("pk").values_list("pk", flat=True))
    return done + kept.filter(pk__in=others).update(personal=None), others
