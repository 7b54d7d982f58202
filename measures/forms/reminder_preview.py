"""Which reminders to preview: of which day, plan, body and person."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm, day_input
from measures.forms.filters import MOST_WORDS, agencies_offered
from measures.queries.reminders.preview import AHEAD, Question
from planner.models import ActionPlan


class PreviewFilter(PlainForm):
    """A day that cannot be read is told, and today is shown instead."""

    on = forms.DateField(label=_("Day"), required=False, widget=day_input())
    plan = forms.ChoiceField(label=_("Plan"), required=False)
    agency = forms.ChoiceField(label=_("Body of the person"), required=False)
    text = forms.CharField(label=_("Name or e-mail"), required=False, max_length=MOST_WORDS)

    def __init__(self, plans: Sequence[ActionPlan], today: date, data: Any) -> None:
        super().__init__({"on": today.isoformat()} | data.dict())
        self.today = today
        self._offer("plan", [(one.slug, one.title) for one in plans], _("any plan"))
        self._offer("agency", agencies_offered(), _("any body"))

    def _offer(self, name: str, rows: list[tuple[str, str]], empty: Any) -> None:
        field: Any = self.fields[name]
        field.choices = [("", empty), *rows]

    def clean_on(self) -> date | None:
        on: date | None = self.cleaned_data["on"]
        if on and on > self.today + AHEAD:
            raise forms.ValidationError(_("A preview reaches 400 days ahead, no further."))
        return on

    def question(self) -> Question:
        self.is_valid()
        told = {name: self.cleaned_data.get(name) or "" for name in ("plan", "agency", "text")}
        return Question(on=self.cleaned_data.get("on") or self.today, **told)
