"""Signing in, and what belongs to one's own account: tokens, factors, sessions, invitations.

Most pages are django-allauth's and answer by a logic of their own: whoever has a page of their own
account may be asked for the password once more (302), and is told what is wrong with a form (422).
"""

from agencies.rules.rights import Do
from tests.access.entries import HIDDEN, at, get, post

FACTORS = "accounts/2fa/"
PASSWORD = "accounts/password/"  # an address
LETTER = 410  # what the link of a letter opened is over

TOKENS = (
    at("accounts/tokens/", get(Do.HOLD_TOKENS), post(Do.HOLD_TOKENS, 422)),
    # Whoever has lost their role may still revoke.
    at("accounts/tokens/<int:pk>/revoke/", post(Do.USE_OWN_TOKENS, denied=HIDDEN), pk="token"),
)

ACCOUNT = (
    at("accounts/second-factor/", get(Do.USE_OWN)),
    at("accounts/security/", get(Do.USE_OWN)),
    at("accounts/email/", get(Do.USE_OWN, 200, 302), post(Do.USE_OWN, 302, 422)),
    at(
        "accounts/email/<str:token>/",
        get(Do.READ_PUBLIC),
        post(Do.READ_PUBLIC, 302, LETTER),
        token="new_address",
    ),
    at("accounts/sessions/", get(Do.USE_OWN), post(Do.USE_OWN)),
    # Of somebody else's session nothing is ended and nothing told: tests.agencies.signing_in.
    at("accounts/sessions/<int:pk>/end/", post(Do.USE_OWN), pk="session"),
    at("accounts/reauthenticate/", get(Do.USE_OWN, 200, 302), post(Do.USE_OWN, 302, 422)),
    # No ministry's own sign-in is connected here.
    at("accounts/provider/again/", get(Do.USE_OWN, 404)),
    at(f"{PASSWORD}change/", get(Do.USE_OWN, 200, 302), post(Do.USE_OWN, 302, 422)),
    # For people without a password, of whom there are none here.
    at(f"{PASSWORD}set/", get(Do.USE_OWN, 302), post(Do.USE_OWN, 302)),
)

DOORS = (
    at("accounts/signup/", get(Do.READ_PUBLIC, 403)),  # nobody registers, whoever asks
    at("accounts/inactive/", get(Do.READ_PUBLIC)),
    at(f"{PASSWORD}reset/", get(Do.READ_PUBLIC), post(Do.READ_PUBLIC, 422)),
    at(f"{PASSWORD}reset/done/", get(Do.READ_PUBLIC)),
    at(f"{PASSWORD}reset/key/done/", get(Do.READ_PUBLIC)),
    at(
        "accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        get(Do.READ_PUBLIC),  # the key is nobody's, which is said
        post(Do.READ_PUBLIC, 200, 405, 422),
        uidb36="nobody",
        key="nobody",
    ),
    at(f"{FACTORS}authenticate/", get(Do.READ_PUBLIC, 302), post(Do.READ_PUBLIC, 302)),
    at(f"{FACTORS}passkeys/login/", get(Do.READ_PUBLIC, 200, 302), post(Do.READ_PUBLIC, 302, 422)),
    # No ministry's own sign-in is connected here.
    at("accounts/provider/", post(Do.READ_PUBLIC, 404)),
    at("accounts/provider/callback/", get(Do.READ_PUBLIC, 404)),
    at("accounts/provider/left/", get(Do.READ_PUBLIC, 302)),
)

# Of people who have no factor yet: it may be set up, and there is none to be removed. The form for
# new codes is shown to who has just confirmed who is there, as everybody here has.
SECOND = (
    at(f"{FACTORS}reauthenticate/", get(Do.USE_OWN, 302), post(Do.USE_OWN, 302)),
    at(f"{FACTORS}app/", get(Do.USE_OWN, 200, 302), post(Do.USE_OWN, 302, 422)),
    at(f"{FACTORS}app/remove/", get(Do.USE_OWN, 302, 404), post(Do.USE_OWN, 302, 404)),
    at(f"{FACTORS}codes/", get(Do.USE_OWN, 302, 404)),
    at(f"{FACTORS}codes/new/", get(Do.USE_OWN, 200, 302, 404), post(Do.USE_OWN, 302, 404, 422)),
    at(f"{FACTORS}passkeys/", get(Do.USE_OWN, 302)),
    at(f"{FACTORS}passkeys/add/", get(Do.USE_OWN, 200, 302), post(Do.USE_OWN, 302, 422)),
    at(
        f"{FACTORS}passkeys/<int:pk>/",
        get(Do.USE_OWN, 302, 404),
        post(Do.USE_OWN, 302, 404),
        pk="passkey",
    ),
    at(
        f"{FACTORS}passkeys/<int:pk>/remove/",
        get(Do.USE_OWN, 302, 404),
        post(Do.USE_OWN, 302, 404),
        pk="passkey",
    ),
    at(
        f"{FACTORS}passkeys/reauthenticate/",
        get(Do.USE_OWN, 200, 302),
        post(Do.USE_OWN, 302, 422),
    ),
)

ADMINISTRATORS = (
    at("accounts/invitations/", get(Do.INVITE), post(Do.INVITE, 422)),
    at("accounts/invitations/<int:pk>/", post(Do.INVITE, action="withdraw"), pk="invitation"),
    at(
        "accounts/invitation/<str:token>/",
        get(Do.READ_PUBLIC),
        post(Do.READ_PUBLIC, 422),
        token="invited",
    ),
    at("accounts/locked/", get(Do.FREE_SIGN_IN), post(Do.FREE_SIGN_IN)),
)

ROUTES = (*TOKENS, *ACCOUNT, *DOORS, *SECOND, *ADMINISTRATORS)
