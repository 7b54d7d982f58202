"""What the services of progress would say to each row: it is written, and taken back."""

from datetime import date
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from agencies.errors import Refused
from agencies.models import User
from measures.rules.progress_table import Col, Told
from measures.services.progress import submit
from measures.services.progress_uploads.judging import Row, judged
from measures.services.progress_uploads.writing import save_row

# At which column a refusal of the services of progress is told.
COLUMN_OF: Final = {
    "text_missing": Col.TEXT,
    "document_missing": Col.DOCUMENT_KIND,
    "nil_not_allowed": Col.CLAIM,
}


def looked_at(told: Told, language: str, *, by: User, today: date) -> dict[str, Any]:
    rows = judged(told.readings, by=by, today=today)
    if len(rows) <= settings.JOB_FROM_ROWS:
        rows = _tried(rows, language, by=by, today=today)
    return {
        "faults": [one.as_json() for one in told.faults],
        "rows": [one.as_json() for one in rows],
        "left_alone": told.left_alone,
        "labels": dict(told.labels),
        "filled_in": len(rows),
    }


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
    try:
        with transaction.atomic():
            entry = save_row(row, language, by=by, today=today)
    except Refused as refused:
        return Row(row.reading, row.stand, against=(_told_of(refused, stops=True),))
    try:
        with transaction.atomic():
            submit(entry, by=by, today=today)
    except Refused as refused:
        return Row(row.reading, row.stand, against=(_told_of(refused, stops=False),))
    return row


def _told_of(refused: Refused, *, stops: bool) -> dict[str, Any]:
    """`stops`: not even a draft can be kept."""
    column = COLUMN_OF.get(refused.code, "")
    return {"code": refused.code, "column": column, "said": str(refused), "stops": stops}
