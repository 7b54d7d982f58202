"""A filled-in table of reports: kept, shown as it was read, then written whole or not at all."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import User
from measures.importing.safety import check_size
from measures.importing.sheets import read_sheets
from measures.models import Claim, ImportState, MeasureState, ProgressState, ProgressUpload
from measures.permissions.uploads import check_may_upload_reports, check_own_upload
from measures.progress_words import claims_for, vocabulary
from measures.queries.progress_uploads import Stand, stands_of
from measures.querysets import NOT_HANDED_IN
from measures.rules.files import safe_name
from measures.rules.progress import PERIODIC
from measures.rules.progress_table import Col, Fault, Reading, Told, read
from measures.services.locks import lock
from measures.services.progress import Draft, save_draft, submit

SHOWN: Final = 300  # signs of a text in the preview
# At which column a refusal of the services of progress is told.
COLUMN_OF: Final = {
    "text_missing": Col.TEXT,
    "document_missing": Col.DOCUMENT_KIND,
    "nil_not_allowed": Col.CLAIM,
}


@dataclass(frozen=True)
class Kept:
    """`before`: the very file had been uploaded already; nothing was kept twice."""

    upload: ProgressUpload
    before: bool = False


def keep_upload(sent: "UploadedFile[bytes]", *, language: str, by: User, today: date) -> Kept:
    """Keeps a file that could be read, whatever was found in it; no report is touched.

    Raises PermissionDenied, and Refused for what is no table or not safe.
    """
    check_may_upload_reports(by, today)
    check_size(sent.size or 0)
    name, data = safe_name(sent.name or ""), sent.read()
    digest = hashlib.sha256(data).hexdigest()
    told = read(read_sheets(data, name), vocabulary())
    with transaction.atomic():
        lock(User.objects.filter(pk=by.pk))  # the same file in two windows
        known = by.progress_uploads.filter(sha256=digest).exclude(state=ImportState.DROPPED)
        if found := known.first():
            return Kept(found, before=True)
        return Kept(
            ProgressUpload.objects.create(
                file=ContentFile(data, name=name),
                name=name,
                sha256=digest,
                language=language,
                uploaded_by=by,
                outcome=_looked_at(told, language, by=by, today=today),
            )
        )


@transaction.atomic
def look_again(kept: ProgressUpload, *, by: User, today: date) -> None:
    """Where each row stands now, told anew; only of a file that waits. Raises Refused."""
    told = _read_kept(kept)
    outcome = _looked_at(told, kept.language, by=by, today=today)
    _waiting(kept).update(outcome=outcome)


def _looked_at(told: Told, language: str, *, by: User, today: date) -> dict[str, Any]:
    rows = _judged(told.readings, by=by, today=today)
    if len(rows) <= settings.JOB_FROM_ROWS:
        rows = _tried(rows, language, by=by, today=today)
    return {
        "faults": [one.as_json() for one in told.faults],
        "rows": [one.as_json() for one in rows],
        "left_alone": told.left_alone,
        "labels": dict(told.labels),
        "filled_in": len(rows),
    }


@dataclass(frozen=True)
class Row:
    """`same`: it is handed in already as the row says, so nothing is to be done. `against`: what
    stands against handing it in, though not against keeping it as a draft."""

    reading: Reading
    stand: Stand | None = None
    same: bool = False
    against: tuple[dict[str, Any], ...] = ()

    @property
    def writes(self) -> bool:
        return not (self.same or self.reading.faults)

    def as_json(self) -> dict[str, Any]:
        one, owed = self.reading, self.stand.owed if self.stand else None
        return {
            "row": one.row,
            "obligation": owed.pk if owed else None,
            "claim": one.claim,
            "text": one.text[:SHOWN],
            "cut": len(one.text) > SHOWN,
            "document_kind": one.document_kind,
            "document_number": one.document_number,
            "document_on": one.document_on.isoformat() if one.document_on else "",
            "faults": [fault.as_json() for fault in one.faults],
            "against": list(self.against),
            "same": self.same,
        }


def _judged(readings: Iterable[Reading], *, by: User, today: date) -> list[Row]:
    """What the rows say beside what is owed; three statements."""
    found = list(readings)
    stands = stands_of([one.obligation for one in found if one.obligation], by, today)
    return [_judge(one, stands.get(one.obligation)) for one in found]


def _judge(one: Reading, stand: Stand | None) -> Row:
    if one.obligation == 0 and one.faults:  # its key is none, and that is told
        return Row(one)
    if stand is None:  # there is none, or it is another agency's: nobody is told which
        return Row(one.with_faults(Fault("not_yours", Col.KEY)))
    owed = stand.owed
    if one.number and one.number.rstrip(".") != owed.measure.number.rstrip("."):
        told = {"number": owed.measure.number}
        return Row(one.with_faults(Fault("row_mixed", Col.NUMBER, told)), stand)
    one = _with_claim(one, owed.kind)
    if handed_in := _handed_in(stand):
        if not one.faults and _says(handed_in, one):
            return Row(one, stand, same=True)
        return Row(one.with_faults(Fault("handed_in_meanwhile", "", _by(handed_in))), stand)
    if owed.state not in NOT_HANDED_IN or owed.measure.state != MeasureState.ON_CONTROL:
        return Row(one.with_faults(Fault("not_open")), stand)
    draft = stand.under_way
    if draft and draft.version != one.version and not _says(draft, one):
        return Row(one.with_faults(Fault("changed_meanwhile", "", _by(draft))), stand)
    return Row(one, stand)


def _handed_in(stand: Stand) -> Any:
    """What lies in review, or was accepted where nothing more is owed."""
    if stand.under_way and stand.under_way.state == ProgressState.SUBMITTED:
        return stand.under_way
    return stand.last if stand.owed.state not in NOT_HANDED_IN else None


def _with_claim(one: Reading, kind: str) -> Reading:
    """A report for a period says so by being there; of a date of its own somebody has to say."""
    may = claims_for(kind)
    if any(fault.column == Col.CLAIM for fault in one.faults):
        return one
    if not one.claim and kind in PERIODIC:
        return Reading(**{**vars(one), "claim": Claim.DONE.value})
    if not one.claim:
        return one.with_faults(Fault("claim_missing", Col.CLAIM))
    if one.claim not in may:
        choices = ", ".join(str(words) for words in may.values())
        return one.with_faults(Fault("claim_not_here", Col.CLAIM, {"choices": choices}))
    return one


def _says(entry: Any, one: Reading) -> bool:
    names = ("claim", "text", "document_kind", "document_number", "document_on")
    return all(getattr(entry, name) == getattr(one, name) for name in names)


def _by(entry: Any) -> dict[str, str]:
    day = entry.submitted_on or entry.updated_at.date()
    return {"who": str(entry.author), "day": date_format(day, "d.m.Y")}


class _Enough(Exception):
    """Everything was tried; nothing of it stays."""


def _tried(rows: list[Row], language: str, *, by: User, today: date) -> list[Row]:
    """Writes and hands in every row, notes what the services say to it, and undoes it all."""
    told: list[Row] = []
    try:
        with transaction.atomic():
            told = [_try(row, language, by=by, today=today) if row.writes else row for row in rows]
            raise _Enough
    except _Enough:
        return told


def _try(row: Row, language: str, *, by: User, today: date) -> Row:
    against: dict[str, Any]
    try:
        with transaction.atomic():
            entry = _save(row, language, by=by, today=today)
    except Refused as refused:
        return Row(row.reading, row.stand, against=(_told_of(refused, stops=True),))
    try:
        with transaction.atomic():
            submit(entry, by=by, today=today)
    except Refused as refused:
        against = _told_of(refused, stops=False)
        return Row(row.reading, row.stand, against=(against,))
    return row


def _told_of(refused: Refused, *, stops: bool) -> dict[str, Any]:
    """`stops`: not even a draft can be kept."""
    column = COLUMN_OF.get(refused.code, "")
    return {"code": refused.code, "column": column, "said": str(refused), "stops": stops}


def _save(row: Row, language: str, *, by: User, today: date) -> Any:
    one = row.reading
    assert row.stand  # noqa: S101  (rows without one are not written)
    draft = Draft(
        text=one.text,
        claim=Claim(one.claim),
        language=language,
        document_kind=one.document_kind,
        document_number=one.document_number,
        document_on=one.document_on,
    )
    return save_draft(row.stand.owed, draft, by=by, today=today, version=one.version)


@transaction.atomic
def write_upload(
    kept: ProgressUpload,
    *,
    hand_in: bool,
    despite_silence: bool = False,
    by: User,
    today: date,
    now: datetime,
) -> int:
    """Keeps every filled-in row as a draft, or hands it in; all of them or none. How many.

    Raises PermissionDenied; Refused "already_decided", "errors_found" where a row cannot be
    written (the preview says which and why), and whatever a service says of a row.
    """
    check_own_upload(by, kept)
    check_may_upload_reports(by, today)
    if not _waiting(kept).update(state=ImportState.APPLIED, decided_at=now):
        raise already_decided()
    told = _read_kept(kept)
    rows = _judged(told.readings, by=by, today=today)
    if told.faults or any(row.reading.faults for row in rows):
        raise errors_found()
    written = [row for row in rows if row.writes]
    for row in written:
        _write(row, kept.language, hand_in, despite_silence, by=by, today=today)
    outcome = {**kept.outcome, "written": len(written), "handed_in": hand_in}
    ProgressUpload.objects.filter(pk=kept.pk).update(outcome=outcome)
    return len(written)


def _write(
    row: Row, language: str, hand_in: bool, despite_silence: bool, *, by: User, today: date
) -> None:
    try:
        entry = _save(row, language, by=by, today=today)
        if hand_in:
            submit(entry, by=by, today=today, despite_silence=despite_silence)
    except Refused as refused:
        told = {"row": row.reading.row, "said": str(refused)}
        raise Refused(refused.code, _("Row %(row)s: %(said)s") % told) from refused


@transaction.atomic
def drop_upload(kept: ProgressUpload, *, by: User, now: datetime) -> None:
    """The file will not be used. Raises PermissionDenied, Refused "already_decided"."""
    check_own_upload(by, kept)
    if not _waiting(kept).update(state=ImportState.DROPPED, decided_at=now):
        raise already_decided()


def _waiting(kept: ProgressUpload) -> Any:
    return ProgressUpload.objects.filter(pk=kept.pk, state=ImportState.PREVIEWED)


def already_decided() -> Refused:
    return Refused("already_decided", _("This file was written or dropped before."))


def errors_found() -> Refused:
    return Refused("errors_found", _("Nothing was written: the errors below stand in the way."))


def _read_kept(kept: ProgressUpload) -> Told:
    """The very bytes that were previewed."""
    try:
        with kept.file.open("rb") as stream:
            data: bytes = stream.read()
    except FileNotFoundError:
        raise Refused("file_lost", _("The kept file is missing. Upload it again.")) from None
    if hashlib.sha256(data).hexdigest() != kept.sha256:
        raise Refused("file_changed", _("The kept file has changed. Upload it again."))
    return read(read_sheets(data, kept.name), vocabulary())
