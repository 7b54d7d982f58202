"""Everybody who may come: which roles they have, in which body, and what that makes of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from agencies.rules.asking_rights import REPORTING, Held, Plain
from agencies.rules.rights import Condition

# Bodies by name: who leads, who co-executes, who has nothing to do with it; the coordinating body
# of the plan, that of another plan, and one that looks on.
BODIES = ("lead", "co", "other", "ministry", "foreign", "office")


@dataclass(frozen=True)
class Persona:
    """`roles`: (role, body); `lent`: the same, and the name of whose role it is."""

    roles: tuple[tuple[str, str], ...] = ()
    lent: tuple[tuple[str, str, str], ...] = ()
    signed_in: bool = True
    keeper: bool = False
    chief: bool = False
    permissions: tuple[str, ...] = ()

    @property
    def held(self) -> tuple[tuple[str, str], ...]:
        return (*self.roles, *((role, body) for role, body, _whose in self.lent))


PEOPLE: Mapping[str, Persona] = {
    "anonymous": Persona(signed_in=False),
    "roleless": Persona(),
    "officer": Persona((("officer", "lead"),)),
    "deputy": Persona((("deputy", "lead"),)),
    "head": Persona((("head", "lead"),)),
    "co": Persona((("officer", "co"),)),
    "stranger": Persona((("officer", "other"),)),
    "coordinator": Persona((("coordinator", "ministry"),)),
    # The coordinating body is an executor too: who reports for it does not review its reports.
    "both": Persona((("coordinator", "ministry"), ("officer", "ministry"))),
    "standin": Persona((("observer", "ministry"),), (("coordinator", "ministry", "coordinator"),)),
    "foreign": Persona((("coordinator", "foreign"),)),
    "observer": Persona((("observer", "office"),)),
    # Of the record, and of nothing else: it takes no role, and opens no administration.
    "auditor": Persona(permissions=("audit.view_entry",)),
    "chief": Persona(keeper=True, chief=True),
    "clerk": Persona(
        keeper=True,
        permissions=(
            *("agencies.view_agency", "agencies.change_agency", "agencies.view_calendarday"),
            *("measures.view_reminder", "measures.view_digest"),
        ),
    ),
}


@dataclass(frozen=True)
class Thing:
    """What an address names: its key, and what the table asks of it. `body`, `lead` and
    `coordinator` are names of bodies; `owner`, `receiver`, and `hands` names of people: those who
    had a hand in a report, asked for more time, or signed first."""

    key: str | int
    body: str = ""
    lead: str = ""
    coordinator: str = ""
    owner: str = ""
    receiver: str = ""
    hands: Collection[str] = ()
    conditions: Collection[Condition] = field(default_factory=frozenset)


def facts(name: str, thing: Thing | None, ids: Mapping[str, int]) -> Plain:
    """Of a person and a thing, from what is written here and nowhere else; `ids` of the bodies."""
    who, what = PEOPLE[name], thing or Thing("")
    return Plain(
        signed_in=who.signed_in,
        keeper=who.keeper,
        chief=who.chief,
        held=[Held(role, ids[body]) for role, body in who.held],
        body=ids.get(what.body),
        lead=ids.get(what.lead),
        coordinator=ids.get(what.coordinator),
        owns=what.owner == name,
        receives=what.receiver == name,
        permissions=who.permissions,
        conditions=_conditions(name, who, what),
    )


def _conditions(name: str, who: Persona, what: Thing) -> set[Condition]:
    """Those that depend on the person, and those of the thing itself."""
    found = set(what.conditions) | {Condition.PLAN_IN_FORCE}
    persons = {name, *(whose for _role, _body, whose in who.lent)}
    if persons & set(what.hands):
        found |= {Condition.HAD_A_HAND, Condition.ASKED_FOR_IT, Condition.SIGNED_FIRST}
    if name in what.hands:
        found.add(Condition.SIGNED_OR_LEFT)
    reports_for = {body for role, body in who.held if role in REPORTING}
    if what.body in reports_for:
        found |= {Condition.OWN_BODY, Condition.OWN_BODIES_ONLY}
    oversees = any(role in ("coordinator", "observer") for role, _body in who.held)
    if oversees or what.body in reports_for:
        found.add(Condition.READS_THE_BODIES)
    if oversees:
        found.add(Condition.OVERSEES)
    if who.held:
        found.add(Condition.HAS_A_ROLE)
    if who.keeper:
        found.add(Condition.KEEPS_THE_SITE)
    if any(role in REPORTING for role, _body in who.held):
        found.add(Condition.REPORTS)
    if any(role in (*REPORTING, "coordinator") for role, _body in who.held):
        found.add(Condition.MAY_CONNECT)
    return found
