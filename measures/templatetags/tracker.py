"""How the pages say a status, days left or late, and what an event was."""

from datetime import date
from typing import Any, TypedDict

from django import template
from django.template.defaultfilters import date as format_day
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from agencies.translated import languages_for
from measures.date_words import quarter
from measures.deadline_reasons import REASONS
from measures.models import DeadlineKind, Event, Measure, MeasureState, Obligation, ObligationState
from measures.rules.lateness import UNDER_WAY_DAYS, Status
from measures.rules.progress import PERIODIC

register = template.Library()
register.filter("quarter", quarter)

STATUS_WORDS = {
    Status.NOT_DUE: gettext_lazy("not due yet"),
    Status.IN_PROGRESS: gettext_lazy("under way"),
    Status.IN_REVIEW: gettext_lazy("in review"),
    Status.RETURNED: gettext_lazy("returned for rework"),
    Status.OVERDUE: gettext_lazy("overdue"),
    Status.DONE: gettext_lazy("done"),
    Status.DONE_LATE: gettext_lazy("done late"),
    Status.REMOVED: gettext_lazy("removed from control"),
    Status.CONTINUOUS: gettext_lazy("carried out continuously"),
    Status.WAITING: gettext_lazy("waits for a date"),
    Status.WITHDRAWN: gettext_lazy("no longer owed"),
}


ENDED = (ObligationState.REMOVED, ObligationState.WITHDRAWN)


class Badge(TypedDict):
    status: str
    words: Any


@register.inclusion_tag("measures/_status.html")
def status_badge(status: str) -> Badge:
    """Word, shape and colour of a status (a member or value of Status)."""
    return {"status": str(status), "words": STATUS_WORDS[Status(status)]}


@register.simple_tag
def status_words(status: str) -> str:
    """The word alone, for whoever does not see the shape beside it."""
    return str(STATUS_WORDS[Status(status)])


@register.inclusion_tag("measures/_status.html")
def measure_badge(measure: Measure, status: str | None = None) -> Badge:
    """Off control a measure says so; on control its status, if one is given."""
    if measure.state == MeasureState.ON_CONTROL and status:
        return {"status": str(status), "words": STATUS_WORDS[Status(status)]}
    tone = "in_progress" if measure.state == MeasureState.ON_CONTROL else "removed"
    return {"status": tone, "words": measure.get_state_display()}


@register.inclusion_tag("measures/_days.html")
def days_of(owed: Obligation, today: date) -> dict[str, str]:
    """«5 days left», «3 days late», «due today», «handed in 2 days late»."""
    tone, words = _days(owed, today)
    return {"tone": tone, "words": words}


def _days(owed: Obligation, today: date) -> tuple[str, str]:
    if owed.state in ENDED or owed.due_on is None:
        return "none", ""
    if owed.done_on:
        return "none", _handed_in((owed.done_on - owed.due_on).days, owed.kind)
    left = (owed.due_on - today).days
    if left < 0 and owed.kind == DeadlineKind.CONTINUOUS:
        return "none", ""
    if left < 0:
        return "late", late_words(-left)
    return ("soon" if left <= UNDER_WAY_DAYS // 3 else "left"), left_words(left)


def left_words(days: int) -> str:
    if days == 0:
        return _("due today")
    return ngettext("%(count)d day left", "%(count)d days left", days) % {"count": days}


@register.filter
def late_words(days: int) -> str:
    return ngettext("%(count)d day late", "%(count)d days late", days) % {"count": days}


def _handed_in(days_after: int, kind: str) -> str:
    if days_after <= 0 or kind == DeadlineKind.CONTINUOUS:
        return _("handed in on time")
    return ngettext("handed in %(count)d day late", "handed in %(count)d days late", days_after) % {
        "count": days_after
    }


@register.simple_tag
def waited(since: date | None, today: date) -> str:
    """How long the reviewer has had it: «waits for 3 days»."""
    days = (today - since).days if since else 0
    if days <= 0:
        return _("since today")
    return ngettext("for %(count)d day", "for %(count)d days", days) % {"count": days}


@register.filter
def period(owed: Obligation) -> str:
    """What a report is for: the quarter of continuous work, the date of a periodic report."""
    is_quarter = owed.kind == DeadlineKind.CONTINUOUS and "Q" in owed.occurrence
    return quarter(owed.occurrence) if is_quarter else ""


@register.filter
def is_periodic(owed: Obligation) -> bool:
    return owed.kind in PERIODIC


@register.filter
def iso_day(text: str) -> str:
    """An ISO date kept as text, in the reader's manner."""
    return format_day(date.fromisoformat(text)) if text else ""


@register.filter
def warning_words(code: str) -> str:
    """What a reading of a deadline was unsure of."""
    return str(REASONS.get(code, code))


@register.filter
def event_facts(event: Event) -> list[tuple[str, str]]:
    """(name, value) of what an event's `data` says to people."""
    data = event.data
    named = [
        (_("Old date"), iso_day(data.get("old_due_on", ""))),
        (_("New date"), iso_day(data.get("new_due_on", ""))),
        (_("Body"), _bodies(data)),
        (_("Act"), str(data.get("act", ""))),
        (_("Date of the act"), iso_day(data.get("act_on") or "")),
        (_("In force from"), iso_day(data.get("in_force_on") or "")),
        (_("Reason"), str(CAUSES.get(data.get("cause", ""), ""))),
        (_("Document"), _document(data)),
        (_("Date of the event"), iso_day(data.get("event_on", ""))),
        (_("Earlier date of the event"), iso_day(data.get("old_event_on", ""))),
        (_("Dates"), ", ".join(iso_day(day) for day in data.get("due", []))),
        (_("Reviewer"), str(data.get("reviewer", ""))),
        (_("Mail to"), ", ".join(data.get("people", []))),
        (_("Earlier dates"), ", ".join(iso_day(day) for day in data.get("old_due", []))),
    ]
    return [(name, value) for name, value in named if value]


CAUSES = {
    "calendar": gettext_lazy("the working calendar was changed"),
    "group": gettext_lazy("the group of executors was changed"),
    "plan": gettext_lazy("the settings of the plan were changed"),
    "succession": gettext_lazy("the body has a successor"),
    "carried_over": gettext_lazy("the next plan takes it over"),
}


def _bodies(data: dict[str, Any]) -> str:
    """Of a succession, as they were called in the reader's language."""
    names = [data.get("old_short"), data.get("new_short")]
    return " → ".join(_in_language(name) for name in names if name)


def _in_language(texts: dict[str, str]) -> str:
    return next((text for code in languages_for(get_language()) if (text := texts[code])), "")


def _document(data: dict[str, Any]) -> str:
    if not data.get("document_number"):
        return ""
    day = iso_day(data.get("document_on", ""))
    return _("No %(number)s of %(day)s") % {"number": data["document_number"], "day": day}


@register.simple_tag(takes_context=True)
def query_with(context: template.Context, **changes: Any) -> str:
    """The page's query string with these parameters changed; an empty value drops one."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in ("", None):
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def kept_query(context: template.Context, *left_out: str) -> SafeString:
    """Hidden fields that keep the address of the page in a form sent by GET."""
    query = context["request"].GET
    kept = [
        (name, value) for name in query if name not in left_out for value in query.getlist(name)
    ]
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', kept)


@register.simple_tag(takes_context=True)
def to_page(context: template.Context, number: int, param: str) -> str:
    return query_with(context, **{param: number})
