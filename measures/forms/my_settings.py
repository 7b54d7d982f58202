"""A person's own settings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agencies.forms import PlainForm, dress, hours
from agencies.queries import Standing
from measures.models import Preference
from measures.queries.preferences import start_pages
from measures.services.preferences import CHOICES

LANGUAGES = [
    ("", _("as in the browser")),
    ("kk", "Қазақша"),
    ("ru", "Русский"),
    ("en", "English"),
]


class SettingsForm(PlainForm):
    """With a field for each of CHOICES, named as those."""

    language = forms.ChoiceField(
        label=_("Language of pages and mails"), required=False, choices=LANGUAGES
    )
    start_page = forms.ChoiceField(label=_("Page after signing in"), required=False)
    hour = forms.TypedChoiceField(
        label=_("Mails come from this hour on"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=hours,
    )

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = ("", pgettext_lazy("start page", "as usual for my role"))
        pages = [(page.value, page.label) for page in start_pages(standing)]
        self.fields["start_page"].choices = [usual, *pages]  # type: ignore[attr-defined]
        self.fields.update(forms.fields_for_model(Preference, fields=CHOICES))
        dress(self)

    @property
    def news(self) -> list[forms.BoundField]:
        return [self[name] for name in CHOICES]

    @property
    def general(self) -> list[forms.BoundField]:
        return [self[name] for name in ("language", "start_page", "hour")]
