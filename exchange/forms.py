"""How a person says what a webhook is told of, and where."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm
from agencies.models import Agency
from exchange.models import LONGEST_NAME, DeliveryState, Webhook
from exchange.services.webhooks import Terms
from exchange.type_words import choices
from planner.models import ActionPlan

# A refusal of the service is shown at the field that it is about.
FIELD_OF = {
    **dict.fromkeys(("name_missing", "name_too_long"), "name"),
    **dict.fromkeys(
        ("address_wrong", "address_unknown", "address_slow", "address_forbidden"), "address"
    ),
    "types_unknown": "types",
}


class WebhookForm(PlainForm):
    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        help_text=_("What is connected, e.g. the register of your ministry."),
    )
    address = forms.CharField(
        label=_("Address"),
        max_length=500,
        help_text=_("Where messages are sent, beginning with https://."),
        widget=forms.URLInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "placeholder": "https://"}
        ),
    )
    plan = forms.ModelChoiceField(
        ActionPlan.objects.all(),
        label=_("Action plan"),
        required=False,
        empty_label=_("any plan"),
        to_field_name="slug",
    )
    agency = forms.ModelChoiceField(
        Agency.objects.all(),
        label=_("Agency"),
        required=False,
        empty_label=_("any agency"),
        to_field_name="code",
        help_text=_("With an agency: only what concerns it alone, nothing of the plan as a whole."),
    )
    types = forms.MultipleChoiceField(
        label=_("What it is told of"),
        required=False,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: everything."),
    )

    def groups(self) -> Iterator[tuple[Any, list[Any]]]:
        """Headings with their boxes, for the template."""
        boxes = {str(box.data["value"]): box for box in self["types"]}
        for heading, group in choices():
            yield heading, [boxes[value] for value, _label in group]

    def terms(self) -> Terms:
        """Of a form that is valid."""
        told = self.cleaned_data
        return Terms(**{**told, "types": tuple(told["types"])})


def said_by(webhook: Webhook) -> dict[str, Any]:
    return {
        "name": webhook.name,
        "address": webhook.address,
        "plan": webhook.plan.slug if webhook.plan else "",
        "agency": webhook.agency.code if webhook.agency else "",
        "types": webhook.types,
    }


class ReplayForm(PlainForm):
    since = forms.DateTimeField(
        label=_("Send again all that happened since"),
        help_text=_("Each message keeps its identifier, so the receiver can tell repeats."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )

    def moment(self) -> datetime:
        found: datetime = self.cleaned_data["since"]
        return found


class LogForm(PlainForm):
    """What of the log is shown; anything else that is sent shows all of it."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *DeliveryState.choices]
    )

    def chosen(self) -> str:
        return str(self.cleaned_data["state"]) if self.is_valid() else ""
