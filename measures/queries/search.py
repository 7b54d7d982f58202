"""How people find measures: by words of the title in any language, or by number."""

from django.db.models import Q


def with_words(text: str, measure: str = "") -> Q:
    """`measure` is the path to the measure, e.g. "measure__"; an empty text finds everything.

    SQLite folds the case of Latin letters alone, so the usual spellings are asked for by name.
    """
    found = Q()
    for word in text.split():
        found &= _with_word(word, measure)
    return found


def _with_word(word: str, measure: str) -> Q:
    either = Q(**{f"{measure}number": word.rstrip(".")})
    for spelling in {word, word.lower(), word.capitalize(), word.upper()}:
        for language in ("ru", "kk", "en"):
            either |= Q(**{f"{measure}title_{language}__icontains": spelling})
    return either
