"""The proxy by which messages leave a network that has no way out of its own."""

from base64 import b64encode
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

USUAL_PORT: Final = 3128
# What a proxy would find inside of its own network alone, and no public machine is called.
INSIDE: Final = (".internal", ".local", ".localhost", ".localdomain", ".lan", ".home.arpa", ".test")


@dataclass(frozen=True)
class Proxy:
    """`authorization`: what the header Proxy-Authorization says, "" for none."""

    host: str
    port: int
    authorization: str = ""


def proxy_of(written: str) -> Proxy | None:
    """As http://name:3128, with user and password before the name where the proxy asks for them;
    None for "". Raises ValueError, whose words do not repeat the password."""
    if not written:
        return None
    parts = urlsplit(written)
    if parts.scheme != "http" or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("it must be like http://proxy.example.kz:3128, without a path")
    return Proxy(parts.hostname, parts.port or USUAL_PORT, _said(parts.username, parts.password))


def _said(user: str | None, password: str | None) -> str:
    if user is None:
        return ""
    both = f"{unquote(user)}:{unquote(password or '')}"
    return f"Basic {b64encode(both.encode()).decode()}"


def may_be_left_to_proxy(host: str) -> bool:
    """A name that is not known here may be one of the public network all the same, not of the
    proxy's own.

    >>> [may_be_left_to_proxy(name) for name in ("a.example.kz", "intranet", "metadata.internal")]
    [True, False, False]
    """
    return "." in host and not host.endswith(INSIDE)
