"""A plan or a Concept loses force: by which act, from which day, and a tick that it is meant."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm, day_input

# Which field a refusal of the service speaks of.
FIELD_OF = {"act_missing": "act", "ahead": "on"}


class EndForm(PlainForm):
    act = forms.CharField(
        label=_("Act by which it loses force"),
        max_length=250,
        help_text=_("Its kind, number and date."),
    )
    on = forms.DateField(label=_("From which day"), widget=day_input())
    sure = forms.BooleanField(
        label=_("I have read what will happen. It is not taken back."),
        error_messages={"required": _("Tick this to go on.")},
    )

    def __init__(self, *args: Any, recorded: bool = False, **kwargs: Any) -> None:
        """`recorded`: the act and its day are known already, a tick is enough."""
        super().__init__(*args, **kwargs)
        if recorded:
            del self.fields["act"], self.fields["on"]

    def plain_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name != "sure"]

    def refuse(self, code: str, message: str) -> None:
        field = FIELD_OF.get(code)
        self.add_error(field if field in self.fields else None, message)
