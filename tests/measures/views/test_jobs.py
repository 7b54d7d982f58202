"""Pages of long work: how far it is, whose it is, what can be downloaded."""

from datetime import UTC, datetime
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError

from agencies.models import Membership, Role
from measures import tasks
from measures.models import ImportFile, Job, Measure
from measures.services import jobs
from tests.factories import AgencyFactory, MeasureFactory, UserFactory, person
from tests.measures.views.conftest import signed_in
from tests.measures.views.sending import GOOD, decide, send, text_of

NOW = datetime(2026, 1, 15, 6, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def bells(monkeypatch, settings):
    """Jobs for which a worker was rung."""
    rung = []
    monkeypatch.setattr(tasks.run_job, "delay", rung.append)
    settings.JOB_FROM_ROWS = 2
    return rung


@pytest.fixture
def export(plan, officer, today):
    MeasureFactory(plan=plan)
    return jobs.ask_export(plan, fmt="xlsx", language="ru", by=officer, today=today)


def done(job, today):
    assert jobs.run_job(job.pk, today=today, now=NOW)
    job.refresh_from_db()
    return job


def address(job, page=""):
    return f"/jobs/{job.pk}/{page}"


def test_a_job_is_seen_while_it_waits_runs_and_is_over(export, officer, today):
    client = signed_in(officer)
    waits = client.get(address(export)).text
    Job.objects.filter(pk=export.pk).update(state="running", done=1, total=4, doing="drawing")
    runs = client.get(address(export)).text
    Job.objects.filter(pk=export.pk).update(state="queued")
    done(export, today)
    over = client.get(address(export)).text
    assert "It waits for a worker." in waits
    assert '<progress max="100" value="25"' in runs
    assert "the file is drawn: 1 of 4" in runs
    assert f'href="{address(export, "file/")}"' in over
    assert ["every 2s" in page for page in (waits, runs, over)] == [True, True, False]


def test_the_poll_answers_a_part_and_reloads_the_page_at_the_end(export, officer, today):
    client, htmx = signed_in(officer), {"HX-Request": "true"}
    first = client.get(address(export, "progress/"), headers=htmx)
    done(export, today)
    last = client.get(address(export, "progress/"), headers=htmx)
    assert ("<html" in first.text, first.get("HX-Refresh"), last["HX-Refresh"]) == (
        False,
        None,
        "true",
    )
    assert client.get(address(export, "progress/")).url == address(export)


def test_it_is_cancelled_on_its_page(export, officer):
    page = signed_in(officer).post(address(export, "cancel/"), follow=True)
    assert "It was cancelled." in page.text


PAGES = ["", "progress/", "file/"]


@pytest.mark.parametrize("page", PAGES)
def test_anothers_job_is_not_there(export, agency, today, page):
    done(export, today)
    colleague = signed_in(person(agency, Role.OFFICER))
    assert colleague.get(address(export, page)).status_code == 404
    assert colleague.post(address(export, "cancel/")).status_code == 404
    assert "the table of the plan" not in colleague.get("/jobs/").text.lower()


def test_an_administrator_looks_on_and_downloads_nothing(export, agency, today):
    done(export, today)
    keeper = person(agency, Role.OBSERVER, is_staff=True, is_superuser=True)
    client = signed_in(keeper)
    assert "The table of the plan is drawn" in client.get("/jobs/").text
    page = client.get(address(export))
    assert (page.status_code, "file/" in page.text, "cancel/" in page.text) == (200, False, False)
    assert client.get(address(export, "file/")).status_code == 404
    assert "Only who asked for it" in client.post(address(export, "cancel/"), follow=True).text


def test_the_file_is_downloaded_as_itself(export, officer, today):
    done(export, today)
    answer = signed_in(officer).get(address(export, "file/"))
    assert (answer.content[:2], answer["X-Content-Type-Options"]) == (b"PK", "nosniff")
    assert answer["Content-Disposition"] == f'attachment; filename="{export.file_name}"'
    assert (answer["Content-Security-Policy"], answer["Cache-Control"]) == (
        "default-src 'none'; sandbox",
        "private, no-store",
    )


def test_who_has_no_role_any_more_downloads_nothing(export, officer, today):
    done(export, today)
    Membership.objects.filter(user=officer).delete()
    assert signed_in(officer).get(address(export, "file/")).status_code == 403


def test_a_file_that_was_removed_is_not_there(export, officer, today):
    done(export, today)
    Job.objects.update(file="")
    client = signed_in(officer)
    assert client.get(address(export, "file/")).status_code == 404
    assert "Ask for it again." in client.get(address(export)).text


def test_a_job_that_failed_says_why(export, officer, today):
    Job.objects.update(state="failed", error="too_long", finished_at=NOW)
    assert "It took too long" in signed_in(officer).get(address(export)).text


@pytest.mark.parametrize("rows", [3, 30])
def test_as_many_statements_for_many_as_for_few(plan, officer, rows, django_assert_num_queries):
    for _ in range(rows):
        Job.objects.create(kind="export", plan=plan, asked_by=officer)
    client = signed_in(officer)
    with django_assert_num_queries(10):
        client.get("/jobs/")


# Where long work is asked for.


def test_a_long_table_is_drawn_by_a_worker(
    plan, officer, bells, django_capture_on_commit_callbacks
):
    MeasureFactory.create_batch(2, plan=plan)
    client = signed_in(officer)
    link = reverse("measures:plan-export", args=[plan.slug, "docx"])
    at_once = client.get(f"{link}?language=kk&as_of=2009-06-30")
    assert at_once.url == f"/plans/{plan.slug}/export/?as_of=2009-06-30"
    assert 'name="file" value="kk.docx"' in client.get(at_once.url).text
    assert Job.objects.count() == 0
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(
            f"/plans/{plan.slug}/export/later/?as_of=2009-06-30", {"file": "kk.docx"}
        )
    job = Job.objects.get()
    assert (answer.url, bells) == (address(job), [job.pk])
    assert job.params == {"format": "docx", "language": "kk", "as_of": "2009-06-30"}


@pytest.mark.parametrize("file", ["", "docx", "fr.docx", "ru.exe", "ru.docx.x"])
def test_a_file_that_is_not_offered_is_not_drawn(plan, officer, file):
    answer = signed_in(officer).post(f"/plans/{plan.slug}/export/later/", {"file": file})
    assert (answer.status_code, Job.objects.count()) == (400, 0)


def test_a_long_table_is_written_by_a_worker_all_of_it(
    plan, coordinator, today, bells, django_capture_on_commit_callbacks
):
    AgencyFactory(short_ru="МИМ")
    client = signed_in(coordinator)
    send(client, plan, GOOD)
    with django_capture_on_commit_callbacks(execute=True):
        answer = decide(client, "apply")
    job = Job.objects.get()
    assert (answer.url, bells, Measure.objects.count()) == (address(job), [job.pk], 0)
    kept = client.get(reverse("measures:import-preview", args=[ImportFile.objects.get().pk]))
    assert ("Write to the plan" in text_of(kept), "is being written" in text_of(kept)) == (
        False,
        True,
    )
    assert decide(client, "apply").url == address(job)
    done(job, today)
    assert "2 measures were added." in client.get(address(job)).text
    assert Measure.objects.count() == 2


def test_with_the_broker_down_the_row_waits_for_the_sweep(
    plan, officer, today, monkeypatch, django_capture_on_commit_callbacks
):
    def down(_pk):
        raise OperationalError

    monkeypatch.setattr(tasks.run_job, "delay", down)
    swept = []
    monkeypatch.setattr(tasks.run_job, "apply_async", lambda args, **_options: swept.append(args))
    MeasureFactory.create_batch(2, plan=plan)
    client = signed_in(officer)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"/plans/{plan.slug}/export/later/", {"file": "ru.xlsx"})
    assert (answer.status_code, Job.objects.get().state) == (302, "queued")
    tasks.run_jobs()
    assert swept == [(Job.objects.get().pk,)]
    tasks.run_job(*swept[0])
    assert Job.objects.get().state == "done"


def test_a_sweep_rings_for_each_that_lies_there_and_does_none_itself(
    plan, officer, coordinator, today, monkeypatch
):
    """One task does one job: its time limit is the job's alone."""
    rung = []
    monkeypatch.setattr(
        tasks.run_job, "apply_async", lambda args, expires: rung.append((*args, expires))
    )
    ask = partial(jobs.ask_export, plan, fmt="xlsx", language="ru", today=today)
    lost, running, other = ask(by=officer), ask(by=coordinator), ask(by=officer, as_of=today)
    Job.objects.filter(pk=running.pk).update(state="running", claimed_at=timezone.now())
    tasks.run_jobs()
    assert rung == [(lost.pk, 60), (other.pk, 60)]
    assert set(Job.objects.values_list("state", flat=True)) == {"queued", "running"}


def test_a_person_without_a_role_sees_the_own_empty_list(db):
    assert "Nothing was asked for yet." in signed_in(UserFactory()).get("/jobs/").text
