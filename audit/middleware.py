"""Names each request, and says whose act it is."""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject, empty

from agencies.models import User
from audit.context import Act, acting

HEADER: Final = "X-Request-ID"
WELL_NAMED: Final = re.compile(r"[A-Za-z0-9-]{8,64}")


@dataclass(frozen=True)
class Request:
    """Asked at each write: sign-in and the API's keys tell late who it is."""

    http: HttpRequest
    name: str

    def act(self) -> Act:
        address = address_of(self.http)
        return Act(
            door=_door(self.http),
            route=_route(self.http),
            request=self.name,
            actor=_person(self.http),
            behalf=_behalf(self.http),
            token=_token(self.http),
            origin={"ip": address} if address else {},
        )


class ActMiddleware:
    """Stands right after the sign-in's: everything that writes comes after it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = _name(request)
        with acting(Request(request, name)):
            answer = self.get_response(request)
        answer.headers.setdefault(HEADER, name)
        return answer


def address_of(request: HttpRequest) -> str:
    """Who calls, told by the last NUM_PROXIES proxies as the API's throttles take it; "" unknown.

    The header of nobody's proxy is not believed.
    """
    proxies: int = settings.REST_FRAMEWORK.get("NUM_PROXIES") or 0
    told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    peer = request.META.get("REMOTE_ADDR", "")
    found = told[-min(proxies, len(told))] if proxies and told != [""] else peer
    try:
        return str(ip_address(found))
    except ValueError:
        return ""


def _name(request: HttpRequest) -> str:
    """What the proxy called it, so that its log and the record say the same; else a new one."""
    given: str = request.headers.get(HEADER, "") if settings.REST_FRAMEWORK["NUM_PROXIES"] else ""
    return given if WELL_NAMED.fullmatch(given) else uuid.uuid4().hex


def _door(request: HttpRequest) -> str:
    match = request.resolver_match
    if request.path_info.startswith("/api/"):
        return "api"
    return "admin" if match and "admin" in match.namespaces else "page"


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.view_name or match.route)[:120] if match else ""


def _person(request: HttpRequest) -> int | None:
    """Who is known by now; nobody is looked up for the record's sake."""
    known = vars(request).get("user")
    if isinstance(known, SimpleLazyObject):
        known = vars(known)["_wrapped"]
    return known.pk if known is not empty and isinstance(known, User) else None


def _behalf(request: HttpRequest) -> int | None:
    """Whose rights are used, where a deputy or somebody with a delegation acts: `on_behalf_of`, a
    person or an id that whoever checks rights leaves on the request."""
    found: Any = getattr(request, "on_behalf_of", None)
    number = getattr(found, "pk", found)
    return number if isinstance(number, int) else None


def _token(request: HttpRequest) -> int | None:
    """The number of the access key; the key itself is none."""
    number = getattr(getattr(request, "auth", None), "pk", None)
    return number if isinstance(number, int) else None
