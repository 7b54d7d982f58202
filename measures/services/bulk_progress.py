"""Many reports at once, as a program or a spreadsheet sends them: each row is one obligation.

All or nothing, or row by row; either way every row is tried and is told what came of it, so that
whoever sent them sees all that is wrong at once.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import Measure, Obligation, ProgressEntry, ProgressState
from measures.permissions.reporting import may_report
from measures.services.doors import check_door_open
from measures.services.locks import lock
from measures.services.progress import Draft, save_draft, submit

MOST_ROWS: Final = 200  # written while the caller waits
DENIED, UNKNOWN, NOT_WRITTEN = "permission_denied", "not_found", "not_written"


@dataclass(frozen=True)
class Row:
    """`place`: which of those that were sent; `version` of the draft that the writer saw, 0 for
    none. `hand_in`: the draft is handed in once it is kept."""

    place: int
    obligation: int
    draft: Draft
    version: int = 0
    hand_in: bool = False
    despite_silence: bool = False


@dataclass(frozen=True)
class Written:
    """What came of a row: `code` "" where it is kept, else the refusal's, with its words.

    `entry`: the report as it is now; None where nothing was written. `changed`: it says another
    thing, or is handed in, since; a row that is sent again finds everything done."""

    place: int
    obligation: int
    entry: ProgressEntry | None = None
    changed: bool = False
    code: str = ""
    words: str = ""


class TakenBack(Exception):
    """Of all or nothing, something was refused."""


def save_many(
    rows: Sequence[Row], *, by: User, today: date, atomic: bool, refused: Collection[int] = ()
) -> list[Written]:
    """In the order given. Each row is saved as save_draft and submit would, with their refusals.

    `atomic`: one that is refused, or stands in `refused` (places that could not even be read),
    takes all others back; those are told "not_written". Raises Refused "too_many".
    """
    if len(rows) + len(refused) > MOST_ROWS:
        said = _("At most %(most)d reports are sent at once: send them in several calls.")
        raise Refused("too_many", said % {"most": MOST_ROWS})
    known = _known(rows)
    if not atomic:
        return [_try(row, known, by=by, today=today) for row in rows]
    return _all_or_nothing(rows, known, by=by, today=today, spoilt=bool(refused))


def _known(rows: Iterable[Row]) -> dict[int, Obligation]:
    """One statement."""
    found = Obligation.objects.select_related("measure__plan__coordinator", "agency")
    return found.in_bulk({row.obligation for row in rows})


def _all_or_nothing(
    rows: Sequence[Row],
    known: dict[int, Obligation],
    *,
    by: User,
    today: date,
    spoilt: bool,
) -> list[Written]:
    told: list[Written] = []
    try:
        with transaction.atomic():
            _take_turns(rows, known, today)
            told = [_try(row, known, by=by, today=today) for row in rows]
            if spoilt or any(one.code for one in told):
                raise TakenBack
    except TakenBack:
        return [one if one.code else _not_written(one) for one in told]
    return told


def _take_turns(rows: Sequence[Row], known: dict[int, Obligation], today: date) -> None:
    """What the rows will need is locked before the first is written, in the order of
    services.locks: of two callers with the same rows the second waits."""
    handed_in = {row.obligation for row in rows if row.hand_in}
    owed = sorted(known.values(), key=lambda one: (one.measure.plan_id, one.occurrence, one.pk))
    for one in owed:
        if one.pk in handed_in:
            _lock_door(one, today)
    lock(Measure.objects.filter(pk__in={one.measure_id for one in owed}))
    lock(Obligation.objects.filter(pk__in=known))


def _lock_door(owed: Obligation, today: date) -> None:
    try:
        check_door_open(owed, today=today)
    except Refused:
        return  # said of the row itself, when it is handed in


def _not_written(one: Written) -> Written:
    said = _("Not written: other rows were refused, and all of them belong together.")
    return Written(one.place, one.obligation, code=NOT_WRITTEN, words=said)


def _try(row: Row, known: dict[int, Obligation], *, by: User, today: date) -> Written:
    owed = known.get(row.obligation)
    if owed is None:
        said = _("This report does not exist.")
        return Written(row.place, row.obligation, code=UNKNOWN, words=said)
    try:
        with transaction.atomic():
            return _write(row, owed, by=by, today=today)
    except Refused as refused:
        return Written(row.place, owed.pk, code=refused.code, words=str(refused))
    except PermissionDenied as denied:
        return Written(row.place, owed.pk, code=DENIED, words=str(denied))


def _write(row: Row, owed: Obligation, *, by: User, today: date) -> Written:
    under_way = owed.entries.filter(state__in=("draft", "submitted")).first()
    if under_way and row.hand_in and _is_handed_in(under_way, row, by=by, owed=owed, today=today):
        return Written(row.place, owed.pk, under_way)
    entry = save_draft(owed, row.draft, by=by, today=today, version=row.version)
    changed = under_way is None or entry.version != under_way.version
    if row.hand_in:
        submit(entry, by=by, today=today, despite_silence=row.despite_silence)
        entry.refresh_from_db()
    return Written(row.place, owed.pk, entry, changed or row.hand_in)


def _is_handed_in(
    entry: ProgressEntry, row: Row, *, by: User, owed: Obligation, today: date
) -> bool:
    """The very report has been handed in before: by an earlier call that got no answer."""
    if entry.state != ProgressState.SUBMITTED or not may_report(by, owed, today):
        return False
    return all(getattr(entry, name) == value for name, value in vars(row.draft).items())
