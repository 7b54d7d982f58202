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
    """Other names of a body that have the words, in parts to mark."""
    names = [
        getattr(agency, f"{field}_{code}")
        for field in ("name", "short")
        for code in languages_for(get_language())
    ]
    aliases = [alias.text for alias in agency.aliases.all()]
    others = [name for name in dict.fromkeys([*names, *aliases]) if name]
    told = [marked(name, words) for name in others if name not in (agency.name, agency.short)]
    return [parts for parts in told if any(part.found for part in parts)][:3]


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
