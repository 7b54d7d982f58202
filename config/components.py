"""What the page of elements shows: every status there is, and examples that are in no database.

A new status, state or tone comes to the page by itself; a new element is written into its template.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm, day_input
from measures.models import Claim, Measure, MeasureState, Obligation, ProgressState, ReminderState
from measures.rules.consolidation import Standing
from measures.rules.lateness import Status
from measures.templatetags.consolidation import STANDINGS
from measures.templatetags.reminder_words import TONES as REMINDER_TONES
from reports.models import Report, ReportState

TONES = ("red", "amber", "green", "blue", "grey")


class SampleForm(PlainForm):
    """A field of each kind; the page shows it unsent, and sent with faults."""

    claim = forms.ChoiceField(
        label=_("What do you report?"), choices=Claim.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What was done"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Results first; name dates, numbers and places."),
    )
    document_number = forms.CharField(label=_("Its number"), required=False, max_length=60)
    document_on = forms.DateField(label=_("Its date"), required=False, widget=day_input())
    agency = forms.ChoiceField(label=_("Agency"), choices=[("", _("any agency"))], required=False)
    evidence = forms.FileField(label=_("Files"), required=False)
    locked = forms.CharField(label=_("Section"), required=False, disabled=True, initial="1.1")
    agreed = forms.BooleanField(label=_("Hand in without them"), required=False)


def everything(today: date) -> dict[str, Any]:
    """The context of the page."""
    return {
        "statuses": list(Status),
        "measures": [Measure(state=state) for state in MeasureState],
        "standings": [STANDINGS[standing] for standing in Standing],
        "entry_states": ProgressState.choices,
        "editions": [Report(state=state, progress=40) for state in ReportState],
        "reminders": [(REMINDER_TONES.get(one, "none"), one.label) for one in ReminderState],
        "days": [_owed(today, due) for due in (-12, -1, 0, 3, 10, 40)],
        "handed_in": [_owed(today, -12, done_on=-3), _owed(today, -12, done_on=-20)],
        "tones": TONES,
        "form": SampleForm(prefix="plain"),
        "wrong": SampleForm({"wrong-document_on": "31.02.2009"}, prefix="wrong"),
        "page": _a_page(),
        "owed_rows": list(_rows(today)),
        "then": today - timedelta(days=97),
    }


def _owed(today: date, due: int, done_on: int | None = None) -> Obligation:
    """Due so many days from today; handed in likewise."""
    done = None if done_on is None else today + timedelta(days=done_on)
    return Obligation(due_on=today + timedelta(days=due), done_on=done)


def _a_page() -> "Page[int]":
    """The second of three pages."""
    return Paginator(range(1, 121), 50).page(2)


def _rows(today: date) -> Iterator[tuple[int, Obligation, Status]]:
    for number, (due, status) in enumerate(
        [(-12, Status.OVERDUE), (3, Status.IN_PROGRESS), (40, Status.NOT_DUE)], start=1
    ):
        yield number, _owed(today, due), status
