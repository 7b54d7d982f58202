"""How a plan is reported on from now on: its cadence is changed, and what stands stays.

A round that is closed, or for which anything was written, stays as it is, and so does everything
before it. What comes after it is made anew.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import Notice, Obligation, ProgressEntry
from measures.permissions.plans import check_may_manage_plan
from measures.querysets import owed_in
from measures.services.locks import lock
from planner.models import ActionPlan
from planner.rules.periods import DAY, Cadence, Fault, OwnPeriod, Period, Stretch, faults, periods
from planner.signals import plan_changed
from reports.models import ReportingRound
from reports.services.rounds import open_rounds


@dataclass(frozen=True)
class Wanted:
    """The two days count for periods of the calendar, `own` for own dates."""

    cadence: Cadence
    executors_day: int = 5
    coordinator_day: int = 20
    own: tuple[OwnPeriod, ...] = ()


@dataclass(frozen=True)
class Outlook:
    """What a wanted cadence makes: it holds from `since`; `kept` and `replaced` rounds, and the
    periods that come, of which those that have begun are opened at once."""

    since: date
    kept: list[ReportingRound]
    replaced: list[ReportingRound]
    coming: list[Period]
    stretches: tuple[Stretch, ...]
    found: list[Fault]

    @property
    def labels(self) -> list[str]:
        return [one.label for one in self.coming]


class UnsoundPeriods(Refused):
    """`found` says what is wrong with which own period."""

    def __init__(self, found: list[Fault]) -> None:
        super().__init__("unsound_periods", _("Some periods cannot be used. See beside them."))
        self.found = found


def fingerprint(plan: ActionPlan) -> str:
    """Of the cadence that a person looks at before changing it."""
    written = [one.written() for one in plan.stretches]
    return hashlib.sha256(json.dumps(written, sort_keys=True).encode()).hexdigest()[:16]


def outlook(plan: ActionPlan, wanted: Wanted) -> Outlook:
    """Looks ahead and writes nothing. Statements: a few for each round that nobody touched."""
    rounds = list(plan.rounds.order_by("starts_on"))
    kept = rounds[: _kept(rounds)]
    since = kept[-1].ends_on + DAY if kept else plan.starts_on
    before = [_cut(one, since) for one in plan.stretches if one.since < since] if kept else []
    days = (wanted.executors_day, wanted.coordinator_day)
    own = wanted.own if wanted.cadence == Cadence.OWN else ()
    stretches = _followed(before, Stretch(since, wanted.cadence, *days, own))
    made = periods(stretches, plan.starts_on, plan.ends_on)
    return Outlook(
        since=since,
        kept=kept,
        replaced=rounds[len(kept) :],
        coming=[one for one in made if one.ends_on >= since],
        stretches=stretches,
        found=faults(own, since, [one.label for one in kept]),
    )


def _followed(before: list[Stretch], new: Stretch) -> tuple[Stretch, ...]:
    """One that goes on as before is no stretch of its own."""
    last = before[-1] if before else None
    if last is None or last.cadence != new.cadence:
        return (*before, new)
    if new.cadence == Cadence.OWN:
        return (*before[:-1], replace(last, own=last.own + new.own))
    same = replace(new, since=last.since) == last
    return tuple(before) if same else (*before, new)


def _cut(stretch: Stretch, since: date) -> Stretch:
    """Own periods that were to come are no longer planned."""
    return replace(stretch, own=tuple(one for one in stretch.own if one.ends_on < since))


def _kept(rounds: list[ReportingRound]) -> int:
    """How many stay: up to the last that is closed or that anything was written for."""
    for at in range(len(rounds), 0, -1):
        if _is_touched(rounds[at - 1]):
            return at
    return 0


def _is_touched(round_: ReportingRound) -> bool:
    return round_.is_closed or _is_referred_to(round_) or _is_written_for(round_)


def _is_written_for(round_: ReportingRound) -> bool:
    """A draft counts too; so does what was handed in meanwhile on anything else."""
    window = round_.window
    owed = Obligation.objects.filter(measure__plan=round_.plan_id).order_by()
    own = Q(obligation__in=owed.filter(owed_in(window)).values("pk"))
    meanwhile = Q(submitted_on__range=(window.opens_on, window.closes_on))
    written = ProgressEntry.objects.filter(obligation__measure__plan=round_.plan_id)
    return written.filter(own | meanwhile).exists()


def _is_referred_to(round_: ReportingRound) -> bool:
    """An edition, an act, a part of it: whatever has a row of its own."""
    relations = ReportingRound._meta.related_objects
    return any(
        one.related_model._base_manager.filter(**{one.field.name: round_}).exists()
        for one in relations
    )


@transaction.atomic
def set_cadence(
    plan: ActionPlan, wanted: Wanted, *, by: User | None, today: date, seen: str
) -> Outlook:
    """The plan is reported on so; rounds that have begun by then are opened, and what is owed on
    continuous work follows. `seen`: the fingerprint of what the person looked at.

    Raises PermissionDenied; Refused "plan_repealed", "changed_meanwhile", "nothing_left",
    "unsound_periods" (UnsoundPeriods), "executors_order", "no_periods", "same".
    """
    lock(ActionPlan.objects.filter(pk=plan.pk))
    current = ActionPlan.objects.get(pk=plan.pk)
    check_may_manage_plan(by, current, today)
    _check_may_change(current, seen)
    lock(current.rounds.all())
    ahead = outlook(current, wanted)
    _check(current, ahead, wanted)
    _take_away(ahead.replaced)
    _write(current, ahead, wanted, by=by)
    open_rounds(current, today)
    plan_changed.send(ActionPlan, plan=current, by=by, today=today)
    return ahead


def _check_may_change(plan: ActionPlan, seen: str) -> None:
    if plan.repealed_on:
        raise Refused("plan_repealed", _("This plan has lost force: nothing in it is changed."))
    if seen != fingerprint(plan):
        raise Refused(
            "changed_meanwhile",
            _("Somebody else changed the cadence meanwhile. Look at theirs and save again."),
        )


def _check(plan: ActionPlan, ahead: Outlook, wanted: Wanted) -> None:
    if ahead.stretches == plan.stretches:
        raise Refused("same", _("Nothing was changed: the plan is reported on so already."))
    if ahead.since > plan.ends_on:
        raise Refused("nothing_left", _("Every round of the plan stands already."))
    if ahead.found:
        raise UnsoundPeriods(ahead.found)
    if wanted.cadence == Cadence.OWN and not wanted.own:
        raise Refused("no_periods", _("Enter at least one period."))
    last = ahead.kept[-1].executors_due_on if ahead.kept else None
    if last and ahead.coming and ahead.coming[0].executors_due_on <= last:
        said = _("Executors would report before %(day)s, when they report for the round before.")
        raise Refused("executors_order", said % {"day": date_format(last, "SHORT_DATE_FORMAT")})


def _take_away(rounds: Iterable[ReportingRound]) -> None:
    """Nothing refers to them; news that they were opened would lead nowhere."""
    for one in rounds:
        Notice.objects.filter(about=f"round:{one.pk}").delete()
        one.delete()


def _write(plan: ActionPlan, ahead: Outlook, wanted: Wanted, *, by: User | None) -> None:
    """Kept in the administration's log, where other changes of a plan's settings are."""
    was = plan.cadence or [plan.stretches[0].written()]
    plan.cadence = [one.written() for one in ahead.stretches]
    if wanted.cadence != Cadence.OWN:
        plan.executors_report_day = wanted.executors_day
        plan.coordinator_report_day = wanted.coordinator_day
    plan.save(update_fields=["cadence", "executors_report_day", "coordinator_report_day"])
    if by is not None:
        with translation.override(None):
            name = str(ActionPlan._meta.get_field("cadence").verbose_name)
        told = [{"changed": {"fields": [name], "was": was, "now": plan.cadence}}]
        LogEntry.objects.log_actions(by.pk, [plan], CHANGE, told)
