"""The parts of an edition: taken up, kept, tried again, given up.

Everything that moves an edition or its parts holds the edition's row for a moment, so that workers
and people take turns. A claim is told by its number: whose number is old has lost it.
"""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from agencies.translated import ORDER
from measures.models import NoticeKind
from reports.draw import DRAW
from reports.models import (
    GATHERING,
    UNDER_WAY,
    FileFormat,
    PartState,
    Report,
    ReportPart,
    ReportState,
)
from reports.services.news import tell_of_edition

ATTEMPTS: Final = 3  # of a part, be it that it failed or that it killed its worker
ABANDONED: Final = "worker_stopped"
TOLD: Final = {
    ReportState.READY: NoticeKind.EDITION_READY,
    ReportState.INCOMPLETE: NoticeKind.EDITION_INCOMPLETE,
    ReportState.FAILED: NoticeKind.EDITION_FAILED,
}


class ClaimLost(Exception):
    """Another worker took the part over, or somebody cancelled; what was made is thrown away."""


@contextmanager
def held(report_id: int) -> Iterator[Report | None]:
    """The edition's row, locked until the end of the block; None if there is none."""
    with transaction.atomic():
        rows = Report.objects.select_for_update(no_key=True).defer("content")
        yield rows.filter(pk=report_id).first()


def lay_out(report: Report) -> None:
    """The parts of an edition that begins: its gathering, its content, and every other file."""
    wanted = [GATHERING, (FileFormat.JSON.value, "")]
    wanted += [(fmt, language) for language in ORDER for fmt in DRAW]
    ReportPart.objects.bulk_create(
        ReportPart(report=report, position=position, format=fmt, language=language)
        for position, (fmt, language) in enumerate(wanted)
    )


def loose(now: datetime) -> Q:
    """Parts that wait and whose time has come, and those whose worker gave no sign for long."""
    stale = now - timedelta(seconds=settings.COMPILE_CLAIM_SECONDS)
    waits = Q(state=PartState.WAITING) & (Q(not_before=None) | Q(not_before__lte=now))
    return waits | Q(state=PartState.WORKING, claimed_at__lte=stale)


def waiting(now: datetime) -> QuerySet[Report]:
    """Editions of which a worker could take a part just now, those asked for first come first."""
    parts = ReportPart.objects.filter(report=OuterRef("pk"))
    free = parts.filter(loose(now))
    can_go_on = Exists(free.filter(format="")) | (~Q(sha256="") & Exists(free))
    under_way = Report.objects.filter(can_go_on | ~Exists(parts), state__in=UNDER_WAY)
    return under_way.order_by("requested_at", "pk")


def claim_part(report_id: int, *, now: datetime) -> ReportPart | None:
    """The next part of the edition, now ours; None where there is nothing to take.

    Its `report` comes without the content, and with what files are named by.
    """
    with held(report_id) as report:
        if report is None or not report.under_way:
            return None
        if not report.parts.exists():  # queued by an older version
            lay_out(report)
        _give_up_abandoned(report, now)
        part = _take_first(_within_reach(report).filter(loose(now)), now)
        if part:
            Report.objects.filter(pk=report_id).update(state=ReportState.COMPILING)
            report.state = ReportState.COMPILING
    return part


def _within_reach(report: Report) -> QuerySet[ReportPart]:
    """Files are drawn from what was gathered."""
    return report.parts.all() if report.sha256 else report.parts.filter(format="")


def _take_first(rows: QuerySet[ReportPart], now: datetime) -> ReportPart | None:
    """Asked again in the update itself: its worker may have given a sign this very moment."""
    first = rows.order_by("position").values_list("pk", flat=True).first()
    if first is None or not rows.filter(pk=first).update(
        state=PartState.WORKING,
        claims=F("claims") + 1,
        attempts=F("attempts") + 1,
        claimed_by=_worker(),
        claimed_at=now,
        started_at=now,
        not_before=None,
        seconds=None,
    ):
        return None
    found = ReportPart.objects.select_related("report__round__plan__concept")
    return (
        found.select_related("report__round__plan__coordinator")
        .defer("report__content")
        .get(pk=first)
    )


def _worker() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"[:100]


def _give_up_abandoned(report: Report, now: datetime) -> None:
    """A part that every worker died over fails where people see it."""
    dead = report.parts.filter(loose(now), state=PartState.WORKING, attempts__gte=ATTEMPTS)
    if dead.update(state=PartState.FAILED, error_code=ABANDONED, error=""):
        settle(report)


def mine(part: ReportPart) -> QuerySet[ReportPart]:
    return ReportPart.objects.filter(pk=part.pk, state=PartState.WORKING, claims=part.claims)


def renew(part: ReportPart, *, now: datetime) -> bool:
    """A sign of life; False when the part is not ours any more."""
    return mine(part).update(claimed_at=now) == 1


def finish(part: ReportPart, *, seconds: float, keep: Callable[[Report], None]) -> None:
    """`keep` writes what was made, at one stroke with the part being done. Raises ClaimLost."""
    with held(part.report_id) as report:
        done = {"state": PartState.DONE, "seconds": seconds, "error_code": "", "error": ""}
        # Of another content: it was cancelled and asked for anew while this was made.
        same = report is not None and (part.is_gathering or report.sha256 == part.report.sha256)
        if not (same and report and report.under_way and mine(part).update(**done)):
            raise ClaimLost(part.pk)
        keep(report)
        settle(report)


def fail(part: ReportPart, code: str, text: str, *, seconds: float, final: bool) -> None:
    """Tried again after a while, or given up; nothing happens if it is not ours any more."""
    over = final or part.attempts >= ATTEMPTS
    wait = timedelta(seconds=settings.COMPILE_RETRY_SECONDS * 4 ** (part.attempts - 1))
    with held(part.report_id) as report:
        failed = mine(part).update(
            state=PartState.FAILED if over else PartState.WAITING,
            not_before=None if over else timezone.now() + wait,
            seconds=seconds,
            error_code=code,
            error=text,
        )
        if failed and over and report:
            settle(report)


def settle(report: Report, *, telling: bool = True) -> None:
    """What the edition has come to, now that one of its parts has; its row is held.

    Tells who asked for it when nothing is left to do.
    """
    by_state = dict(report.parts.order_by().values_list("state").annotate(Count("pk")))
    done, total = by_state.get(PartState.DONE, 0), sum(by_state.values())
    state = _state_of(report, by_state)
    if state in UNDER_WAY:
        Report.objects.filter(pk=report.pk).update(progress=done * 100 // total)
        return
    now = timezone.now()
    ended = {
        ReportState.READY: {"progress": 100, "compiled_at": now},
        ReportState.INCOMPLETE: {
            "progress": done * 100 // total,
            "incomplete_at": report.incomplete_at or now,
        },
    }.get(state, {})
    Report.objects.filter(pk=report.pk).update(state=state, **ended)
    report.state = state
    if telling:
        tell_of_edition(report, TOLD[state])


def _state_of(report: Report, by_state: dict[str, int]) -> ReportState:
    failed, done = (by_state.get(one, 0) for one in (PartState.FAILED, PartState.DONE))
    if failed and report.parts.filter(format="", state=PartState.FAILED).exists():
        return ReportState.FAILED
    if failed + done < sum(by_state.values()):
        return ReportState(report.state)
    return ReportState.INCOMPLETE if failed else ReportState.READY
