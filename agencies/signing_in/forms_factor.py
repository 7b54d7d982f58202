"""The forms of second factors: allauth's work, our words and looks."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agencies import local_passwords
from agencies.signing_in.forms import plain

LONGEST_NAME = 60
CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "20"}


class CodeForm(base.AuthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, code=_("Code"))
        self.fields["code"].help_text = _(
            "Six digits of your authenticator app, or one of your recovery codes."
        )
        self.fields["code"].widget.attrs |= CODE | {"autofocus": True}


class CodeAgainForm(base.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, code=_("Code"))
        self.fields["code"].help_text = _(
            "Six digits of your authenticator app, or one of your recovery codes."
        )
        self.fields["code"].widget.attrs |= CODE


class AppForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, code=_("Code that the app shows"))
        self.fields["code"].widget.attrs |= CODE


# What the parsers of fido2 raise for what no browser sends; allauth lets some of it pass.
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, IndexError)


class Readable:
    """The answer of a passkey that cannot even be read is a wrong one, no fault of the site."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except UNREADABLE:
            raise get_adapter().validation_error("incorrect_code") from None


class ShownPasskeyForm(Readable, webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class SignInPasskeyForm(Readable, webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Any:
        shown = super().clean_credential()
        if not local_passwords.may_have_one(shown.user):
            raise ValidationError(local_passwords.SAID, code=local_passwords.BY_PROVIDER)
        return shown


class PasskeyAgainForm(Readable, webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class PasskeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]
    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except UNREADABLE:
            raise get_adapter().validation_error("incorrect_code") from None
        return cleaned

    def clean_name(self) -> str:
        return str(super().clean_name())[:LONGEST_NAME]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, name=_("Name"), passwordless=_("Sign in with this passkey alone"))
        self.fields["name"].help_text = _("For you to tell your passkeys apart: “office laptop”.")
        self.fields["name"].widget.attrs["maxlength"] = LONGEST_NAME
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].help_text = _(
            "Without a password: the passkey itself asks for your finger, face or PIN. "
            "Leave it off for a plain security key, which then comes after the password."
        )


class PasskeyNameForm(webauthn.EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, name=_("Name"))
        self.fields["name"].widget.attrs["maxlength"] = LONGEST_NAME

    def clean_name(self) -> str:
        return str(self.cleaned_data["name"])[:LONGEST_NAME]
