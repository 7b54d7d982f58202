"""Links of the board: one filter taken off, a column ordered by; and why a report is at risk."""

from datetime import date
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from measures.rules.risk import Risk, risks_of
from measures.templatetags.tracker import query_with

register = template.Library()

NOTHING_ASKED = "?status="
RISK_WORDS = {
    Risk.RETURNED: gettext_lazy("returned and not handed in again"),
    Risk.TIME_ASKED: gettext_lazy("more time is asked for"),
    Risk.UNTOUCHED: gettext_lazy("due soon and not begun"),
}


@register.simple_tag(takes_context=True)
def without(context: template.Context, *names: str) -> str:
    """The address of the page without these parameters, from its first page. One that asks for
    nothing says so: an empty one would open the person's own view."""
    address = query_with(context, page="", **dict.fromkeys(names, ""))
    return address if address != "?" else NOTHING_ASKED


@register.simple_tag(takes_context=True)
def with_status(context: template.Context, status: str) -> str:
    """The address with another status in place of this one, in its own order."""
    address = query_with(context, status=status, sort="", age="", page="")
    return address if address != "?" else NOTHING_ASKED


@register.inclusion_tag("measures/_sorted.html", takes_context=True)
def sorted_by(context: template.Context, name: str, words: str) -> dict[str, Any]:
    """The head of a column: a link that orders by it, and the other way round when it does."""
    now = context["question"].sort
    return {
        "words": words,
        "address": query_with(context, sort=f"-{name}" if now == name else name, page=""),
        "way": {name: "up", f"-{name}": "down"}.get(now, ""),
    }


@register.filter
def sort_way(asked: Any, name: str) -> str:
    """For aria-sort of the head of a column."""
    return {name: "ascending", f"-{name}": "descending"}.get(asked.sort, "none")


@register.simple_tag
def risks(owed: Any, today: date) -> list[str]:
    """Why it may become late, in words."""
    found = risks_of(
        state=owed.state,
        kind=owed.kind,
        due_on=owed.due_on,
        today=today,
        begun=owed.begun,
        time_asked=owed.time_asked,
    )
    return [str(RISK_WORDS[one]) for one in found]


@register.filter
def over_words(days: int) -> str:
    """How long something waits beyond the day by which it was to be decided."""
    words = ngettext("%(count)d day too long", "%(count)d days too long", days)
    return words % {"count": days} if days else _("in time")
