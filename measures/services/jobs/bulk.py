"""One act on many rows, as long work. An act is a function that is hung into ACTS."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import Job
from measures.services.jobs.progress import Progress
from measures.services.jobs.result import Result
from measures.services.reminders.ordering import refusal, remind_possible
from measures.services.together import accept_one, assign_one

LONGEST = 1000  # rows: what one worker does well within the time limit of its task


@dataclass(frozen=True)
class BulkAct:
    """`each(id, by=, today=, **params)` does it to one row and raises Refused or PermissionDenied
    where it may not: each is done once, whatever happens to workers. Or
    `whole(ids, by=, today=, **params)` does it to all in one transaction and returns an outcome:
    {"did": so many, "rows": [{"id": …, "message": …}, …]} of those that were left out; it is kept
    in that transaction, so that a successor does not do it again. How an act is called stands in
    measures.job_words.BULK, what its rows are in measures.queries.jobs.
    """

    each: Callable[..., object] | None = None
    whole: Callable[..., dict[str, Any]] | None = None


def run(job: Job, progress: Progress, today: date) -> Result:
    params = dict(job.params)
    act, ids = ACTS[params.pop("act")], params.pop("ids")
    if act.whole:
        return Result(job.outcome or _whole(job, act.whole, ids, progress, today, params))
    return Result(_each(job, act, ids, progress, today, params))


def _whole(
    job: Job,
    whole: Callable[..., dict[str, Any]],
    ids: Sequence[int],
    progress: Progress,
    today: date,
    params: dict[str, Any],
) -> dict[str, Any]:
    progress(0, len(ids), "acting")
    with transaction.atomic():
        outcome = whole(ids, by=job.asked_by, today=today, **params)
        job.done = len(ids)
        progress.write(outcome=outcome)
    return outcome


def _each(
    job: Job,
    act: BulkAct,
    ids: Sequence[int],
    progress: Progress,
    today: date,
    params: dict[str, Any],
) -> dict[str, Any]:
    """Each row is done and counted in one transaction: a successor goes on behind the last."""
    outcome = {"did": 0, "rows": [], **job.outcome}
    for place in range(job.done, len(ids)):
        with transaction.atomic():
            said = _one(act, ids[place], job.asked_by, today, params)
            outcome["did"] += not said
            if said:
                outcome["rows"] = [*outcome["rows"], {"id": ids[place], "message": said}]
            job.done, job.total, job.doing = place + 1, len(ids), "acting"
            progress.write(outcome=outcome)
    return outcome


def _one(act: BulkAct, pk: int, by: User, today: date, params: dict[str, Any]) -> str:
    """What stood against it; "" where it was done."""
    assert act.each  # noqa: S101  (an act has one of the two)
    try:
        with transaction.atomic():
            act.each(pk, by=by, today=today, **params)
    except Refused as refused:
        return str(refused)
    except PermissionDenied as denied:
        return str(denied) or _("You may not do this.")
    return ""


def remind_many(ids: Sequence[int], *, by: User, today: date, note: str = "") -> dict[str, Any]:
    """Reminds of as many reports as can be reminded of, in one order: a person gets one mail."""
    done, left_out = remind_possible(ids, by=by, today=today, note=note)
    rows = [{"id": one.owed.pk, "message": str(refusal([one], today))} for one in left_out]
    return {"did": done.obligations, "rows": rows}


ACTS: dict[str, BulkAct] = {
    "remind": BulkAct(whole=remind_many),
    "accept": BulkAct(each=accept_one),
    "assign": BulkAct(each=assign_one),
}
