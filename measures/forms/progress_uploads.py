"""What a table of reports is to hold, and the filled-in one."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm, day_input
from agencies.models import Agency
from planner.models import ActionPlan

ACCEPTED = ".xlsx,.ods,.csv"


class TemplateForm(PlainForm):
    """Which agency, which plan, up to which day; what is not sent is everything, up to the day by
    which executors report now. What cannot be read is left out."""

    agency = forms.ChoiceField(label=_("Agency"), required=False)
    plan = forms.ChoiceField(label=_("Plan"), required=False)
    until = forms.DateField(
        label=_("What is due up to"),
        required=False,
        widget=day_input(),
        help_text=_("What is late is in it too."),
    )

    def __init__(
        self,
        agencies: Collection[Agency],
        plans: Collection[ActionPlan],
        until: date,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.agencies, self.plans, self.usual = list(agencies), list(plans), until
        self.fields["until"].initial = until
        self._offer("agency", [(one.code, one.short) for one in agencies], _("all of mine"))
        self._offer("plan", [(one.slug, one.title) for one in plans], _("every plan"))

    def _offer(self, name: str, rows: list[tuple[str, str]], every: Any) -> None:
        """Nothing is asked where there is nothing to choose."""
        if len(rows) < 2:
            del self.fields[name]
            return
        field: Any = self.fields[name]
        field.choices = [("", every), *rows]

    def asked(self) -> tuple[list[Agency], ActionPlan | None, date]:
        said: dict[str, Any] = self.cleaned_data if self.is_valid() or self.is_bound else {}
        code, slug = said.get("agency"), said.get("plan")
        return (
            [one for one in self.agencies if not code or one.code == code],
            next((one for one in self.plans if slug and one.slug == slug), None),
            said.get("until") or self.usual,
        )


class UploadForm(PlainForm):
    file = forms.FileField(
        label=_("The file that you filled in"),
        help_text=_("Excel, OpenDocument or CSV: .xlsx, .ods, .csv."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = (get_language() or settings.LANGUAGE_CODE)[:2]
