"""The filter of the public list. What cannot be read is left out, so that the list always opens."""

from collections.abc import Mapping
from typing import Any, Self

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm
from publications.public_words import words
from publications.rules import reading

MOST_WORDS = 100
LONGEST = 90  # signs of a direction's text in a list of choices


class MeasureFilter(PlainForm):
    direction = forms.ChoiceField(label=_("Direction"), required=False)
    task = forms.ChoiceField(label=_("Task"), required=False)
    agency = forms.ChoiceField(label=_("Agency"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    text = forms.CharField(label=_("Words or number"), required=False, max_length=MOST_WORDS)

    def __init__(self, document: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = (get_language() or "ru")[:2]
        self._offer("direction", _("any direction"), _topics(document, "directions", language))
        self._offer("task", _("any task"), _topics(document, "tasks", language))
        owing = {one["agency"] for one in document["obligations"]}
        self._offer("agency", _("any agency"), sorted(
            ((code, reading.said(body["short"], language))
             for code, body in document["bodies"].items() if code in owing),
            key=lambda choice: choice[1].casefold(),
        ))  # fmt: skip
        there = reading.statuses_in(document["measures"])
        self._offer("status", _("any status"), [(each, words(each, "status")) for each in there])

    def _offer(self, name: str, empty: Any, rows: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", empty), *rows]

    @classmethod
    def understood(cls, document: Mapping[str, Any], sent: Mapping[str, Any]) -> Self:
        """The form as if only what can be read of `sent` had been sent."""
        return cls(document, vars(cls(document, sent).question()))

    def question(self) -> reading.Asked:
        self.is_valid()
        names = ("direction", "task", "agency", "status", "text")
        return reading.Asked(**{name: self.cleaned_data.get(name) or "" for name in names})


def _topics(document: Mapping[str, Any], topics: str, language: str) -> list[tuple[str, str]]:
    """Those that a measure serves."""
    served = {key for row in document["measures"] for key in row[topics]}
    return [
        (each["key"], _short(reading.said(each["text"], language)))
        for each in document[topics]
        if each["key"] in served
    ]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
