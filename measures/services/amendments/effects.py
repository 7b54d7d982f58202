"""What an amendment would do to what is owed, found by doing it and taking it back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from measures.models import Change, Obligation, ObligationState
from measures.services.amendments.adopting import DO, changes_of, locked_plan, settle
from measures.services.amendments.drafting import is_stale
from planner.models import Amendment

Dates = dict[int, tuple[str, str, date | None]]  # obligation → (measure, agency, due on)


@dataclass(frozen=True)
class Move:
    """A report that gets another date."""

    number: str
    agency: str
    old: date | None
    new: date | None


@dataclass
class Effect:
    """How many reports come and go, and which move; `stale`: items to look at again first."""

    added: int = 0
    withdrawn: int = 0
    moved: list[Move] = field(default_factory=list)
    stale: list[Change] = field(default_factory=list)


def effect_of(amendment: Amendment, *, today: date) -> Effect:
    """If it came into force today, or on the day that it names; nothing is kept."""
    changes = changes_of(amendment)
    stale = [one for one in changes if is_stale(one)]
    if stale or not changes:
        return Effect(stale=stale)
    for one in changes:
        one.amendment.in_force_on = amendment.in_force_on or today
    with transaction.atomic():
        locked_plan(amendment)
        before = _dates(one.measure_id for one in changes if one.measure_id)
        by = amendment.drafted_by
        measures = [DO[one.kind](one, by=by, today=today) for one in changes]
        settle(amendment.plan, measures, by=by, today=today, why="")
        after = _dates(one.pk for one in measures)
        transaction.set_rollback(True)
    return _difference(before, after)


def _dates(measures: Iterable[int]) -> Dates:
    rows = Obligation.objects.filter(measure__in=list(measures)).owed()
    open_ = rows.exclude(state=ObligationState.REMOVED).order_by("due_on", "pk")
    told = open_.select_related("measure", "agency")
    return {row.pk: (row.measure.number, str(row.agency), row.due_on) for row in told}


def _difference(before: Dates, after: Dates) -> Effect:
    moved = [
        Move(after[pk][0], after[pk][1], before[pk][2], after[pk][2])
        for pk in after
        if pk in before and before[pk][2] != after[pk][2]
    ]
    return Effect(len(after.keys() - before.keys()), len(before.keys() - after.keys()), moved)
