"""Forms on the page of the working calendar; services decide, forms only read what is typed."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm, day_input
from agencies.models import CalendarDay, DayKind
from agencies.rules.holiday_names import Names
from agencies.services_days import Act


class ActForm(PlainForm):
    """The act's three fields stand below those of a form that is made of it."""

    act_title = forms.CharField(
        label=_("Legal act"),
        max_length=200,
        initial=_("Resolution of the Government of the Republic of Kazakhstan"),
    )
    act_number = forms.CharField(label=_("Number of the act"), max_length=30)
    act_on = forms.DateField(label=_("Date of the act"), widget=day_input())

    def act(self) -> Act:
        typed = self.cleaned_data
        return Act(typed["act_title"], typed["act_number"], typed["act_on"])


class TransferForm(ActForm):
    day_off = forms.DateField(label=_("Day off"), widget=day_input())
    working_day = forms.DateField(label=_("Working day in exchange"), widget=day_input())
    field_order = ["day_off", "working_day"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="move-%s", **kwargs)


class SingleDayForm(ActForm):
    day = forms.DateField(label=_("Day"), widget=day_input())
    kind = forms.ChoiceField(label=_("The day becomes"), choices=DayKind)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=150)
    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=150, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=150, required=False)
    field_order = ["day", "kind", "name_ru", "name_kk", "name_en"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="day-%s", **kwargs)

    def names(self) -> Names:
        typed = self.cleaned_data
        return Names(typed["name_ru"], typed["name_kk"], typed["name_en"])


class TakeBackForm(PlainForm):
    """Which days can be chosen is what the page shows: the corrections of its year."""

    days = forms.TypedMultipleChoiceField(label=_("Corrections to take back"))
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, corrections: list[CalendarDay], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="back-%s", **kwargs)
        by_day = {row.day.isoformat(): row.day for row in corrections}
        field = self.fields["days"]
        field.choices = [(written, date_format(day)) for written, day in by_day.items()]  # type: ignore[attr-defined]
        field.coerce = by_day.__getitem__  # type: ignore[attr-defined]
