"""What a change may be: its type, and whether everybody with a role is told of it.

Types are named `thing.what_happened`; they are a contract with programs and never change. Each
comes of a row that a service wrote: exchange.triggers.
"""

from typing import Final

OPEN, OWN = True, False  # to everybody with a role; to the body itself and those who oversee

# By the kind of a measures.Event.
OF_EVENTS: Final[dict[str, tuple[str, bool]]] = {
    "imported": ("measure.entered", OPEN),
    "added": ("measure.added", OPEN),
    "changed": ("measure.changed", OPEN),
    "reworded": ("measure.reworded", OPEN),
    "struck": ("measure.struck", OPEN),
    "removed": ("measure.removed", OPEN),
    "lapsed": ("measure.lapsed", OPEN),
    "carried_over": ("measure.carried_over", OPEN),
    "deadline_set": ("deadline.set", OPEN),
    "event_dated": ("deadline.event_dated", OPEN),
    "moved": ("obligation.moved", OPEN),
    "withdrawn": ("obligation.withdrawn", OPEN),
    "passed_on": ("obligation.passed_on", OPEN),
    "reminded": ("obligation.reminded", OWN),
    "submitted": ("progress.submitted", OWN),
    "taken_back": ("progress.taken_back", OWN),
    "assigned": ("progress.assigned", OWN),
    "returned": ("progress.returned", OWN),
    "accepted": ("progress.accepted", OPEN),
    "extension_requested": ("extension.requested", OWN),
    "extension_refused": ("extension.refused", OWN),
    "extension_granted": ("extension.granted", OPEN),
}
# By the act of a reports.RoundEvent; why a part was reopened is told on its page alone.
OF_ROUNDS: Final[dict[str, tuple[str, bool]]] = {
    "closed": ("round.closed", OPEN),
    "opened": ("round.opened_again", OPEN),
    "reopened": ("round.part_reopened", OPEN),
    "ended": ("round.part_ended", OPEN),
}
# By the kind of a reports.IssueAct; that mails went out again is no news for a program.
OF_ISSUES: Final[dict[str, tuple[str, bool]]] = {
    "signed": ("edition.signed", OPEN),
    "taken_back": ("edition.signature_taken_back", OPEN),
    "confirmed": ("edition.confirmed", OPEN),
    "issued": ("edition.issued", OPEN),
    "replaced": ("edition.replaced", OPEN),
    "opened": ("edition.files_opened", OPEN),
    "closed": ("edition.files_closed", OPEN),
    "withdrawn": ("edition.withdrawn", OPEN),
}
NOT_TOLD_OF_ISSUES: Final = ("sent_again", "sent_more")
OF_OTHERS: Final[dict[str, bool]] = {
    "round.opened": OPEN,
    "edition.ready": OPEN,
    "publication.published": OPEN,
    "publication.withdrawn": OPEN,
    "amendment.adopted": OPEN,
    "amendment.applied": OPEN,
    "plan.repealed": OPEN,
}

TYPES: Final = tuple(
    [name for table in (OF_EVENTS, OF_ROUNDS, OF_ISSUES) for name, _open in table.values()]
    + list(OF_OTHERS)
)
SORTED: Final = sorted(TYPES)
PING: Final = "ping"  # of a test delivery alone; no change has it


def about(type_: str) -> str:
    """The thing that a type is about.

    >>> about("progress.accepted")
    'progress'
    """
    return type_.partition(".")[0]


def unknown(types: list[str]) -> list[str]:
    """Those that are none, in the order given."""
    return [one for one in types if one not in TYPES]
