"""How far the sections in words of a round are, in a line for other pages."""

from collections.abc import Iterable
from typing import Any

from django import template

from reports.draw.narrative import Chapter
from reports.models import ReportingRound
from reports.queries_narratives import standings

register = template.Library()


@register.inclusion_tag("reports/_narrative_standing.html")
def narrative_standing(round_: ReportingRound) -> dict[str, Any]:
    """For those who may compile: sections ready of all, by language. One statement."""
    return {"round": round_, "standings": standings(round_)}


@register.filter
def missing_chapters(chapters: Iterable[Chapter]) -> list[Chapter]:
    """Those without a text in the language of the page."""
    return [one for one in chapters if one.missing]
