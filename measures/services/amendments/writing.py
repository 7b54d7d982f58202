"""What an item of an act does to the rows: a new wording, a new measure, a measure struck."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Max

from agencies.models import User
from measures.models import (
    Change,
    Cost,
    Deadline,
    EventKind,
    Executor,
    Measure,
    MeasureState,
)
from measures.models.version import WORDING
from measures.rules.wording import LANGUAGES, Wording, changes_dates, differing
from measures.services.amendments.dating import dated_anew, dates_of, still_owed
from measures.services.trace import leave_trace

ASIDE = 1_000_000  # further than any plan's last row: positions are unique at every moment


def reword(change: Change, *, by: User | None, today: date) -> Measure:
    """«Изложить в новой редакции»: the whole row says what the act says."""
    measure = _locked(change)
    wording, parts = change.wording, differing(change.before, change.wording)
    for column in WORDING:
        setattr(measure, column, wording[column])
    measure.section_id = wording["section_id"]
    measure.amendment = change.amendment
    measure.save()
    if "executors" in parts:
        measure.executors.all().delete()
        _add_executors(measure, wording)
    if "costs" in parts:
        _set_costs(measure, wording["costs"])
    if changes_dates(change.before, wording):
        _set_deadline(measure, change, texts_changed=any("deadline" in part for part in parts))
    _trace(EventKind.REWORDED, change, measure, by=by, today=today, parts=parts)
    return measure


def add(change: Change, *, by: User | None, today: date) -> Measure:
    """«Дополнить пунктом»: a new row behind the one named, or at the end of its section."""
    wording = change.wording
    plan = change.amendment.plan
    measure = Measure.objects.create(
        plan=plan,
        section_id=wording["section_id"],
        position=_make_room(change),
        amendment=change.amendment,
        **{column: wording[column] for column in WORDING},
    )
    _add_executors(measure, wording)
    _set_costs(measure, wording["costs"])
    Deadline.objects.create(
        measure=measure, **_texts(wording), **dates_of(wording, plan, change.amendment.in_force_on)
    )
    measure.tasks.set(wording.get("tasks", []))
    measure.lines.set(wording.get("lines", []))
    Change.objects.filter(pk=change.pk).update(measure=measure)
    _trace(EventKind.ADDED, change, measure, by=by, today=today)
    return measure


def strike(change: Change, *, by: User | None, today: date) -> Measure:
    """«Исключить»: the measure leaves control; what was fulfilled on it stays on record."""
    measure = _locked(change)
    measure.state, measure.state_on = MeasureState.STRUCK, change.amendment.in_force_on
    measure.amendment = change.amendment
    measure.save()
    _trace(EventKind.STRUCK, change, measure, by=by, today=today)
    return measure


def _locked(change: Change) -> Measure:
    return Measure.objects.select_for_update(of=("self",), no_key=True).get(changes=change)


def _make_room(change: Change) -> int:
    """The free position behind the measure named; everything below moves down by one."""
    measures = Measure.objects.filter(plan=change.amendment.plan)
    place = _place(change)
    measures.filter(position__gte=place).update(position=F("position") + ASIDE)
    measures.filter(position__gte=ASIDE).update(position=F("position") - ASIDE + 1)
    return place


def _place(change: Change) -> int:
    if change.after_id:
        after = Measure.objects.values_list("position", flat=True).get(pk=change.after_id)
        return after + 1
    measures = Measure.objects.filter(plan=change.amendment.plan)
    inside = measures.filter(section=change.section).aggregate(last=Max("position"))["last"]
    return int(inside or measures.aggregate(last=Max("position"))["last"] or 0) + 1


def _add_executors(measure: Measure, wording: Wording) -> None:
    Executor.objects.bulk_create(
        Executor(measure=measure, position=position, **one)
        for position, one in enumerate(wording["executors"], start=1)
    )


def _set_costs(measure: Measure, told: Iterable[dict[str, Any]]) -> None:
    """What was allotted and spent for a year stays beside the sum that the act plans anew."""
    known = {(one.year, one.source): one for one in measure.costs.all()}
    measure.costs.all().delete()
    Cost.objects.bulk_create(
        Cost(
            measure=measure,
            year=one["year"],
            source=one["source"],
            planned=Decimal(one["planned"]),
            allotted=_of(known.get((one["year"], one["source"])), "allotted"),
            spent=_of(known.get((one["year"], one["source"])), "spent"),
        )
        for one in told
    )


def _of(cost: Cost | None, money: str) -> Decimal | None:
    return getattr(cost, money) if cost else None


def _set_deadline(measure: Measure, change: Change, *, texts_changed: bool) -> None:
    """A deadline in other words is read anew; one in the same words counts on for the bodies
    named now, without the periods that were over before them."""
    in_force_on = change.amendment.in_force_on
    plan = change.amendment.plan
    deadline = Deadline.objects.get(measure=measure)
    if texts_changed:
        fields = {**_texts(change.wording), **dates_of(change.wording, plan, in_force_on)}
    else:
        fields = dated_anew(deadline, plan, in_force_on)
    fields["still_owed"] = still_owed(deadline, plan, in_force_on)
    Deadline.objects.filter(pk=deadline.pk).update(**fields)


def _texts(wording: Wording) -> dict[str, str]:
    return {f"text_{code}": wording[f"deadline_{code}"] for code in LANGUAGES}


def _trace(
    kind: EventKind, change: Change, measure: Measure, *, by: User | None, today: date, **data: Any
) -> None:
    act = change.amendment
    leave_trace(
        kind,
        measure,
        by=by,
        today=today,
        act=act.act,
        act_on=act.adopted_on.isoformat() if act.adopted_on else None,
        in_force_on=act.in_force_on.isoformat() if act.in_force_on else None,
        amendment=act.pk,
        **data,
    )
