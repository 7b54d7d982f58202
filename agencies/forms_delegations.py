"""Which role is lent to whom; services decide, the form only reads what is typed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import PlainForm, day_input
from agencies.models import Membership, User

MISSING_ROLE = _("Choose the role from the list.")
MISSING_PERSON = _("Choose a person of the agency from the list.")


class DelegationForm(PlainForm):
    """`roles` and `people` are those that may be chosen; others are refused here already."""

    role = forms.TypedChoiceField(
        label=_("Whose role"),
        coerce=int,
        error_messages={"required": MISSING_ROLE, "invalid_choice": MISSING_ROLE},
    )
    to = forms.TypedChoiceField(
        label=_("Given to"),
        coerce=int,
        error_messages={"required": MISSING_PERSON, "invalid_choice": MISSING_PERSON},
    )
    starts_on = forms.DateField(label=_("First day"), widget=day_input())
    ends_on = forms.DateField(label=_("Last day"), widget=day_input())
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("For example: a leave, a journey, an illness. Both people read it."),
    )

    def __init__(
        self,
        roles: Iterable[Membership],
        people: Iterable[User],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.roles = {row.pk: row for row in roles}
        self.people = {one.pk: one for one in people}
        told = [(pk, f"{row.user}: {row.get_role_display()}") for pk, row in self.roles.items()]
        self.fields["role"].choices = _choices(told)  # type: ignore[attr-defined]
        names = [(pk, str(one)) for pk, one in self.people.items()]
        self.fields["to"].choices = _choices(names)  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """As services_delegations.delegate takes it."""
        typed = self.cleaned_data
        days = {name: typed[name] for name in ("starts_on", "ends_on", "reason")}
        return {"role": self.roles[typed["role"]], "to": self.people[typed["to"]], **days}


def _choices(told: list[tuple[int, str]]) -> list[tuple[str | int, str]]:
    """The only one is chosen already; of several none is."""
    return [*told] if len(told) == 1 else [("", "—"), *told]
