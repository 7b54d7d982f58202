"""How pages show the words that a search has found."""

from collections.abc import Sequence

from django import template
from django.utils.translation import get_language, gettext_lazy

from agencies.models import Agency
from agencies.translated import languages_for
from measures.models import Measure
from measures.rules.search_words import Part, Word, marked, snippet

register = template.Library()


@register.filter
def found_words(text: str, words: Sequence[Word]) -> list[Part]:
    """The whole text, in parts to mark."""
    return marked(text, words)


@register.filter
def around_words(text: str, words: Sequence[Word]) -> list[Part]:
    """What stands around the first word found."""
    return snippet(text, words)


@register.filter
def wording_found(measure: Measure, words: Sequence[Word]) -> list[tuple[str, list[Part]]]:
    """(language, parts) of what has the words beside the title that the reader sees."""
    shown = (measure.title,)
    texts = [
        (code, getattr(measure, f"{field}_{code}"))
        for field in ("title", "completion_form")
        for code in languages_for(get_language())
    ]
    told = [(code, snippet(text, words)) for code, text in texts if text and text not in shown]
    return [(code, parts) for code, parts in told if any(part.found for part in parts)][:2]


@register.filter
def names_found(agency: Agency, words: Sequence[Word]) -> list[list[Part]]:
    """Another name of a body that has the words, in parts to mark; none where the names that the
    reader sees have them. What acts have called it comes last."""
    shown = (agency.name, agency.short)
    if any(part.found for name in shown for part in marked(name, words)):
        return []
    names = [
        getattr(agency, f"{field}_{code}")
        for field in ("name", "short")
        for code in languages_for(get_language())
    ]
    others = [name for name in [*names, *(alias.text for alias in agency.aliases.all())] if name]
    told = [marked(name, words) for name in others]
    return [parts for parts in told if any(part.found for part in parts)][:1]


@register.filter
def node_text(node: dict[str, str]) -> str:
    """Of a part of the Concept, in the reader's language."""
    texts = (node[f"text_{code}"] for code in languages_for(get_language()))
    return next((text for text in texts if text), "")


@register.filter
def node_found(node: dict[str, str], words: Sequence[Word]) -> list[tuple[str, list[Part]]]:
    """(language, parts) where the words stand in another language than the reader's."""
    shown = node_text(node)
    if any(part.found for part in marked(shown, words)):
        return []
    texts = [(code, node[f"text_{code}"]) for code in languages_for(get_language())]
    return [(code, snippet(text, words)) for code, text in texts if text and text != shown][:1]


RANKS = {
    "1": gettext_lazy("goal"),
    "2": gettext_lazy("task"),
    "3": gettext_lazy("direction"),
    "4": gettext_lazy("line of action"),
}


@register.filter
def node_rank(node: dict[str, str]) -> str:
    return str(RANKS[node["rank"]])
