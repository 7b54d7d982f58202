"""What a coordinator says of rounds: why a part is reopened, and how a plan is reported on."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm, day_input
from planner.models import CadenceKind
from planner.rules.periods import LONGEST_LABEL, Cadence, Fault, OwnPeriod, Period, Stretch
from reports.round_words import FAULTS
from reports.services.cadence import Wanted

MOST_PERIODS = 60
SPARE_ROWS = 3
PREFIX = "own"


def _reason(help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
    )


class ReopenForm(PlainForm):
    reason = _reason(_("The agency reads it, and it stays on record."))
    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=day_input(),
        help_text=_("It may hand in until the end of this day. Left empty: until you end it."),
    )


class ReasonForm(PlainForm):
    reason = _reason(_("It stays on record."))


def _day_of_month(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=28,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class CadenceForm(PlainForm):
    cadence = forms.ChoiceField(
        label=_("The plan is reported on"), choices=CadenceKind.choices, widget=forms.RadioSelect
    )
    executors_day = _day_of_month(_("Executors report by day"))
    coordinator_day = _day_of_month(_("Coordinating body reports by day"))
    seen = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("cadence") == CadenceKind.OWN:
            return typed
        for name in ("executors_day", "coordinator_day"):
            if name not in self.errors and typed.get(name) is None:
                self.add_error(name, _("Give a day from 1 to 28."))
        first, second = typed.get("executors_day"), typed.get("coordinator_day")
        if first and second and second < first:
            self.add_error("coordinator_day", _("Not earlier than the executors."))
        return typed

    def wanted(self, own: Iterable[OwnPeriod], now: Stretch) -> Wanted:
        """Days that were left out, as they may be with own dates, stay those of `now`."""
        typed = self.cleaned_data
        return Wanted(
            Cadence(typed["cadence"]),
            typed.get("executors_day") or now.executors_day,
            typed.get("coordinator_day") or now.coordinator_day,
            tuple(own),
        )


class OwnPeriodForm(PlainForm):
    label = forms.CharField(label=_("Name"), required=False, max_length=LONGEST_LABEL)
    ends_on = forms.DateField(label=_("Last day of the period"), required=False, widget=day_input())
    executors_due_on = forms.DateField(
        label=_("Executors report by"), required=False, widget=day_input()
    )
    coordinator_due_on = forms.DateField(
        label=_("Coordinating body reports by"), required=False, widget=day_input()
    )

    def clean(self) -> dict[str, Any]:
        """A row is whole or empty."""
        typed = super().clean() or {}
        if any(typed.values()):
            for name in typed.keys() - self.errors.keys():
                if not typed[name]:
                    self.add_error(name, _("Fill this in, or empty the whole row."))
        return typed

    @property
    def is_blank(self) -> bool:
        return not any(self.cleaned_data.values())

    def period(self) -> OwnPeriod:
        typed = self.cleaned_data
        return OwnPeriod(
            " ".join(typed["label"].split()),
            typed["ends_on"],
            typed["executors_due_on"],
            typed["coordinator_due_on"],
        )


class OwnPeriodRows(BaseFormSet):  # type: ignore[type-arg]  # Django's class is not generic
    """In the order of their days, whichever row they are typed in."""

    def filled(self) -> list[OwnPeriodForm]:
        rows = [row for row in self.forms if not row.is_blank]
        return sorted(rows, key=lambda row: row.cleaned_data["ends_on"])

    def periods(self) -> list[OwnPeriod]:
        return [row.period() for row in self.filled()]

    def refuse(self, found: Iterable[Fault], first: Any) -> None:
        """Puts beside each period what is wrong with it; `first`: where the first one begins."""
        rows = self.filled()
        for fault in found:
            begins = first if not fault.at else rows[fault.at - 1].cleaned_data["ends_on"]
            said = str(FAULTS[fault.code]) % {"first": date_format(begins, "SHORT_DATE_FORMAT")}
            rows[fault.at].add_error(fault.part, said)


_Rows = cast(
    type[OwnPeriodRows],
    formset_factory(OwnPeriodForm, OwnPeriodRows, extra=0, max_num=MOST_PERIODS),
)


def own_rows(periods: Iterable[Period], sent: Any = None) -> OwnPeriodRows:
    """Those that are still to come, and some to add one; as they were sent, with more to add where
    that was asked for."""
    if sent is not None:
        return _Rows(sent, prefix=PREFIX)
    there = [
        {
            "label": one.label,
            "ends_on": one.ends_on,
            "executors_due_on": one.executors_due_on,
            "coordinator_due_on": one.coordinator_due_on,
        }
        for one in periods
    ]
    return _Rows(initial=[*there, *({} for _at in range(SPARE_ROWS))], prefix=PREFIX)


def more_rows(sent: Any) -> Any:
    """What was sent, with rows to add further periods."""
    more = sent.copy()
    total = int(sent.get(f"{PREFIX}-TOTAL_FORMS") or 0)
    more[f"{PREFIX}-TOTAL_FORMS"] = str(min(total + SPARE_ROWS, MOST_PERIODS))
    return more
