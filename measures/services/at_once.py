"""A report written and handed in by one act."""

from datetime import date

from django.db import transaction

from agencies.models import User
from measures.models import Obligation, ProgressEntry
from measures.permissions.reporting import check_may_report
from measures.services.doors import check_door_open
from measures.services.progress import Draft, save_draft, submit


@transaction.atomic
def report(
    obligation: Obligation,
    draft: Draft,
    *,
    by: User,
    today: date,
    version: int | None = None,
    despite_silence: bool = False,
) -> ProgressEntry:
    """As services.progress.save_draft and submit after it, with the rights, refusals and signature
    rule of both; where either refuses, nothing is kept. The report as it is afterwards needs to be
    read again: handed in, or a draft that waits for its head."""
    check_may_report(by, obligation, today)
    # Whoever hands in locks the door first and the measure after it; so does this.
    check_door_open(obligation, today=today)
    entry = save_draft(obligation, draft, by=by, today=today, version=version)
    submit(entry, by=by, today=today, despite_silence=despite_silence)
    return entry
