"""What coordinators decide, and what executors ask them for."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm, day_input
from measures.models import Deadline, DeadlineKind, DocumentKind

DAY_FORMS = ("%Y-%m-%d", "%d.%m.%Y")


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ReviewForm(PlainForm):
    """`reason` is the note of an acceptance or the reason of a return."""

    reason = forms.CharField(
        label=_("Note, or the reason of a return"),
        required=False,
        max_length=5000,
        widget=_lines(4),
        help_text=_("A return says what is missing and what to change; the agency reads it."),
    )


class ExtensionRequestForm(PlainForm):
    proposed_on = forms.DateField(label=_("Proposed date"), widget=day_input())
    reason = forms.CharField(label=_("Why more time is needed"), max_length=5000, widget=_lines(5))


class ExtensionDecisionForm(PlainForm):
    """Granting needs a date and an act, refusing a note; the service checks which."""

    granted_on = forms.DateField(label=_("New date"), required=False, widget=day_input())
    act = forms.CharField(
        label=_("Act of the decision"),
        required=False,
        max_length=250,
        help_text=_("Kind and number of the act; needed to grant."),
    )
    act_on = forms.DateField(label=_("Date of the act"), required=False, widget=day_input())
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=5000,
        widget=_lines(3),
        help_text=_("Needed to refuse: the agency reads it."),
    )


class DeadlineDatesForm(PlainForm):
    dates = forms.CharField(
        label=_("Dates"),
        widget=_lines(4),
        help_text=_("One a line: 2009-07-10 or 10.07.2009. Several dates make it recurring."),
    )
    event_on = forms.DateField(label=_("Date of the event"), required=False, widget=day_input())
    note = forms.CharField(
        label=_("Why these dates"), required=False, max_length=2000, widget=_lines(3)
    )

    def __init__(self, deadline: Deadline, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if deadline.kind != DeadlineKind.EVENT:
            del self.fields["event_on"]

    def clean_dates(self) -> list[date]:
        written = self.cleaned_data["dates"].split("\n")
        return [_day(line.strip()) for line in written if line.strip()]


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
