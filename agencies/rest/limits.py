"""How often one caller may call: per token, per signed-in person, and per address of strangers.

Counted in windows that all processes share (agencies.rest.limit_stores). Each answer tells its
caller where they stand: RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers).
"""

from dataclasses import dataclass
from time import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import Throttled
from rest_framework.request import Request

from agencies.rest.limit_stores import counted
from agencies.signing_in.addresses import client_address

SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86400}


@dataclass(frozen=True)
class Policy:
    """At most `most` calls in `seconds`."""

    name: str
    most: int
    seconds: int


@dataclass(frozen=True)
class Standing:
    """Where a caller stands: calls made in this window, and the seconds until it is over."""

    policy: Policy
    made: int
    left_seconds: int

    @property
    def over(self) -> bool:
        return self.made > self.policy.most

    def tell(self, answer: HttpResponse) -> None:
        policy, left = self.policy, max(0, self.policy.most - self.made)
        answer["RateLimit-Policy"] = f'"{policy.name}";q={policy.most};w={policy.seconds}'
        answer["RateLimit"] = f'"{policy.name}";r={left};t={self.left_seconds}'


def policy(name: str) -> Policy:
    """From settings.API_RATES, e.g. "600/min"."""
    most, window = settings.API_RATES[name].split("/")
    return Policy(name, int(most), SECONDS[window])


def counted_call(name: str, caller: str, *, now: float | None = None) -> Standing:
    """One more call of `caller`, counted under the policy of that name. `now` is in seconds."""
    rule, moment = policy(name), time() if now is None else now
    window = int(moment // rule.seconds)
    made = counted(f"{name}:{caller}:{window}", rule.seconds)
    return Standing(rule, made, max(1, int((window + 1) * rule.seconds - moment)))


def who_calls(request: Request) -> tuple[str, str]:
    """The name of the policy, and what tells this caller from others under it."""
    token = getattr(request.auth, "pk", None)
    if token is not None:
        return "token", str(token)
    if request.user and request.user.is_authenticated:
        return "person", str(request.user.pk)
    return "stranger", address_of(request)


def address_of(request: Request | HttpRequest) -> str:
    """As the last of our own proxies tells it (NUM_PROXIES), else the address of the connection;
    IPv6 by its network, or whoever has one would be somebody new in every call."""
    return client_address(request)


def check(request: Request, named: str = "") -> None:
    """Counts this call. Raises Throttled when the caller has called too often.

    `named`: a policy of its own for an address that strangers call, instead of the usual one.
    """
    name, caller = (named, address_of(request)) if named else who_calls(request)
    standing = counted_call(name, caller)
    request._request.calls_made = standing  # type: ignore[attr-defined]  # told by each answer
    if standing.over:
        raise Throttled(wait=standing.left_seconds)


def tell(request: Any, answer: HttpResponse) -> None:
    standing: Standing | None = getattr(request._request, "calls_made", None)
    if standing is not None:
        standing.tell(answer)
