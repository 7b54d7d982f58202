"""The plan as it stood at the end of a day in the past, in the very shapes of today.

Pages, exports and the API read a day in the past through the same functions as today: `past`
chooses versions instead of the rows of now, and costs today's answers nothing.
"""

from bisect import bisect_left
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
Asked = TypeVar("Asked", ProgressEntry, Extension)


def owed_on(day: date, *, past: bool) -> "OwedQuerySet[Any]":
    """What the plan asks for: rows of now, or the versions that the day ended with.

    Both have `obligation_id`, the terms, the state, `measure` and `agency`.
    """
    if past:
        return ObligationVersion.objects.in_force(day).owed()
    return Obligation.objects.owed()


def measures_worded(day: date, **said: Any) -> "QuerySet[MeasureVersion, Any]":
    """The ids of the measures that the plans had at the end of that day, and that said so then."""
    return MeasureVersion.objects.in_force(day).filter(**said).values("measure")


def worded_on(measures: Iterable[int], day: date) -> dict[int, Measure]:
    """The measures as they read that day, by id; those not entered by then are left out."""
    versions = MeasureVersion.objects.in_force(day).filter(measure__in=set(measures))
    return {one.pk: one for one in as_measures(list(with_rows(versions)), day)}


def with_wording(rows: Sequence[Any], day: date, *, past: bool) -> Sequence[Any]:
    """Obligations of the past show the measure as it read then; five statements, today none."""
    if past and rows:
        then = worded_on((row.measure_id for row in rows), day)
        for row in rows:
            row.measure = then.get(row.measure_id, row.measure)
    return rows


def asked_then(asked: Iterable[Asked], as_of: date | None) -> list[Asked]:
    """Reports and requests under the body that owed them that day, a predecessor of today's
    maybe, and the measure as it read then; six statements, none where no day is asked for."""
    found = list(asked)
    if as_of is None or not found:
        return found
    ids = {one.obligation_id for one in found}
    versions = ObligationVersion.objects.in_force(as_of).filter(obligation__in=ids)
    rows = with_wording(list(versions.select_related("agency", "measure")), as_of, past=True)
    then = {row.obligation_id: row for row in rows}
    for one in found:
        if row := then.get(one.obligation_id):
            one.obligation.agency, one.obligation.measure = row.agency, row.measure
    return found


class Places:
    """Where a measure stood in the table of a day: rows added since have moved those below them."""

    def __init__(self, plans: Iterable[int], day: date) -> None:
        """One statement."""
        later = Measure.objects.filter(plan__in=set(plans)).exclude(versions__since__lte=day)
        self.later: dict[int, list[int]] = {}
        for plan, position in later.order_by("position").values_list("plan", "position"):
            self.later.setdefault(plan, []).append(position)

    def of(self, measure: Measure) -> int:
        return measure.position - bisect_left(self.later.get(measure.plan_id, []), measure.position)


def with_rows(versions: "QuerySet[MeasureVersion]") -> "QuerySet[MeasureVersion]":
    """What as_measures needs beside the bodies, in the order of the table."""
    related = ("measure__carried_from__plan", "plan__concept", "plan__coordinator")
    return versions.select_related(*related, "section", "amendment").order_by("measure__position")


class PastMeasures(Sequence[Measure]):
    """A list of measures of the past that is read page by page."""

    def __init__(self, versions: "QuerySet[MeasureVersion]", day: date) -> None:
        self.versions, self.day = with_rows(versions), day

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
            return as_measures(list(self.versions[at]), self.day)
        return as_measures([self.versions[at]], self.day)[0]


def as_measures(versions: Sequence[MeasureVersion], day: date) -> list[Measure]:
    """Measures with section, executors, deadline and costs as they were; not to be saved.

    Three statements: bodies, groups, and the places in the table.
    """
    named = [one for version in versions for one in version.executors]
    agencies = Agency.objects.in_bulk({one["agency_id"] for one in named if one["agency_id"]})
    groups = AgencyGroup.objects.in_bulk({one["group_id"] for one in named if one["group_id"]})
    places = Places((version.plan_id for version in versions), day)
    return [
        _measure(version, agencies, groups, position=places.of(version.measure))
        for version in versions
    ]


def _measure(
    version: MeasureVersion,
    agencies: dict[int, Agency],
    groups: dict[int, AgencyGroup],
    *,
    position: int,
) -> Measure:
    now = version.measure
    measure = Measure(
        pk=now.pk,
        plan=version.plan,
        section=version.section,
        position=position,
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
    """Reports as they stood that day: a decision made later was not known, nor that they would
    be taken back."""
    found = list(entries)
    for entry in found:
        review = getattr(entry, "review", None)
        if as_of and review and review.reviewed_on > as_of:
            entry.state = ProgressState.SUBMITTED
            entry._state.fields_cache["review"] = None
        if as_of and entry.withdrawn_on and entry.withdrawn_on > as_of:
            entry.state = ProgressState.SUBMITTED
    return found


def extensions_known(asked: Iterable[Extension], as_of: date | None) -> list[Extension]:
    """Requests as they stood that day, undecided where the decision came later."""
    found = list(asked)
    for one in found:
        if as_of and one.decided_on and one.decided_on > as_of:
            one.state, one.granted_on, one.decided_on = ExtensionState.REQUESTED, None, None
            one.act, one.act_on, one.level, one.note = "", None, "", ""
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
