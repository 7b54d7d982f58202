"""Several reports at once: each is decided for itself, and what came of each is told.

Reports of different executors have nothing to do with each other, so one that cannot be accepted
holds up none of the others. A page waits for MOST_AT_ONCE of them; more are long work, which does
them one by one (services.jobs).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import Obligation, ProgressEntry
from measures.services.progress import accept_progress
from measures.services.reviewers import assign_reviewer

MOST_AT_ONCE = 50  # decided while the page is waited for
RELATED = ("author", "obligation__agency", "obligation__measure__plan")


@dataclass(frozen=True)
class Outcome:
    """What came of one: `code` "" where it is done, else the refusal's, "denied" or "unknown";
    `words` say why. `entry` is None for an id that leads nowhere."""

    pk: int
    entry: ProgressEntry | None
    code: str = ""
    words: str = ""

    @property
    def owed(self) -> Obligation | None:
        return self.entry.obligation if self.entry else None


def accept_together(
    entries: Iterable[int],
    *,
    by: User,
    today: date,
    note: str = "",
) -> list[Outcome]:
    """Accepts each of the reports, in the order given, in a transaction of its own."""

    def accept(entry: ProgressEntry) -> None:
        accept_progress(entry, by=by, today=today, note=note)

    return _each(entries, accept)


def assign_together(
    entries: Iterable[int],
    *,
    to: User | None,
    by: User,
    today: date,
) -> list[Outcome]:
    """Gives each of the reports to a reviewer, or to nobody, in a transaction of its own."""
    wanted = list(dict.fromkeys(entries))

    def assign(entry: ProgressEntry) -> None:
        assign_reviewer(entry, to=to, by=by, today=today, several=len(wanted) > 1)

    return _each(wanted, assign)


def accept_one(pk: int, *, by: User, today: date, note: str = "") -> None:
    """One row of long work. Raises what accept_progress does, and Refused "unknown"."""
    accept_progress(_known(pk), by=by, today=today, note=note)


def assign_one(pk: int, *, by: User, today: date, to: int | None) -> None:
    """One row of long work; `to`: the id of a person, None for nobody."""
    reviewer = User.objects.get(pk=to) if to else None
    assign_reviewer(_known(pk), to=reviewer, by=by, today=today, several=True)


def _known(pk: int) -> ProgressEntry:
    found = ProgressEntry.objects.handed_in().select_related(*RELATED).in_bulk([pk])
    if pk not in found:
        raise _unknown()
    return found[pk]


def _unknown() -> Refused:
    return Refused("unknown", _("This report does not exist."))


def _each(ids: Iterable[int], act: Callable[[ProgressEntry], None]) -> list[Outcome]:
    wanted = list(dict.fromkeys(ids))
    known = ProgressEntry.objects.handed_in().select_related(*RELATED).in_bulk(wanted)
    return [_outcome(pk, known.get(pk), act) for pk in wanted]


def _outcome(pk: int, entry: ProgressEntry | None, act: Callable[[ProgressEntry], None]) -> Outcome:
    if entry is None:
        return Outcome(pk, None, "unknown", str(_unknown()))
    try:
        act(entry)
    except Refused as refused:
        return Outcome(pk, entry, refused.code, str(refused))
    except PermissionDenied as denied:
        return Outcome(pk, entry, "denied", str(denied))
    return Outcome(pk, entry)
