"""What a coordinator says when asking for an edition."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm, day_input


class CompileForm(PlainForm):
    as_of = forms.DateField(
        label=_("State as of"),
        required=False,
        widget=day_input(),
        help_text=_("Left empty: today."),
    )

    def __init__(self, *args: Any, first: date, last: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["as_of"].widget.attrs |= {"min": first.isoformat(), "max": last.isoformat()}
