"""What coordinators decide, and what executors ask them for."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm, day_input
from measures.models import DocumentKind

DAY_FORMS = ("%Y-%m-%d", "%d.%m.%Y")


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ReviewForm(PlainForm):
    """`reason` is the note of an acceptance or the reason of a return."""

    reason = forms.CharField(
        label=_("Note, or the reason of a return"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "data-key": "return", "aria-keyshortcuts": "r"}),
        help_text=_("A return says what is missing and what to change; the agency reads it."),
    )


class ExtensionRequestForm(PlainForm):
    proposed_on = forms.DateField(label=_("Proposed date"), widget=day_input())
    reason = forms.CharField(label=_("Why more time is needed"), max_length=5000, widget=_lines(5))


class ExtensionDecisionForm(PlainForm):
    """Granting needs a date and an act, refusing a note; the service checks which."""

    granted_on = forms.DateField(
        label=_("New date"), required=False, widget=day_input(), help_text=_("Needed to grant.")
    )
    act = forms.CharField(
        label=_("Act of the decision"),
        required=False,
        max_length=250,
        help_text=_("Kind and number of the act or letter; needed to grant."),
    )
    act_on = forms.DateField(
        label=_("Date of the act"),
        required=False,
        widget=day_input(),
        help_text=_("Needed to grant."),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=5000,
        widget=_lines(3),
        help_text=_("Needed to refuse: the agency reads it."),
    )


OTHER = "other"


def _written(label: Any, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        widget=_lines(4),
        help_text=_("One a line: 2009-07-10 or 10.07.2009. Several dates make it recurring."),
    )


class SetForm(PlainForm):
    """What both forms of a deadline carry: `seen` is what the person looked at."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_dates(self) -> list[date]:
        lines = [line.strip() for line in self.cleaned_data["dates"].split("\n")]
        return [_day(line) for line in lines if line]


class DeadlineDatesForm(SetForm):
    """`offered`: (dates, words) of each suggestion; with none, dates are written."""

    choice = forms.ChoiceField(label=_("Which dates"), required=False, widget=forms.RadioSelect)
    dates = _written(_("Other dates"), required=False)
    note = forms.CharField(
        label=_("Why these dates"), required=False, max_length=2000, widget=_lines(3)
    )

    def __init__(
        self, offered: Sequence[tuple[Sequence[date], str]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(_key(dates), words) for dates, words in offered]
        if not choices:
            del self.fields["choice"]
            self.fields["dates"].label, self.fields["dates"].required = _("Dates"), True
            return
        field = self.fields["choice"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [*choices, (OTHER, gettext("Other dates, written below"))]

    def clean(self) -> dict[str, Any]:
        """A choice stands for its dates; what was written counts where none was made."""
        cleaned = super().clean() or self.cleaned_data
        choice, written = cleaned.get("choice", ""), cleaned.get("dates", [])
        if choice and choice != OTHER:
            if written and _key(written) not in (choice, _key(self._first_written())):
                self.add_error("dates", _("Choose dates above or write others here, not both."))
            cleaned["dates"] = [date.fromisoformat(day) for day in choice.split(",")]
        elif not written and "dates" not in self.errors:
            self.add_error("dates", _("Give at least one date."))
        return cleaned

    def _first_written(self) -> list[date]:
        """The dates that stood in the form from the beginning: those in force."""
        return [_day(line) for line in str(self.initial.get("dates", "")).split("\n") if line]


def _key(dates: Sequence[date]) -> str:
    return ",".join(day.isoformat() for day in dates)


class EventDateForm(SetForm):
    """The event's date alone; `shown` is the date that the person saw to follow from it."""

    event_on = forms.DateField(label=_("Date of the event"), widget=day_input())
    dates = _written(_("Other dates than the counted one"), required=False)
    note = forms.CharField(
        label=_("Note, or why the dates are other"),
        required=False,
        max_length=2000,
        widget=_lines(3),
    )
    shown = forms.CharField(required=False, widget=forms.HiddenInput)


def _day(text: str) -> date:
    for day_form in DAY_FORMS:
        try:
            return datetime.strptime(text, day_form).date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
    raise forms.ValidationError(
        gettext("“%(text)s” is not a date. Write 2009-07-10 or 10.07.2009.") % {"text": text}
    )


class RemovalForm(PlainForm):
    kind = forms.ChoiceField(label=_("Completion document"), choices=DocumentKind.choices)
    number = forms.CharField(label=_("Its number"), max_length=60)
    on = forms.DateField(label=_("Its date"), widget=day_input())
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=_lines(3))
