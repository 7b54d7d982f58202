"""Long work that a person may see."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from agencies.models import User
from measures.models import UNDER_WAY, ImportFile, Job, JobKind, JobState
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


COUNTED = (JobState.QUEUED.value, JobState.RUNNING.value, JobState.FAILED.value)


def jobs_by_state(failed_since: datetime) -> dict[str, int]:
    """What waits, what runs, and what failed since a moment; one statement."""
    late = Q(state=JobState.FAILED, finished_at__gte=failed_since)
    rows = Job.objects.filter(Q(state__in=UNDER_WAY) | late).order_by()
    return dict.fromkeys(COUNTED, 0) | dict(rows.values_list("state").annotate(Count("pk")))
