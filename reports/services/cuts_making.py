"""Make a cut: claimed by one worker, gathered, narrowed, drawn, then frozen at one stroke.

As an edition of the report is compiled (reports.services.compiling), in smaller: a claim that a
killed worker left is taken over, a failure is kept where its owner sees it and tried again.
"""

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256
from time import monotonic
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from measures.permissions.plans import may_manage_plan
from planner.models import ActionPlan
from reports.draw import DRAW
from reports.gather import gather
from reports.gather.narrowed import CannotNarrow, Choice, Document, narrow
from reports.models import CutEdition, CutFile, CutState, FileFormat, ReportingRound
from reports.rules.canonical import canonical, digest
from reports.services.compiling import LEAVE_AFTER
from reports.services.cuts import ATTEMPTS
from reports.services.cuts_news import tell_of_cut
from reports.services.one_picture import one_picture

log = logging.getLogger(__name__)

CLAIM_LASTS: Final = timedelta(minutes=10)
RETRY_AFTER: Final = timedelta(minutes=1)
ABANDONED: Final = "worker_stopped"
NO_ROWS: Final = "no_rows"  # codes, said in words where they are shown


class ClaimLost(Exception):
    """Another worker took it over; what this one made is thrown away."""


def waiting(now: datetime) -> QuerySet[CutEdition]:
    """What a worker may take: queued, failed but worth a retry, or abandoned."""
    return CutEdition.objects.filter(
        Q(state=CutState.QUEUED)
        | Q(state=CutState.FAILED, claimed_at__lte=now - RETRY_AFTER)
        | Q(state=CutState.COMPILING, claimed_at__lte=now - CLAIM_LASTS),
        attempts__lt=ATTEMPTS,
    )


def claim(edition_id: int, *, now: datetime) -> bool:
    """One worker wins; every other sees no row change. One that failed stays until what its owner
    asked for meanwhile is made."""
    taken = {"state": CutState.COMPILING, "claimed_at": now, "error": ""}
    rows = waiting(now).filter(pk=edition_id)
    try:
        with transaction.atomic():
            return rows.update(attempts=F("attempts") + 1, **taken) == 1
    except IntegrityError:
        return False


def give_up_abandoned(*, now: datetime) -> int:
    """Those whose every worker was killed fail, and their owners hear of it; how many."""
    abandoned = CutEdition.objects.filter(
        state=CutState.COMPILING, claimed_at__lte=now - CLAIM_LASTS, attempts__gte=ATTEMPTS
    )
    rows = abandoned.defer("content").select_related("cut")
    return sum(_fail(one, ABANDONED) for one in rows)


def make_waiting(*, now: datetime) -> None:
    """Those asked for first come first; what cannot be begun in time is left to the next sweep."""
    leave = monotonic() + LEAVE_AFTER
    for edition_id in list(waiting(now).order_by("requested_at").values_list("pk", flat=True)):
        if monotonic() >= leave:
            return
        make_cut(edition_id)


def make_cut(edition_id: int) -> bool:
    """Makes it if it waits for that; False when there is nothing to do or it failed.

    A failure is kept in the row and logged, never raised.
    """
    now = timezone.now()
    if not claim(edition_id, now=now):
        return False
    rows = CutEdition.objects.select_related(
        "cut__owner", "cut__plan__concept", "cut__plan__coordinator", "report"
    )
    edition = rows.get(pk=edition_id)
    try:
        _freeze(edition, content := _content(edition, now), list(_draw(edition, content)))
    except ClaimLost:
        log.warning("cut %s was taken over by another worker", edition_id)
    except CannotNarrow:
        _fail(edition, NO_ROWS, for_good=True)
    except Exception as error:
        log.exception("cut %s could not be made", edition_id)
        _fail(edition, f"{type(error).__name__}: {error}"[:2000])
    else:
        return True
    return False


def choice_from(told: dict[str, Any]) -> Choice:
    return Choice(
        agencies=frozenset(told["agencies"]),
        directions=frozenset(told["directions"]),
        sections=tuple(told["sections"]),
        kind=told["kind"],
        name=told["name"],
    )


def latest(
    plan: ActionPlan, as_of: date, *, by: User, today: date, number: int, now: datetime
) -> Document:
    """The facts of a day, in the round that was then reported, as far as `by` may read them: texts
    that are in no edition yet are the coordinating body's alone. Raises Refused "no_round_yet"."""
    round_ = round_reported(plan, as_of)
    with one_picture():
        found = gather(round_, edition=number, as_of=as_of, compiled_at=now)
    return found if may_manage_plan(by, plan, today) else {**found, "narrative": []}


def round_reported(plan: ActionPlan, day: date) -> ReportingRound:
    """The earliest whose report the coordinating body still owes on the day, else the last begun:
    on 6 July it is the second quarter that people meet about, not the third."""
    begun = plan.rounds.filter(starts_on__lte=day).select_related(
        "plan__concept", "plan__coordinator"
    )
    owed = begun.filter(ends_on__lt=day, coordinator_due_on__gte=day).order_by("starts_on").first()
    found = owed or begun.order_by("-starts_on").first()
    if found is None:
        raise Refused("no_round_yet", _("No quarter of the plan has begun yet."))
    return found


def _content(edition: CutEdition, now: datetime) -> Document:
    if edition.report:
        whole = edition.report.content or {}
    else:
        cut, day = edition.cut, edition.as_of  # the day on which it was asked for
        whole = latest(cut.plan, day, by=cut.owner, today=day, number=edition.number, now=now)
    return narrow(whole, choice_from(edition.choice))


def _draw(edition: CutEdition, content: Document) -> Iterator[tuple[str, str, bytes]]:
    for fmt in edition.choice["formats"]:
        if fmt == FileFormat.JSON:
            yield fmt, "", canonical(content)
        else:
            for language in edition.choice["languages"]:
                yield fmt, language, DRAW[fmt](content, language)
                _go_on(edition)


def _mine(edition: CutEdition) -> QuerySet[CutEdition]:
    return CutEdition.objects.filter(
        pk=edition.pk, state=CutState.COMPILING, claimed_at=edition.claimed_at
    )


def _go_on(edition: CutEdition) -> None:
    """A sign of life, so that a large cut is not taken for one that its worker left."""
    now = timezone.now()
    if not _mine(edition).update(claimed_at=now):
        raise ClaimLost(edition.pk)
    edition.claimed_at = now


def file_name(edition: CutEdition, fmt: str, language: str) -> str:
    """e.g. "plan-2008-2010_cut-12_3_2009-07-06_ru.pdf": names of people's own stay out of it."""
    cut, tail = edition.cut, f"_{language}" if language else ""
    day = edition.as_of.isoformat()
    return f"{cut.plan.slug}_cut-{cut.pk}_{edition.number}_{day}{tail}.{FileFormat(fmt).suffix}"


def _freeze(edition: CutEdition, content: Document, drawn: list[tuple[str, str, bytes]]) -> None:
    kept: list[CutFile] = []
    try:
        kept.extend(_kept(edition, *one) for one in drawn)
        with transaction.atomic():
            CutFile.objects.bulk_create(kept)
            if not _mine(edition).update(
                state=CutState.READY,
                content=content,
                sha256=digest(content),
                compiled_at=timezone.now(),
            ):
                raise ClaimLost(edition.pk)
            tell_of_cut(edition, ready=True)
    except BaseException:
        for row in kept:
            default_storage.delete(str(row.file.name))
        raise


def _kept(edition: CutEdition, fmt: str, language: str, data: bytes) -> CutFile:
    row = CutFile(
        edition=edition,
        format=fmt,
        language=language,
        sha256=sha256(data).hexdigest(),
        size=len(data),
    )
    name = f"cuts/{edition.as_of.year}/{file_name(edition, fmt, language)}"
    row.file.name = default_storage.save(name, ContentFile(data))
    return row


def _fail(edition: CutEdition, reason: str, *, for_good: bool = False) -> int:
    """1, or 0 where it is not ours any more."""
    with transaction.atomic():
        told = {"attempts": ATTEMPTS} if for_good else {}
        failed = _mine(edition).update(state=CutState.FAILED, error=reason, **told)
        if failed and (for_good or edition.attempts >= ATTEMPTS):
            tell_of_cut(edition, ready=False)
    return failed
