"""How the pages say the parts of a report: whose is in, who is silent, whom it went without."""

from collections.abc import Iterable
from datetime import date

from django import template
from django.utils.translation import gettext_lazy as _

from measures.models import Event, ProgressEntry
from measures.queries.consolidation import Body, Part, Parts, bodies_of
from measures.rules.consolidation import Standing
from measures.rules.lateness import Status
from measures.services.silence import agreed, named, silent_names
from measures.templatetags.tracker import Badge

register = template.Library()

# The word, and the status whose shape and colour it takes.
STANDINGS = {
    Standing.ACCEPTED: (Status.DONE, _("accepted")),
    Standing.NIL: (Status.DONE, _("nothing to report")),
    Standing.IN_REVIEW: (Status.IN_REVIEW, _("in review")),
    Standing.RETURNED: (Status.RETURNED, _("returned for rework")),
    Standing.SILENT: (Status.OVERDUE, _("silent, its date has passed")),
    Standing.NOT_DUE: (Status.NOT_DUE, _("silent, not due yet")),
    Standing.WAITING: (Status.WAITING, _("silent, waits for a date")),
    Standing.REMOVED: (Status.REMOVED, _("removed from control")),
}


@register.inclusion_tag("measures/_status.html")
def part_badge(part: Part) -> Badge:
    status, words = STANDINGS[part.standing]
    return {"status": status.value, "words": words}


@register.simple_tag
def to_hand_in_without(parts: Parts, today: date) -> str:
    """Whom the report goes without if it is handed in now."""
    return silent_names(parts.silent_ones, today)


@register.simple_tag(takes_context=True)
def without(context: template.Context, told: ProgressEntry | Event) -> str:
    """Names of the silent bodies that a report, or the event of its handing in, recorded."""
    if isinstance(told, Event):
        return _names(context, told.measure_id, told.data.get("silent", []))
    return _names(context, told.obligation.measure_id, told.silent) if told.silent else ""


def _names(context: template.Context, measure_id: int, codes: Iterable[str]) -> str:
    """A code that is no body's any more stays a code."""
    if not (kept := list(codes)):
        return ""
    bodies = _bodies(context, measure_id)
    known = [body for code in kept if (body := bodies.get(code))]
    names = named((body.agency, agreed(by_agreement=body.by_agreement)) for body in known)
    return ", ".join(filter(None, [names, *(code for code in kept if code not in bodies)]))


def _bodies(context: template.Context, measure_id: int) -> dict[str, Body]:
    """Asked once for a page, however many reports and events on it name bodies."""
    kept: dict[int, dict[str, Body]] = vars(context["request"]).setdefault("bodies_named", {})
    if measure_id not in kept:
        kept[measure_id] = bodies_of(measure_id)
    return kept[measure_id]
