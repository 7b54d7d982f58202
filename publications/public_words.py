"""The words for what a document holds as codes and in three languages."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext_lazy

from measures.date_words import quarter
from measures.models import DeadlineKind, DocumentKind, ExecutorRole, MeasureState
from measures.templatetags.tracker import STATUS_WORDS
from publications.rules import reading

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


def said(texts: Mapping[str, str] | None) -> str:
    """A text of the document in the reader's language, else in one that there is."""
    return reading.said(texts, (get_language() or "ru")[:2])


def words(code: str, kind: str) -> str:
    """`kind`: a key of WORDS; a code that is not known is shown as it is."""
    return str(WORDS[kind].get(code, code))


def quarter_words(period: str) -> str:
    return quarter(period) if period else ""
