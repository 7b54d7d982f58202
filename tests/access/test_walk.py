"""Every route, asked by everybody about their own and others' things, against the table of rights.

What is expected follows from agencies.rules.rights and from who has which role, as
tests.access.people says, and from nothing else. A route that no table of routes names fails, and so
does a method that is not written down.
"""

from collections import defaultdict
from collections.abc import Mapping

import pytest

from tests.access.entries import Entry
from tests.access.finding import Found, every_route
from tests.access.people import PEOPLE, Thing
from tests.access.walking import (
    ENTRIES,
    METHODS,
    address,
    answer,
    client_of,
    expected,
    places_of,
    sent,
)
from tests.access.world import World

pytestmark = pytest.mark.django_db
ADMIN = "admin/"
Routes = dict[str, Found]


@pytest.fixture(scope="module")
def routes() -> Routes:
    return {one.pattern: one for one in every_route() if not one.pattern.startswith(ADMIN)}


def entries_by_pattern() -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in ENTRIES:
        found[entry.pattern].append(entry)
    return found


def test_every_route_has_an_entry(routes: Routes) -> None:
    assert sorted(set(routes) - {entry.pattern for entry in ENTRIES}) == []


def test_no_entry_outlives_its_route(routes: Routes) -> None:
    assert sorted({entry.pattern for entry in ENTRIES} - set(routes)) == []


def test_methods_of_the_api_are_those_written_down(routes: Routes) -> None:
    written = {
        pattern: {ask.method for entry in entries for ask in entry.asks}
        for pattern, entries in entries_by_pattern().items()
    }
    served = {one.pattern: one.methods for one in routes.values() if one.methods}
    assert {pattern: written[pattern] for pattern in served} == served


@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_is_answered_as_the_table_says(name: str, world: World, routes: Routes) -> None:
    client, wrong, asked = client_of(world, name), [], 0
    for entry in ENTRIES:
        for place, things in places_of(world, entry):
            path = address(entry, routes[entry.pattern], things)
            thing = things.get(entry.thing)
            for ask in entry.asks:
                right = expected(world, name, entry, ask, thing)
                got = answer(client, ask.method, path, sent(ask, things))
                asked += 1
                if got not in right:
                    wrong.append(f"{place} {ask.method} {path}: {got}, not {sorted(right)}")
    assert wrong == []
    assert asked > len(ENTRIES)


def test_every_entry_is_asked_somewhere(world: World) -> None:
    """One that names a thing which no place has would never be asked."""
    assert [one.pattern for one in ENTRIES if not list(places_of(world, one))] == []


@pytest.mark.parametrize("name", ["officer", "coordinator", "chief"])
def test_a_method_that_is_not_written_down_is_not_allowed(
    name: str, world: World, routes: Routes
) -> None:
    """405; who may do nothing there may hear that instead."""
    client, wrong = client_of(world, name), []
    for pattern, entries in entries_by_pattern().items():
        place = next(iter(places_of(world, entries[0])))
        path = address(entries[0], routes[pattern], place[1])
        right = {405} if _is_let_in(world, name, entries[0], place[1]) else {401, 403, 404, 405}
        for method in set(METHODS) - {ask.method for one in entries for ask in one.asks}:
            got = answer(client, method, path, {})
            if got not in right:
                wrong.append(f"{method} {path}: {got}")
    assert sorted(wrong) == []


def _is_let_in(world: World, name: str, entry: Entry, things: Mapping[str, Thing]) -> bool:
    thing = things.get(entry.thing)
    right = [expected(world, name, entry, ask, thing) for ask in entry.asks]
    return any(one - {401, 403, 404} for one in right)
