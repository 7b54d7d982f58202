"""Work that goes on beside the pages: each person’s own, and how long all of it takes."""

from agencies.permissions import About, Person, may
from agencies.rules.rights import Do
from measures.models import Job


def may_cancel_job(by: Person, job: Job) -> bool:
    return may(Do.CANCEL_JOB, by, about=About(owner=job.asked_by_id))


def may_see_every_job(user: Person) -> bool:
    """How long work goes, whoever asked for it; not the files that came of it."""
    return may(Do.SEE_EVERY_JOB, user)
