"""Plan tables as long work: one is written into a plan, another is drawn from it."""

from datetime import date

from django.utils.translation import gettext as _

from agencies.errors import Refused
from measures.exporting import export_plan
from measures.models import ImportFile, Job
from measures.permissions.plans import check_may_view
from measures.services.jobs.progress import Progress
from measures.services.jobs.result import Result
from measures.services.uploads import apply_import, check_same_reading


def run_import(job: Job, progress: Progress, today: date) -> Result:
    """Inside the transaction in which the job is finished: it is written once or not at all, and
    nothing can be told of how far it is."""
    kept = ImportFile.objects.select_related("plan", "uploaded_by").get(pk=job.params["import"])
    check_same_reading(kept, job.params.get("reading"))
    outcome = apply_import(kept, by=job.asked_by, today=today)
    if outcome.errors:
        message = _("Nothing was written: the errors on the page of the file stand in the way.")
        raise Refused("errors_found", message)
    return Result({"measures": len(outcome.rows), "obligations": outcome.obligations})


def run_export(job: Job, progress: Progress, today: date) -> Result:
    check_may_view(job.asked_by, today)
    assert job.plan  # noqa: S101  (asked for so)
    fmt, language, day = (job.params[name] for name in ("format", "language", "as_of"))
    progress(0, 2, "drawing")
    content = export_plan(job.plan, fmt, language, date.fromisoformat(day) if day else None)
    progress(1, 2, "saving")
    name = "-".join(filter(None, (job.plan.slug, day, language)))
    return Result(file=(f"{name}.{fmt}", content))
