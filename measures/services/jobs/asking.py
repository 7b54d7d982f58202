"""Somebody asks for long work: one row, however often the button is pressed; or takes it back."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import ImportFile, ImportState, Job, JobKind, JobState, ProgressUpload
from measures.permissions.jobs import may_cancel_job
from measures.permissions.plans import check_may_manage_plan, check_may_view
from measures.permissions.uploads import check_may_upload_reports, check_own_upload
from measures.services.jobs.bulk import ACTS, LONGEST
from measures.services.locks import lock
from measures.services.progress_uploads.deciding import already_decided
from measures.services.uploads import decided_before, options_of
from planner.models import ActionPlan

MOST_AT_A_TIME = 5  # jobs of one person under way


@transaction.atomic
def ask_export(
    plan: ActionPlan,
    *,
    fmt: str,
    language: str,
    by: User,
    today: date,
    as_of: date | None = None,
) -> Job:
    """The plan's table as a file. Raises PermissionDenied, Refused "too_many_jobs"."""
    check_may_view(by, today)
    params = {"format": fmt, "language": language, "as_of": as_of.isoformat() if as_of else ""}
    return _ask(JobKind.EXPORT, params, by=by, plan=plan)


@transaction.atomic
def ask_import(kept: ImportFile, *, by: User, today: date) -> Job:
    """The previewed file is written to its plan, all of it or nothing, as `kept` says that it is
    read: what `by` was shown.

    Raises PermissionDenied; Refused "already_decided", "too_many_jobs".
    """
    check_may_manage_plan(by, kept.plan, today)
    if not ImportFile.objects.filter(pk=kept.pk, state=ImportState.PREVIEWED).exists():
        raise decided_before()
    params = {"import": kept.pk, "name": kept.name, "reading": options_of(kept).as_json()}
    return _ask(JobKind.IMPORT, params, by=by, plan=kept.plan)


@transaction.atomic
def ask_upload(
    kept: ProgressUpload, *, hand_in: bool, despite_silence: bool, by: User, today: date
) -> Job:
    """The filled-in table of reports is written, all of it or nothing.

    Raises PermissionDenied; Refused "already_decided", "too_many_jobs".
    """
    check_may_upload_reports(by, today)
    check_own_upload(by, kept)
    if not ProgressUpload.objects.filter(pk=kept.pk, state=ImportState.PREVIEWED).exists():
        raise already_decided()
    choice = {"hand_in": hand_in, "despite_silence": despite_silence}
    return _ask(JobKind.UPLOAD, {"upload": kept.pk, "name": kept.name, **choice}, by=by)


@transaction.atomic
def ask_bulk(act: str, ids: Collection[int], *, by: User, **params: Any) -> Job:
    """One of ACTS on many rows. The right to each is asked when it is done, of `by` as then.

    Raises Refused "nothing_chosen", "too_many", "too_many_jobs"; KeyError for an unknown act.
    """
    ACTS[act]  # known, or a KeyError now rather than in a worker
    if not ids:
        raise Refused("nothing_chosen", _("Choose at least one report."))
    if len(ids) > LONGEST:
        raise Refused("too_many", _("These are too many at once: choose fewer."))
    asked = {"act": act, "ids": list(dict.fromkeys(ids)), **params}
    return _ask(JobKind.BULK, asked, by=by)


def _ask(kind: JobKind, params: dict[str, Any], *, by: User, plan: ActionPlan | None = None) -> Job:
    """The same that is under way already, else a new one; two presses at one moment take turns."""
    lock(User.objects.filter(pk=by.pk))
    own = Job.objects.under_way().filter(asked_by=by)
    if same := own.filter(kind=kind, plan=plan, params=params, cancel_asked=False).first():
        return same
    if own.count() >= MOST_AT_A_TIME:
        message = _("%(most)d of your jobs are under way. Wait for one to end, or cancel it.")
        raise Refused("too_many_jobs", message % {"most": MOST_AT_A_TIME})
    return Job.objects.create(kind=kind, params=params, plan=plan, asked_by=by)


@transaction.atomic
def cancel(job: Job, *, by: User, now: datetime) -> None:
    """What waits ends at once, what runs before its next step. Raises Refused "not_yours",
    "not_under_way"."""
    if not may_cancel_job(by, job):
        raise Refused("not_yours", _("Only who asked for it cancels it."))
    rows = Job.objects.filter(pk=job.pk)
    if rows.filter(state=JobState.QUEUED).update(state=JobState.CANCELLED, finished_at=now):
        return
    if not rows.filter(state=JobState.RUNNING).update(cancel_asked=True):
        raise Refused("not_under_way", _("It is over already."))
