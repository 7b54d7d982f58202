"""Long work: claimed by one worker, done once, cancelled between steps, revived after a death."""

import pytest

from measures.services import jobs
from tests.measures.jobs.work import NOW


@pytest.fixture
def work(today):
    def go(job=None, now=NOW):
        if job is None:
            return jobs.run_next(today=today, now=now)
        return jobs.run_job(job.pk, today=today, now=now)

    return go
