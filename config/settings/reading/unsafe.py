"""Settings that no installation may start with, each told by name and with what to do."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ImproperlyConfigured

MAKE_ONE: Final = "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
SHORTEST: Final = 32
# Keys that stand in instructions, in the tests of this project and of others.
_KNOWN: Final = re.compile(
    r"for-tests-only|no secret|django-insecure|change.?me|example|placeholder|your.?secret|"
    r"secret.?key|0123456789abcdef0123",
    re.IGNORECASE,
)
EXAMPLES: Final = frozenset({"password", "changeme", "secret", "example", "tracker", "postgres"})
_LOCAL: Final = re.compile(
    r"(.+\.)?localhost|testserver|127(\.\d{1,3}){3}|\[?::1\]?", re.IGNORECASE
)


@dataclass(frozen=True)
class Said:
    """What the environment said."""

    debug: bool
    https: bool
    plain_http: bool
    hosts: Sequence[str]
    trusted_origins: Sequence[str]
    secret_key: str
    other_keys: Mapping[str, Sequence[str]]
    passwords: Mapping[str, str]

    @property
    def for_others(self) -> bool:
        """Is the site answered under a name that others than this machine can use?"""
        return any(not is_local(host) for host in self.hosts)


def is_local(host: str) -> bool:
    """Of this machine alone, or of the test client.

    >>> is_local("127.0.0.1"), is_local("[::1]"), is_local("10.0.0.5"), is_local("localhost.kz")
    (True, True, False, False)
    """
    return bool(_LOCAL.fullmatch(host.strip()))


def refuse_unsafe(said: Said) -> None:
    """Raises ImproperlyConfigured with everything that is wrong at once."""
    if found := [*_keys(said), *_hosts(said), *_passwords(said)]:
        raise ImproperlyConfigured("\n".join(found))


def is_weak(key: str) -> bool:
    """Known to others, or so regular that it can be guessed.

    >>> is_weak("a" * 50), is_weak("change-me-please-change-me-please"), is_weak("k8Jx…".ljust(5))
    (True, True, True)
    """
    return bool(_KNOWN.search(key)) or len(set(key)) < 8


def _keys(said: Said) -> Iterator[str]:
    if len(said.secret_key) < SHORTEST:
        yield (
            "SECRET_KEY is missing or shorter than 32 characters. Set it in the environment, e.g. "
            f"SECRET_KEY=$({MAKE_ONE})."
        )
    elif said.for_others and is_weak(said.secret_key):
        yield f"SECRET_KEY is one that others know or can guess. Make one: {MAKE_ONE}"
    for name, keys in said.other_keys.items():
        if said.for_others and any(is_weak(key) for key in keys):
            yield f"{name} holds a key that others know or can guess. Make one: {MAKE_ONE}"
        if said.secret_key in keys:
            yield f"{name} repeats SECRET_KEY: each key opens one door. Make one: {MAKE_ONE}"


def _hosts(said: Said) -> Iterator[str]:
    if any(host.strip() in ("*", ".") for host in said.hosts):
        yield (
            "ALLOWED_HOSTS is open to every name: whoever asks by a name of their own has it "
            "written into links of letters. Name the site's own names."
        )
    elif said.debug and said.for_others:
        yield (
            "DEBUG shows settings and data to whoever brings a page to fail; it may be on only "
            "where ALLOWED_HOSTS names this machine alone. Unset DEBUG."
        )
    elif said.for_others and not said.https and not said.plain_http:
        yield (
            "ALLOWED_HOSTS names a site that others use, and HTTPS is off: passwords would travel "
            "open. Set HTTPS=on behind a proxy with a certificate, or, in a closed network that is "
            "protected otherwise, PLAIN_HTTP=on."
        )
    if any("*" in origin for origin in said.trusted_origins):
        yield "CSRF_TRUSTED_ORIGINS must name origins, without *: forms of theirs are believed."


def _passwords(said: Said) -> Iterator[str]:
    for name, password in said.passwords.items():
        if said.for_others and password.lower() in EXAMPLES:
            yield f"{name} has the password of an example. Choose another one."
