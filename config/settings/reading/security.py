"""What browsers are told to keep to: where scripts, styles, forms and cookies may come from and go.

Each header and why it is as it is: docs/security.md.
"""

from typing import Any, Final
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

A_YEAR: Final = 31_536_000  # seconds
# What a page of a government's tracker has no use for; passkeys and the buttons that copy do.
NEVER: Final = (
    *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen"),
    *("geolocation", "gyroscope", "hid", "magnetometer", "microphone", "midi", "payment"),
    *("picture-in-picture", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
)
OWN: Final = ("clipboard-write", "publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS: Final = ", ".join(
    [*(f"{name}=()" for name in NEVER), *(f"{name}=(self)" for name in OWN)]
)


def security_settings(env: Any, *, https: bool, issuer: str) -> dict[str, object]:
    """`issuer`: the address of a ministry's own sign-in, "" for none. Raises
    ImproperlyConfigured."""
    leave = env.list("OIDC_ORIGINS", default=[])
    return {
        "CONTENT_SECURITY_POLICY": {"DIRECTIVES": policy(_origins(issuer, leave), https=https)},
        "PERMISSIONS_POLICY": PERMISSIONS,
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        # Not "no-referrer": browsers would name no origin, by which forms are told apart.
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
        "X_FRAME_OPTIONS": "DENY",
        **_hsts(env, https=https),
        **_cookies(https=https),
    }


def policy(forms_to: list[str], *, https: bool) -> dict[str, object]:
    """Nothing by default, and nothing inline at all: whatever text of a person slips into a page,
    no browser runs it."""
    directives: dict[str, object] = {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # arrows in style sheets, the code to set up an app
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *forms_to],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
    return directives | ({"upgrade-insecure-requests": True} if https else {})


def _origins(issuer: str, more: list[str]) -> list[str]:
    """Where the button "Sign in with …" may lead: browsers hold what a form is sent on to against
    `form-action` too."""
    found = [_origin(address) for address in (issuer, *more) if address]
    return list(dict.fromkeys(found))


def _origin(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc or {*";, '"} & {*parts.netloc}:
        raise ImproperlyConfigured(f"{address} is no address as https://id.example.org.")
    return f"{parts.scheme}://{parts.netloc}"


def _hsts(env: Any, *, https: bool) -> dict[str, object]:
    """Whether browsers keep the name in the list that they are shipped with (preload) is for the
    owner of the whole domain to say, so Django's wish for it is not repeated."""
    preload = env.bool("HSTS_PRELOAD", default=False)
    return {
        "SECURE_HSTS_SECONDS": env.int("HSTS_SECONDS", default=A_YEAR) if https else 0,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": https and env.bool("HSTS_SUBDOMAINS", default=True),
        "SECURE_HSTS_PRELOAD": https and preload,
        "SILENCED_SYSTEM_CHECKS": [] if preload else ["security.W021"],
    }


def _cookies(*, https: bool) -> dict[str, object]:
    """A browser takes a cookie of the prefix only by HTTPS, of this very host, for all its paths:
    no neighbour under the same domain can set it."""
    prefix = "__Host-" if https else ""
    return {
        "SECURE_SSL_REDIRECT": https,
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if https else None,
        "SESSION_COOKIE_NAME": f"{prefix}sessionid",
        "CSRF_COOKIE_NAME": f"{prefix}csrftoken",
        "SESSION_COOKIE_SECURE": https,
        "CSRF_COOKIE_SECURE": https,
        "LANGUAGE_COOKIE_SECURE": https,
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_HTTPONLY": False,  # the page of the API reads it; it opens nothing by itself
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SAMESITE": "Lax",
        "LANGUAGE_COOKIE_SAMESITE": "Lax",
    }
