"""What a private address is to give, and where it is to be used."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm
from agencies.models import Agency
from exchange.models import LinkKind
from exchange.models.calendar_link import LONGEST_NAME
from planner.models import ActionPlan


class LinkForm(PlainForm):
    """`kinds`: those that the person may have."""

    kind = forms.ChoiceField(label=_("What it gives"), widget=forms.RadioSelect)
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label=_("Agency"),
        required=False,
        to_field_name="code",
        empty_label=_("choose an agency"),
        help_text=_("For the calendar of an agency."),
    )
    plan = forms.ModelChoiceField(
        ActionPlan.objects.none(),
        label=_("Plan"),
        required=False,
        to_field_name="slug",
        empty_label=_("choose a plan"),
        help_text=_("For the news of a plan."),
    )
    name = forms.CharField(
        label=_("Where it is used"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("For yourself, so that you know later which link is which: “phone”."),
    )

    def __init__(self, kinds: list[LinkKind], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        kind: Any = self.fields["kind"]
        kind.choices = [
            (one.value, str(one.label)[:1].upper() + str(one.label)[1:]) for one in kinds
        ]
        kind.initial = kinds[0].value if kinds else None
        agencies: Any = self.fields["agency"]
        agencies.queryset = Agency.objects.order_by("code")
        agencies.label_from_instance = lambda body: f"{body.short} · {body.name}"
        plans: Any = self.fields["plan"]
        plans.queryset = ActionPlan.objects.all()
        plans.label_from_instance = lambda plan: plan.title

    def clean(self) -> dict[str, Any]:
        """What does not belong to the kind that was chosen is left out."""
        said = super().clean() or {}
        kind = said.get("kind")
        if kind == LinkKind.AGENCY and not said.get("agency") and "agency" not in self.errors:
            self.add_error("agency", _("Choose the agency whose dates the calendar is to show."))
        if kind == LinkKind.NEWS and not said.get("plan") and "plan" not in self.errors:
            self.add_error("plan", _("Choose the plan whose news the feed is to tell."))
        return {
            **said,
            "agency": said.get("agency") if kind == LinkKind.AGENCY else None,
            "plan": said.get("plan") if kind == LinkKind.NEWS else None,
        }
