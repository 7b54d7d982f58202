"""Compile an edition in parts: gathered once, then drawn file by file by however many workers.

What is gathered is kept at once, so that an edition tells one moment whoever goes on with it. A
part that cannot be made is tried again a few times and then fails alone: the rest is compiled.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Any, Final

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import DatabaseError, connection
from django.urls import reverse
from django.utils import timezone

from reports.draw import DRAW
from reports.gather import gather
from reports.gather.document import Document
from reports.models import CODE_LENGTH, FileFormat, Report, ReportFile, ReportPart, ReportState
from reports.rules.canonical import canonical, digest
from reports.services.files import forget, path_for, store, sweep
from reports.services.heartbeat import Heartbeat
from reports.services.one_picture import one_picture
from reports.services.parts import ClaimLost, claim_part, fail, finish, mine, waiting

log = logging.getLogger(__name__)

LEAVE_AFTER: Final = 300.0  # seconds: then a worker begins no other part, and rings for the rest
LEFT_LYING: Final = timedelta(days=7)


class ContentChanged(Exception):
    """What the database holds is not what was gathered: nothing is drawn from it."""


@dataclass
class Desk:
    """What a worker has before it: the content of one edition, loaded once."""

    sha256: str = ""
    content: Document | None = None

    def content_of(self, report: Report) -> Document:
        """Raises ContentChanged; ClaimLost if it was cancelled meanwhile."""
        if self.content is None or self.sha256 != report.sha256:
            self.content = None  # not two of them at a time
            found = Report.objects.values_list("content", flat=True).get(pk=report.pk)
            if found is None:
                raise ClaimLost(report.pk)
            if digest(found) != report.sha256:
                raise ContentChanged("the content is not what its checksum was taken over")
            self.content, self.sha256 = found, report.sha256
        return self.content


def compile_report(
    report_id: int, *, on_gathered: Callable[[], None] = lambda: None, until: float | None = None
) -> bool:
    """Makes the parts of the edition that wait; True if it made some and the edition is ready.

    `on_gathered` is called once the files can be drawn, by others too; no part is begun after
    `until` (time.monotonic). A failure is kept in its part and logged, never raised, unless the
    database itself is gone. Not inside a transaction: claims must be seen.
    """
    desk, made = Desk(), 0
    leave = monotonic() + LEAVE_AFTER if until is None else until
    while monotonic() < leave and (part := claim_part(report_id, now=timezone.now())):
        if _make(part, desk):
            made += 1
            if part.is_gathering:
                on_gathered()
    return _clear_up(report_id) and made > 0


def _clear_up(report_id: int) -> bool:
    """Whether it is ready; when nothing is left to make, files of killed workers are removed."""
    report = Report.objects.defer("content").select_related("round").filter(pk=report_id).first()
    if report and not report.under_way:
        sweep(report)
    return report is not None and report.state == ReportState.READY


def _make(part: ReportPart, desk: Desk) -> bool:
    began = monotonic()
    try:
        forget(part.path)  # of a worker that was killed over this part
        with Heartbeat(part):
            keep = _gathered(part) if part.is_gathering else _drawn(part, desk)
        _keep(part, keep, monotonic() - began)
    except ClaimLost:
        log.warning("part %s was taken over or cancelled", part.pk)
        return False
    except Exception as error:
        _write_down(part, error, monotonic() - began)
        return False
    return True


@dataclass(frozen=True)
class Made:
    """`keep` writes the rows; `path` names the stored file that they tell of, if any."""

    keep: Callable[[Report], None]
    path: str = ""


def _keep(part: ReportPart, made: Made, seconds: float) -> None:
    try:
        finish(part, seconds=seconds, keep=made.keep)
    except ClaimLost:
        forget(made.path)
        raise
    # After an error of the database nobody knows whether the rows were written: the file stays,
    # and is removed by whoever next looks and finds that no row names it.


def _gathered(part: ReportPart) -> Made:
    report = part.report
    with one_picture():
        content = gather(
            report.round, edition=report.edition, as_of=report.as_of, compiled_at=timezone.now()
        )
    checksum = digest(content)

    def keep(held: Report) -> None:
        Report.objects.filter(pk=held.pk).update(content=content, sha256=checksum)
        held.sha256 = checksum

    return Made(keep)


def _drawn(part: ReportPart, desk: Desk) -> Made:
    data = _bytes_of(part, desk.content_of(part.report))
    path = path_for(part)
    if not mine(part).update(path=path):  # before its first byte, for whoever comes after us
        raise ClaimLost(part.pk)
    try:
        row = store(part, path, data)
    except OSError:  # a disk that is full leaves half a file
        forget(path)
        raise

    def keep(_held: Report) -> None:
        ReportFile.objects.bulk_create([row])

    return Made(keep, str(row.file.name))


def _bytes_of(part: ReportPart, content: Document) -> bytes:
    if part.format == FileFormat.JSON:
        return canonical(content)
    code = part.report.sha256[:CODE_LENGTH]
    address = settings.SITE_URL + reverse("verify:code", args=[code])
    return DRAW[part.format](content, part.language, verify_url=address)


def _write_down(part: ReportPart, error: Exception, seconds: float) -> None:
    log.error("part %s of edition %s failed", part.pk, part.report_id, exc_info=error)
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
    code, final = _kind_of(error)
    text = f"{type(error).__name__}: {error}".replace("\0", "")[:2000]
    fail(part, code, text, seconds=seconds, final=final)


KINDS: Final[dict[type[Exception], tuple[str, bool]]] = {
    SoftTimeLimitExceeded: ("too_long", True),  # it would take as long again
    ContentChanged: ("content_changed", True),
    MemoryError: ("no_memory", False),
    DatabaseError: ("database", False),
    OSError: ("storage", False),
}


def _kind_of(error: Exception) -> tuple[str, bool]:
    """A code that stays, and whether to try again is of no use."""
    found: list[Any] = [told for kind, told in KINDS.items() if isinstance(error, kind)]
    return found[0] if found else ("unexpected", False)


def compile_waiting() -> None:
    """Editions whose bell was lost, whose worker was killed, or of which a part is tried again."""
    leave = monotonic() + LEAVE_AFTER
    for report_id in list(waiting(timezone.now()).values_list("pk", flat=True)):
        compile_report(report_id, until=leave)


def clear_left_files(*, now: datetime) -> int:
    """Files of workers that were killed at the very last moment; how many."""
    lately = Report.objects.defer("content").filter(requested_at__gte=now - LEFT_LYING)
    return sum(sweep(report) for report in lately.select_related("round"))
