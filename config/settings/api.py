"""The API: who is let in and how often; docs/api.md."""

import re

from django.core.exceptions import ImproperlyConfigured

from config.settings.environment import env

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "agencies.rest_tokens.TokenAuthentication",
        "agencies.rest_sessions.PageAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "agencies.api_access.HasCurrentRole",
        "agencies.rest_tokens.WithinScope",
    ],
    "DEFAULT_SCHEMA_CLASS": "agencies.rest.schema.Described",
    "EXCEPTION_HANDLER": "config.api.problem",
    "DEFAULT_PARSER_CLASSES": [
        "config.api_parsers.JSON",
        "rest_framework.parsers.FormParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    # Who calls is told by the last so many proxies; the header of nobody's proxy is not believed,
    # or a guesser of passwords would be somebody new in every call.
    "NUM_PROXIES": env.int("NUM_PROXIES", default=0),
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
# How often one caller may call the API, as "600/min" (s, min, h, d): a token, a person signed in on
# the pages, an address of strangers; "sign-in" and "verify" are of addresses, and "sign-in" counts
# tries of passwords.
API_RATES: dict[str, str] = {
    "token": env.str("API_RATE_TOKEN", default="1200/min"),
    "person": env.str("API_RATE_PERSON", default="600/min"),
    "stranger": env.str("API_RATE_STRANGER", default="60/min"),
    "sign-in": env.str("API_RATE_SIGN_IN", default="20/min"),
    "verify": env.str("API_RATE_VERIFY", default="60/min"),
}
for _name, _rate in API_RATES.items():
    if not re.fullmatch(r"[1-9]\d{0,8}/(s|min|h|d)", _rate):
        raise ImproperlyConfigured(
            f"API_RATE_{_name.upper().replace('-', '_')} must be like 600/min, not {_rate}."
        )
# Calls are counted where all processes see it: in Redis, if an installation names one.
API_RATE_STORE = "redis" if env.str("REDIS_URL", default="") else "database"
# Access tokens for programs: the longest term of one in days, how many a person has at most, and
# for how many hours one is good that is given for a password.
API_TOKEN_DAYS: int = env.int("API_TOKEN_DAYS", default=366)
API_TOKENS_MOST: int = env.int("API_TOKENS_MOST", default=20)
API_TOKEN_HOURS: float = env.float("API_TOKEN_HOURS", default=12)
