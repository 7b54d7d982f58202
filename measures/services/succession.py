"""A body is renamed, merged into another or split: what it still owes passes on, its past stays.

Reports accepted under the old name stay there. What is open, or waits for review, is owed by the
successor from the day on which the system learns of it; the plan names the successor from then.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import Agency, AgencyGroup, Membership, Succession, SuccessionKind, User
from measures.models import (
    EventKind,
    Executor,
    ExecutorRole,
    Measure,
    Obligation,
    ObligationState,
)
from measures.services.obligations import Trace, generate_obligations, withdraw
from measures.services.trace import leave_trace
from measures.services.versions import keep_versions
from planner.models import ActionPlan

PASSES_ON = (ObligationState.OPEN, ObligationState.RETURNED, ObligationState.SUBMITTED)


@dataclass(frozen=True)
class Order:
    """What the act decides. `successor` takes over all that `measures` (id → body) does not name;
    None: the body goes on with the rest, as after a part was split off. `people`: id → body."""

    kind: SuccessionKind
    predecessor: Agency
    successor: Agency | None
    effective_on: date
    act: str
    measures: Mapping[int, Agency] = field(default_factory=dict)
    people: Mapping[int, Agency] = field(default_factory=dict)

    def heirs(self) -> list[Agency]:
        """Each body that takes something over, once, in the order of their ids."""
        named = [self.successor, *self.measures.values(), *self.people.values()]
        return [one for _, one in sorted({body.pk: body for body in named if body}.items())]

    def heir_of(self, measure: Measure) -> Agency | None:
        return self.measures.get(measure.pk, self.successor)


@dataclass(frozen=True)
class PassedOn:
    measures: int
    obligations: int
    people: int


@transaction.atomic
def carry_out_succession(order: Order, *, by: User, today: date) -> PassedOn:
    """An administrator's act. Raises PermissionDenied; Refused "act_missing", "ahead",
    "no_successor", "same_body", "abolished", "one_successor"."""
    if not by.has_perm("agencies.add_succession"):
        raise PermissionDenied(_("Only an administrator enters successions."))
    _check(order, today)
    Succession.objects.bulk_create(
        Succession(
            predecessor=order.predecessor,
            successor=heir,
            kind=order.kind,
            effective_on=order.effective_on,
            act=order.act.strip(),
        )
        for heir in order.heirs()
    )
    measures = [one for one in _measures(order.predecessor) if order.heir_of(one)]
    owed = sum(_pass_on(one, order, by=by, today=today) for one in measures)
    if order.successor:
        _replace_everywhere(order.predecessor, order.successor, order.effective_on)
    moved = sum(_move(pk, body, order, today) for pk, body in order.people.items())
    _settle(measures, by=by, today=today)
    return PassedOn(len(measures), owed, moved)


def _check(order: Order, today: date) -> None:
    locked = Agency.objects.select_for_update().get(pk=order.predecessor.pk)
    if not order.act.strip():
        raise Refused("act_missing", _("Give the act by which the body was changed."))
    if order.effective_on > today:
        raise Refused("ahead", _("The act is not in effect yet: enter the succession on its day."))
    if not order.heirs():
        raise Refused("no_successor", _("Name the body that takes over."))
    if order.predecessor in order.heirs():
        raise Refused("same_body", _("A body does not succeed itself."))
    if order.kind != SuccessionKind.SPLIT and (order.successor is None or order.measures):
        raise Refused("one_successor", _("Only a split has several successors."))
    if any(body.abolished_on for body in [locked, *order.heirs()]):
        raise Refused("abolished", _("A body named here has ended already."))


def _measures(body: Agency) -> list[Measure]:
    """On control, where the body is an executor or still owes a report; locked."""
    owing = Obligation.objects.filter(agency=body, state__in=PASSES_ON).values("measure")
    named = Executor.objects.filter(agency=body).values("measure")
    either = Measure.objects.filter(Q(pk__in=owing) | Q(pk__in=named))
    return list(either.on_control().select_for_update().order_by("pk"))


def _pass_on(measure: Measure, order: Order, *, by: User, today: date) -> int:
    heir = order.heir_of(measure)
    if heir is None:
        return 0
    _replace_executor(measure, order.predecessor, heir)
    return _pass_reports(measure, order, heir, Trace(today, by, order.act.strip(), "succession"))


def _replace_executor(measure: Measure, old: Agency, new: Agency) -> None:
    """One body is named once: where the heir is an executor already, it takes the greater part."""
    found = Executor.objects.filter(measure=measure, agency=old).first()
    if found is None:
        return
    known = Executor.objects.filter(measure=measure, agency=new).first()
    found.delete()
    if known is None:
        Executor.objects.create(
            measure=measure,
            agency=new,
            role=found.role,
            by_agreement=found.by_agreement,
            consolidates=found.consolidates,
            position=found.position,
        )
        return
    if found.role == ExecutorRole.LEAD:
        known.role, known.position = ExecutorRole.LEAD, found.position
    known.consolidates = known.consolidates or found.consolidates
    known.save()


def _pass_reports(measure: Measure, order: Order, heir: Agency, trace: Trace) -> int:
    """How many came to be the heir's; what the heir owes itself already is not owed twice."""
    owed = Obligation.objects.filter(measure=measure, agency=order.predecessor)
    rows = list(owed.filter(state__in=PASSES_ON).select_for_update().order_by("pk"))
    own = set(
        Obligation.objects.filter(measure=measure, agency=heir).values_list("occurrence", flat=True)
    )
    twice = [row.pk for row in rows if row.occurrence in own]
    passing = [row for row in rows if row.occurrence not in own]
    withdraw(Obligation.objects.filter(pk__in=twice), trace)
    Obligation.objects.filter(pk__in=[row.pk for row in passing]).update(
        agency=heir, changed_on=trace.today
    )
    for row in passing:
        leave_trace(
            EventKind.PASSED_ON,
            measure,
            by=trace.by,
            today=trace.today,
            obligation=row,
            note=trace.why,
            old_agency=order.predecessor.code,
            new_agency=heir.code,
        )
    return len(passing)


def _replace_everywhere(old: Agency, new: Agency, on: date) -> None:
    """The old body ends; its places in groups and at the head of plans are the new one's."""
    Agency.objects.filter(pk=old.pk).update(abolished_on=on)
    for group in AgencyGroup.objects.filter(members=old):
        group.members.remove(old)
        group.members.add(new)
    ActionPlan.objects.filter(coordinator=old).update(coordinator=new)


def _move(person: int, body: Agency, order: Order, today: date) -> int:
    """Ends the person's roles in the old body the day before and gives the same in the new one."""
    held = Membership.objects.filter(user=person, agency=order.predecessor).current(today)
    eve = order.effective_on - timedelta(days=1)
    moved = list(held)
    for one in moved:
        one.valid_to = max(eve, one.valid_from or eve)
        one.save()
        Membership.objects.update_or_create(
            user_id=person,
            agency=body,
            role=one.role,
            defaults={"valid_from": order.effective_on, "valid_to": None},
        )
    return bool(moved)


def _settle(measures: Iterable[Measure], *, by: User, today: date) -> None:
    """Roles and dates follow the executors that the measures have now."""
    rows = list(measures)
    keep_versions(rows, today=today)
    for plan in ActionPlan.objects.filter(pk__in={row.plan_id for row in rows}):
        own = [row for row in rows if row.plan_id == plan.pk]
        generate_obligations(plan, own, today=today, by=by, cause="succession")
