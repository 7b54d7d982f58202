"""From which network address somebody calls, past the proxies in front of the site."""

import ipaddress
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest

if TYPE_CHECKING:  # a door of the site need not load the framework of the API
    from rest_framework.request import Request

NOWHERE = "0.0.0.0"  # noqa: S104  (a call without an address: a test, a command)


def client_address(request: "HttpRequest | Request") -> str:
    """The address as the last of our own proxies saw it: NUM_PROXIES, as in the API. What stands
    further left in `X-Forwarded-For` was written by whoever calls and is not believed. IPv6 by its
    network (/64), of which a caller has all the addresses."""
    proxies: int = settings.REST_FRAMEWORK["NUM_PROXIES"]
    forwarded = [one.strip() for one in request.headers.get("x-forwarded-for", "").split(",")]
    seen = request.META.get("REMOTE_ADDR", "")
    if proxies and forwarded != [""]:
        seen = forwarded[-min(proxies, len(forwarded))]
    return as_counted(seen)


def as_counted(text: str) -> str:
    try:
        address = ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return NOWHERE
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)
