"""The forms of second factors: allauth's work, our words and looks."""

from typing import Any

from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.utils.translation import gettext_lazy as _

from agencies.signing_in.forms import plain

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


class PasskeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, name=_("Name"), passwordless=_("Sign in with this passkey alone"))
        self.fields["name"].help_text = _("For you to tell your passkeys apart: “office laptop”.")
        self.fields["name"].max_length = 60
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].help_text = _(
            "Without a password: the passkey itself asks for your finger, face or PIN. "
            "Leave it off for a plain security key, which then comes after the password."
        )


class PasskeyNameForm(webauthn.EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, name=_("Name"))
