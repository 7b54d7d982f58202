"""By which way a message goes: straight to its address, or through the operator's proxy.

Whatever is looked up here is judged here, and the connection, also that of the proxy, goes to an
address that was judged. Only with WEBHOOK_PROXY_RESOLVES is the proxy given a name, and what that
stands for there, nobody can judge here.
"""

import logging
import socket
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from exchange.models import Outcome
from exchange.rules.addresses import IP, Network, Target, is_in, may_connect, networks
from exchange.rules.proxies import Proxy, may_be_left_to_proxy, proxy_of
from exchange.services.lookups import NotSent, look_up

log = logging.getLogger(__name__)
LONGEST_HEAD: Final = 8192  # bytes of what a proxy answers
NOT_KNOWN: Final = (Outcome.NO_NAME, Outcome.TIMED_OUT)


@dataclass(frozen=True)
class Tunnel:
    """What a proxy is asked to connect to."""

    host: str
    port: int
    authorization: str


@dataclass(frozen=True)
class Way:
    """Where the connection itself goes: one of these addresses."""

    ips: list[IP]
    port: int
    tunnel: Tunnel | None = None


def way_to(target: Target, *, until: float) -> Way:
    """Raises NotSent: NO_NAME, TIMED_OUT, or FORBIDDEN."""
    proxy = proxy_of(settings.WEBHOOK_PROXY)
    try:
        ips = addresses_of(target, until=until)
    except NotSent as failed:
        if proxy is None or not _may_be_named(target, failed.outcome):
            raise
        return _through(proxy, target.host, target, until=until)
    if proxy is None or all(is_in(ip, _allowed()) for ip in ips):  # a neighbour needs no way out
        return Way(ips, target.port)
    plain = sorted(ips, key=lambda ip: ip.version)  # every proxy knows the older addresses
    named = target.host if settings.WEBHOOK_PROXY_RESOLVES else str(plain[0])
    return _through(proxy, named, target, until=until)


def addresses_of(target: Target, *, until: float) -> list[IP]:
    """What a name stands for now. Raises NotSent: NO_NAME, TIMED_OUT, or FORBIDDEN if any of it may
    not be spoken to, as one that stands for a public and a private address is a trick."""
    ips = look_up(target.host, target.port, until=until)
    if not all(may_connect(ip, target.scheme, _allowed()) for ip in ips):
        raise NotSent(Outcome.FORBIDDEN)
    return ips


def _allowed() -> tuple[Network, ...]:
    return networks(settings.WEBHOOK_ALLOWED_NETWORKS)


def _may_be_named(target: Target, outcome: Outcome) -> bool:
    """A machine without the names of the public network leaves the look-up to its proxy."""
    known_there = target.scheme == "https" and may_be_left_to_proxy(target.host)
    return settings.WEBHOOK_PROXY_RESOLVES and outcome in NOT_KNOWN and known_there


def _through(proxy: Proxy, host: str, target: Target, *, until: float) -> Way:
    ips = look_up(proxy.host, proxy.port, until=until)
    return Way(ips, proxy.port, Tunnel(host, target.port, proxy.authorization))


def open_tunnel(link: socket.socket, tunnel: Tunnel) -> None:
    """Asks the proxy at the other end of `link`; afterwards it speaks for the address itself.
    Raises NotSent NO_CONNECTION where it will not, OSError."""
    host = f"[{tunnel.host}]" if ":" in tunnel.host else tunnel.host
    head = [f"CONNECT {host}:{tunnel.port} HTTP/1.1", f"Host: {host}:{tunnel.port}"]
    if tunnel.authorization:
        head.append(f"Proxy-Authorization: {tunnel.authorization}")
    link.sendall("\r\n".join([*head, "", ""]).encode("ascii"))
    status = _status(_head_of(link))
    if not 200 <= status < 300:
        log.warning("the proxy of webhooks answered %d", status)
        raise NotSent(Outcome.NO_CONNECTION)


def _head_of(link: socket.socket) -> bytes:
    """Byte by byte, so that nothing is taken of what the address itself says afterwards."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = link.recv(1)
        if not byte:
            raise ConnectionError
        if len(head) >= LONGEST_HEAD:
            raise NotSent(Outcome.NO_CONNECTION)
        head += byte
    return head


def _status(head: bytes) -> int:
    """0 for what is no answer of a proxy."""
    version, _space, rest = head.partition(b" ")
    told = rest[:3]
    return int(told) if version.startswith(b"HTTP/1.") and told.isdigit() else 0
