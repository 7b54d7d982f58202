"""What the mails about a person's own account say. A kind is a key here and in Letter.kind."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Said:
    """`text` may name %(…)s of the letter's params. `link`: words over the link, where the letter
    has one. `alarm`: it tells what to do if it was not the person."""

    subject: "str | Promise"
    text: "str | Promise"
    link: "str | Promise" = ""
    alarm: bool = True


WITH_LINK: Final[dict[str, Said]] = {
    "invitation": Said(
        _("You are invited to the action plan tracker"),
        _(
            "%(by)s invites you to work in the action plan tracker.\n"
            "Agency: %(agency)s\nRole: %(role)s\n\n"
            "Choose your password by the link below. It works once, until %(until)s. "
            "If you expected no invitation, do nothing."
        ),
        _("Accept the invitation:"),
        alarm=False,
    ),
    "reset": Said(
        _("A new password for the action plan tracker"),
        _(
            "Somebody, probably you, asked for a new password for this e-mail address.\n"
            "The link below works once, for %(minutes)s minutes. "
            "If it was not you, do nothing: your password stays as it is."
        ),
        _("Choose a new password:"),
        alarm=False,
    ),
    "reset_by_provider": Said(
        _("Your sign-in to the action plan tracker"),
        _(
            "Somebody, probably you, asked for a new password for this e-mail address.\n"
            "Your account has no password here: you come in by %(provider)s. If you cannot sign in "
            "there, turn to those who keep it. If it was not you, do nothing."
        ),
        _("Sign in:"),
        alarm=False,
    ),
    "confirm_email": Said(
        _("Confirm your new e-mail address"),
        _(
            "You asked to use this e-mail address for the action plan tracker from now on.\n"
            "It becomes yours when you open the link below, within a day, and confirm. "
            "If it was not you, do nothing."
        ),
        _("Confirm the address:"),
        alarm=False,
    ),
}

NOTICES: Final[dict[str, Said]] = {
    "email_change_asked": Said(
        _("Your e-mail address is about to change"),
        _(
            "It was asked that your account in the action plan tracker goes over to %(new)s. "
            "Nothing changes before it is confirmed from there."
        ),
    ),
    "email_changed": Said(
        _("Your e-mail address was changed"),
        _("Your account in the action plan tracker now belongs to %(new)s, no longer to %(old)s."),
    ),
    "password_changed": Said(
        _("Your password was changed"),
        _("The password of your account was changed. Other sessions were ended."),
    ),
    "password_set": Said(_("A password was set"), _("Your account has a password from now on.")),
    "password_by_administrator": Said(
        _("Your password was changed by an administrator"),
        _("An administrator, %(by)s, set a new password for your account."),
    ),
    "password_reset": Said(
        _("Your password was changed by a link"),
        _("A new password was chosen by a link sent to this address. All sessions were ended."),
    ),
    "totp_activated": Said(
        _("An authenticator app was added"),
        _("An authenticator app now belongs to your account as a second factor."),
    ),
    "totp_deactivated": Said(
        _("An authenticator app was removed"),
        _("The authenticator app no longer belongs to your account."),
    ),
    "webauthn_added": Said(_("A passkey was added"), _("A passkey now belongs to your account.")),
    "webauthn_removed": Said(
        _("A passkey was removed"), _("A passkey no longer belongs to your account.")
    ),
    "recovery_codes_generated": Said(
        _("New recovery codes were made"),
        _("New recovery codes were made for your account; the old ones no longer work."),
    ),
    "factors_removed": Said(
        _("Your second factors were removed"),
        _(
            "An administrator, %(by)s, removed the second factors of your account "
            "and ended all your sessions. Set up a new one at the next sign-in."
        ),
    ),
    "account_connected": Said(
        _("Sign-in by another system was connected"),
        _("From now on you can sign in by %(provider)s."),
    ),
    "signed_in": Said(
        _("Sign-in from a new browser"),
        _("Somebody signed in to your account from a browser that was not seen before."),
    ),
    "locked": Said(
        _("Sign-in to your account is held up"),
        _(
            "Somebody gave a wrong password for your account too often. From the address below "
            "no one can sign in to it for %(minutes)s minutes; from elsewhere you can."
        ),
    ),
}

KINDS: Final[dict[str, Said]] = WITH_LINK | NOTICES
