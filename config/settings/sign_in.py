"""Who signs in and how, docs/sign-in.md."""

from datetime import timedelta
from typing import Any

from config.settings.environment import env
from config.settings.reading.sign_in import sign_in_settings
from config.settings.site import BUSINESS_DATE, DEBUG, HTTPS

AUTH_USER_MODEL = "agencies.User"
VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "full_name")},
    },
    {"NAME": f"{VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{VALIDATION}.NumericPasswordValidator"},
]
LOGIN_URL = "agencies:login"
LOGIN_REDIRECT_URL = "measures:home"
LOGOUT_REDIRECT_URL = "agencies:login"
# Axes first: who is locked out is not asked for a password at all.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]

# Signing in: what is asked of whom, and for how long a session lasts; agencies.second_factor.
MFA_REQUIRED_FOR: list[str] = env.list(
    "MFA_REQUIRED_FOR", default=[] if DEBUG else ["coordinator", "administrator", "auditor"]
)
DEMONSTRATION_PASSWORD_ONLY: bool = env.bool("DEMONSTRATION_PASSWORD_ONLY", default=False)
SIGN_IN: dict[str, Any] = sign_in_settings(
    env, https=HTTPS, proxies=env.int("NUM_PROXIES", default=0), demonstration=BUSINESS_DATE
)
vars().update(SIGN_IN)
# Of these our own code asks.
AXES_FAILURE_LIMIT: int = SIGN_IN["AXES_FAILURE_LIMIT"]
AXES_COOLOFF_TIME: timedelta = SIGN_IN["AXES_COOLOFF_TIME"]
SIGN_IN_ADDRESS_FAILURES: int = SIGN_IN["SIGN_IN_ADDRESS_FAILURES"]
SIGN_IN_NOTICES: bool = SIGN_IN["SIGN_IN_NOTICES"]
SESSION_IDLE_SECONDS: int = SIGN_IN["SESSION_IDLE_SECONDS"]
INVITATION_DAYS: int = SIGN_IN["INVITATION_DAYS"]
OIDC_ISSUER: str = SIGN_IN["OIDC_ISSUER"]
OIDC_LOCAL_PASSWORD: bool = SIGN_IN["OIDC_LOCAL_PASSWORD"]
