"""What handing in and reviewing a report do, as tables of values."""

from typing import Final

# A report on a recurring or continuous measure is itself what is owed for the period; a measure
# with a date of its own is fulfilled only by "done".
PERIODIC: Final = frozenset({"recurring", "continuous"})


def fulfils(kind: str, claim: str) -> bool:
    """Does an entry with this claim fulfil an obligation of this kind of deadline?"""
    return kind in PERIODIC or claim == "done"


def nil_allowed(kind: str) -> bool:
    """«Nothing to report» answers for a period, never for a promised document."""
    return kind in PERIODIC


def document_needed(kind: str, claim: str) -> bool:
    """A measure with a date of its own is closed only against its completion document."""
    return claim == "done" and kind not in PERIODIC


# (state of the entry, verdict) → state of the entry
NEXT_ENTRY: Final = {
    ("submitted", "accept"): "accepted",
    ("submitted", "return"): "returned",
}
