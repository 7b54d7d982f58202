"""From deadline × executors come dated obligations; running it again changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef

from agencies.models import User
from agencies.queries import Heirs
from measures.models import (
    Deadline,
    Extension,
    ExtensionState,
    Measure,
    Obligation,
    ObligationState,
    ProgressEntry,
)
from measures.rules.regeneration import Before, Outcome, Standing, Terms, regenerate
from measures.services.locks import lock
from measures.services.obligations.ending import Trace, withdraw
from measures.services.obligations.moving import FIELDS, move, revive
from measures.services.obligations.wanted import wanted
from planner.models import ActionPlan

BATCH = 2000
FULFILLED = (ObligationState.DONE, ObligationState.REMOVED)
# A granted date is in force while no later wording has set another.
IN_FORCE = Extension.objects.filter(
    obligation=OuterRef("pk"), state=ExtensionState.GRANTED, granted_on=OuterRef("due_on")
)
ASKED = Extension.objects.filter(obligation=OuterRef("pk"))
WRITTEN = ProgressEntry.objects.filter(obligation=OuterRef("pk"))


@dataclass(frozen=True)
class Generated:
    """How many obligations came to be owed (anew), took other terms, and are no longer owed."""

    added: int = 0
    changed: int = 0
    withdrawn: int = 0


@transaction.atomic
def generate_obligations(
    plan: ActionPlan,
    measures: Iterable[Measure] | None = None,
    *,
    today: date,
    by: User | None = None,
    why: str = "",
    cause: str = "",
) -> Generated:
    """Brings what is owed on these measures (all on control when None) in line with the plan.

    Reports handed in keep their terms; what is still owed moves with its date, drafts and all;
    what the plan does not ask for any more is withdrawn, not deleted. A fixed number of
    statements when nothing changes. The trace of what moved says `why` in somebody's words, or
    its `cause`: "calendar", "group", "plan".
    """
    chosen = plan.measures.on_control()
    if measures is not None:
        chosen = chosen.filter(pk__in=[measure.pk for measure in measures])
    locked = Measure.objects.filter(pk__in=lock(chosen)).select_related("deadline")
    rows = list(locked.prefetch_related("executors__agency", "executors__group__members"))
    asked = wanted(plan, rows)
    there = _standing(rows, {pk: {one.agency for one in terms} for pk, terms in asked.items()})
    outcomes = {
        row.pk: regenerate(there.get(row.pk, ()), asked[row.pk], _before(row.deadline))
        for row in rows
    }
    return _apply(outcomes, Trace(today, by, why, cause))


def _before(deadline: Deadline) -> Before:
    return Before(deadline.in_force_on, frozenset(deadline.still_owed))


def _standing(measures: list[Measure], bodies: dict[int, set[int]]) -> dict[int, list[Standing]]:
    """What is there, locked in the order of ids; none for measures that are new.

    What a predecessor has fulfilled counts for its successor among the measure's `bodies`; what
    it has not is its own.
    """
    heirs = Heirs.known()
    owed = Obligation.objects.filter(measure__in=[row.pk for row in measures])
    lock(owed)
    told = owed.annotate(touched=Exists(WRITTEN) | Exists(ASKED), extended=Exists(IN_FORCE))
    facts = ("pk", "measure", "state", "touched", "extended", "agency", *FIELDS)
    found: dict[int, list[Standing]] = {}
    for pk, measure, state, touched, extended, body, *terms in (
        told.order_by("pk").values_list(*facts).iterator(BATCH)
    ):
        counts = state in FULFILLED
        heir = heirs.of(body, bodies[measure]) if counts else body
        standing = Standing(pk, Terms(heir, *terms), state, touched, extended, heir != body)
        found.setdefault(measure, []).append(standing)
    return found


def _apply(outcomes: dict[int, Outcome], trace: Trace) -> Generated:
    gone = [pk for one in outcomes.values() for pk in one.withdraw]
    changes = {pk: terms for one in outcomes.values() for pk, terms in one.change.items()}
    again = {pk: terms for one in outcomes.values() for pk, terms in one.revive.items()}
    new = [_row(pk, terms, trace.today) for pk, one in outcomes.items() for terms in one.add]
    if gone:
        withdraw(Obligation.objects.filter(pk__in=gone), trace)
    move(changes, trace)
    revive(again, today=trace.today)
    Obligation.objects.bulk_create(new, batch_size=BATCH)
    return Generated(len(new) + len(again), len(changes), len(gone))


def _row(measure: int, terms: Terms, today: date) -> Obligation:
    return Obligation(
        measure_id=measure,
        agency_id=terms.agency,
        role=terms.role,
        by_agreement=terms.by_agreement,
        kind=terms.kind,
        occurrence=terms.occurrence,
        written_on=terms.written_on,
        due_on=terms.due_on,
        first_due_on=terms.due_on,
        state=ObligationState.OPEN,
        changed_on=today,
    )


def owed_in(plan: ActionPlan) -> int:
    return Obligation.objects.owed().filter(measure__plan=plan).count()
