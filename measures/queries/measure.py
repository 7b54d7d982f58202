"""One measure with all that happened to it, and one obligation of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.fields import BooleanField

from agencies.models import User
from agencies.permissions import REPORTING, agencies_of
from measures.models import (
    Event,
    EventKind,
    Extension,
    Measure,
    Obligation,
    ObligationVersion,
    ProgressEntry,
)
from measures.permissions.overseeing import may_see_all_entries
from measures.queries.entries import entries_visible_to
from measures.querysets import OwedQuerySet

# What was said about unaccepted work stays between the agency and those who oversee.
CONFIDENTIAL = (
    EventKind.SUBMITTED,
    EventKind.TAKEN_BACK,
    EventKind.RETURNED,
    EventKind.ASSIGNED,
    EventKind.EXTENSION_REQUESTED,
    EventKind.EXTENSION_REFUSED,
    EventKind.REMINDED,
)


@dataclass(frozen=True)
class MeasurePage:
    """Query sets are read when shown; each takes one statement (plus its prefetches)."""

    measure: Measure
    obligations: "OwedQuerySet[Any]"
    entries: QuerySet[ProgressEntry]
    extensions: QuerySet[Extension]
    events: QuerySet[Event]


def measures_to_read() -> QuerySet[Measure]:
    """With everything of the act at hand; nine statements whatever the size."""
    return Measure.objects.select_related(
        "plan__concept", "section", "deadline__decided_by", "amendment", "carried_from__plan"
    ).prefetch_related(
        "executors__agency",
        "executors__group",
        "costs",
        "tasks__goal",
        "lines__direction",
    )


def measure_page(
    measure: Measure,
    person: User,
    today: date,
    *,
    as_of: date | None = None,
    kinds: Iterable[EventKind] = (),
) -> MeasurePage:
    """`as_of`: only what was there and known at the end of that day; rights are today's. `kinds`
    of events to tell, all where none is named."""
    day = as_of or today
    owed = every_owed(day, past=as_of is not None).with_status(day).filter(measure=measure.pk)
    told = entries_visible_to(person, today).filter(obligation__measure=measure.pk)
    extensions = Extension.objects.filter(obligation__measure=measure.pk)
    events = Event.objects.filter(measure=measure.pk)
    if kinds:
        events = events.filter(kind__in=kinds)
    if as_of:
        told = told.filter(submitted_on__lte=as_of)
        extensions = extensions.filter(requested_on__lte=as_of)
        events = events.filter(happened_on__lte=as_of)
    return MeasurePage(
        measure=measure,
        obligations=owed.select_related("agency").order_by(
            F("due_on").asc(nulls_last=True), "role", "agency__code"
        ),
        entries=with_their_reviews(told).order_by(F("submitted_at").desc(nulls_first=True), "-pk"),
        extensions=_visible(extensions, person, today).select_related(
            "obligation__agency", "requested_by", "decided_by"
        ),
        events=history(events, person, today),
    )


def _visible(rows: QuerySet[Extension], person: User, today: date) -> QuerySet[Extension]:
    """Requests as their agency and overseers see them; the granted ones are everybody's."""
    if may_see_all_entries(person, today):
        return rows
    own = agencies_of(person, today, *REPORTING)
    return rows.filter(Q(obligation__agency__in=own) | Q(state="granted"))


def with_their_reviews(entries: QuerySet[ProgressEntry]) -> QuerySet[ProgressEntry]:
    return entries.select_related(
        "author", "review__reviewer", "obligation__agency", "obligation__measure"
    ).prefetch_related("evidence")


def history(events: QuerySet[Event], person: User, today: date) -> QuerySet[Event]:
    """Newest first; `is_told`: its note and its facts are this person's to read."""
    open_to_all = ~Q(kind__in=CONFIDENTIAL)
    own = Q(obligation__agency__in=agencies_of(person, today, *REPORTING))
    everything = Value(may_see_all_entries(person, today), output_field=BooleanField())
    return (
        events.annotate(is_told=Case(When(open_to_all | own, then=Value(True)), default=everything))
        .select_related("actor", "for_whom", "obligation__agency")
        .order_by("-happened_on", "-pk")
    )


def every_owed(day: date, *, past: bool) -> "OwedQuerySet[Any]":
    """Also what the plan does not ask for any more: a page of one measure tells its whole story."""
    return ObligationVersion.objects.in_force(day) if past else Obligation.objects.all()


def obligations_to_read(today: date) -> QuerySet[Obligation]:
    return Obligation.objects.with_status(today).select_related(
        "agency", "measure__plan", "measure__deadline"
    )


@dataclass(frozen=True)
class ObligationPage:
    entries: QuerySet[ProgressEntry]
    extensions: QuerySet[Extension]
    events: QuerySet[Event]


def obligation_page(
    owed: Obligation, person: User, today: date, *, as_of: date | None = None
) -> ObligationPage:
    """The history of one obligation, newest first; the draft under way is not among it.

    `as_of`: only what was there by the end of that day.
    """
    told = entries_visible_to(person, today).filter(obligation=owed).exclude(state="draft")
    extensions, events = owed.extensions.all(), Event.objects.filter(obligation=owed)
    if as_of:
        told = told.filter(submitted_on__lte=as_of)
        extensions = extensions.filter(requested_on__lte=as_of)
        events = events.filter(happened_on__lte=as_of)
    return ObligationPage(
        entries=with_their_reviews(told).order_by("-pk"),
        extensions=_visible(extensions, person, today)
        .select_related("obligation__agency", "requested_by", "decided_by")
        .order_by("-pk"),
        events=history(events, person, today),
    )
