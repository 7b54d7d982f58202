"""What private addresses give: the token is the authority, and no session is looked at."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from rest_framework.throttling import SimpleRateThrottle

from agencies.clock import business_today
from agencies.models import Role
from agencies.permissions import REPORTING, agencies_of
from agencies.queries import Standing, standing_of
from agencies.signing_in.addresses import client_address
from exchange.models import CalendarLink, LinkKind
from exchange.queries.dues import due_dates, round_dates
from exchange.queries.links import link_opened_by
from exchange.queries.news import news_of
from exchange.rules.calendar import Entry, drawn, plain
from exchange.rules.tokens import hash_of
from exchange.services.links import note_reading

ICS = "text/calendar; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
MAX_AGE = 600  # seconds; programs come by themselves every hour or so
# The address is a key: into no shared cache, no search engine, and told to no other site.
DISCREET = {
    "Cache-Control": f"private, max-age={MAX_AGE}, must-revalidate",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
Feed = Callable[[HttpRequest, CalendarLink], HttpResponse]


class OftenEnough(SimpleRateThrottle):
    """Each link so often: one address may be a whole ministry's."""

    rate = "60/hour"
    scope = "calendar"

    def __init__(self, ident: str) -> None:
        super().__init__()
        self.ident = ident

    def get_cache_key(self, request: Any, view: Any) -> str:
        return f"calendar-{self.scope}-{self.ident}"


class GuessedOften(OftenEnough):
    """What opens nothing, each address so often: whoever tries tokens waits soon."""

    rate = "30/min"
    scope = "guess"


def opened_by_token(*kinds: str) -> Callable[[Feed], Callable[..., HttpResponse]]:
    """A view of the link whose token stands in the address; all else is answered as not there."""

    def dressed(feed: Feed) -> Callable[..., HttpResponse]:
        @wraps(feed)
        def served(request: HttpRequest, token: str) -> HttpResponse:
            ident = client_address(request)
            link = link_opened_by(token, business_today())
            if link is None or link.kind not in kinds:
                return _refused(request, GuessedOften(ident), served) or _not_here()
            if refused := _refused(request, OftenEnough(hash_of(token)), served):
                return refused
            note_reading(link, day=timezone.localdate())
            with translation.override(link.owner.language or link.language):
                return _answered(request, feed(request, link))

        return login_not_required(require_safe(served))

    return dressed


def _refused(request: HttpRequest, throttle: OftenEnough, view: Any) -> HttpResponse | None:
    if throttle.allow_request(request, view):  # type: ignore[arg-type]  # it reads nothing of it
        return None
    wait = int(throttle.wait() or 60) + 1
    return _plainly("Too many requests.\n", 429, **{"Retry-After": str(wait)})


def _not_here() -> HttpResponse:
    """Never given out, revoked, or its person's role has ended: nobody is told which."""
    return _plainly("There is nothing at this address.\n", 404)


def _plainly(text: str, status: int, **headers: str) -> HttpResponse:
    told = {**DISCREET, "Cache-Control": "no-store", **headers}
    return HttpResponse(text, "text/plain; charset=utf-8", status, headers=told)


def _answered(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """With a validator made of the bytes themselves; 304 for who has them already."""
    etag = f'"{sha256(answer.content).hexdigest()[:32]}"'
    for name, value in {**DISCREET, "ETag": etag}.items():
        answer[name] = value
    found: Any = get_conditional_response(request, etag=etag, response=answer) or answer
    kept: HttpResponse = found
    return kept


@opened_by_token(LinkKind.MINE, LinkKind.AGENCY)
def calendar(request: HttpRequest, link: CalendarLink) -> HttpResponse:
    today = business_today()
    standing = standing_of(link.owner, today)
    entries = _agency(link, standing, today) if link.agency else _own(link, standing, today)
    named = link.agency.short if link.agency else str(link.owner)
    body = drawn(
        entries,
        name=_("Due dates: %(whose)s") % {"whose": named},
        language=translation.get_language() or settings.LANGUAGE_CODE,
    )
    return HttpResponse(
        body, ICS, headers={"Content-Disposition": 'inline; filename="due-dates.ics"'}
    )


def _agency(link: CalendarLink, standing: Standing, today: date) -> list[Entry]:
    assert link.agency  # noqa: S101  (asked for so)
    return due_dates([link.agency], standing, today)


def _own(link: CalendarLink, standing: Standing, today: date) -> list[Entry]:
    """What the person's agencies owe; for a coordinator the days of the rounds too."""
    own = agencies_of(link.owner, today, *REPORTING)
    entries = due_dates(own, standing, today) if own else []
    if coordinated := [one.pk for one in agencies_of(link.owner, today, Role.COORDINATOR)]:
        entries += round_dates(coordinated, today)
    return entries


@opened_by_token(LinkKind.NEWS)
def news(request: HttpRequest, link: CalendarLink) -> HttpResponse:
    plan = link.plan
    assert plan  # noqa: S101  (a constraint of the table)
    page = settings.SITE_URL + reverse("measures:plan", args=[plan.slug])
    feed = Atom1Feed(
        title=plain(plan.title),
        link=page,
        description="",
        language=translation.get_language(),
        author_name=plan.coordinator.name,
        # Not the private address: a reader that shares an item would share the key.
        feed_guid=f"{page}#news",
    )
    for one in news_of(plan, business_today()):
        feed.add_item(
            title=one.title,
            link=one.link,
            description=escape(one.text),  # the library calls it HTML
            unique_id=one.tag,
            pubdate=one.at,
            updateddate=one.at,
        )
    return HttpResponse(feed.writeString("utf-8"), ATOM)
