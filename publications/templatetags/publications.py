"""How public pages say what the document holds as codes and in three languages."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy

from measures.date_words import quarter
from measures.models import DeadlineKind, DocumentKind, ExecutorRole, MeasureState
from measures.templatetags.tracker import STATUS_WORDS, Badge
from planner.models import ActionPlan
from publications.models import Publication
from publications.queries_publishing import old_of
from publications.rules import reading

register = template.Library()
GROUP_WORDS = {
    "fulfilled": gettext_lazy("fulfilled"),
    "overdue": gettext_lazy("overdue"),
    "under_way": gettext_lazy("under way"),
    "ahead": gettext_lazy("not due yet"),
}
WORDS: dict[str, Mapping[str, Any]] = {
    "group": GROUP_WORDS,
    "status": {status.value: words for status, words in STATUS_WORDS.items()},
    "role": dict(ExecutorRole.choices),
    "deadline": dict(DeadlineKind.choices),
    "document": dict(DocumentKind.choices),
    "state": dict(MeasureState.choices),
}


@register.filter
def said(texts: Mapping[str, str] | None) -> str:
    """A text of the document in the reader's language, else in one that there is."""
    return reading.said(texts, (get_language() or "ru")[:2])


@register.filter
def words(code: str, kind: str) -> str:
    """`kind`: a key of WORDS; a code that is not known is shown as it is."""
    return str(WORDS[kind].get(code, code))


@register.filter
def quarter_words(period: str) -> str:
    return quarter(period) if period else ""


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


@register.simple_tag
def by_id(rows: Mapping[int, Mapping[str, Any]], pk: int) -> Mapping[str, Any]:
    return rows[pk]


@register.inclusion_tag("publications/_plan_links.html")
def publication_links(plan: ActionPlan, *, may_manage: bool = False) -> dict[str, Any]:
    """On the plan's own page: what the public sees, and where a coordinator publishes it."""
    standing = Publication.objects.filter(plan=plan, withdrawn_at=None)
    return {"plan": plan, "may_manage": may_manage, "published": standing.exists()}


@register.inclusion_tag("publications/_old.html")
def old_publications(bodies: Collection[int], today: date) -> dict[str, Any]:
    """On a coordinator's board: plans of these bodies of which the public reads what is old."""
    return {"found": old_of(bodies, today, settings.PUBLICATION_DAYS) if bodies else []}
