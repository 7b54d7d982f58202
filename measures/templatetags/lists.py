"""The buttons that take a list as a file."""

from typing import Any

from django import template
from django.urls import reverse

register = template.Library()
NOT_FILTERS = ("page", "totals", "handed_in")


@register.inclusion_tag("measures/_take_list.html", takes_context=True)
def take_list(context: template.Context, name: str, *args: Any) -> dict[str, Any]:
    """`name` of the address of the list, with its arguments before the format: the files hold what
    the page shows under the filters of its own address, on all its pages."""
    query = context["request"].GET.copy()
    for left_out in NOT_FILTERS:
        query.pop(left_out, None)
    asked = f"?{query.urlencode()}" if query else ""
    files = [(fmt.upper(), reverse(name, args=[*args, fmt]) + asked) for fmt in ("xlsx", "csv")]
    return {"files": files}
