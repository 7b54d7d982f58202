"""Several reports at once: each is decided for itself, and what came of each is told.

Reports of different executors have nothing to do with each other, so one that cannot be accepted
holds up none of the others. Every function takes ids and tells how far it is, so that a background
job can run it as well as a page.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import ProgressEntry
from measures.services.progress import accept_progress
from measures.services.reviewers import assign_reviewer

MOST_AT_ONCE = 50  # decided while the page is waited for
Progress = Callable[[int, int], None]  # how many are done, of how many
RELATED = ("author", "obligation__agency", "obligation__measure__plan")


@dataclass(frozen=True)
class Outcome:
    """What came of one: `code` "" where it is done, else the refusal's, "denied" or "unknown";
    `words` say why. `entry` is None for an id that leads nowhere."""

    pk: int
    entry: ProgressEntry | None
    code: str = ""
    words: str = ""


def accept_together(
    entries: Iterable[int],
    *,
    by: User,
    today: date,
    note: str = "",
    progress: Progress | None = None,
) -> list[Outcome]:
    """Accepts each of the reports, in the order given, in a transaction of its own."""

    def accept(entry: ProgressEntry) -> None:
        accept_progress(entry, by=by, today=today, note=note)

    return list(_each(entries, accept, progress))


def assign_together(
    entries: Iterable[int],
    *,
    to: User | None,
    by: User,
    today: date,
    progress: Progress | None = None,
) -> list[Outcome]:
    """Gives each of the reports to a reviewer, or to nobody, in a transaction of its own."""

    def assign(entry: ProgressEntry) -> None:
        assign_reviewer(entry, to=to, by=by, today=today)

    return list(_each(entries, assign, progress))


def _each(
    ids: Iterable[int], act: Callable[[ProgressEntry], None], progress: Progress | None
) -> Iterator[Outcome]:
    wanted = list(dict.fromkeys(ids))
    known = ProgressEntry.objects.select_related(*RELATED).in_bulk(wanted)
    for number, pk in enumerate(wanted, start=1):
        yield _outcome(pk, known.get(pk), act)
        if progress:
            progress(number, len(wanted))


def _outcome(pk: int, entry: ProgressEntry | None, act: Callable[[ProgressEntry], None]) -> Outcome:
    if entry is None:
        return Outcome(pk, None, "unknown", _("This report does not exist."))
    try:
        act(entry)
    except Refused as refused:
        return Outcome(pk, entry, refused.code, str(refused))
    except PermissionDenied as denied:
        return Outcome(pk, entry, "denied", str(denied))
    return Outcome(pk, entry)
