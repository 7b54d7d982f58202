"""Names of bodies: those that are known, and those that a plan's cell names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from rapidfuzz import fuzz, process

from agencies.rules.names import normalise_name

SIMILAR = 82


class BodyKind(StrEnum):
    AGENCY = "agency"
    GROUP = "group"


@dataclass(frozen=True)
class Body:
    """What a name stands for: the primary key of an agency or of a group.

    `by_agreement`: the body does not answer to the Government.
    """

    kind: BodyKind
    pk: int
    by_agreement: bool = False


@dataclass(frozen=True)
class Names:
    """`known`: normalised name → body. `unclear`: names that stand for several bodies.

    `explained`: the full name that the note of the plan gives for a name that is not known.
    """

    known: Mapping[str, Body]
    unclear: frozenset[str] = frozenset()
    explained: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _texts(self) -> list[str]:
        return list(self.known)

    def similar(self, name: str) -> str:
        """The known name that differs least, or "": a hint for a person, never a decision."""
        found = process.extractOne(
            normalise_name(name), self._texts, scorer=fuzz.ratio, score_cutoff=SIMILAR
        )
        return found[0] if found else ""


@dataclass(frozen=True)
class Named:
    """A name as written, without its marks; `body` is None where it is not known.

    `full`: what the note of the plan says that an unknown name stands for.
    """

    text: str
    body: Body | None
    lead: bool = False
    convenes: bool = False
    consolidates: bool = False
    by_agreement: bool = False
    unclear: bool = False
    full: str = ""
