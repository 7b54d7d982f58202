"""Which two editions are compared, and what of it is shown."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.forms import PlainForm
from reports.draw import wording
from reports.models import Report

Choices = list[tuple[str, list[tuple[str, str]]]]


class CompareForm(PlainForm):
    """`first` and `second` are ids of editions; `clean` puts the earlier one first."""

    first = forms.ChoiceField(label=gettext_lazy("Edition"))
    second = forms.ChoiceField(label=gettext_lazy("compared with edition"))

    def __init__(self, editions: Iterable[Report], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.editions = {str(one.pk): one for one in editions}
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.choices = _choices(self.editions.values())
                field.error_messages["invalid_choice"] = _("There is no such ready edition.")

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        chosen = [self.editions[typed[name]] for name in ("first", "second") if typed.get(name)]
        if len(chosen) < 2:
            return typed
        if chosen[0].pk == chosen[1].pk:
            raise forms.ValidationError(_("Choose two editions: this is one and the same."))
        if chosen[0].round.plan_id != chosen[1].round.plan_id:
            raise forms.ValidationError(
                _("These editions tell of two plans. Choose two editions of one plan.")
            )
        first, second = sorted(
            chosen, key=lambda one: (one.as_of, one.round.starts_on, one.edition)
        )
        return {"first": first, "second": second}


def _choices(editions: Iterable[Report]) -> Choices:
    def group(one: Report) -> str:
        return f"{one.round.plan.title}: {wording.quarter(one.round.label)}"

    return [
        (title, [(str(one.pk), edition_name(one)) for one in rows])
        for title, rows in groupby(editions, group)
    ]


def edition_name(one: Report) -> str:
    """With its quarter: a closed list of choices shows the chosen line alone."""
    return _("%(round)s, edition %(number)s, as of %(day)s") % {
        "round": wording.quarter(one.round.label),
        "number": one.edition,
        "day": wording.short(one.as_of),
    }
