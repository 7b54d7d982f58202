"""What would come of deciding several reports at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from agencies.models import Role, User
from agencies.permissions import agencies_of
from measures.models import ProgressEntry, ProgressState
from measures.queries.assigned import kept_from

STANDING_AGAINST = ("decided", "another_plan", "own")


@dataclass(frozen=True)
class LeftOut:
    """`code`: of STANDING_AGAINST."""

    entry: ProgressEntry
    code: str


@dataclass(frozen=True)
class Sorted:
    possible: list[ProgressEntry]
    left_out: list[LeftOut]


def sorted_out(
    ids: Sequence[int], person: User, today: date, *, plans_only: bool = False
) -> Sorted:
    """In the order given; ids that lead nowhere, and drafts, are passed over. `plans_only`: own
    reports count as possible, as they may be given to others. Four statements."""
    bodies = {body.pk for body in agencies_of(person, today, Role.COORDINATOR)}
    seen = ProgressEntry.objects.handed_in().select_related(
        "author", "obligation__agency", "obligation__measure__plan"
    )
    known = seen.prefetch_related("evidence").in_bulk(list(dict.fromkeys(ids)))
    own = {entry.pk for entry in kept_from(person, known.values(), today)}
    found = Sorted([], [])
    for entry in (known[pk] for pk in dict.fromkeys(ids) if pk in known):
        code = _against(entry, bodies, set() if plans_only else own)
        if code:
            found.left_out.append(LeftOut(entry, code))
        else:
            found.possible.append(entry)
    return found


def _against(entry: ProgressEntry, bodies: set[int], own: set[int]) -> str:
    if entry.state != ProgressState.SUBMITTED:
        return "decided"
    if entry.obligation.measure.plan.coordinator_id not in bodies:
        return "another_plan"
    return "own" if entry.pk in own else ""
