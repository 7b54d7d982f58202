"""Plans whose reports a person writes and sends: for lists that are theirs alone to see."""

from datetime import date

from django.db.models import QuerySet

from agencies.models import Role, User
from agencies.permissions import agencies_of
from planner.models import ActionPlan


def plans_managed(person: User, today: date) -> QuerySet[ActionPlan]:
    """Twin of measures.permissions.plans.may_manage_plan: one statement, and one for the bodies."""
    bodies = [body.pk for body in agencies_of(person, today, Role.COORDINATOR)]
    return ActionPlan.objects.filter(coordinator__in=bodies)
