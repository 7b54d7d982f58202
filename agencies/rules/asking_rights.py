"""The table of rights, asked: may this person do that to this object?"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from agencies.rules.rights import REPORTERS, TABLE, Condition, Do, Permission, Right, Who


class Held(NamedTuple):
    """A role (of agencies.models.Role) that a person has today in the body with this id; `lender`:
    the id of whose role it is, where it was delegated."""

    role: str
    body: int
    lender: int | None = None


class Facts(Protocol):
    """What the table asks of a person and an object; only what a row needs is asked for."""

    @property
    def signed_in(self) -> bool: ...
    @property
    def operator(self) -> bool: ...
    @property
    def keeper(self) -> bool: ...
    @property
    def chief(self) -> bool: ...
    @property
    def held(self) -> Collection[Held]: ...
    @property
    def body(self) -> int | None: ...
    @property
    def lead(self) -> int | None: ...
    @property
    def coordinator(self) -> int | None: ...
    @property
    def owns(self) -> bool: ...
    @property
    def receives(self) -> bool: ...

    def permitted(self, name: str) -> bool: ...
    def holds(self, condition: Condition) -> bool | None:
        """None where it was not looked into: then nothing is granted that depends on it."""


@dataclass(frozen=True)
class Plain:
    """Facts that are known beforehand; a condition that is not named here does not hold."""

    signed_in: bool = True
    operator: bool = False
    keeper: bool = False
    chief: bool = False
    held: Collection[Held] = ()
    body: int | None = None
    lead: int | None = None
    coordinator: int | None = None
    owns: bool = False
    receives: bool = False
    permissions: Collection[str] = ()
    conditions: Collection[Condition] = ()

    def permitted(self, name: str) -> bool:
        return self.chief or name in self.permissions

    def holds(self, condition: Condition) -> bool:
        return condition in self.conditions


# The value of a Who of one body is the value of the role; held to the model by a test.
REPORTING: Final = tuple(who.value for who in REPORTERS)
COORDINATOR: Final = Who.COORDINATOR.value
OBSERVER: Final = "observer"


def _in(facts: Facts, body: int | None, *roles: str) -> bool:
    """An object that belongs to no body is nobody's."""
    return body is not None and any(one.body == body and one.role in roles for one in facts.held)


def _anywhere(facts: Facts, *roles: str) -> bool:
    return any(one.role in roles for one in facts.held)


IS: Final[Mapping[Who, Callable[[Facts], bool]]] = {
    Who.EVERYBODY: lambda facts: True,
    Who.SIGNED_IN: lambda facts: facts.signed_in,
    Who.ANY_ROLE: lambda facts: bool(facts.held),
    Who.OFFICER: lambda facts: _in(facts, facts.body, "officer"),
    Who.DEPUTY: lambda facts: _in(facts, facts.body, "deputy"),
    Who.HEAD: lambda facts: _in(facts, facts.body, "head"),
    Who.LEAD: lambda facts: _in(facts, facts.lead, *REPORTING),
    Who.COORDINATOR: lambda facts: _in(facts, facts.coordinator, COORDINATOR),
    Who.ANY_REPORTER: lambda facts: _anywhere(facts, *REPORTING),
    Who.ANY_HEAD: lambda facts: _anywhere(facts, "deputy", "head"),
    Who.ANY_COORDINATOR: lambda facts: _anywhere(facts, COORDINATOR),
    Who.ANY_OBSERVER: lambda facts: _anywhere(facts, OBSERVER),
    Who.OWNER: lambda facts: facts.owns,
    Who.RECEIVER: lambda facts: facts.receives,
    Who.KEEPER: lambda facts: facts.keeper,
    Who.CHIEF: lambda facts: facts.chief,
    Who.OPERATOR: lambda facts: facts.operator,
}


def allowed(do: Do, facts: Facts) -> bool:
    """What no row says is refused: an act that is not in the table, a role that is not listed."""
    return any(_grants(right, facts) for right in TABLE if right.do == do)


def _grants(right: Right, facts: Facts) -> bool:
    return (
        any(_is(who, facts) for who in right.who)
        and all(facts.holds(one) is True for one in right.only)
        and all(facts.holds(one) is False for one in right.never)
    )


def _is(who: Who | Permission, facts: Facts) -> bool:
    if isinstance(who, Permission):
        return facts.permitted(who.name)
    return who in IS and IS[who](facts)


def roles_that(do: Do) -> tuple[str, ...]:
    """Roles that are enough by themselves, in the body concerned or in any: the SQL of lists is
    made of them."""
    of = {Who.ANY_COORDINATOR: COORDINATOR, Who.ANY_OBSERVER: OBSERVER}
    named = {who: who.value for who in (*REPORTERS, Who.COORDINATOR)} | of
    rows = (right for right in TABLE if right.do == do and not right.only and not right.never)
    return tuple(named[who] for row in rows for who in row.who if who in named)
