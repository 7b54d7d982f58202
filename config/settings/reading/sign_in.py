"""Settings of django-allauth and django-axes, from what an operator says of signing in.

Unsafe ones are refused here, before anything starts.
"""

from datetime import timedelta
from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured

ASKED_OF: Final = ("officer", "deputy", "head", "coordinator", "observer")
ASKED_BESIDES: Final = ("administrator", "auditor")  # staff; who reads the audit record


def sign_in_settings(
    env: Any, *, https: bool, proxies: int, demonstration: str
) -> dict[str, object]:
    """`demonstration`: the fixed date of one, "" for a real installation. Raises
    ImproperlyConfigured."""
    _check_who(env.list("MFA_REQUIRED_FOR", default=[]))
    _check_waiver(env.bool("DEMONSTRATION_PASSWORD_ONLY", default=False), demonstration)
    return {
        **_account(https),
        **_second_factor(),
        **_sessions(env),
        **_provider(env, https=https),
        **_lock_out(env),
        "ALLAUTH_TRUSTED_PROXY_COUNT": proxies,
        "INVITATION_DAYS": env.int("INVITATION_DAYS", default=7),
        "PASSWORD_RESET_TIMEOUT": 60 * env.int("PASSWORD_RESET_MINUTES", default=60),
        "SECRET_KEY_FALLBACKS": env.list("SECRET_KEY_FALLBACKS", default=[]),
    }


def _check_who(named: list[str]) -> None:
    known = (*ASKED_OF, *ASKED_BESIDES)
    if unknown := sorted(set(named) - set(known)):
        raise ImproperlyConfigured(
            f"MFA_REQUIRED_FOR names {', '.join(unknown)}; it may name {', '.join(known)}."
        )


def _check_waiver(waived: bool, demonstration: str) -> None:
    if waived and not demonstration:
        raise ImproperlyConfigured(
            "DEMONSTRATION_PASSWORD_ONLY lets people in without a second factor and is for a "
            "demonstration only, which has a fixed BUSINESS_DATE. Unset it."
        )


def _account(https: bool) -> dict[str, object]:
    return {
        "ACCOUNT_ADAPTER": "agencies.signing_in.adapters.AccountAdapter",
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*", "password2*"],
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        # User.email is the address; the table of addresses of allauth stays empty.
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_SESSION_REMEMBER": True,  # how long a session lasts is one setting for all
        "ACCOUNT_EMAIL_NOTIFICATIONS": True,
        "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
        "ACCOUNT_REAUTHENTICATION_METHODS": ["password", "mfa"],
        "ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR": (
            "django.contrib.auth.tokens.PasswordResetTokenGenerator"
        ),
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "https" if https else "http",
        "ACCOUNT_FORMS": {
            "login": "agencies.signing_in.forms.SignInForm",
            "reset_password": "agencies.signing_in.forms.ResetForm",
            "reset_password_from_key": "agencies.signing_in.forms.NewPasswordForm",
            "change_password": "agencies.signing_in.forms.ChangePasswordForm",
            "set_password": "agencies.signing_in.forms.FirstPasswordForm",
            "reauthenticate": "agencies.signing_in.forms.PasswordAgainForm",
        },
        # Wrong passwords are counted by axes (agencies.signing_in.lock_out). "login_failed" is
        # left for wrong codes of a second factor, which take the right password to begin with.
        "ACCOUNT_RATE_LIMITS": {"login": "60/m/ip", "login_failed": "5/5m/key"},
    }


def _second_factor() -> dict[str, object]:
    return {
        "MFA_ADAPTER": "agencies.signing_in.factor_adapter.FactorAdapter",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_ALLOW_UNVERIFIED_EMAIL": True,  # an administrator or a link has verified it
        "MFA_RECOVERY_CODES_SHOW_ONCE": True,
        "MFA_TOTP_TOLERANCE": 1,  # clocks of telephones go half a minute wrong
        "MFA_FORMS": {
            "authenticate": "agencies.signing_in.forms_factor.CodeForm",
            "reauthenticate": "agencies.signing_in.forms_factor.CodeAgainForm",
            "activate_totp": "agencies.signing_in.forms_factor.AppForm",
            "authenticate_webauthn": "agencies.signing_in.forms_factor.ShownPasskeyForm",
            "login_webauthn": "agencies.signing_in.forms_factor.SignInPasskeyForm",
            "reauthenticate_webauthn": "agencies.signing_in.forms_factor.PasskeyAgainForm",
            "add_webauthn": "agencies.signing_in.forms_factor.PasskeyForm",
            "edit_webauthn": "agencies.signing_in.forms_factor.PasskeyNameForm",
        },
    }


def _sessions(env: Any) -> dict[str, object]:
    idle, age = env.int("SESSION_IDLE_HOURS", default=12), env.int("SESSION_HOURS", default=168)
    if not 0 < idle <= age:
        raise ImproperlyConfigured("SESSION_IDLE_HOURS must be above 0 and at most SESSION_HOURS.")
    return {
        "SESSION_IDLE_SECONDS": idle * 3600,
        "SESSION_COOKIE_AGE": age * 3600,
        "USERSESSIONS_TRACK_ACTIVITY": True,
        # Whether people hear by mail that somebody signed in from a browser not seen before.
        "SIGN_IN_NOTICES": env.bool("SIGN_IN_NOTICES", default=True),
    }


def _lock_out(env: Any) -> dict[str, object]:
    return {
        "AXES_HANDLER": "agencies.signing_in.lock_out.Guard",
        "AXES_FAILURE_LIMIT": env.int("SIGN_IN_FAILURES", default=10),
        # A ministry often stands behind one address: far more failures before all of it waits.
        "SIGN_IN_ADDRESS_FAILURES": env.int("SIGN_IN_ADDRESS_FAILURES", default=100),
        "AXES_COOLOFF_TIME": timedelta(minutes=env.int("SIGN_IN_WAIT_MINUTES", default=15)),
        "AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT": False,
        "AXES_LOCKOUT_PARAMETERS": [["username", "ip_address"], "ip_address"],
        "AXES_RESET_ON_SUCCESS": True,
        "AXES_DISABLE_ACCESS_LOG": True,  # the record of the audit holds sign-ins
        "AXES_ENABLE_ADMIN": False,  # /accounts/locked/ shows and lifts
        "AXES_VERBOSE": False,
        "AXES_USERNAME_CALLABLE": "agencies.signing_in.lock_out.whose",
        "AXES_CLIENT_IP_CALLABLE": "agencies.signing_in.addresses.client_address",
        "AXES_CLIENT_STR_CALLABLE": "agencies.signing_in.lock_out.nobody_named",
        "AXES_LOCKOUT_CALLABLE": "agencies.views_locked.locked_out",
        "AXES_SENSITIVE_PARAMETERS": ["username", "email", "password", "login", "oldpassword"],
    }


def _provider(env: Any, *, https: bool) -> dict[str, object]:
    """A ministry's own OpenID Connect provider, where there is one."""
    base = {
        "SOCIALACCOUNT_ADAPTER": "agencies.signing_in.provider_adapter.ProviderAdapter",
        "SOCIALACCOUNT_AUTO_SIGNUP": False,
        "SOCIALACCOUNT_STORE_TOKENS": False,
        "SOCIALACCOUNT_REQUESTS_TIMEOUT": 10,
        "OIDC_ISSUER": env.str("OIDC_ISSUER", default="").rstrip("/"),
        # Whether who comes by the provider may come in by a password of this site as well.
        "OIDC_LOCAL_PASSWORD": env.bool("OIDC_LOCAL_PASSWORD", default=False),
    }
    issuer = str(base["OIDC_ISSUER"])
    if not issuer:
        return base
    if https and not issuer.startswith("https://"):
        raise ImproperlyConfigured("OIDC_ISSUER must be an https:// address.")
    named = {name: env.str(f"OIDC_{name}", default="") for name in ("CLIENT_ID", "CLIENT_SECRET")}
    if missing := [f"OIDC_{name}" for name, value in named.items() if not value]:
        raise ImproperlyConfigured(f"OIDC_ISSUER is set, {' and '.join(missing)} is not.")
    app = {
        "name": env.str("OIDC_NAME", default="OpenID Connect"),
        "client_id": named["CLIENT_ID"],
        "secret": named["CLIENT_SECRET"],
        "settings": {"server_url": issuer},
    }
    return base | {"SOCIALACCOUNT_PROVIDERS": {"oidc": {"APP": app, "OAUTH_PKCE_ENABLED": True}}}
