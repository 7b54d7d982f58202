"""The coordinator's board: what is late, and what waits for a person's decision."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet

from agencies.translated import localized_column
from measures.models import (
    Deadline,
    DeadlineKind,
    Extension,
    ExtensionState,
    Measure,
    MeasureState,
    Obligation,
    ProgressEntry,
)
from measures.queries.search import with_words
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


def overdue(asked: Asked, today: date) -> QuerySet[Obligation]:
    """Longest late first; one statement with measure, plan and agency at hand."""
    late = (
        Obligation.objects.overdue(today)
        .with_status(today)
        .filter(with_words(asked.text, "measure__"))
    )
    if asked.agency:
        late = late.filter(agency__code=asked.agency)
    if asked.direction:
        late = late.filter(measure__in=_serving(asked.direction))
    if asked.age in AGES:
        late = late.filter(_aged(asked.age, today))
    return late.select_related("measure__plan", "agency").order_by("due_on", "pk")


def _aged(age: str, today: date) -> Q:
    first, last = AGES[age]
    since = Q(due_on__gte=today - timedelta(days=last)) if last else Q()
    return since & Q(due_on__lte=today - timedelta(days=first))


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


def overdue_by_age(asked: Asked, today: date) -> dict[str, int]:
    """By key of AGES, under the other filters; one statement."""
    late = overdue(replace(asked, age=""), today).select_related(None).order_by()
    return late.aggregate(**{age: Count("pk", filter=_aged(age, today)) for age in AGES})


def overdue_by_agency(asked: Asked, today: date) -> list[Total]:
    """Under the other filters; most first. One statement."""
    late = overdue(replace(asked, agency=""), today).select_related(None).order_by()
    rows = late.values("agency__code").annotate(
        name=localized_column("agency__short"), count=Count("pk"), oldest=Min("due_on")
    )
    return [
        Total(row["agency__code"], row["name"], row["count"], row["oldest"])
        for row in rows.order_by("-count", "agency__code")
    ]


def overdue_by_direction(asked: Asked, today: date) -> list[Total]:
    """Under the other filters, in the Concept's order. Two statements.

    A measure that serves several directions is counted in each of them.
    """
    late = overdue(replace(asked, direction=""), today).select_related(None).order_by()
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


def review_queue() -> QuerySet[ProgressEntry]:
    """Handed in and not reviewed, longest waiting first; one statement."""
    waiting = ProgressEntry.objects.waiting_for_review().annotate(files=Count("evidence"))
    return waiting.select_related(
        "author", "obligation__agency", "obligation__measure__plan"
    ).order_by("submitted_at", "pk")


def extension_queue() -> QuerySet[Extension]:
    """Requests for more time that wait for a decision, soonest date first."""
    waiting = Extension.objects.filter(state=ExtensionState.REQUESTED)
    return waiting.select_related(
        "requested_by", "obligation__agency", "obligation__measure__plan"
    ).order_by("old_due_on", "pk")


def waiting_deadlines() -> QuerySet[Deadline]:
    """Deadlines of measures on control that wait for a person: undecided, or after an event."""
    waiting = Deadline.objects.filter(
        kind__in=(DeadlineKind.UNDECIDED, DeadlineKind.EVENT),
        measure__state=MeasureState.ON_CONTROL,
    )
    return waiting.select_related("measure__plan").order_by("measure__plan", "measure__position")
