"""The plan as it stood at the end of a day in the past, in the very shapes of today.

Pages, exports and the API read a day in the past through the same functions as today: `past`
chooses versions instead of the rows of now, and costs today's answers nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar, overload

from django.db.models import Model, QuerySet

from agencies.models import Agency, AgencyGroup
from measures.models import (
    Cost,
    Deadline,
    Executor,
    Extension,
    ExtensionState,
    Measure,
    MeasureVersion,
    Obligation,
    ObligationVersion,
    ProgressEntry,
    ProgressState,
)
from measures.models.version import WORDING
from measures.querysets import OwedQuerySet

Kept = TypeVar("Kept", bound=Model)


def owed_on(day: date, *, past: bool) -> "OwedQuerySet[Any]":
    """What the plan asks for: rows of now, or the versions that the day ended with.

    Both have `obligation_id`, the terms, the state, `measure` and `agency`.
    """
    if past:
        return ObligationVersion.objects.in_force(day).owed()
    return Obligation.objects.owed()


def worded_on(measures: Iterable[int], day: date) -> dict[int, Measure]:
    """The measures as they read that day, by id; those not entered by then are left out."""
    versions = MeasureVersion.objects.in_force(day).filter(measure__in=set(measures))
    return {one.pk: one for one in as_measures(list(with_rows(versions)))}


def with_wording(rows: Sequence[Any], day: date, *, past: bool) -> Sequence[Any]:
    """Obligations of the past show the measure as it read then; four statements, today none."""
    if past and rows:
        then = worded_on((row.measure_id for row in rows), day)
        for row in rows:
            row.measure = then.get(row.measure_id, row.measure)
    return rows


def with_rows(versions: "QuerySet[MeasureVersion]") -> "QuerySet[MeasureVersion]":
    """What as_measures needs beside the bodies, in the order of the table."""
    related = ("measure__carried_from__plan", "plan__concept", "plan__coordinator")
    return versions.select_related(*related, "section", "amendment").order_by("measure__position")


class PastMeasures(Sequence[Measure]):
    """A list of measures of the past that is read page by page."""

    def __init__(self, versions: "QuerySet[MeasureVersion]") -> None:
        self.versions = with_rows(versions)

    @cached_property
    def _length(self) -> int:
        return self.versions.count()

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> Measure: ...
    @overload
    def __getitem__(self, at: slice) -> list[Measure]: ...
    def __getitem__(self, at: int | slice) -> Measure | list[Measure]:
        if isinstance(at, slice):
            return as_measures(list(self.versions[at]))
        return as_measures([self.versions[at]])[0]


def as_measures(versions: Sequence[MeasureVersion]) -> list[Measure]:
    """Measures with section, executors, deadline and costs as they were; not to be saved.

    Three statements: bodies, groups, and the tasks and lines that they serve.
    """
    named = [one for version in versions for one in version.executors]
    agencies = Agency.objects.in_bulk({one["agency_id"] for one in named if one["agency_id"]})
    groups = AgencyGroup.objects.in_bulk({one["group_id"] for one in named if one["group_id"]})
    return [_measure(version, agencies, groups) for version in versions]


def _measure(
    version: MeasureVersion, agencies: dict[int, Agency], groups: dict[int, AgencyGroup]
) -> Measure:
    now = version.measure
    measure = Measure(
        pk=now.pk,
        plan=version.plan,
        section=version.section,
        position=now.position,
        state=version.state,
        state_on=version.state_on,
        amendment=version.amendment,
        carried_from=now.carried_from,
        **{column: getattr(version, column) for column in WORDING},
    )
    executors = [
        Executor(
            measure=measure,
            agency=agencies.get(one["agency_id"]),
            group=groups.get(one["group_id"]),
            **{name: one[name] for name in ("role", "by_agreement", "consolidates", "position")},
        )
        for one in version.executors
    ]
    keep_rows(measure, "executors", Executor.objects.all(), executors)
    keep_rows(measure, "costs", Cost.objects.all(), [_cost(measure, one) for one in version.costs])
    if version.deadline:
        Deadline(measure=measure, **_days(version.deadline))
    return measure


def entries_known(entries: Iterable[ProgressEntry], as_of: date | None) -> list[ProgressEntry]:
    """Reports as they stood that day: a decision made later was not known."""
    found = list(entries)
    for entry in found:
        review = getattr(entry, "review", None)
        if as_of and review and review.reviewed_on > as_of:
            entry.state = ProgressState.SUBMITTED
            entry._state.fields_cache["review"] = None
    return found


def extensions_known(asked: Iterable[Extension], as_of: date | None) -> list[Extension]:
    """Requests as they stood that day, undecided where the decision came later."""
    found = list(asked)
    for one in found:
        if as_of and one.decided_on and one.decided_on > as_of:
            one.state, one.granted_on, one.decided_on = ExtensionState.REQUESTED, None, None
    return found


def keep_rows(row: Model, name: str, rows: "QuerySet[Kept]", kept: list[Kept]) -> None:
    """Puts rows where a prefetch would have put them."""
    vars(rows).update(_result_cache=kept, _prefetch_done=True)  # as prefetch_related does
    vars(row).setdefault("_prefetched_objects_cache", {})[name] = rows


def _cost(measure: Measure, one: dict[str, Any]) -> Cost:
    money = ("planned", "allotted", "spent")
    sums = {name: Decimal(one[name]) if one[name] is not None else None for name in money}
    return Cost(measure=measure, year=one["year"], source=one["source"], **sums)


def _days(deadline: dict[str, Any]) -> dict[str, Any]:
    days = ("event_on", "in_force_on")
    told = {name: date.fromisoformat(deadline[name]) for name in days if deadline.get(name)}
    return {**deadline, **told}
