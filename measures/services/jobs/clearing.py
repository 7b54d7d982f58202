"""Files that came of long work are kept for some days; that they were made stays on record."""

from datetime import datetime, timedelta

from django.conf import settings

from measures.models import Job


def clear_old_files(*, now: datetime) -> int:
    """How many were removed. The row forgets the file first: a file without its row is harmless."""
    until = now - timedelta(days=settings.JOB_FILE_DAYS)
    old = Job.objects.exclude(file="").filter(finished_at__lt=until)
    cleared = 0
    for job in old:
        if Job.objects.filter(pk=job.pk, file=job.file.name).update(file=""):
            job.file.storage.delete(job.file.name or "")
            cleared += 1
    return cleared
