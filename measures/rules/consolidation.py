"""Who puts the parts of a report together, how each part stands, how their texts are joined."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

LEAD: Final = "lead"
# Seventeen akimats write more than one body does; a hundred pages are no report any more.
LONGEST_TEXT: Final = 100_000


class Standing(StrEnum):
    """How a co-executor's part stands for the one who waits for it."""

    ACCEPTED = "accepted"
    NIL = "nil"  # accepted: nothing to report
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    SILENT = "silent"  # nothing was ever handed in, and its date has passed
    NOT_DUE = "not_due"  # nothing yet, its date has not passed
    WAITING = "waiting"  # nothing yet, no date is known
    REMOVED = "removed"  # not owed any more: removed from control


CODES: Final = [one.value for one in Standing]
IN: Final = frozenset({Standing.ACCEPTED, Standing.NIL})
SILENCE: Final = frozenset({Standing.SILENT, Standing.NOT_DUE, Standing.WAITING})
HANDED_IN: Final = {
    "accepted": Standing.ACCEPTED,
    "submitted": Standing.IN_REVIEW,
    "returned": Standing.RETURNED,
}


@dataclass(frozen=True)
class Place:
    """A place in the executors' column; `agency` is an id, None for a group of bodies."""

    agency: int | None
    role: str
    consolidates: bool = False


def who_consolidates(places: Iterable[Place], owing: Mapping[int, str]) -> int | None:
    """The body marked «(свод)», else the lead; `owing`: role by agency of those that report.

    Where the body named does not report (another succeeded it), the only lead among those that do.
    None where a group leads and nobody is marked: its members answer each for itself.
    """
    column = list(places)
    named = [one.agency for one in column if one.consolidates]
    named += [one.agency for one in column if one.role == LEAD]
    leads = [agency for agency, role in owing.items() if role == LEAD]
    found = next((agency for agency in named if agency in owing), None)
    return found if found or len(leads) != 1 else leads[0]


def counterpart(occurrence: str, theirs: Sequence[str]) -> str | None:
    """Which of a body's occurrences belongs to this one: the same, else the only one it has."""
    if occurrence in theirs:
        return occurrence
    return theirs[0] if len(theirs) == 1 else None


def standing_of(
    *, state: str, due_on: date | None, last: str | None, nil: bool, today: date
) -> Standing:
    """`state` of the obligation; `last`, `nil`: state and emptiness of what was last handed in.

    A draft is not handed in: whoever writes one is silent still. A report that was returned is an
    answer, though its text is not to be had.
    """
    if state == "removed":
        return Standing.REMOVED
    if last == "accepted" and nil:
        return Standing.NIL
    if last in HANDED_IN:
        return HANDED_IN[last]
    if state in ("done", "submitted"):  # fulfilled without a report on record
        return Standing.ACCEPTED if state == "done" else Standing.IN_REVIEW
    if due_on is None:
        return Standing.WAITING
    return Standing.SILENT if due_on < today else Standing.NOT_DUE


@dataclass(frozen=True)
class Said:
    """An accepted text under its body's name; `language` in words where it is not the report's.

    An empty text is an answer too: nothing to report.
    """

    body: str
    text: str
    language: str = ""

    @property
    def paragraph(self) -> str:
        name = f"{self.body} ({self.language})" if self.language else self.body
        return f"{name}: {_plain(self.text)}"


def merge(text: str, said: Iterable[Said], *, nothing: str) -> str:
    """What was typed, then the parts in their order, then those with nothing to report in a line.

    A part that stands in the text word for word is not added again, nor a name in the line that
    begins with `nothing`.
    """
    told, merged = list(said), _plain(text)
    for one in told:
        if one.text.strip() and not _holds(merged, one.paragraph):
            merged = _joined(merged, one.paragraph)
    return _name_the_empty(merged, [one.body for one in told if not one.text.strip()], nothing)


def _plain(text: str) -> str:
    """Browsers send the line ends of another system."""
    return text.replace("\r\n", "\n").strip()


def _holds(text: str, paragraph: str) -> bool:
    return f"\n\n{paragraph}\n\n" in f"\n\n{text}\n\n"


def _joined(text: str, paragraph: str) -> str:
    return f"{text}\n\n{paragraph}" if text else paragraph


def _name_the_empty(text: str, bodies: Sequence[str], nothing: str) -> str:
    lines, start = text.split("\n"), f"{nothing}: "
    at = next((n for n, line in enumerate(lines) if line.startswith(start)), None)
    named = lines[at].removeprefix(start).split(", ") if at is not None else []
    line = start + ", ".join(dict.fromkeys([*named, *bodies]))
    if not bodies:
        return text
    if at is None:
        return _joined(text, line)
    return "\n".join([*lines[:at], line, *lines[at + 1 :]])
