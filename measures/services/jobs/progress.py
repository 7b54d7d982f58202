"""How far a job is, written while it runs; and how its worker hears that it is to stop."""

from time import monotonic
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone

from measures.models import Job, JobState

EVERY: Final = 1.0  # second between two writes; a page asks no oftener


class Stopped(Exception):
    """Its person cancelled the job."""


class ClaimLost(Exception):
    """Another worker took the job over; what this one made is thrown away."""


def mine(job: Job) -> QuerySet[Job]:
    """Still ours: a worker that was taken for dead must not write over its successor."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)


class Progress:
    """Called by the work between its steps."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._written = 0.0

    def __call__(self, done: int, total: int, doing: str = "") -> None:
        """Keeps the claim alive; writes at most once a second, but a new `doing` at once.

        Raises Stopped and ClaimLost.
        """
        new_step = doing != self.job.doing
        self.job.done, self.job.total, self.job.doing = min(done, total), total, doing
        if new_step or monotonic() - self._written >= EVERY:
            self.write()

    def write(self, **fields: Any) -> None:
        """With these fields besides, which the work wants kept."""
        told = {name: getattr(self.job, name) for name in ("done", "total", "doing")}
        going_on = mine(self.job).filter(cancel_asked=False)
        if not going_on.update(**told, **fields, claimed_at=timezone.now()):
            raise why_not(self.job)
        self._written = monotonic()


def why_not(job: Job) -> Exception:
    return Stopped(job.pk) if mine(job).exists() else ClaimLost(job.pk)
