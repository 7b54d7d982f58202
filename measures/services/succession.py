"""A body is renamed, merged into another or split: what it still owes passes on, its past stays.

Reports accepted under the old name stay there. What is open, or waits for review, is owed by the
successor from the day on which the system learns of it; the plan names the successor from then.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import Agency, AgencyGroup, Membership, Succession, SuccessionKind, User
from agencies.rules.working_days import days_away
from agencies.translated import ORDER
from measures.models import EventKind, Executor, ExecutorRole, Measure, Obligation
from measures.permissions.installation import check_may_enter_successions
from measures.queries.succession import PASSES_ON, in_review, measures_of
from measures.services.locks import lock
from measures.services.obligations import Trace, generate_obligations, withdraw
from measures.services.trace import leave_trace
from measures.services.versions import keep_versions
from planner.models import ActionPlan


@dataclass(frozen=True)
class Order:
    """What the act decides. `successor` takes over all that `measures` (id → body) does not name;
    None: the body goes on with the rest, as after a part was split off. `people`: id → body.
    `others`: further bodies that a split makes, also where nothing on control passes to them."""

    kind: SuccessionKind
    predecessor: Agency
    successor: Agency | None
    effective_on: date
    act: str
    measures: Mapping[int, Agency] = field(default_factory=dict)
    people: Mapping[int, Agency] = field(default_factory=dict)
    others: tuple[Agency, ...] = ()

    def heirs(self) -> list[Agency]:
        """Each body that takes something over, once, in the order of their ids."""
        given = (*self.measures.values(), *self.people.values(), *self.others)
        named = [self.successor, *given]
        return [one for _, one in sorted({body.pk: body for body in named if body}.items())]

    def heir_of(self, measure: Measure) -> Agency | None:
        return self.measures.get(measure.pk, self.successor)


@dataclass(frozen=True)
class PassedOn:
    """How many; `in_review`: on so many of the obligations something waits for review."""

    measures: int
    obligations: int
    people: int
    in_review: int = 0


@transaction.atomic
def carry_out_succession(order: Order, *, by: User, today: date) -> PassedOn:
    """An administrator's act. Raises PermissionDenied; Refused "act_missing", "ahead",
    "no_successor", "same_body", "one_successor", "abolished", "too_early", "entered_before",
    "through_a_group"."""
    check_may_enter_successions(by)
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
    if order.successor:
        _replace_everywhere(order.predecessor, order.successor, order.effective_on)
    measures = [one for one in _locked_measures(order.predecessor) if order.heir_of(one)]
    owed = [row for one in measures for row in _pass_on(one, order, by=by, today=today)]
    moved = sum(_move(pk, body, order, today) for pk, body in order.people.items())
    _settle(measures, by=by, today=today)
    return PassedOn(len(measures), len(owed), moved, in_review(owed))


def foresee_succession(order: Order, *, by: User, today: date) -> PassedOn:
    """What carrying it out would do, found by doing it and taking it back. Raises the same."""
    with transaction.atomic():
        foreseen = carry_out_succession(order, by=by, today=today)
        transaction.set_rollback(True)
    return foreseen


def _check(order: Order, today: date) -> None:
    locked = Agency.objects.select_for_update(no_key=True).get(pk=order.predecessor.pk)
    if not order.act.strip():
        raise Refused("act_missing", _("Give the act by which the body was changed."))
    if order.effective_on > today:
        raise Refused("ahead", _("The act is not in effect yet: enter the succession on its day."))
    if not order.heirs():
        raise Refused("no_successor", _("Name the body that takes over."))
    if order.predecessor in order.heirs():
        raise Refused("same_body", _("A body does not succeed itself."))
    several = order.successor is None or order.measures or order.others
    if order.kind != SuccessionKind.SPLIT and several:
        raise Refused("one_successor", _("Only a split has several successors."))
    if any(body.abolished_on for body in [locked, *order.heirs()]):
        raise Refused("abolished", _("A body named here has ended already."))
    _check_past(order, locked)


def _check_past(order: Order, locked: Agency) -> None:
    """What was entered before, and the measures given away, bear it."""
    if order.successor and locked.founded_on and order.effective_on <= locked.founded_on:
        raise Refused("too_early", _("The body did not exist yet on that day."))
    known = Succession.objects.filter(predecessor=locked, effective_on=order.effective_on)
    if known.filter(successor__in=order.heirs()).exists():
        raise Refused("entered_before", _("This succession has been entered already."))
    own = Executor.objects.filter(agency=locked, measure__in=order.measures)
    if own.count() < len(order.measures):
        said = _("Reports that a body owes as one of a group pass on with its place in the group.")
        raise Refused("through_a_group", said)


def _locked_measures(body: Agency) -> list[Measure]:
    return list(Measure.objects.filter(pk__in=lock(measures_of(body))).order_by("pk"))


def _pass_on(measure: Measure, order: Order, *, by: User, today: date) -> list[Obligation]:
    heir = order.heir_of(measure)
    if heir is None:
        return []
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


def _pass_reports(measure: Measure, order: Order, heir: Agency, trace: Trace) -> list[Obligation]:
    """Those that came to be the heir's; what the heir owes itself already is not owed twice."""
    owed = Obligation.objects.filter(measure=measure, agency=order.predecessor)
    rows = list(owed.filter(pk__in=lock(owed.filter(state__in=PASSES_ON))).order_by("pk"))
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
            old_short=_short(order.predecessor),
            new_short=_short(heir),
        )
    return passing


def _short(body: Agency) -> dict[str, str]:
    """As the body is called now, in every language: the trace keeps the old name readable."""
    return {code: getattr(body, f"short_{code}") for code in ORDER}


def _replace_everywhere(old: Agency, new: Agency, on: date) -> None:
    """The old body ends; its places in groups and at the head of plans are the new one's."""
    Agency.objects.filter(pk=old.pk).update(abolished_on=on)
    for group in AgencyGroup.objects.filter(members=old):
        group.members.remove(old)
        group.members.add(new)
    ActionPlan.objects.filter(coordinator=old).update(coordinator=new)
    ActionPlan.objects.filter(controller=old).update(controller=new)


def _move(person: int, body: Agency, order: Order, today: date) -> int:
    """Ends the person's roles in the old body the day before and gives the same in the new one;
    what was lent ends with the role that was."""
    held = Membership.objects.own().filter(user=person, agency=order.predecessor).current(today)
    eve = days_away(order.effective_on, -1)
    moved = list(held)
    for one in moved:
        one.valid_to = max(eve, one.valid_from or eve)
        one.save()
        Membership.objects.update_or_create(
            user_id=person,
            agency=body,
            role=one.role,
            delegation=None,
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
