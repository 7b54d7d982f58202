"""How the pages say the steps of a policy of reminders."""

from collections.abc import Iterator
from datetime import date

from django import template
from django.contrib.auth.models import AnonymousUser

from agencies.models import User
from agencies.permissions import signed_in
from measures.models import Subject
from measures.queries.reminders.policy import Policy, PolicyAct, plans_coordinated_by
from measures.reminder_words import change_words, day_words, step_words, subject_words
from measures.rules.reminder_policy import PolicyStep
from planner.models import ActionPlan

register = template.Library()
register.filter("step_sentence", step_words)
register.filter("subject_words", subject_words)


@register.filter
def changes(act: PolicyAct) -> str:
    return change_words(len(act.added), len(act.retired))


@register.filter
def by_subject(policy: Policy) -> Iterator[tuple[Subject, str, list[PolicyStep]]]:
    """(subject, from which day its steps are counted, its steps), also where there are none."""
    for subject in Subject:
        steps = [step for step in policy.steps if step.subject == subject]
        yield subject, day_words(subject, policy.terms), steps


@register.simple_tag
def policies_of(user: User | AnonymousUser, today: date) -> list[ActionPlan]:
    """Plans whose policy the person may change."""
    return list(plans_coordinated_by(signed_in(user), today).filter(repealed_on=None))
