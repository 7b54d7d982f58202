"""Reports of a filled-in table are written, all of them or none."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import Claim, ImportState, ProgressUpload
from measures.permissions.uploads import check_may_upload_reports, check_own_upload
from measures.services.progress import Draft, save_draft, submit
from measures.services.progress_uploads.deciding import already_decided, waiting
from measures.services.progress_uploads.judging import Row, judged
from measures.services.progress_uploads.reading import read_kept


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
    if not waiting(kept).update(state=ImportState.APPLIED, decided_at=now):
        raise already_decided()
    told = read_kept(kept)
    rows = judged(told.readings, by=by, today=today)
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
        entry = save_row(row, language, by=by, today=today)
        if hand_in:
            submit(entry, by=by, today=today, despite_silence=despite_silence)
    except Refused as refused:
        told = {"row": row.reading.row, "said": str(refused)}
        raise Refused(refused.code, _("Row %(row)s: %(said)s") % told) from refused


def save_row(row: Row, language: str, *, by: User, today: date) -> Any:
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


def errors_found() -> Refused:
    return Refused("errors_found", _("Nothing was written: the errors below stand in the way."))
