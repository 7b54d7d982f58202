"""What a coordinator types about the sections in words."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm
from measures.forms.report import PastedField
from measures.rules.consolidation import LONGEST_TEXT

# Which field a refusal of the services speaks of.
FIELD_OF = {"text_missing": "text", "text_too_long": "text"}


class TextForm(PlainForm):
    """The text of a section in one language, on the version that the page showed."""

    text = PastedField(
        label=_("Text of the section"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_(
            "Every line is a paragraph; a line that begins with “- ” is an item of a list."
        ),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def seen_version(self) -> int:
        return self.cleaned_data["version"] or 0

    def rebase(self, version: int, text: str) -> None:
        """What is sent next stands on this version, and on what it says by now."""
        sent = cast(QueryDict, self.data).copy()
        sent["version"], sent["text"] = str(version), text
        self.data = sent

    def refuse(self, code: str, message: str) -> None:
        self.add_error(FIELD_OF.get(code), message)


class TitlesForm(PlainForm):
    """The title of a section of one's own, in one language at least."""

    title_ru = forms.CharField(label=_("Title in Russian"), required=False, max_length=300)
    title_kk = forms.CharField(label=_("Title in Kazakh"), required=False, max_length=300)
    title_en = forms.CharField(label=_("Title in English"), required=False, max_length=300)

    def titles(self) -> dict[str, str]:
        return {name.removeprefix("title_"): text for name, text in self.cleaned_data.items()}

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not any(typed.values()) and not self.errors:
            message = _("Give the section a title in one language at least.")
            self.add_error("title_ru", message)
        return typed
