"""Form manners that all pages share, and the small forms of people's settings."""

import hashlib
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import AuthenticationForm
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

LOOKS = {
    forms.Select: "form-select",
    forms.CheckboxInput: "form-check-input",
    forms.Textarea: "form-control",
    forms.widgets.Input: "form-control",
}


MOST_FAILURES = 10
FAILURES_KEPT = 15 * 60  # seconds


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


class GuardedSignInForm(AuthenticationForm):
    """Ten wrong passwords for one account from one address close the door for a quarter hour.

    Counted in Django's cache: with the default one each server process counts for itself.
    """

    def clean(self) -> dict[str, Any]:
        counter = self._counter()
        if cache.get(counter, 0) >= MOST_FAILURES:
            raise forms.ValidationError(
                _("Too many wrong passwords. Wait a quarter of an hour and try again."),
                code="too_many",
            )
        try:
            return super().clean()
        except forms.ValidationError:
            cache.add(counter, 0, timeout=FAILURES_KEPT)
            cache.incr(counter)
            raise

    def _counter(self) -> str:
        address = self.request.META.get("REMOTE_ADDR", "") if self.request else ""
        tried = f"{self.cleaned_data.get('username', '').lower()} {address}"
        return f"sign-in-{hashlib.sha256(tried.encode()).hexdigest()}"


class SignInForm(GuardedSignInForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        dress(self)


class AdminSignInForm(GuardedSignInForm, AdminAuthenticationForm):
    """The administration's own door, guarded alike and by the same count."""


def hours() -> list[tuple[int | str, str]]:
    """Of the day; "" is the site's."""
    of_site = _("as on the whole site: %(hour)s") % {"hour": f"{settings.REMINDER_HOUR:02}:00"}
    return [("", str(of_site)), *((hour, f"{hour:02}:00") for hour in range(24))]


class BusinessDateForm(PlainForm):
    to = forms.DateField(label=_("Business date"), widget=day_input())
