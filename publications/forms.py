"""What a coordinator says when publishing, withdrawing and writing for the public."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm, day_input
from publications.facts import Wanted
from publications.models import TextChoice


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class WhatForm(PlainForm):
    """Of which day and with which texts; sent by GET to look, and again by POST to publish."""

    day = forms.DateField(
        label=_("State as of"),
        widget=day_input(),
        help_text=_("The end of this day is told, under the plan then in force."),
    )
    texts = forms.ChoiceField(
        label=_("Texts about measures"),
        choices=TextChoice.choices,
        widget=forms.RadioSelect,
    )
    measures = forms.TypedMultipleChoiceField(
        label=_("Measures whose texts go in"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, today: date, offered: Iterable[tuple[int, str]]
    ) -> None:
        super().__init__(data, initial={"day": today, "texts": TextChoice.NONE})
        day: Any = self.fields["day"]
        day.validators.append(MaxValueValidator(today, _("Choose a day up to today.")))
        day.widget.attrs["max"] = today.isoformat()
        measures: Any = self.fields["measures"]
        measures.choices = list(offered)
        if not measures.choices:
            del self.fields["measures"]

    def wanted(self) -> Wanted:
        """Of a form that is valid."""
        chosen = frozenset(self.cleaned_data.get("measures") or ())
        return Wanted(TextChoice(self.cleaned_data["texts"]), chosen)


class ConfirmForm(PlainForm):
    """`after` and `at`: what was looked at."""

    after = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    at = forms.CharField(max_length=64, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Note for the record"),
        required=False,
        max_length=2000,
        widget=_lines(2),
        help_text=_("Who decided, by which letter. The public does not see it."),
    )


class WithdrawForm(PlainForm):
    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        max_length=2000,
        widget=_lines(3),
        help_text=_("The public reads it at the address of the publication. Name no persons."),
    )


class TextForm(PlainForm):
    """`version` is what the person began from."""

    text_ru = forms.CharField(
        label=_("Text in Russian"), required=False, max_length=5000, widget=_lines(4)
    )
    text_kk = forms.CharField(
        label=_("Text in Kazakh"), required=False, max_length=5000, widget=_lines(4)
    )
    text_en = forms.CharField(
        label=_("Text in English"), required=False, max_length=5000, widget=_lines(4)
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def texts(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"text_{code}"] for code in ("ru", "kk", "en")}
