"""What other apps may hear of; planner imports none of them."""

from django.dispatch import Signal

# Settings of a plan that dates follow were changed: its period, its rules for days. Sent inside the
# transaction of the change with plan: ActionPlan, by: User and today: date.
plan_changed = Signal()
