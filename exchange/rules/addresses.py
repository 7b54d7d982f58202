"""Which addresses may be spoken to from inside the network of the installation.

Whoever enters an address chooses what this machine connects to: without this it could be made to
ask its own neighbours (server-side request forgery). A public address may be spoken to over
https; anything else only where the operator lists its network.
"""

import ipaddress
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
LONGEST: Final = 500
PORTS: Final = {"http": 80, "https": 443}

# Beside what `is_global` knows, whatever version of Python: the registries of special addresses
# (RFC 6890), and addresses of clouds that look public and answer with the keys of the machine.
_SPECIAL: Final = tuple(
    ipaddress.ip_network(written)
    for written in (
        *("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15"),
        *("224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32"),
        *("::/96", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16"),
        *("64:ff9b:1::/48", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"),
    )
)
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True)
class Target:
    """What an address names. `host` is a name in ASCII, or an address without brackets."""

    scheme: str
    host: str
    port: int
    path: str  # with the query

    @property
    def netloc(self) -> str:
        """As the Host header says it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if PORTS[self.scheme] == self.port else f"{host}:{self.port}"


class WrongAddress(ValueError):
    """`code`: too_long, characters, scheme, host, port, credentials or fragment."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def target_of(address: str) -> Target:
    """Raises WrongAddress. Nothing is looked up."""
    if len(address) > LONGEST:
        raise WrongAddress("too_long")
    if any(ord(sign) <= ord(" ") or sign in "\\\x7f" for sign in address):
        raise WrongAddress("characters")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise WrongAddress("port") from None
    _check_parts(parts.scheme, has_user="@" in parts.netloc, fragment=parts.fragment)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii():
        raise WrongAddress("characters")
    if port == 0:
        raise WrongAddress("port")
    return Target(parts.scheme, _ascii(parts.hostname), port or PORTS[parts.scheme], path)


def masked(address: str) -> str:
    """Which machine it is, and nothing of what may be a key.

    >>> masked("https://hooks.example.kz:8443/services/T0/B1/x7Kq?token=9")
    'https://hooks.example.kz:8443/…'
    >>> masked("https://hooks.example.kz/")
    'https://hooks.example.kz/'
    """
    parts = urlsplit(address)
    more = "…" if parts.path.strip("/") or parts.query else ""
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/{more}"


def _check_parts(scheme: str, *, has_user: bool, fragment: str) -> None:
    if scheme not in PORTS:
        raise WrongAddress("scheme")
    if has_user:
        raise WrongAddress("credentials")
    if fragment:
        raise WrongAddress("fragment")


def _ascii(host: str | None) -> str:
    """A name in Kazakh letters as the network knows it: xn--…"""
    try:
        told = (host or "").rstrip(".").encode("idna").decode()
    except UnicodeError:
        raise WrongAddress("host") from None
    if not told or "%" in told:  # the zone of an IPv6 address names a network card of ours
        raise WrongAddress("host")
    return told


def may_connect(ip: IP, scheme: str, allowed: Iterable[Network]) -> bool:
    """A listed network always; else public addresses alone, and those over https only."""
    if is_in(ip, allowed):
        return True
    return scheme == "https" and all(map(_is_public, _meant(ip)))


def is_in(ip: IP, listed: Iterable[Network]) -> bool:
    return any(ip.version == network.version and ip in network for network in listed)


def _meant(ip: IP) -> Iterator[IP]:
    """The address, and those of the old Internet that stand inside of it."""
    yield ip
    if isinstance(ip, ipaddress.IPv6Address):
        teredo = ip.teredo or ()
        inside = (ip.ipv4_mapped, ip.sixtofour, *teredo)
        yield from (one for one in inside if one is not None)
        if ip in _NAT64:
            yield ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)


def _is_public(ip: IP) -> bool:
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        return True  # judged by the address inside
    return ip.is_global and not is_in(ip, _SPECIAL)


def networks(written: Iterable[str]) -> tuple[Network, ...]:
    """Of a setting. Raises ValueError, in words, for what is none."""
    return tuple(ipaddress.ip_network(one.strip()) for one in written if one.strip())
