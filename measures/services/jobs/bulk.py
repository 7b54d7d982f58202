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
from measures.queries.reminders.ordering import MOST, order_of
from measures.services.jobs.progress import Progress
from measures.services.jobs.result import Result
from measures.services.reminders.ordering import name_of, refusal, remind_now

Tell = Callable[[int, int], None]
SHOWN = 500  # rows of an outcome that are kept


@dataclass(frozen=True)
class BulkAct:
    """`each(id, by=, today=, **params)` does it to one row and raises Refused or PermissionDenied
    where it may not: each is done once, whatever happens to workers. Or
    `whole(ids, by=, today=, progress=, **params)` does it to all, calls `progress(done, total)`
    now and then, must bear being called again after a worker died, and returns an outcome:
    {"did": so many, "rows": [{"name": …, "message": …}, …]} of those that were left out. How it is
    called stands in measures.job_words.BULK.
    """

    each: Callable[..., object] | None = None
    whole: Callable[..., dict[str, Any]] | None = None


def run(job: Job, progress: Progress, today: date) -> Result:
    params = dict(job.params)
    act, ids = ACTS[params.pop("act")], params.pop("ids")
    if act.whole:
        outcome = act.whole(ids, by=job.asked_by, today=today, progress=progress, **params)
        return Result(outcome)
    return Result(_each(job, act, ids, progress, today, params))


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
            if said and len(outcome["rows"]) < SHOWN:
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


def remind_many(
    ids: Sequence[int], *, by: User, today: date, progress: Tell, note: str = ""
) -> dict[str, Any]:
    """Reminds of as many reports as can be reminded of, in orders of the usual size."""
    order = order_of(ids, today)
    rows = [
        {"name": name_of(one.owed), "message": str(refusal([one], today))} for one in order.left_out
    ]
    ready = [one.owed.pk for one in order.ready]
    did = 0
    for start in range(0, len(ready), MOST):
        progress(start, len(ready))
        did += remind_now(ready[start : start + MOST], by=by, today=today, note=note).obligations
    return {"did": did, "rows": rows[:SHOWN]}


ACTS: dict[str, BulkAct] = {
    "remind": BulkAct(whole=remind_many),
}
