"""A worker takes a job, does it, and writes down what came of it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone, translation

from agencies.errors import Refused
from measures.models import Job, JobKind, JobState, NoticeKind
from measures.services.jobs import bulk, tables, uploads
from measures.services.jobs.progress import ClaimLost, Progress, Stopped, mine, why_not
from measures.services.jobs.result import Result
from measures.services.notices import News, tell

log = logging.getLogger(__name__)

ATTEMPTS: Final = 3  # workers that a job may kill
MOST_BELLS: Final = 100  # rung by a sweep: the rest waits for the next one


@dataclass(frozen=True)
class Work:
    """`run(job, progress, today)`. `at_one_stroke`: in the transaction that finishes the job."""

    run: Callable[[Job, Progress, date], Result]
    at_one_stroke: bool = False
    doing: str = ""


KINDS: Final = {
    JobKind.IMPORT: Work(tables.run_import, at_one_stroke=True, doing="writing"),
    JobKind.EXPORT: Work(tables.run_export),
    JobKind.BULK: Work(bulk.run),
    JobKind.UPLOAD: Work(uploads.run_upload, at_one_stroke=True, doing="acting"),
}


def stale_before(now: datetime) -> datetime:
    """A claim as old as this belongs to a worker that is gone."""
    return now - timedelta(seconds=settings.JOB_CLAIM_SECONDS)


def run_next(*, today: date, now: datetime) -> bool:
    """Does the job that has waited longest; False when none waits. What goes wrong is kept in the
    row and logged, never raised. Not inside a transaction: the claim must stand first."""
    return _run(Job.objects.all(), today=today, now=now)


def run_job(job_id: int, *, today: date, now: datetime) -> bool:
    """Does this one if it waits for that; False where another worker has it, or it is over."""
    return _run(Job.objects.filter(pk=job_id), today=today, now=now)


def _run(among: QuerySet[Job], *, today: date, now: datetime) -> bool:
    job = _claim(among, now)
    if job is None:
        return False
    try:
        _do(job, today)
    except ClaimLost:
        log.warning("job %s was taken over by another worker", job.pk)
    except Stopped:
        mine(job).update(state=JobState.CANCELLED, doing="", finished_at=timezone.now())
    except Exception as error:
        _fail(job, error, today)
    return True


def left_lying(*, now: datetime) -> list[int]:
    """Jobs (ids) that a worker could take just now, those that have waited longest first."""
    ready = Job.objects.ready(stale_before(now)).filter(attempts__lt=ATTEMPTS)
    return list(ready.order_by("created_at", "pk").values_list("pk", flat=True)[:MOST_BELLS])


def _claim(among: QuerySet[Job], now: datetime) -> Job | None:
    """One worker wins; rows that another is just claiming are passed over."""
    with transaction.atomic():
        ready = among.ready(stale_before(now)).filter(attempts__lt=ATTEMPTS)  # type: ignore[attr-defined]
        rows = ready.order_by("created_at", "pk").select_for_update(skip_locked=True)
        first = rows.values_list("pk", flat=True).first()
        if not ready.filter(pk=first).update(
            state=JobState.RUNNING,
            claimed_at=now,
            attempts=F("attempts") + 1,
            started_at=Coalesce(F("started_at"), Value(now)),
        ):
            return None
    return Job.objects.select_related("asked_by", "plan").get(pk=first)


def _do(job: Job, today: date) -> None:
    """In the language of who asked, for words that are kept with the job."""
    if job.cancel_asked:
        raise Stopped(job.pk)
    work, progress = KINDS[JobKind(job.kind)], Progress(job)
    with translation.override(job.asked_by.language or "ru"):
        if work.at_one_stroke:
            progress(0, 0, work.doing)
            with transaction.atomic():
                _finish(job, work.run(job, progress, today), today)
        else:
            _finish(job, work.run(job, progress, today), today)


def _finish(job: Job, result: Result, today: date) -> None:
    """Nothing is left of the file when the job is not ours any more, or was cancelled."""
    kept = _keep(job, result)
    try:
        with transaction.atomic():
            going_on = mine(job).filter(cancel_asked=False)
            if not going_on.update(
                state=JobState.DONE,
                done=F("total"),
                doing="",
                outcome=result.outcome,
                finished_at=timezone.now(),
                **kept,
            ):
                raise why_not(job)
            _tell(job, NoticeKind.JOB_DONE, today)
    except BaseException:
        if kept:
            job.file.storage.delete(kept["file"])
        raise


def _keep(job: Job, result: Result) -> dict[str, Any]:
    if not result.file:
        return {}
    name, content = result.file
    path = job.file.field.generate_filename(job, name)
    return {"file": job.file.storage.save(path, ContentFile(content)), "file_name": name}


def _tell(job: Job, kind: NoticeKind, today: date) -> None:
    rows = {"job_id": job.pk, "plan_id": job.plan_id}
    told = News(kind, f"job:{job.pk}", person=job.asked_by_id, rows=rows)
    tell(told, by=None, today=today)


def _fail(job: Job, error: Exception, today: date) -> None:
    code, text = _in_words(error)
    if code == "unexpected":
        log.exception("job %s failed", job.pk)
    _give_up(mine(job), job, code, text, today)


def _in_words(error: Exception) -> tuple[str, str]:
    """A code, and words where somebody wrote them for people."""
    match error:
        case Refused():
            return error.code, str(error)
        case PermissionDenied():
            return "not_allowed", str(error)
        case SoftTimeLimitExceeded():
            return "too_long", ""
    return "unexpected", ""


@transaction.atomic
def _give_up(rows: QuerySet[Job], job: Job, code: str, text: str, today: date) -> None:
    failed = {"state": JobState.FAILED, "doing": "", "error": code, "error_text": text}
    if rows.update(**failed, finished_at=timezone.now()):
        _tell(job, NoticeKind.JOB_FAILED, today)


def give_up_abandoned(*, today: date, now: datetime) -> None:
    """Jobs that killed every worker fail where people see it."""
    gone = Job.objects.ready(stale_before(now)).filter(attempts__gte=ATTEMPTS)
    for job in gone:
        _give_up(mine(job), job, "worker_stopped", "", today)
