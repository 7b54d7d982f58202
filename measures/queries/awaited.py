"""Parts that co-executors still owe to the bodies of one person, for the desk."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Exists, F, OuterRef, Q

from agencies.models import Agency
from measures.models import Executor, ExecutorRole, Obligation, ProgressEntry
from measures.querysets import NOT_HANDED_IN, ObligationQuerySet
from measures.rules.consolidation import HANDED_IN, Place, counterpart, who_consolidates
from measures.rules.lateness import UNDER_WAY_DAYS
from measures.rules.progress import PERIODIC

MOST: Final = 30  # reports put together, the soonest first; an officer looks at no more
ANSWERS = ProgressEntry.objects.filter(
    obligation=OuterRef("pk"), state__in=tuple(HANDED_IN)
).order_by()


@dataclass(frozen=True)
class Awaited:
    """A report to be put together; `silent` have handed in nothing, the longest due first."""

    owed: Obligation
    silent: tuple[Obligation, ...]
    handed_in: int

    @property
    def late(self) -> list[Obligation]:
        return [one for one in self.silent if vars(one)["is_late"]]

    @property
    def to_come(self) -> list[Obligation]:
        return [one for one in self.silent if not vars(one)["is_late"]]


def parts_awaited(agencies: Collection[Agency], today: date) -> list[Awaited]:
    """Of reports due within UNDER_WAY_DAYS, or late, those that somebody is silent for.

    Three statements, whatever the size. Only that nothing was handed in is told, no text.
    """
    own = {agency.pk for agency in agencies}
    led = list(_led(own, today))
    places = _columns({one.measure_id for one in led})
    parts = _parts({one.measure_id for one in led}, today)
    found = [_awaited(one, parts.get(one.measure_id, []), places) for one in led]
    return [one for one in found if one and one.silent]


def _led(own: set[int], today: date) -> ObligationQuerySet:
    """What the bodies answer for: as the lead, or as the one that consolidates."""
    consolidates = Executor.objects.filter(
        measure=OuterRef("measure"), agency=OuterRef("agency"), consolidates=True
    )
    soon = Obligation.objects.not_handed_in().filter(
        agency__in=own, due_on__lte=today + timedelta(days=UNDER_WAY_DAYS)
    )
    mine = soon.filter(Q(role=ExecutorRole.LEAD) | Exists(consolidates))
    related = mine.filter(measure__state="on_control").select_related("measure__plan", "agency")
    return related.order_by("due_on", "measure__position", "pk")[:MOST]


def _columns(measures: Iterable[int]) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = {}
    rows = Executor.objects.filter(measure__in=measures).order_by("measure", "position")
    for one in rows:
        place = Place(one.agency_id, one.role, one.consolidates)
        found.setdefault(one.measure_id, []).append(place)
    return found


def _parts(measures: Iterable[int], today: date) -> dict[int, list[Obligation]]:
    found: dict[int, list[Obligation]] = {}
    rows = Obligation.objects.owed().filter(measure__in=measures).exclude(state="removed")
    told = rows.annotate(is_answered=Exists(ANSWERS)).select_related("agency")
    for one in told.order_by(F("due_on").asc(nulls_last=True), "agency__code"):
        vars(one)["is_late"] = one.due_on is not None and one.due_on < today
        found.setdefault(one.measure_id, []).append(one)
    return found


def _awaited(
    owed: Obligation, parts: list[Obligation], places: dict[int, list[Place]]
) -> Awaited | None:
    """None where another body puts the report together."""
    same = [one for one in parts if (one.kind in PERIODIC) == (owed.kind in PERIODIC)]
    circle = _same_time(owed, same)
    owing = {one.agency_id: one.role for one in circle}
    if who_consolidates(places.get(owed.measure_id, []), owing) != owed.agency_id:
        return None
    others = [one for one in circle if one.role == ExecutorRole.CO and one.pk != owed.pk]
    silent = [one for one in others if one.state in NOT_HANDED_IN and not _answered(one)]
    return Awaited(owed, tuple(silent), len(others) - len(silent))


def _same_time(owed: Obligation, rows: list[Obligation]) -> list[Obligation]:
    """Each body's occurrence that belongs to this one, as queries.consolidation finds it."""
    if owed.kind in PERIODIC:
        rows = [one for one in rows if one.occurrence == owed.occurrence]
    bodies: dict[int, dict[str, Obligation]] = {}
    for one in rows:
        bodies.setdefault(one.agency_id, {})[one.occurrence] = one
    named = ((has, counterpart(owed.occurrence, list(has))) for has in bodies.values())
    return [has[name] for has, name in named if name]


def _answered(one: Obligation) -> bool:
    return bool(vars(one)["is_answered"])
