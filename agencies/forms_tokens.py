"""The form by which a person makes an access token."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm, day_input
from agencies.models import Scope, User
from agencies.permissions_accounts import scopes_of
from agencies.services_tokens import NAME_LENGTH, last_day

USUAL_TERM: Final = timedelta(days=90)
# At which field a refusal of the service stands; the rest is said above the form.
FIELDS: Final = {
    "name_missing": "name",
    "name_taken": "name",
    "scopes_wrong": "scopes",
    "expires_wrong": "expires_on",
}


class TokenForm(PlainForm):
    name = forms.CharField(
        label=_("What is it for?"),
        max_length=NAME_LENGTH,
        help_text=_("The program and where it runs, so that you know later whether it is needed."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it be used for?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Never for more than you may do yourself. Tick as little as the program needs."
        ),
    )
    expires_on = forms.DateField(label=_("Until which day does it count?"), widget=day_input())

    def __init__(self, person: User, now: datetime, typed: Any = None) -> None:
        today, last = timezone.localdate(now), last_day(now)
        usual = min(today + USUAL_TERM, last)
        super().__init__(typed, initial={"scopes": [Scope.READ.value], "expires_on": usual})
        scopes: Any = self.fields["scopes"]
        scopes.choices = [(one.value, one.label) for one in scopes_of(person)]
        day = self.fields["expires_on"]
        day.widget.attrs |= {"min": today.isoformat(), "max": last.isoformat()}
        day.help_text = _("To the end of that day; %(day)s at the latest.") % {"day": _said(last)}

    def refuse(self, code: str, message: str) -> None:
        self.add_error(FIELDS.get(code), message)


def _said(day: date) -> str:
    return day.strftime("%d.%m.%Y")
