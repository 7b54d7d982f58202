"""One person asks one address; nothing that comes of it stays."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django.test import Client

from agencies.rules.asking_rights import allowed
from tests.access import routes_api, routes_measures, routes_public, routes_reports
from tests.access.entries import Ask, Entry
from tests.access.finding import Found
from tests.access.people import PEOPLE, Thing, facts
from tests.access.world import World

# The route tables of all apps; a new app adds its own here.
ENTRIES: tuple[Entry, ...] = (
    *routes_measures.ROUTES,
    *routes_reports.ROUTES,
    *routes_public.ROUTES,
    *routes_api.ROUTES,
)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
API = "api/v1/"
TOKEN = "csrfmiddlewaretoken"


def client_of(world: World, name: str) -> Client:
    client = Client()
    if name in world.people:
        client.force_login(world.people[name])
    return client


def places_of(world: World, entry: Entry) -> Iterator[tuple[str, Mapping[str, Thing]]]:
    """Where all that the entry names is there; once where it names nothing."""
    wanted = {name for name in (*entry.fills.values(), entry.about) if name}
    if not wanted:
        yield "", {}
    common = world.places["own"]
    for place, things in world.places.items():
        known = {**{name: common[name] for name in wanted & EVERYWHERE}, **things}
        if wanted and wanted <= set(known):
            yield place, known


# Things that are the same wherever one stands.
EVERYWHERE = {"nothing", "csv"}


def address(entry: Entry, found: Found, things: Mapping[str, Thing]) -> str:
    """The pattern with its arguments filled."""
    path = found.pattern
    for argument, name in entry.fills.items():
        for form in _forms(path, argument):
            path = path.replace(form, quote(str(things[name].key), safe=""))
    path = path.replace("^", "").replace("$", "")
    keys = {name: thing.key for name, thing in things.items()}
    return f"/{path}" + (f"?{entry.query.format(**keys)}" if entry.query else "")


def _forms(path: str, argument: str) -> Iterator[str]:
    """As converters and expressions write an argument."""
    for kind in ("int", "slug", "str", "plain", "path"):
        yield f"<{kind}:{argument}>"
    start = path.find(f"(?P<{argument}>")
    if start >= 0:
        yield path[start : path.index(")", start) + 1].replace("[\\s\\S]*", "[\\s\\S]*")


def sent(ask: Ask, things: Mapping[str, Thing]) -> dict[str, Any]:
    keys = {name: thing.key for name, thing in things.items()}
    return {
        name: value.format(**keys) if isinstance(value, str) else value
        for name, value in ask.sent.items()
    }


def answer(client: Client, method: str, path: str, data: Mapping[str, Any]) -> int:
    """The status; whatever was written is undone."""
    api = path.startswith(f"/{API}")
    json = {"content_type": "application/json"} if api else {}
    form = data if api else {TOKEN: "-", **data}  # a form that was sent is never quite empty
    session = client.cookies.get(settings.SESSION_COOKIE_NAME)
    with transaction.atomic():
        call = getattr(client, method.lower())
        got = call(path) if method == "GET" else call(path, form, **json)
        status: int = got.status_code
        got.close()
        transaction.set_rollback(True)
    if session:  # who signed out is signed in again
        client.cookies[settings.SESSION_COOKIE_NAME] = session.value
    return status


def expected(world: World, name: str, entry: Entry, ask: Ask, thing: Thing | None) -> set[int]:
    """What the table makes of it."""
    if allowed(ask.do, facts(name, thing, world.ids)):
        return set(ask.done)
    if not PEOPLE[name].signed_in:
        return {401} if entry.pattern.startswith(API) or entry.in_place else {302}
    return set(ask.denied)
