"""A filled-in table of reports as long work."""

from datetime import date

from django.utils import timezone

from measures.models import Job, ProgressUpload
from measures.services.jobs.progress import Progress
from measures.services.jobs.result import Result
from measures.services.progress_uploads.writing import write_upload


def run_upload(job: Job, progress: Progress, today: date) -> Result:
    """Inside the transaction in which the job is finished: it is written once or not at all."""
    kept = ProgressUpload.objects.get(pk=job.params["upload"])
    did = write_upload(
        kept,
        hand_in=job.params["hand_in"],
        despite_silence=job.params["despite_silence"],
        by=job.asked_by,
        today=today,
        now=timezone.now(),
    )
    return Result({"did": did})
