"""The pages of a plan, in the order in which they stand beside each other."""

from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from planner.models import ActionPlan

register = template.Library()

# The name of an address, what its tab says, and whether the page can tell of a past day.
PAGES = (
    ("measures:plan", _("Table"), True),
    ("measures:plan-progress", _("Progress"), True),
    ("measures:plan-timeline", _("Timeline"), True),
    ("measures:plan-month", _("Month"), True),
    ("measures:plan-matrix", _("Agencies × directions"), True),
    ("measures:amendments", _("Amendments"), False),
    ("measures:plan-compare", _("Compare two days"), False),
    ("measures:reminder-policy", _("Reminders"), False),
    ("reports:cadence", _("Reporting rounds"), False),
)


@register.simple_tag(takes_context=True)
def pages_of(context: template.Context, plan: ActionPlan) -> list[tuple[str, Any]]:
    """(address, words) of each page of the plan that there is, on the day that is looked at."""
    day = context.get("as_of_query") or ""
    found = ((_address(name, plan.slug), words, dated) for name, words, dated in PAGES)
    return [(f"{at}{day}" if dated else at, words) for at, words, dated in found if at]


def _address(name: str, slug: str) -> str:
    try:
        return reverse(name, args=[slug])
    except NoReverseMatch:
        return ""
