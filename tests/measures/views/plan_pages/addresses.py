"""Pages of a plan and where they are."""

from planner.models import ActionPlan


def address(plan: ActionPlan, view: str) -> str:
    return f"/plans/{plan.slug}/{view}/"
