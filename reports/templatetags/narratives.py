"""How far the sections in words of a round are, in a line for other pages."""

from typing import Any

from django import template

from reports.models import ReportingRound
from reports.queries_narratives import standings

register = template.Library()


@register.inclusion_tag("reports/_narrative_standing.html")
def narrative_standing(round_: ReportingRound) -> dict[str, Any]:
    """For those who may compile: sections ready of all, by language. One statement."""
    return {"round": round_, "standings": standings(round_)}
