"""A person declines the reminders of a plan that its policy lets be declined, or takes it back."""

from django.db import transaction

from agencies.models import User
from measures.models import Declined
from planner.models import ActionPlan


@transaction.atomic
def decline(plan: ActionPlan, *, by: User) -> None:
    """For `by` alone, whoever that is; a second time changes nothing.

    Steps that may not be declined (ReminderRule.may_decline) go on.
    """
    Declined.objects.get_or_create(person=by, plan=plan)


@transaction.atomic
def take_back_declined(plan: ActionPlan, *, by: User) -> None:
    Declined.objects.filter(person=by, plan=plan).delete()
