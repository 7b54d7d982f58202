"""How public pages say what the document holds as codes and in three languages."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django import template
from django.conf import settings

from measures.models import MeasureState
from measures.templatetags.tracker import Badge
from planner.models import ActionPlan
from publications.models import Publication
from publications.public_words import quarter_words, said, words
from publications.queries_publishing import old_of
from publications.rules import reading

register = template.Library()
register.filter("said", said)
register.filter("words", words)
register.filter("quarter_words", quarter_words)


@register.inclusion_tag("measures/_status.html")
def public_badge(measure: Mapping[str, Any]) -> Badge:
    """Word, shape and colour; off control a measure says in which way."""
    if measure["state"] != MeasureState.ON_CONTROL:
        return {"status": "removed", "words": words(measure["state"], "state")}
    return {"status": measure["status"], "words": words(measure["status"], "status")}


@register.inclusion_tag("publications/_bar.html")
def status_bar(groups: Mapping[str, int]) -> dict[str, Any]:
    """A bar of the groups of statuses; the figures beside it say the same in words."""
    return {"bars": reading.bars(groups), "width": reading.WIDTH}


@register.inclusion_tag("publications/_plan_links.html")
def publication_links(plan: ActionPlan, *, may_manage: bool = False) -> dict[str, Any]:
    """On the plan's own page: what the public sees, and where a coordinator publishes it."""
    standing = Publication.objects.filter(plan=plan, withdrawn_at=None)
    return {"plan": plan, "may_manage": may_manage, "published": standing.exists()}


@register.inclusion_tag("publications/_old.html")
def old_publications(bodies: Collection[int], today: date) -> dict[str, Any]:
    """On a coordinator's board: plans of these bodies of which the public reads what is old."""
    return {"found": old_of(bodies, today, settings.PUBLICATION_DAYS) if bodies else []}
