"""Long work that a person may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from agencies.models import User
from measures.models import (
    UNDER_WAY,
    ImportFile,
    Job,
    JobKind,
    JobState,
    Obligation,
    ProgressEntry,
    ProgressUpload,
)
from measures.rules.long_work import LongWork
from measures.signals import long_work_wanted


def jobs_seen_by(person: User, *, every: bool) -> QuerySet[Job]:
    """The newest first, with who asked and the plan."""
    rows = Job.objects.select_related("plan", "asked_by")
    return rows if every else rows.filter(asked_by=person)


def besides(person: User, *, every: bool) -> list[LongWork]:
    """What other apps have under way or had lately, the newest first."""
    asked = None if every else person
    answers: list[tuple[Any, Any]] = long_work_wanted.send(sender=Job, person=asked)
    found: list[LongWork] = [one for _receiver, some in answers for one in some]
    return sorted(found, key=_asked_at, reverse=True)


def _asked_at(work: LongWork) -> datetime:
    return work.asked_at


def import_under_way(kept: ImportFile) -> Job | None:
    """That which writes the file into its plan just now, whoever asked for it."""
    own = Job.objects.under_way().filter(kind=JobKind.IMPORT, plan=kept.plan_id)
    return own.filter(params__import=kept.pk).first()


def upload_under_way(kept: ProgressUpload) -> Job | None:
    """That which writes the filled-in table just now."""
    own = Job.objects.under_way().filter(kind=JobKind.UPLOAD, asked_by=kept.uploaded_by_id)
    return own.filter(params__upload=kept.pk).first()


COUNTED = (JobState.QUEUED.value, JobState.RUNNING.value, JobState.FAILED.value)


def jobs_by_state(failed_since: datetime) -> dict[str, int]:
    """What waits, what runs, and what failed since a moment; one statement."""
    late = Q(state=JobState.FAILED, finished_at__gte=failed_since)
    rows = Job.objects.filter(Q(state__in=UNDER_WAY) | late).order_by()
    return dict.fromkeys(COUNTED, 0) | dict(rows.values_list("state").annotate(Count("pk")))


@dataclass(frozen=True)
class RowOutcome:
    """What came of one row of a bulk act: `words` say why it was left out, "" where it was done.
    `owed` None: there is no such row (any more)."""

    pk: int
    owed: Obligation | None
    words: str


def rows_gone_through(job: Job) -> list[int]:
    """The ids of a bulk act that a worker has come to, those that were left out first."""
    ids: list[int] = job.params.get("ids", [])
    reached = ids if job.state == JobState.DONE else ids[: job.done]
    left_out = _left_out(job)
    return sorted(reached, key=lambda pk: pk not in left_out)


def _left_out(job: Job) -> dict[int, str]:
    return {row["id"]: row["message"] for row in job.outcome.get("rows", [])}


def outcomes(job: Job, ids: Sequence[int]) -> list[RowOutcome]:
    """What came of these rows of the job; one statement."""
    known, left_out = _owed_by(job, ids), _left_out(job)
    return [RowOutcome(pk, known.get(pk), left_out.get(pk, "")) for pk in ids]


def _owed_by(job: Job, ids: Sequence[int]) -> Mapping[int, Obligation]:
    """Obligations are reminded of; all else is done to reports."""
    if job.params.get("act") == "remind":
        rows: QuerySet[Obligation] = Obligation.objects.select_related("agency", "measure")
        return rows.in_bulk(ids)
    # What was never handed in is its agency's alone, whoever sends its id.
    entries: QuerySet[ProgressEntry] = ProgressEntry.objects.filter(
        submitted_on__isnull=False
    ).select_related("obligation__agency", "obligation__measure")
    return {pk: entry.obligation for pk, entry in entries.in_bulk(ids).items()}
