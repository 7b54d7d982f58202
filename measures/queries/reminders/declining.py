"""Which steps of a plan's reminders concern a person, and which of them may be declined."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from agencies.models import Membership, User
from agencies.queries import standing_of
from measures.models import Audience, Declined, Obligation, ReminderRule
from measures.queries.reminders.audiences import PEOPLE
from planner.models import ActionPlan


@dataclass(frozen=True)
class Choice:
    """The steps in force that concern the person: those that may be declined and those that may
    not. `declined_at` is None while the person receives them all."""

    plan: ActionPlan
    may_stop: list[ReminderRule]
    go_on: list[ReminderRule]
    declined_at: datetime | None


def choices_of(person: User, today: date) -> list[Choice]:
    """Plans in which the person has something to decline or has declined it; four statements."""
    concerning = _concerning(person, today)
    declined = Declined.objects.filter(person=person).select_related("plan")
    since = {row.plan: row.declined_at for row in declined}
    plans = sorted({*concerning, *since}, key=lambda plan: (plan.starts_on, plan.pk))
    found = [_choice(plan, concerning.get(plan, []), since.get(plan)) for plan in plans]
    return [one for one in found if one.may_stop or one.declined_at]


def choices_in(plans: Iterable[ActionPlan], person: User, today: date) -> list[Choice]:
    """Of these plans, whatever there is to decline; four statements."""
    concerning = _concerning(person, today)
    declined = dict(Declined.objects.filter(person=person).values_list("plan", "declined_at"))
    return [_choice(plan, concerning.get(plan, []), declined.get(plan.pk)) for plan in plans]


def _choice(plan: ActionPlan, rules: list[ReminderRule], since: datetime | None) -> Choice:
    may_stop = [rule for rule in rules if rule.may_decline]
    return Choice(plan, may_stop, [rule for rule in rules if not rule.may_decline], since)


def _concerning(person: User, today: date) -> dict[ActionPlan, list[ReminderRule]]:
    """Three statements."""
    held = standing_of(person, today).memberships
    owing = _owing({one.agency_id for one in held})
    rules = ReminderRule.objects.in_use().select_related("plan")
    found: dict[ActionPlan, list[ReminderRule]] = {}
    for rule in rules.order_by("plan", "subject", "offset", "pk"):
        if any(_concerns(rule, one, owing) for one in held):
            found.setdefault(rule.plan, []).append(rule)
    return found


def _owing(agencies: Collection[int]) -> set[tuple[int, int]]:
    """(agency, plan) where the agency owes reports."""
    owed = Obligation.objects.owed().filter(agency__in=agencies)
    return set(owed.order_by().values_list("agency", "measure__plan").distinct())


def _concerns(rule: ReminderRule, held: Membership, owing: set[tuple[int, int]]) -> bool:
    audience = Audience(rule.audience)
    if held.role not in PEOPLE[audience].roles:
        return False
    match audience:
        case Audience.COORDINATOR:
            return rule.plan.coordinator_id == held.agency_id
        case Audience.CONTROLLER:
            return rule.plan.controller_id == held.agency_id
    return (held.agency_id, rule.plan_id) in owing
