"""Totals of the board. Each counts under all the other filters, so that it leads to exactly as
many rows as it says."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, F, Min

from agencies.translated import localized_column
from measures.queries.board import (
    AGES,
    AT_RISK,
    ATTENTION,
    EVERYTHING,
    WITHOUT,
    Asked,
    aged,
    found,
)
from measures.queries.risk import at_risk
from measures.queries.then import owed_on
from measures.rules.lateness import Status
from planner.models import Direction, Task


@dataclass(frozen=True)
class Total:
    """`key` is what the filter takes."""

    key: str
    name: str
    count: int
    oldest: date


def by_status(asked: Asked, day: date, *, past: bool = False) -> dict[str, int]:
    """By every value that the filter takes: ATTENTION, AT_RISK, EVERYTHING, each Status that
    anything has. What is at risk has another status besides. One statement."""
    rows = found(replace(asked, status=EVERYTHING, age=""), day, past=past)
    risk = at_risk(owed_on(day, past=past), day)
    counted = rows.values("status").annotate(count=Count("pk"), risky=Count("pk", filter=risk))
    told = list(counted.values_list("status", "count", "risky"))
    each = {status: count for status, count, _risky in told}
    risky = sum(risky for _status, _count, risky in told)
    late = each.get(Status.OVERDUE.value, 0)
    summed = {ATTENTION: late + risky, AT_RISK: risky, EVERYTHING: sum(each.values())}
    return summed | {Status.OVERDUE.value: late} | each


def by_age(asked: Asked, day: date, *, past: bool = False) -> dict[str, int]:
    """Of what is late, by key of AGES; one statement."""
    late = found(replace(asked, age="", status=Status.OVERDUE.value), day, past=past)
    return late.aggregate(**{age: Count("pk", filter=aged(age, day)) for age in AGES})


def by_agency(asked: Asked, day: date, *, past: bool = False) -> list[Total]:
    """Most first. One statement."""
    rows = found(replace(asked, agency=""), day, past=past).values("agency__code")
    told = rows.annotate(
        name=localized_column("agency__short"), count=Count("pk"), oldest=Min("due_on")
    )
    return [
        Total(row["agency__code"], row["name"], row["count"], row["oldest"])
        for row in told.order_by("-count", "agency__code")
    ]


def by_direction(asked: Asked, day: date, *, past: bool = False) -> list[Total]:
    """In the Concept's order. Two statements.

    A measure that serves several directions is counted in each of them.
    """
    rows = found(replace(asked, direction=""), day, past=past)
    return _served(rows, "measure__lines__direction", Direction.objects.all())


def by_task(asked: Asked, day: date, *, past: bool = False) -> list[Total]:
    """In the Concept's order, a measure in each of its tasks. Two statements."""
    rows = found(replace(asked, task=""), day, past=past)
    return _served(rows, "measure__tasks", Task.objects.all())


def _served(rows: Any, path: str, named: Any) -> list[Total]:
    counted = {
        row["served"]: row
        for row in rows.values(served=F(path)).annotate(
            count=Count("pk", distinct=True), oldest=Min("due_on")
        )
    }
    names = [(one.pk, str(one.pk), one.text) for one in named.filter(pk__in=filter(None, counted))]
    return [
        Total(key, name, counted[pk]["count"], counted[pk]["oldest"])
        for pk, key, name in [*names, (None, WITHOUT, "")]
        if pk in counted
    ]
