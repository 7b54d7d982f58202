"""Ids that a person may not know of lead nowhere when several are decided at once."""

from datetime import UTC, date, datetime

from agencies.models import User
from measures.models import Job, Obligation
from measures.queries.jobs import RowOutcome, outcomes
from measures.services.jobs import ask_bulk, run_job
from measures.services.progress import Draft, save_draft
from measures.services.together import accept_together, assign_together


def test_a_draft_is_as_unknown_as_a_report_that_is_not_there(
    obligation: Obligation, officer: User, coordinator: User, today: date
) -> None:
    draft = save_draft(obligation, Draft("Ещё не сказано."), by=officer, today=today)
    accepted = accept_together([draft.pk], by=coordinator, today=today)
    given = assign_together([draft.pk], to=coordinator, by=coordinator, today=today)
    assert [(one.entry, one.code) for one in (*accepted, *given)] == [(None, "unknown")] * 2
    job = ask_bulk("accept", [draft.pk], by=coordinator)
    run_job(job.pk, today=today, now=datetime(2009, 7, 6, 9, 0, tzinfo=UTC))
    told = outcomes(Job.objects.get(), [draft.pk])
    assert told == [RowOutcome(draft.pk, None, "This report does not exist.")]
