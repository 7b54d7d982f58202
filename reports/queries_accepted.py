"""Accepted reports of a round, from which its sections in words are drafted.

Told as of the end of a day, under the plan then in force, as the tables of the report are: a
report accepted later is not known yet. Remarks of reviewers and drafts are never read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from agencies.models import Agency
from measures.models import Measure, MeasureVersion, ObligationVersion, ProgressEntry
from measures.querysets import VersionQuerySet, owed_in
from measures.rules.lateness import Status, status_of
from planner.models import Direction
from reports.gather.period import Period
from reports.models import ReportingRound

MOST_HEADINGS = 100  # of overdue measures nobody told anything of


@dataclass(frozen=True)
class Accepted:
    """A report with its text; `direction` is the first one that the measure serves, None for none.

    `number` is the measure's. `is_late`: what it is about was overdue on that day all the same.
    """

    entry: ProgressEntry
    measure: MeasureVersion
    agency: Agency
    accepted_on: date
    direction: int | None
    is_late: bool

    @property
    def pk(self) -> int:
        return self.entry.pk

    @property
    def language(self) -> str:
        return self.entry.language

    @property
    def text(self) -> str:
        return self.entry.text

    @property
    def number(self) -> str:
        return self.measure.number


@dataclass(frozen=True)
class Found:
    """`reports` in the order of the plan; `late`: overdue measures that nobody reported on."""

    day: date
    reports: list[Accepted]
    late: list[MeasureVersion]


def accepted_in(round_: ReportingRound, day: date) -> Found:
    """Six statements, whatever the size of the plan. What a consolidated report took in is told by
    that report alone."""
    period = Period.of(round_, day)
    owed = _owed(round_, day)
    entries = list(_entries(period, owed))
    taken = _taken_into(entries)
    rows = {row.obligation_id: row for row in _rows(owed, entries)}
    late = _late_measures(owed, day)
    measures = _measures(round_, day, {row.measure_id for row in rows.values()} | set(late))
    directions = _directions([*measures])
    reports = [
        _accepted(entry, rows[entry.obligation_id], measures, directions, day)
        for entry in entries
        if entry.pk not in taken and rows[entry.obligation_id].measure_id in measures
    ]
    told = {one.measure.measure_id for one in reports if one.is_late}
    return Found(
        day,
        sorted(reports, key=_in_the_plan),
        [measures[pk] for pk in late if pk in measures and pk not in told],
    )


def _in_the_plan(one: Accepted) -> tuple[Any, ...]:
    return (one.measure.measure.position, one.agency.code, one.entry.submitted_on, one.pk)


def _owed(round_: ReportingRound, day: date) -> VersionQuerySet:
    rows = ObligationVersion.objects.in_force(day).owed()
    return rows.filter(measure__plan=round_.plan_id)


def _entries(period: Period, owed: VersionQuerySet) -> "QuerySet[ProgressEntry]":
    """Accepted by the day, with words in them, and of the round: its own, or handed in in it."""
    window = period.window
    there = owed.filter(obligation=OuterRef("obligation"))
    handed_in = Q(submitted_on__range=(window.opens_on, min(window.closes_on, period.day)))
    of_the_round = Exists(there.filter(owed_in(window)))
    known = Q(review__reviewed_on__lte=period.day) | Q(review=None, submitted_on__lte=period.day)
    accepted = ProgressEntry.objects.accepted().filter(known, submitted_on__lte=period.day)
    return (
        accepted.exclude(text="")
        .filter(of_the_round | (handed_in & Exists(there)))
        .select_related("review")
        .order_by("submitted_on", "pk")
    )


def _taken_into(entries: Iterable[ProgressEntry]) -> set[int]:
    """Those whose text stands in another of them."""
    pairs = ProgressEntry.sources.through.objects.filter(
        from_progressentry__in=[entry.pk for entry in entries]
    )
    return set(pairs.values_list("to_progressentry_id", flat=True))


def _rows(owed: VersionQuerySet, entries: Iterable[ProgressEntry]) -> VersionQuerySet:
    wanted = {entry.obligation_id for entry in entries}
    return owed.filter(obligation__in=wanted).select_related("agency")


def _late_measures(owed: VersionQuerySet, day: date) -> list[int]:
    late = owed.overdue(day).order_by("measure__position")
    return list(dict.fromkeys(late.values_list("measure_id", flat=True).distinct()[:MOST_HEADINGS]))


def _measures(
    round_: ReportingRound, day: date, wanted: Iterable[int]
) -> dict[int, MeasureVersion]:
    rows = MeasureVersion.objects.in_force(day).filter(plan=round_.plan_id, measure__in=wanted)
    return {row.measure_id: row for row in rows.select_related("measure")}


def _directions(measures: list[int]) -> dict[int, int]:
    """The first direction or part of the mechanism of each measure, by kind and number."""
    links = Measure.lines.through.objects.filter(measure__in=measures).order_by(
        "lineofaction__direction__kind", "lineofaction__direction__number"
    )
    pairs = list(links.values_list("measure_id", "lineofaction__direction_id"))
    return {measure: direction for measure, direction in reversed(pairs) if direction}


def _accepted(
    entry: ProgressEntry,
    row: ObligationVersion,
    measures: Mapping[int, MeasureVersion],
    directions: Mapping[int, int],
    day: date,
) -> Accepted:
    status = status_of(
        state=row.state, kind=row.kind, due_on=row.due_on, done_on=row.done_on, today=day
    )
    review = getattr(entry, "review", None)
    return Accepted(
        entry=entry,
        measure=measures[row.measure_id],
        agency=row.agency,
        accepted_on=(review and review.reviewed_on) or entry.submitted_on or day,
        direction=directions.get(row.measure_id),
        is_late=status == Status.OVERDUE,
    )


def directions_with_measures(round_: ReportingRound, day: date) -> list[Direction]:
    """Directions, then parts of the mechanism, that a measure of the plan then in force serves."""
    measures = MeasureVersion.objects.in_force(day).filter(plan=round_.plan_id)
    return list(
        Direction.objects.filter(lines__measures__in=measures.values("measure"))
        .distinct()
        .order_by("kind", "number")
    )


def has_measures_outside(round_: ReportingRound, day: date) -> bool:
    """Is there a measure that serves no direction?"""
    measures = MeasureVersion.objects.in_force(day).filter(plan=round_.plan_id)
    return measures.filter(measure__lines=None).exists()
