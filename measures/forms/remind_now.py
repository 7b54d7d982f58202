"""What a coordinator adds to a reminder by hand."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm
from measures.services.reminders.ordering import LONGEST_NOTE


class NoteForm(PlainForm):
    note = forms.CharField(
        label=_("Note to the executors"),
        required=False,
        max_length=LONGEST_NOTE,
        help_text=_("Optional. It stands at the top of each mail and in the measure’s history."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
