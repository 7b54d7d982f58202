"""The policy of reminders of a plan: what is in force, and who changed it when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from django.db.models import QuerySet

from agencies.models import Membership, Role, User
from measures.models import Audience, ReminderRule, Subject
from measures.rules.reminder_policy import (
    STEP_FIELDS,
    PolicyStep,
    Terms,
    fingerprint,
    usual_steps_lacking,
)
from planner.models import ActionPlan

MOST_SHOWN = 200
_SUBJECTS = {subject: place for place, subject in enumerate(Subject.values)}
_AUDIENCES = {audience: place for place, audience in enumerate(Audience.values)}


@dataclass(frozen=True)
class Policy:
    """What a plan says of its reminders, in the order in which pages show it."""

    plan: ActionPlan
    rules: tuple[ReminderRule, ...]

    @property
    def steps(self) -> list[PolicyStep]:
        return [step_of(rule) for rule in self.rules]

    @property
    def terms(self) -> Terms:
        return Terms(self.plan.review_days, self.plan.decision_days)

    @property
    def fingerprint(self) -> str:
        """For a form to send back, so that nobody overwrites unseen what another changed."""
        return fingerprint(self.steps, self.terms)

    @property
    def lacking(self) -> list[PolicyStep]:
        return in_order(usual_steps_lacking(self.steps))


def policy_of(plan: ActionPlan) -> Policy:
    """One statement."""
    rules = plan.reminder_rules.in_use()
    return Policy(plan, tuple(sorted(rules, key=lambda rule: _place(step_of(rule)))))


def plans_coordinated_by(person: User, today: date) -> QuerySet[ActionPlan]:
    held = Membership.objects.current(today).filter(user=person, role=Role.COORDINATOR)
    return ActionPlan.objects.filter(coordinator__in=held.values("agency"))


def step_of(rule: ReminderRule) -> PolicyStep:
    return PolicyStep(**{name: getattr(rule, name) for name in STEP_FIELDS})


def in_order(steps: Iterable[PolicyStep]) -> list[PolicyStep]:
    """By subject, audience and day, as people read them."""
    return sorted(steps, key=_place)


def _place(step: PolicyStep) -> tuple[int, int, int, str, str]:
    subject, audience = _SUBJECTS[step.subject], _AUDIENCES[step.audience]
    return subject, audience, step.offset, step.days, step.channel


@dataclass(frozen=True)
class PolicyAct:
    """What one person did to a policy within a minute; `by` None: it was set up by the program."""

    at: datetime
    by: User | None
    added: list[PolicyStep] = field(default_factory=list)
    retired: list[PolicyStep] = field(default_factory=list)


@dataclass(frozen=True)
class _Change:
    at: datetime
    by: User | None
    step: PolicyStep
    is_new: bool

    @property
    def act(self) -> tuple[datetime, int]:
        """Pages tell the minute: what has the same minute and person is one act to a reader."""
        return self.at.replace(second=0, microsecond=0), self.by.pk if self.by else 0


def policy_history(plan: ActionPlan) -> list[PolicyAct]:
    """The newest first, of the latest MOST_SHOWN changes. Two statements."""
    changes = [*_additions(plan), *_retirements(plan)]
    changes.sort(key=lambda change: change.act, reverse=True)
    acts = groupby(changes[:MOST_SHOWN], key=lambda change: change.act)
    return [_act(list(together)) for _key, together in acts]


def _additions(plan: ActionPlan) -> Iterator[_Change]:
    rules = plan.reminder_rules.select_related("added_by").order_by("-added_at", "-pk")
    for rule in rules[:MOST_SHOWN]:
        yield _Change(rule.added_at, rule.added_by, step_of(rule), is_new=True)


def _retirements(plan: ActionPlan) -> Iterator[_Change]:
    retired = plan.reminder_rules.filter(retired_at__isnull=False).select_related("retired_by")
    for rule in retired.order_by("-retired_at", "-pk")[:MOST_SHOWN]:
        if rule.retired_at:
            yield _Change(rule.retired_at, rule.retired_by, step_of(rule), is_new=False)


def _act(changes: list[_Change]) -> PolicyAct:
    first = changes[0]
    return PolicyAct(
        at=first.at,
        by=first.by,
        added=in_order(change.step for change in changes if change.is_new),
        retired=in_order(change.step for change in changes if not change.is_new),
    )
