"""The coordinator's board: what is late, and what waits for a person's decision."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet

from agencies.rules.working_days import days_away
from agencies.translated import localized_column
from measures.models import (
    Deadline,
    DeadlineKind,
    Extension,
    ExtensionState,
    Measure,
    MeasureState,
    MeasureVersion,
    ProgressEntry,
    ProgressState,
)
from measures.queries.search import with_words
from measures.queries.then import as_measures, owed_on, with_rows
from measures.querysets import OwedQuerySet
from planner.models import Direction

WITHOUT = "none"  # the value that asks for measures that serve no direction
# Days late from … to …; beyond the last there is no end.
AGES: dict[str, tuple[int, int | None]] = {"week": (1, 7), "month": (8, 30), "older": (31, None)}


@dataclass(frozen=True)
class Asked:
    """Filters of the board: code of an agency, id of a direction or WITHOUT, age, words."""

    agency: str = ""
    direction: str = ""
    age: str = ""
    text: str = ""


def overdue(asked: Asked, today: date, *, past: bool = False) -> "OwedQuerySet[Any]":
    """Longest late first; one statement with measure, plan and agency at hand.

    `past`: as of the end of that day, in the terms of then; words are sought in today's wording.
    """
    owed = owed_on(today, past=past)
    late = owed.overdue(today).with_status(today).filter(with_words(asked.text, "measure__"))
    if asked.agency:
        late = late.filter(agency__code=asked.agency)
    if asked.direction:
        late = late.filter(measure__in=_serving(asked.direction))
    if asked.age in AGES:
        late = late.filter(_aged(asked.age, today))
    return late.select_related("measure__plan", "agency").order_by("due_on", "pk")


def _aged(age: str, today: date) -> Q:
    first, last = AGES[age]
    since = Q(due_on__gte=days_away(today, -last)) if last else Q()
    return since & Q(due_on__lte=days_away(today, -first))


def _serving(direction: str) -> QuerySet[Measure]:
    """Measures of a direction through their lines of action; none for a word that is no id."""
    if direction == WITHOUT:
        return Measure.objects.filter(lines=None)
    if not direction.isdecimal():
        return Measure.objects.none()
    return Measure.objects.filter(lines__direction=int(direction))


@dataclass(frozen=True)
class Total:
    """`key` is what the filter takes."""

    key: str
    name: str
    count: int
    oldest: date


def overdue_by_age(asked: Asked, today: date, *, past: bool = False) -> dict[str, int]:
    """By key of AGES, under the other filters; one statement."""
    late = overdue(replace(asked, age=""), today, past=past).select_related(None).order_by()
    return late.aggregate(**{age: Count("pk", filter=_aged(age, today)) for age in AGES})


def overdue_by_agency(asked: Asked, today: date, *, past: bool = False) -> list[Total]:
    """Under the other filters; most first. One statement."""
    late = overdue(replace(asked, agency=""), today, past=past).select_related(None).order_by()
    rows = late.values("agency__code").annotate(
        name=localized_column("agency__short"), count=Count("pk"), oldest=Min("due_on")
    )
    return [
        Total(row["agency__code"], row["name"], row["count"], row["oldest"])
        for row in rows.order_by("-count", "agency__code")
    ]


def overdue_by_direction(asked: Asked, today: date, *, past: bool = False) -> list[Total]:
    """Under the other filters, in the Concept's order. Two statements.

    A measure that serves several directions is counted in each of them.
    """
    late = overdue(replace(asked, direction=""), today, past=past).select_related(None).order_by()
    rows = late.values(direction=F("measure__lines__direction")).annotate(
        count=Count("pk", distinct=True), oldest=Min("due_on")
    )
    counted: dict[int | None, Any] = {row["direction"]: row for row in rows}
    names = [
        (direction.pk, str(direction.pk), direction.text)
        for direction in Direction.objects.filter(pk__in=[pk for pk in counted if pk])
    ]
    return [
        Total(key, name, counted[pk]["count"], counted[pk]["oldest"])
        for pk, key, name in [*names, (None, WITHOUT, "")]
        if pk in counted
    ]


def review_queue(as_of: date | None = None) -> QuerySet[ProgressEntry]:
    """Handed in and not reviewed (by the end of the day `as_of`), longest waiting first.

    Of a day in the past, then.asked_then tells by whom it was owed.
    """
    waiting = _waiting(as_of).annotate(files=Count("evidence"))
    return waiting.select_related(
        "author", "obligation__agency", "obligation__measure__plan"
    ).order_by("submitted_at", "pk")


def _waiting(as_of: date | None) -> QuerySet[ProgressEntry]:
    if as_of is None:
        return ProgressEntry.objects.waiting_for_review()
    undecided = Q(review=None, state=ProgressState.SUBMITTED) | Q(review__reviewed_on__gt=as_of)
    return ProgressEntry.objects.filter(undecided, submitted_on__lte=as_of)


def extension_queue(as_of: date | None = None) -> QuerySet[Extension]:
    """Requests for more time that wait for a decision, soonest date first."""
    waiting = Q(state=ExtensionState.REQUESTED)
    if as_of:
        waiting = Q(waiting | Q(decided_on__gt=as_of), requested_on__lte=as_of)
    return (
        Extension.objects.filter(waiting)
        .select_related("requested_by", "obligation__agency", "obligation__measure__plan")
        .order_by("old_due_on", "pk")
    )


WAITING = (DeadlineKind.UNDECIDED, DeadlineKind.EVENT)


def waiting_deadlines() -> QuerySet[Deadline]:
    """Deadlines of measures on control that wait for a person: undecided, or after an event."""
    waiting = Deadline.objects.filter(kind__in=WAITING, measure__state=MeasureState.ON_CONTROL)
    return waiting.select_related("measure__plan").order_by("measure__plan", "measure__position")


def waited_deadlines(as_of: date) -> list[Deadline]:
    """Those that waited at the end of a day in the past, as they read then."""
    versions = MeasureVersion.objects.in_force(as_of).filter(
        state=MeasureState.ON_CONTROL, deadline__kind__in=[kind.value for kind in WAITING]
    )
    rows = list(with_rows(versions).order_by("plan", "measure__position"))
    then = as_measures(rows, as_of)
    return [measure.deadline for measure in then]
