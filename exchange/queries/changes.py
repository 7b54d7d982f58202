"""Which changes a person is told of, and the feed of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from agencies.models import User
from agencies.permissions import REPORTING, agencies_of
from exchange.models import Change, Feed
from exchange.permissions import may_read_changes
from measures.permissions.overseeing import may_see_all_entries


@dataclass(frozen=True)
class Wanted:
    """Filters; () and "" mean any. `plan`: a slug, `agency`: the code of a body."""

    types: Collection[str] = ()
    plan: str = ""
    agency: str = ""


@dataclass(frozen=True)
class Page:
    """`reached`: the number up to which the reader knows everything now; `more`: there is more."""

    changes: Sequence[Change]
    reached: int
    more: bool


def changes_told_to(person: User, today: date) -> QuerySet[Change]:
    """Set twin of measures.queries.measure.history: everything for those who oversee, for others
    what is open and what is of the own bodies; nothing without a current role."""
    if not may_read_changes(person, today):
        return Change.objects.none()
    if may_see_all_entries(person, today):
        return Change.objects.all()
    return Change.objects.filter(
        Q(is_open=True) | Q(agency__in=[body.pk for body in agencies_of(person, today, *REPORTING)])
    )


def narrowed(rows: QuerySet[Change], wanted: Wanted) -> QuerySet[Change]:
    if wanted.types:
        rows = rows.filter(type__in=wanted.types)
    if wanted.plan:
        rows = rows.filter(plan__slug=wanted.plan)
    return rows.filter(agency__code=wanted.agency) if wanted.agency else rows


def page_after(person: User, today: date, *, after: int, limit: int, wanted: Wanted) -> Page:
    """Changes numbered after `after`, at most `limit`, in the order of their numbers.

    What has no number yet is not told of: its place may still be anywhere.
    """
    reached = last_number()
    rows = narrowed(changes_told_to(person, today), wanted)
    found = list(
        rows.filter(number__gt=after, number__lte=reached)
        .select_related("plan", "agency")
        .order_by("number")[: limit + 1]
    )
    if len(found) <= limit:
        return Page(found, max(reached, after), more=False)
    return Page(found[:limit], found[limit - 1].number or 0, more=True)


def last_number() -> int:
    """Up to which everything is numbered; 0 when nothing ever happened."""
    return Feed.objects.values_list("numbered", flat=True).filter(pk=1).first() or 0
