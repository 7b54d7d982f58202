"""A worker dies in the middle of a table that it writes: another writes it, once, all of it."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import processes
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from environment import ROOT

from agencies.models import Role
from measures.importing.outcome import Options
from measures.models import Job, JobState, Measure, Notice
from measures.services import jobs
from measures.services.locks import lock
from measures.services.uploads import keep_upload
from planner.models import ActionPlan
from tests.factories import ActionPlanFactory, AgencyFactory, person
from tests.faults.conftest import MONDAY
from tests.faults.site import CELERY, Site
from tests.measures.importing.files import xlsx
from tests.measures.views.sending import GOOD

pytestmark = pytest.mark.faults
WORKER = ("worker", "-Q", "jobs", "--concurrency", "1")


class Crew:
    """Workers of the queue `jobs` and a beat; what takes minutes takes seconds."""

    def __init__(self, site: Site) -> None:
        self.folder = site.folder
        quickly = {"JOB_SECONDS": "1", "JOB_CLAIM_SECONDS": "3"}
        self.env = site._environment() | quickly | {"BUSINESS_DATE": MONDAY.isoformat()}
        self.running: dict[str, processes.Child] = {}

    def start(self, name: str, *argv: str | Path) -> None:
        self.running[name] = processes.start(
            name,
            [*CELERY, *argv],
            log=self.folder / f"{name}.log",
            env=self.env,
            cwd=ROOT,
            death_signal=signal.SIGKILL,
        )

    def kill(self, *names: str) -> None:
        for name in names:
            gone = self.running.pop(name)
            os.killpg(gone.process.pid, signal.SIGKILL)
            gone.process.wait(timeout=30)


@pytest.fixture
def crew(site: Site, settings: Any) -> Iterator[Crew]:
    settings.MEDIA_ROOT = site.folder / "media"
    found = Crew(site)
    found.start("beat", "beat", "--schedule", found.folder / "beat-schedule")
    for name in ("one", "two"):
        found.start(name, *WORKER, "--hostname", f"{name}@site")
    yield found
    found.kill(*found.running)


def until(holds: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 90
    while not holds():
        assert time.monotonic() < deadline, f"{what} did not come"
        time.sleep(0.1)


def state(job: Job) -> str:
    return Job.objects.values_list("state", flat=True).get(pk=job.pk)


def test_a_table_is_written_once_although_its_worker_is_killed(crew: Crew) -> None:
    plan = ActionPlanFactory()
    AgencyFactory(short_ru="МИМ")
    coordinator = person(plan.coordinator, Role.COORDINATOR)
    upload = SimpleUploadedFile("plan.xlsx", xlsx(GOOD))
    kept = keep_upload(plan, upload, by=coordinator, today=MONDAY, options=Options())
    job = jobs.ask_import(kept, by=coordinator, today=MONDAY)
    held = _killed_while_it_waits_for(plan, job, crew)
    crew.start("three", *WORKER, "--hostname", "three@site")
    until(lambda: state(job) == JobState.DONE, "the end of the job")
    found = Job.objects.get(pk=job.pk)
    written = Measure.objects.filter(plan=plan).count()
    assert (held, found.attempts, found.outcome["measures"], written) == ("running", 2, 2, 2)
    assert Notice.objects.filter(job=job, recipient=coordinator).count() == 1


def _killed_while_it_waits_for(plan: ActionPlan, job: Job, crew: Crew) -> str:
    """The import needs the plan, which we hold: its worker dies in mid-work, surely."""
    with transaction.atomic():
        lock(ActionPlan.objects.filter(pk=plan.pk))
        until(lambda: state(job) == JobState.RUNNING, "a worker")
        time.sleep(0.5)
        crew.kill("one", "two")
    return state(job)
