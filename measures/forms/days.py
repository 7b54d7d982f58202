"""Two days to be compared."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm, day_input


class DaysForm(PlainForm):
    first = forms.DateField(label=_("As of"), widget=day_input())
    second = forms.DateField(label=_("and as of"), widget=day_input())

    def __init__(self, today: date, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, date]:
        """The earlier day first; a day that has not come is not known."""
        typed: dict[str, date] = super().clean() or {}
        days = sorted(day for day in typed.values() if day)
        if days and days[-1] > self.today:
            raise forms.ValidationError(_("A day that has not come cannot be compared."))
        return dict(zip(("first", "second"), days, strict=False)) if len(days) == 2 else typed
