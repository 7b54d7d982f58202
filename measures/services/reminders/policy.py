"""A coordinator changes the policy of reminders: steps are added and retired, never rewritten."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import ReminderClock, ReminderRule
from measures.permissions.plans import check_may_manage_plan
from measures.queries.reminders.policy import Policy, policy_of, step_of
from measures.reminder_words import finding_words
from measures.rules.reminder_policy import MOST_TERM, Finding, PolicyStep, Terms, findings
from measures.services.locks import lock
from planner.models import ActionPlan


@dataclass(frozen=True)
class PolicyChange:
    """How many steps were added and retired, and whether a term of the plan was changed."""

    added: int = 0
    retired: int = 0
    terms: bool = False


class UnsoundPolicy(Refused):
    """`findings` say what is wrong in which step; the message tells the first of them."""

    def __init__(self, found: Sequence[Finding]) -> None:
        said = _("Step %(number)d: %(wrong)s")
        told = {"number": found[0].step, "wrong": finding_words(found[0])}
        super().__init__("unsound_policy", said % told)
        self.findings = tuple(found)


@transaction.atomic
def set_policy(
    plan: ActionPlan,
    steps: Sequence[PolicyStep],
    *,
    by: User | None,
    today: date,
    now: datetime,
    seen: str,
    terms: Terms | None = None,
) -> PolicyChange:
    """The plan's reminders go by these steps from the next run on; `terms` None stay as they are.

    A rule in use that says the same as a step is kept. `seen`: the policy's fingerprint when the
    person looked at it. Nothing is written, and nothing refused, when the policy says this already.
    Raises PermissionDenied; Refused "plan_repealed", "unsound_policy" (UnsoundPolicy),
    "terms_out_of_bounds", "changed_meanwhile".
    """
    if found := findings(steps):
        raise UnsoundPolicy(found)
    current = _locked(plan, by=by, today=today)
    terms = _checked(terms or current.terms)
    wanted = _Wanted(current, steps, terms)
    if not wanted.differs:
        return PolicyChange()
    if seen != current.fingerprint:
        raise Refused(
            "changed_meanwhile",
            _("Somebody else changed this policy meanwhile. Look at theirs and save again."),
        )
    return _carry_out(wanted, by=by, now=now)


@transaction.atomic
def add_usual_steps(
    plan: ActionPlan, *, by: User | None, today: date, now: datetime
) -> PolicyChange:
    """Adds the usual steps that the plan lacks and that go together with its own, which stay.

    Raises PermissionDenied; Refused "plan_repealed".
    """
    current = _locked(plan, by=by, today=today)
    wanted = _Wanted(current, [*current.steps, *current.lacking], current.terms)
    return _carry_out(wanted, by=by, now=now) if wanted.differs else PolicyChange()


@dataclass(frozen=True)
class _Wanted:
    current: Policy
    steps: Sequence[PolicyStep]
    terms: Terms

    @property
    def added(self) -> list[PolicyStep]:
        there = set(self.current.steps)
        return [step for step in self.steps if step not in there]

    @property
    def retired(self) -> list[ReminderRule]:
        return [rule for rule in self.current.rules if step_of(rule) not in self.steps]

    @property
    def new_terms(self) -> dict[str, int]:
        was = asdict(self.current.terms)
        return {name: days for name, days in asdict(self.terms).items() if days != was[name]}

    @property
    def differs(self) -> bool:
        return bool(self.added or self.retired or self.new_terms)


def _locked(plan: ActionPlan, *, by: User | None, today: date) -> Policy:
    """The policy as it is once nobody else can change it. The clock before the rules: whoever
    plans reminders takes them in this order too."""
    lock(ActionPlan.objects.filter(pk=plan.pk))
    current = ActionPlan.objects.get(pk=plan.pk)
    check_may_manage_plan(by, current, today)
    if current.repealed_on:
        raise Refused("plan_repealed", _("This plan has lost force: nothing in it is changed."))
    lock(ReminderClock.objects.all())
    lock(current.reminder_rules.in_use())
    return policy_of(current)


def _checked(terms: Terms) -> Terms:
    if not terms.sound:
        said = _("Both terms are from 1 to %(most)d working days.")
        raise Refused("terms_out_of_bounds", said % {"most": MOST_TERM})
    return terms


def _carry_out(wanted: _Wanted, *, by: User | None, now: datetime) -> PolicyChange:
    plan, added, retired = wanted.current.plan, wanted.added, wanted.retired
    _retire(retired, by=by, now=now)
    ReminderRule.objects.bulk_create(
        [ReminderRule(plan=plan, added_by=by, **asdict(step)) for step in added]
    )
    _set_terms(plan, wanted.new_terms, by=by)
    # The next run plans at once, not after the usual wait.
    ReminderClock.objects.update(planned_for=None, planned_at=None)
    return PolicyChange(len(added), len(retired), bool(wanted.new_terms))


def _retire(rules: Iterable[ReminderRule], *, by: User | None, now: datetime) -> None:
    retired = ReminderRule.objects.filter(pk__in=[rule.pk for rule in rules])
    retired.update(retired_at=now, retired_by=by)


def _set_terms(plan: ActionPlan, new: dict[str, int], *, by: User | None) -> None:
    """Kept in the administration's log, where other changes of a plan's settings are."""
    if not new:
        return
    ActionPlan.objects.filter(pk=plan.pk).update(**new)
    if by is not None:
        LogEntry.objects.log_actions(by.pk, [plan], CHANGE, _told(plan, new))


def _told(plan: ActionPlan, new: dict[str, int]) -> list[dict[str, Any]]:
    """Names stand untranslated: the administration translates "fields" for its reader."""
    with translation.override(None):
        names = [str(ActionPlan._meta.get_field(name).verbose_name) for name in new]  # type: ignore[union-attr]
    was = {name: getattr(plan, name) for name in new}
    return [{"changed": {"fields": names, "was": was, "now": new}}]
