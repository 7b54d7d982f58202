"""How people find measures: by words of the title in any language, or by number."""

from django.db.models import Q

from measures.finding import MEASURE, Found


def with_words(text: str, measure: str = "") -> Q:
    """Whose number, title or completion form has every word, in any language and form of it.

    `measure` is the path to the measure, e.g. "measure__", or "" for measures and versions of
    them; an empty text finds everything.
    """
    if not text.strip():
        return Q()
    return Q(Found(text, *(f"{measure}{column}" for column in MEASURE)))
