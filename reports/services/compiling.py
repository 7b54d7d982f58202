"""Compile an edition: claimed by one worker, gathered once, drawn, then frozen at one stroke.

Progress is written outside of that stroke, so that the page sees it. A worker that was killed
leaves a claim that another one takes over; an edition that cannot be drawn fails where people see
why, and is tried again a few times.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from agencies.translated import ORDER
from measures.models import NoticeKind
from reports.draw import DRAW
from reports.gather import gather
from reports.gather.document import Document
from reports.models import FileFormat, Report, ReportState
from reports.rules.canonical import canonical, digest
from reports.services.files import Drawn, forget, keep
from reports.services.news import tell_of_edition

log = logging.getLogger(__name__)

ATTEMPTS: Final = 3
ABANDONED: Final = "worker_stopped"  # kept as a code, said in words where it is shown
CLAIM_LASTS: Final = timedelta(minutes=10)
RETRY_AFTER: Final = timedelta(minutes=1)
GATHERED_PERCENT, DRAWN_PERCENT = 10, 95


class ClaimLost(Exception):
    """Another worker took the edition over; what this one made is thrown away."""


def waiting(now: datetime) -> QuerySet[Report]:
    """Editions that a worker may take: queued, failed but worth a retry, or abandoned."""
    return Report.objects.filter(
        Q(state=ReportState.QUEUED)
        | Q(state=ReportState.FAILED, claimed_at__lte=now - RETRY_AFTER)
        | Q(state=ReportState.COMPILING, claimed_at__lte=now - CLAIM_LASTS),
        attempts__lt=ATTEMPTS,
    )


def claim(report_id: int, *, now: datetime) -> bool:
    """One worker wins; every other sees no row change."""
    try:
        with transaction.atomic():
            taken = (
                waiting(now)
                .filter(pk=report_id)
                .update(
                    state=ReportState.COMPILING,
                    claimed_at=now,
                    attempts=F("attempts") + 1,
                    progress=0,
                    step="gathering",
                    error="",
                )
            )
            return taken == 1
    except IntegrityError:  # a newer request of the same round is under way
        return False


def give_up_abandoned(*, now: datetime) -> int:
    """Editions whose every worker was killed fail where people see it; how many."""
    return Report.objects.filter(
        state=ReportState.COMPILING, claimed_at__lte=now - CLAIM_LASTS, attempts__gte=ATTEMPTS
    ).update(state=ReportState.FAILED, error=ABANDONED, step="")


def compile_report(report_id: int) -> bool:
    """Compiles the edition if it waits for that; False when there is nothing to do or it failed.

    A failure is kept in the row (state, error, attempts) and logged, never raised.
    """
    now = timezone.now()
    if not claim(report_id, now=now):
        return False
    report = Report.objects.select_related("round__plan__concept", "round__plan__coordinator").get(
        pk=report_id
    )
    try:
        _compile(report)
    except ClaimLost:
        log.warning("edition %s was taken over by another worker", report_id)
        return False
    except Exception as error:
        log.exception("edition %s could not be compiled", report_id)
        _fail(report, error)
        return False
    return True


def _compile(report: Report) -> None:
    with _one_picture():
        content = gather(
            report.round,
            edition=report.edition,
            as_of=report.as_of,
            compiled_at=report.claimed_at or timezone.now(),
        )
    _tell(report, GATHERED_PERCENT, "drawing")
    drawn = list(_draw(report, content))
    _tell(report, DRAWN_PERCENT, "saving")
    _freeze(report, content, drawn)


@contextmanager
def _one_picture() -> Iterator[None]:
    """All statements see the same moment, whatever is written meanwhile."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _draw(report: Report, content: Document) -> Iterator[Drawn]:
    wanted = [(language, fmt) for language in ORDER for fmt in DRAW]
    yield Drawn(FileFormat.JSON, "", canonical(content))
    for number, (language, fmt) in enumerate(wanted, start=1):
        yield Drawn(FileFormat(fmt), language, DRAW[fmt](content, language))
        share = (DRAWN_PERCENT - GATHERED_PERCENT) * number // len(wanted)
        _tell(report, GATHERED_PERCENT + share, "drawing")


def _mine(report: Report) -> QuerySet[Report]:
    return Report.objects.filter(
        pk=report.pk, state=ReportState.COMPILING, claimed_at=report.claimed_at
    )


def _tell(report: Report, percent: int, step: str) -> None:
    if not _mine(report).update(progress=percent, step=step):
        raise ClaimLost(report.pk)


def _freeze(report: Report, content: Document, drawn: list[Drawn]) -> None:
    kept = keep(report, drawn)
    try:
        with transaction.atomic():
            report.files.bulk_create(kept)
            if not _mine(report).update(
                state=ReportState.READY,
                content=content,
                sha256=digest(content),
                compiled_at=timezone.now(),
                progress=100,
                step="",
            ):
                raise ClaimLost(report.pk)
            tell_of_edition(report, NoticeKind.EDITION_READY)
    except BaseException:
        forget(kept)
        raise


def _fail(report: Report, error: Exception) -> None:
    reason = f"{type(error).__name__}: {error}"[:2000]
    with transaction.atomic():
        failed = _mine(report).update(state=ReportState.FAILED, error=reason, step="")
        if failed and report.attempts >= ATTEMPTS:  # until then it is tried again
            tell_of_edition(report, NoticeKind.EDITION_FAILED)
