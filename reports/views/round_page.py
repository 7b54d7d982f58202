"""What the page of a round tells of its bodies, and what a person may do with it."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from agencies.models import Agency
from agencies.permissions import REPORTING, agencies_of
from measures.permissions.overseeing import may_see_all_entries
from measures.permissions.plans import may_manage_plan
from measures.permissions.reporting import may_report_for
from measures.views.asking import Visit
from reports.models import ReportingRound
from reports.queries_rounds import Part, history_of, silent_reports
from reports.round_words import STANDINGS
from reports.rules.standing import ORDER, Standing


def parts_shown(
    found: ReportingRound, parts: list[Part], asked: Visit, show: str = ""
) -> dict[str, Any]:
    """`figures`: how many bodies stand where; those that are `shown`: all, or of one standing; and
    the acts."""
    own = {one.pk for one in agencies_of(asked.person, asked.today, *REPORTING)}
    figures = Counter(one.standing for one in parts)
    standings = [(one.value, STANDINGS[one], figures[one]) for one in ORDER if figures[one]]
    show = show if show in {one for one, _words, _count in standings} else ""
    may_manage = may_manage_plan(asked.person, found.plan, asked.today) and not asked.past
    closed = found.was_closed(asked.day)
    return {
        "parts": parts,
        "figures": figures,
        "standings": standings,
        "show": show,
        "shown": [one for one in parts if not show or one.standing == show],
        "totals": totals_of(parts),
        "own": own,
        "own_parts": [one for one in parts if one.agency.pk in own],
        "day": asked.day,
        "closed": closed,
        "reopened": [one for one in parts if one.reopening],
        "may_manage": may_manage,
        "may_close": may_manage and not closed and asked.today > found.executors_due_on,
        "remind": remind_address(found, parts, asked) if may_manage and not closed else "",
        "history": [] if asked.past else read_by(asked, history_of(found)),
    }


def totals_of(parts: list[Part]) -> dict[str, int]:
    names = ("owed", "handed_in", "out", "in_review", "nil")
    return {name: sum(getattr(one, name) for one in parts) for name in names}


def remind_address(found: ReportingRound, parts: list[Part], asked: Visit) -> str:
    """The page on which a coordinator reminds by hand, with the reports of the silent bodies."""
    if not any(one.standing == Standing.SILENT for one in parts):
        return ""
    ids = silent_reports(found, parts, asked.day)
    query = urlencode([("owed", pk) for pk in ids])
    return f"{reverse('measures:remind-now')}?{query}" if ids else ""


def reads_reasons(asked: Visit, agency: Agency) -> bool:
    """Why a part was reopened is for the agency itself and for those who oversee."""
    own = may_report_for(asked.person, agency, asked.today)
    return own or may_see_all_entries(asked.person, asked.today)


def read_by(asked: Visit, events: Any) -> list[Any]:
    """The events, without the reasons that are not for this reader."""
    overseer = may_see_all_entries(asked.person, asked.today)
    own = {one.pk for one in agencies_of(asked.person, asked.today, *REPORTING)}
    found = list(events)
    for one in found:
        if one.agency_id and not overseer and one.agency_id not in own:
            one.note = ""
    return found
