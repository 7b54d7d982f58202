"""How a route is written down: its pattern, what fills it, and for each method the act of the table
of rights that it is.

What a method answers follows from the table: `done` where the table allows the act to a person on
a thing, `denied` where it does not; who has not signed in is led to the sign-in page, or told 401
by the API. A method that is not written down answers 405.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from agencies.rules.rights import Do

Sent = Mapping[str, Any]
API = "api/v1/"
HIDDEN = (404,)
SHUT = (403,)
NOT_THEIRS = (403, 404)


@dataclass(frozen=True)
class Ask:
    """`done`, `denied`: statuses that are right. `sent`: the form, or JSON to the API; "{name}" in
    it is the key of that thing."""

    method: str
    do: Do
    done: tuple[int, ...]
    denied: tuple[int, ...] = SHUT
    sent: Sent = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """`fills`: argument of the pattern → name of a thing; `about`: the thing that the table is
    asked about, the one that fills the first argument if none is named; `query` of the address;
    `in_place`: a script that asks is told 401, and the person signs in without leaving the page;
    `without_role`: an address of the API that people without a role may call as well."""

    pattern: str
    asks: tuple[Ask, ...]
    fills: Mapping[str, str] = field(default_factory=dict)
    about: str = ""
    query: str = ""
    in_place: bool = False
    without_role: bool = False

    def acts(self, ask: Ask) -> tuple[Do, ...]:
        """All that one must be allowed: the API is called by people with a role."""
        called = self.pattern.startswith(API) and not self.without_role
        return (ask.do, Do.USE_API) if called and ask.do != Do.READ_PUBLIC else (ask.do,)

    @property
    def thing(self) -> str:
        return self.about or next(iter(self.fills.values()), "")


def get(do: Do, /, *done: int, denied: tuple[int, ...] = SHUT) -> Ask:
    return Ask("GET", do, done or (200,), denied)


def post(do: Do, /, *done: int, denied: tuple[int, ...] = SHUT, **sent: Any) -> Ask:
    """Sent empty, or with what is wrong, most forms answer 422; that is to be let in too."""
    return Ask("POST", do, done or (302,), denied, sent)


def patch(do: Do, /, *done: int, denied: tuple[int, ...] = SHUT, **sent: Any) -> Ask:
    return Ask("PATCH", do, done or (200,), denied, sent)


def put(do: Do, /, *done: int, denied: tuple[int, ...] = SHUT, **sent: Any) -> Ask:
    return Ask("PUT", do, done or (200,), denied, sent)


def delete(do: Do, /, *done: int, denied: tuple[int, ...] = SHUT) -> Ask:
    return Ask("DELETE", do, done or (204,), denied)


def at(
    pattern: str,
    *asks: Ask,
    about: str = "",
    query: str = "",
    in_place: bool = False,
    without_role: bool = False,
    **fills: str,
) -> Entry:
    return Entry(pattern, asks, fills, about, query, in_place, without_role)
