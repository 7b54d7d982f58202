"""What signing in says to people, in place of allauth's own words: those lack Kazakh."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, "str | Promise"]

ERRORS: Final[Words] = {
    "account_inactive": _("This account is closed. Ask an administrator."),
    "email_password_mismatch": _("E-mail or password is wrong."),
    "email_taken": _("This e-mail address belongs to another account."),
    "enter_current_password": _("This is not your present password."),
    "incorrect_code": _("This code or key does not fit. Try a new code."),
    "incorrect_password": _("The password is wrong."),
    "invalid_login": _("E-mail or password is wrong."),
    "invalid_or_expired_key": _("This link is no longer valid."),
    "invalid_password_reset": _("This link is no longer valid."),
    "rate_limited": _("Too many attempts. Wait a few minutes and try again."),
    "same_as_current": _("This is the present one: choose another."),
    "too_many_login_attempts": _("Too many attempts. Wait a few minutes and try again."),
    "unknown_email": _("E-mail or password is wrong."),
    "cannot_delete_authenticator": _(
        "A second factor is required of you. Set up another one first, then remove this one."
    ),
    "cannot_generate_recovery_codes": _("Set up a second factor first."),
    "add_email_blocked": _("The e-mail address cannot be changed here."),
    "unverified_email": _("Confirm your e-mail address first."),
    "email_taken_elsewhere": _("This e-mail address belongs to another account."),
    "invalid_token": _("The answer of the other system cannot be trusted."),
}

# Said on the page after an act; an act that is not named here needs no words of its own.
SAID: Final[Words] = {
    "account/messages/password_changed.txt": _(
        "The password is changed. Whoever was signed in elsewhere is signed out."
    ),
    "account/messages/password_set.txt": _("The password is set."),
    "mfa/messages/totp_activated.txt": _("The authenticator app is set up."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app is removed."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": _("New recovery codes were made."),
    "usersessions/messages/sessions_logged_out.txt": _("You are signed out everywhere else."),
}

FACTORS: Final[Words] = {
    "totp": _("authenticator app"),
    "webauthn": _("passkey"),
    "recovery_codes": _("recovery codes"),
}
