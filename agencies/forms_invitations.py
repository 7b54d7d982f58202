"""Forms of invitations: of the administrator who invites, of the person who accepts."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agencies.forms import PlainForm
from agencies.models import Agency, Invitation, Role, User
from agencies.services_invitations import Invited
from agencies.signing_in.forms import NEW_AGAIN, RULES, same_twice

CHOOSE = [("", "—")]
NEW_PASSWORD = {"autocomplete": "new-password"}


class InviteForm(PlainForm):
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    full_name = forms.CharField(label=_("Full name"), max_length=200)
    position = forms.CharField(
        label=pgettext_lazy("job", "Position"), max_length=200, required=False
    )
    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("Agency"), empty_label="—")
    role = forms.ChoiceField(label=_("Role"), choices=[*CHOOSE, *Role.choices])
    language = forms.ChoiceField(label=_("Language of the letter"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Agency.objects.filter(abolished_on=None).order_by("code")
        self.fields["agency"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]

    def invited(self) -> Invited:
        return Invited(**self.cleaned_data)


class AcceptForm(PlainForm):
    full_name = forms.CharField(label=_("Full name"), max_length=200)
    position = forms.CharField(
        label=pgettext_lazy("job", "Position"), max_length=200, required=False
    )
    password1 = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=RULES,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
    )
    password2 = forms.CharField(
        label=NEW_AGAIN, strip=False, widget=forms.PasswordInput(attrs=NEW_PASSWORD)
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        first = {"full_name": invitation.full_name, "position": invitation.position}
        super().__init__(*args, **{"initial": first, **kwargs})
        self.invitation = invitation

    def clean(self) -> dict[str, Any]:
        same_twice(self)
        password = self.cleaned_data.get("password1")
        if password:
            self._check(password)
        return self.cleaned_data

    def _check(self, password: str) -> None:
        """Against the person that there is to be: no password made of one's own name."""
        name = self.cleaned_data.get("full_name", "")
        try:
            validate_password(password, User(email=self.invitation.email, full_name=name))
        except forms.ValidationError as error:
            self.add_error("password1", error)
