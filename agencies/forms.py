"""Form manners that all pages share, and the small forms of people's settings."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

LOOKS = {
    forms.Select: "form-select",
    forms.CheckboxInput: "form-check-input",
    forms.Textarea: "form-control",
    forms.widgets.Input: "form-control",
}


def day_input() -> forms.DateInput:
    """The browser's own date picker; it speaks ISO whatever the page's language."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PlainForm(forms.Form):
    """Fields look alike everywhere; labels carry no colon."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        dress(self)


def dress(form: forms.BaseForm) -> None:
    for field in form.fields.values():
        kinds = (look for kind, look in LOOKS.items() if isinstance(field.widget, kind))
        if look := next(kinds, ""):
            field.widget.attrs.setdefault("class", look)


def hours() -> list[tuple[int | str, str]]:
    """Of the day; "" is the site's."""
    of_site = _("as on the whole site: %(hour)s") % {"hour": f"{settings.REMINDER_HOUR:02}:00"}
    return [("", str(of_site)), *((hour, f"{hour:02}:00") for hour in range(24))]


class BusinessDateForm(PlainForm):
    to = forms.DateField(label=_("Business date"), widget=day_input())
