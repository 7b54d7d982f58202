"""One person asks one address; nothing that comes of it stays."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django.test import Client

from agencies.models import User
from agencies.rules.asking_rights import allowed
from tests.access import (
    routes_accounts,
    routes_api,
    routes_api_lists,
    routes_api_measures,
    routes_api_people,
    routes_api_plans,
    routes_api_reports,
    routes_audit,
    routes_exchange,
    routes_lists,
    routes_measures,
    routes_public,
    routes_reports,
)
from tests.access.entries import API, Ask, Entry
from tests.access.finding import Found
from tests.access.people import PEOPLE, Thing, facts
from tests.access.world import World
from tests.confirming import confirmed

# The route tables of all apps; a new app adds its own here.
ENTRIES: tuple[Entry, ...] = (
    *routes_measures.ROUTES,
    *routes_reports.ROUTES,
    *routes_public.ROUTES,
    *routes_lists.ROUTES,
    *routes_accounts.ROUTES,
    *routes_exchange.ROUTES,
    *routes_audit.ROUTES,
    *routes_api.ROUTES,
    *routes_api_lists.ROUTES,
    *routes_api_measures.ROUTES,
    *routes_api_plans.ROUTES,
    *routes_api_reports.ROUTES,
    *routes_api_people.ROUTES,
)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
TOKEN = "csrfmiddlewaretoken"


def client_of(world: World, name: str) -> Client:
    client = Client(raise_request_exception=False)  # an error is a wrong answer as well
    if name in world.people:  # read anew: what a test made of its own copy is not the world's
        person = User.objects.get(pk=world.people[name].pk)
        client.force_login(person)
        confirmed(client, person)  # what a session is asked again for, it has just answered
    return client


def places_of(world: World, entry: Entry) -> Iterator[tuple[str, Mapping[str, Thing]]]:
    """Where all that the entry names is there; once where it names nothing."""
    wanted = {name for name in (*entry.fills.values(), entry.about) if name}
    common = {name: world.places["own"][name] for name in wanted & EVERYWHERE}
    if wanted == set(common):
        yield "", common
        return
    for place, things in world.places.items():
        known = {**common, **things}
        if wanted <= set(known):
            yield place, known


# Things that are the same wherever one stands.
EVERYWHERE = {"nothing", "csv", "code_of_error"}


def address(entry: Entry, found: Found, things: Mapping[str, Thing]) -> str:
    """The pattern with its arguments filled."""
    path = found.pattern
    for argument, name in entry.fills.items():
        for form in _forms(path, argument):
            path = path.replace(form, quote(str(things[name].key), safe=""))
    # Whatever it is.
    path = path.replace(r"[\s\S]*[^/]", "nothing").replace(r"[\s\S]*", "nothing")
    for sign in ("^", "$", r"\Z"):
        path = path.replace(sign, "")
    keys = {name: thing.key for name, thing in things.items()}
    return f"/{path}" + (f"?{entry.query.format(**keys)}" if entry.query else "")


def _forms(path: str, argument: str) -> Iterator[str]:
    """As converters and expressions write an argument."""
    for kind in ("int", "slug", "str", "plain", "path"):
        yield f"<{kind}:{argument}>"
    start = path.find(f"(?P<{argument}>")
    if start >= 0:
        yield path[start : path.index(")", start) + 1]


def sent(ask: Ask, things: Mapping[str, Thing]) -> dict[str, Any]:
    keys = {name: thing.key for name, thing in things.items()}
    return {name: _filled(value, keys) for name, value in ask.sent.items()}


def _filled(value: Any, keys: Mapping[str, object]) -> Any:
    if isinstance(value, str):
        return value.format(**keys)
    if isinstance(value, list):
        return [_filled(one, keys) for one in value]
    if isinstance(value, dict):
        return {name: _filled(one, keys) for name, one in value.items()}
    return value


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
        to_its_end(got)
        transaction.set_rollback(True)
    if session:  # who signed out is signed in again
        client.cookies[settings.SESSION_COOKIE_NAME] = session.value
    return status


def to_its_end(answer: Any) -> None:
    """What is sent by pieces is read, and closed with the last of them. An answer that a test
    closes would close the connection too, and with it the transaction that the world stands in."""
    if answer.streaming:
        for _piece in answer:
            pass


def expected(world: World, name: str, entry: Entry, ask: Ask, thing: Thing | None) -> set[int]:
    """What the table makes of it."""
    if is_allowed(world, name, entry, ask, thing):
        return set(ask.done)
    if not PEOPLE[name].signed_in:
        return {401} if entry.pattern.startswith(API) or entry.in_place else {302}
    return set(ask.denied)


def is_allowed(world: World, name: str, entry: Entry, ask: Ask, thing: Thing | None) -> bool:
    told = facts(name, thing, world.ids)
    return all(allowed(do, told) for do in entry.acts(ask))
