"""Long work is asked for once, done once, cancelled, taken over from the dead."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.errors import Refused
from agencies.models import Membership, Role
from measures.importing.outcome import Options
from measures.models import ImportFile, Job, Measure, Notice
from measures.services import jobs
from measures.services.jobs import progress, tables
from measures.services.jobs.progress import ClaimLost, Progress, Stopped
from measures.services.jobs.working import _claim
from measures.services.uploads import keep_upload, read_otherwise
from tests.factories import AgencyFactory, MeasureFactory, person
from tests.measures.importing.files import xlsx
from tests.measures.jobs.work import NOW, facts
from tests.measures.views.sending import BAD, GOOD

LATER = NOW + timedelta(days=1)


@pytest.fixture
def kept(plan, coordinator, today):
    AgencyFactory(short_ru="МИМ")
    upload = SimpleUploadedFile("plan.xlsx", xlsx(GOOD))
    return keep_upload(plan, upload, by=coordinator, today=today, options=Options())


@pytest.fixture
def export(plan, officer, today):
    MeasureFactory(plan=plan)
    return jobs.ask_export(plan, fmt="xlsx", language="ru", by=officer, today=today)


def test_pressed_twice_it_is_asked_for_once(export, plan, officer, today):
    again = jobs.ask_export(plan, fmt="xlsx", language="ru", by=officer, today=today)
    other = jobs.ask_export(plan, fmt="docx", language="ru", by=officer, today=today)
    assert (again, other == export, Job.objects.count()) == (export, False, 2)


def test_nobody_has_more_than_a_few_under_way(plan, officer, today):
    for fmt, language in [
        ("docx", "ru"),
        ("docx", "kk"),
        ("docx", "en"),
        ("xlsx", "ru"),
        ("xlsx", "kk"),
    ]:
        jobs.ask_export(plan, fmt=fmt, language=language, by=officer, today=today)
    with pytest.raises(Refused) as refused:
        jobs.ask_export(plan, fmt="xlsx", language="en", by=officer, today=today)
    assert (refused.value.code, Job.objects.count()) == ("too_many_jobs", 5)


def test_only_the_coordinator_has_a_file_written(kept, officer, today):
    with pytest.raises(PermissionDenied):
        jobs.ask_import(kept, by=officer, today=today)


def test_a_file_is_drawn_kept_and_told(export, officer, work):
    assert (work(), work()) == (True, False)
    assert facts(export) == ("done", "")
    assert (Path(export.file.path).read_bytes()[:2], export.file_name[-8:]) == (b"PK", "-ru.xlsx")
    notice = Notice.objects.get()
    assert (notice.kind, notice.recipient, notice.job) == ("job_done", officer, export)


def test_a_table_is_written_once_with_the_job(kept, coordinator, work, today):
    job = jobs.ask_import(kept, by=coordinator, today=today)
    assert work(job)
    assert (facts(job), job.outcome) == (("done", ""), {"measures": 2, "obligations": 2})
    assert (Measure.objects.count(), ImportFile.objects.get().state) == (2, "applied")


def test_a_file_that_is_read_otherwise_meanwhile_is_not_written(
    plan, kept, coordinator, work, today
):
    """What a person confirmed is written or nothing; confirmed anew, it is another job."""
    job = jobs.ask_import(kept, by=coordinator, today=today)
    colleague = person(plan.coordinator, Role.COORDINATOR)
    read_otherwise(kept, Options(language="kk"), by=colleague, today=today)
    assert work(job)
    assert (facts(job), Measure.objects.count()) == (("failed", "read_otherwise"), 0)
    assert "Look at it again" in job.error_text
    again = jobs.ask_import(ImportFile.objects.get(), by=coordinator, today=today)
    assert work(again)
    assert (facts(again), Measure.objects.count()) == (("done", ""), 2)


def test_a_table_with_errors_writes_nothing(plan, coordinator, work, today):
    upload = SimpleUploadedFile("plan.xlsx", xlsx(BAD))
    kept = keep_upload(plan, upload, by=coordinator, today=today, options=Options())
    job = jobs.ask_import(kept, by=coordinator, today=today)
    assert work()
    assert (facts(job), Measure.objects.count()) == (("failed", "errors_found"), 0)
    assert "errors on the page of the file" in job.error_text
    assert (Notice.objects.get().kind, ImportFile.objects.get().state) == (
        "job_failed",
        "previewed",
    )


def test_who_lost_the_role_meanwhile_gets_nothing(export, officer, work):
    Membership.objects.filter(user=officer).delete()
    assert work()
    assert (facts(export), bool(export.file)) == (("failed", "not_allowed"), False)


def test_what_nobody_foresaw_is_kept_by_its_code(export, work):
    Job.objects.update(params={})
    assert work()
    assert facts(export) == ("failed", "unexpected")


def test_what_waits_is_cancelled_at_once(export, officer, work):
    jobs.cancel(export, by=officer, now=NOW)
    assert (facts(export), work()) == (("cancelled", ""), False)


def test_what_runs_stops_at_its_next_step_and_leaves_nothing(
    kept, coordinator, work, today, monkeypatch
):
    job = jobs.ask_import(kept, by=coordinator, today=today)

    def and_cancel(*args, **kwargs):
        done = apply(*args, **kwargs)
        jobs.cancel(job, by=coordinator, now=NOW)
        return done

    apply = tables.apply_import
    monkeypatch.setattr(tables, "apply_import", and_cancel)
    assert work()
    assert (facts(job)[0], Measure.objects.count(), Notice.objects.count()) == ("cancelled", 0, 0)


def test_another_does_not_cancel_it(export, coordinator):
    with pytest.raises(Refused) as refused:
        jobs.cancel(export, by=coordinator, now=NOW)
    assert refused.value.code == "not_yours"


def test_what_is_over_is_not_cancelled(export, officer, work):
    work()
    with pytest.raises(Refused) as refused:
        jobs.cancel(export, by=officer, now=NOW)
    assert (refused.value.code, facts(export)[0]) == ("not_under_way", "done")


def test_a_dead_workers_job_is_done_by_another(export, work, settings):
    dead = _claim(Job.objects.all(), NOW)
    assert (work(), facts(export)[0]) == (False, "running")
    soon = NOW + timedelta(seconds=settings.JOB_CLAIM_SECONDS)
    assert (work(now=soon), work(export, now=LATER + timedelta(seconds=1))) == (False, True)
    assert facts(export)[0] == "done"
    with pytest.raises(ClaimLost):
        Progress(dead)(1, 2)


def test_a_job_that_kills_every_worker_is_given_up(export, today):
    for day in range(3):
        assert _claim(Job.objects.all(), NOW + timedelta(days=day))
    late = NOW + timedelta(days=4)
    assert not jobs.run_next(today=today, now=late)
    jobs.give_up_abandoned(today=today, now=late)
    assert (facts(export), Notice.objects.get().kind) == (
        ("failed", "worker_stopped"),
        "job_failed",
    )


def test_progress_is_written_once_a_second_and_at_each_new_step(
    export, django_assert_num_queries, monkeypatch
):
    clock = iter([10.0, 10.1, 10.2, 11.5, 11.5])
    monkeypatch.setattr(progress, "monotonic", lambda: next(clock))
    tell = Progress(_claim(Job.objects.all(), NOW))
    with django_assert_num_queries(2):
        for done in range(4):
            tell(done, 4, "drawing")
    export.refresh_from_db()
    assert (export.done, export.total, export.doing) == (3, 4, "drawing")


def test_one_who_is_to_stop_hears_it_at_the_next_step(export, officer):
    claimed = _claim(Job.objects.all(), NOW)
    jobs.cancel(export, by=officer, now=NOW)
    with pytest.raises(Stopped):
        Progress(claimed)(1, 2, "drawing")


def test_files_are_kept_for_some_days(export, work, settings):
    work()
    export.refresh_from_db()
    path = export.file.path
    settings.JOB_FILE_DAYS = 7
    ended = export.finished_at
    assert jobs.clear_old_files(now=ended + timedelta(days=6)) == 0
    assert jobs.clear_old_files(now=ended + timedelta(days=8)) == 1
    export.refresh_from_db()
    assert (bool(export.file), export.file_name != "", path) == (False, True, path)
    assert not Path(path).exists()
