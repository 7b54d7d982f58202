"""What a coordinator says when signing, withdrawing and keeping the list of recipients."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm, day_input
from reports.models import FileFormat
from reports.services.recipients import Address

USUAL = ("docx", "pdf")


class SignForm(PlainForm):
    number = forms.CharField(
        label=_("Outgoing number"),
        max_length=40,
        help_text=_("Proposed after the last one of the year; type the one of your registry."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    dated_on = forms.DateField(label=_("Date of the report"), widget=day_input())

    def __init__(self, *args: Any, first: date, last: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limits = {"min": first.isoformat(), "max": last.isoformat()}
        self.fields["dated_on"].widget.attrs |= limits


class WithdrawIssueForm(PlainForm):
    act = forms.CharField(
        label=_("Act of the withdrawal"),
        max_length=200,
        help_text=_("The letter or order by which it is withdrawn: its number and date."),
    )
    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who checks the document reads it. Name no persons."),
    )


class SigningForm(PlainForm):
    second_person = forms.BooleanField(
        label=_("A report is issued only when a second coordinator has confirmed it"),
        required=False,
    )


class RecipientForm(PlainForm):
    office = forms.CharField(
        label=_("Office"),
        max_length=200,
        help_text=_("As the letter is to address it."),
    )
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    language = forms.ChoiceField(label=_("Language"), widget=forms.Select)
    formats = forms.MultipleChoiceField(
        label=_("Files"), choices=FileFormat.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language: Any = self.fields["language"]
        language.choices = [(code, name) for code, name in settings.LANGUAGES]
        self.fields["formats"].initial = USUAL

    def address(self) -> Address:
        """Of a form that is valid."""
        return Address(**self.cleaned_data)
