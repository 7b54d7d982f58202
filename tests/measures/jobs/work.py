"""Long work and what is told of it."""

from datetime import UTC, datetime

NOW = datetime(2026, 1, 15, 6, 0, tzinfo=UTC)


def facts(job):
    job.refresh_from_db()
    return job.state, job.error
