"""A report is finished by another worker, once, whatever happens to the first, the broker and the
database half-way."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection

from agencies.models import Role
from measures.models import Obligation
from planner.models import ActionPlan
from reports.draw import DRAW
from reports.models import Report, ReportPart, ReportState
from reports.rules.canonical import canonical
from reports.services.requests import repeat_parts, request_report
from reports.services.rounds import round_of
from tests.factories import ActionPlanFactory, ObligationFactory, person
from tests.faults.conftest import MONDAY
from tests.faults.crew import Crew
from tests.faults.site import Site

pytestmark = pytest.mark.faults
FILES = 1 + 3 * len(DRAW)


@pytest.fixture
def crew(site: Site, settings: Any) -> Iterator[Crew]:
    settings.MEDIA_ROOT = site.folder / "media"
    found = Crew(site)
    yield found
    found.kill(*found.running)


@pytest.fixture
def report(site: Site) -> Report:
    """Nobody rings for it: the sweep finds it."""
    plan: ActionPlan = ActionPlanFactory()
    for _number in range(3):
        ObligationFactory(measure__plan=plan, due_on=date(2009, 6, 10))
    coordinator = person(plan.coordinator, Role.COORDINATOR)
    return request_report(round_of(plan, "2009Q2", MONDAY), by=coordinator, today=MONDAY)


def state(report: Report) -> str:
    """ "" while the database is away."""
    try:
        return Report.objects.values_list("state", flat=True).get(pk=report.pk)
    except OperationalError:
        connection.close()
        return ""


def held_at(crew: Crew, moment: str) -> bool:
    return any(path.read_text() == moment for path in crew.folder.glob("waits-*"))


def checksum(report: Report) -> str:
    return Report.objects.values_list("sha256", flat=True).get(pk=report.pk)


def assert_whole(crew: Crew, report: Report) -> None:
    """Every file exactly once, each as its row says, of one content; nothing else is stored."""
    report.refresh_from_db()
    rows = list(report.files.all())
    kinds = {(row.format, row.language) for row in rows}
    assert (len(rows), len(kinds)) == (FILES, FILES)
    assert sorted(Path(row.file.path) for row in rows) == crew.stored()
    told = {row.pk: sha256(Path(row.file.path).read_bytes()).hexdigest() for row in rows}
    assert told == {row.pk: row.sha256 for row in rows}
    assert sha256(canonical(report.content or {})).hexdigest() == report.sha256
    assert set(report.parts.values_list("state", flat=True)) == {"done"}


MOMENTS = ["gather", "finished-gather", "docx-ru", "stored", "finished-pdf", "xlsx-en"]


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_workers_report_is_finished_by_another(
    crew: Crew, report: Report, moment: str
) -> None:
    crew.gate.write_text(moment)
    crew.start("beat", "one")
    crew.until(lambda: held_at(crew, moment), f"the worker at {moment}")
    gathered, done = checksum(report), set(_made(report))
    crew.kill("one")
    assert state(report) == ReportState.COMPILING
    # What changes now is not told: the edition tells the moment of its gathering.
    Obligation.objects.update(state="done", done_on=MONDAY, changed_on=MONDAY)
    crew.gate.unlink()
    crew.start("two")
    crew.until(lambda: state(report) == ReportState.READY, "the edition")
    assert_whole(crew, report)
    assert done <= set(_made(report))  # what was made is not made again
    assert gathered in ("", report.sha256)


def _made(report: Report) -> list[tuple[Any, ...]]:
    made = report.parts.filter(state="done")
    return list(made.values_list("format", "language", "claims", "seconds"))


def test_two_workers_draw_one_report_and_one_of_them_is_killed(crew: Crew, report: Report) -> None:
    crew.gate.write_text("pdf-ru")
    crew.start("beat", "one", "two")
    crew.until(lambda: held_at(crew, "pdf-ru"), "a worker at its part")
    crew.until(lambda: len(_made(report)) == FILES, "the others from the other worker")
    [held] = ReportPart.objects.filter(report=report, state="working")
    pids = {one.split(":")[1] for one in _workers(report)}
    assert len(pids) == 2
    victim = next(name for name in ("one", "two") if _is_child(crew, name, held.claimed_by))
    crew.kill(victim)
    crew.gate.unlink()
    crew.until(lambda: state(report) == ReportState.READY, "the edition")
    assert_whole(crew, report)
    held.refresh_from_db()
    assert held.claims == 2


def _workers(report: Report) -> set[str]:
    return set(report.parts.exclude(claimed_by="").values_list("claimed_by", flat=True))


def _is_child(crew: Crew, name: str, claimed_by: str) -> bool:
    pid = crew.running[name].process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return claimed_by.split(":")[1] in [*children, str(pid)]


def test_a_long_part_is_not_taken_over_while_its_worker_lives(crew: Crew, report: Report) -> None:
    """It takes three times as long as a claim without a sign would last."""
    crew.gate.write_text("pdf-kk")
    crew.start("beat", "one", "two")
    crew.until(lambda: held_at(crew, "pdf-kk"), "a worker at its part")
    [held] = report.parts.filter(format="pdf", language="kk")
    began = held.started_at
    assert began
    crew.until(lambda: _lasts(held.pk) > 9, "nine seconds")
    crew.gate.unlink()
    crew.until(lambda: state(report) == ReportState.READY, "the edition")
    assert_whole(crew, report)
    assert set(report.parts.values_list("claims", flat=True)) == {1}


def _lasts(part_id: int) -> float:
    part = ReportPart.objects.get(pk=part_id)
    assert part.started_at
    assert part.claimed_at
    return (part.claimed_at - part.started_at).total_seconds()


def test_a_format_that_always_fails_leaves_the_others_complete_and_is_repeated(
    crew: Crew, report: Report
) -> None:
    crew.broken.write_text("pdf")
    crew.start("beat", "one")
    crew.until(lambda: state(report) == ReportState.INCOMPLETE, "the end of all tries")
    drawn = set(report.files.values_list("format", flat=True))
    failed = report.parts.filter(state="failed")
    assert drawn == {*DRAW, "json"} - {"pdf"}
    assert set(failed.values_list("format", "attempts")) == {("pdf", 3)}
    assert len(crew.stored()) == report.files.count() == FILES - 3
    crew.broken.unlink()
    before = checksum(report)
    assert report.requested_by
    repeat_parts(report, by=report.requested_by, today=MONDAY)
    crew.until(lambda: state(report) == ReportState.READY, "the edition")
    assert_whole(crew, report)
    assert report.sha256 == before


def test_the_broker_loses_all_and_the_sweep_finds_the_report(crew: Crew, report: Report) -> None:
    crew.gate.write_text("docx-kk")
    crew.start("beat", "one")
    crew.until(lambda: held_at(crew, "docx-kk"), "the worker at its part")
    crew.site.broker.lose_all()
    crew.kill("one")
    crew.gate.unlink()
    crew.start("two")
    crew.until(lambda: state(report) == ReportState.READY, "the edition")
    assert_whole(crew, report)


@pytest.mark.parametrize("moment", ["gather", "stored", "xlsx-kk"])
def test_the_database_is_away_for_a_while(crew: Crew, report: Report, moment: str) -> None:
    """The worker lives, and cannot write down what it made."""
    crew.gate.write_text(moment)
    crew.start("beat", "one")
    crew.until(lambda: held_at(crew, moment), f"the worker at {moment}")
    connection.close()
    with crew.site.postgres.stopped():
        crew.gate.unlink()
        crew.until(lambda: _has_noticed(crew), "the worker to notice")
    connection.close()
    crew.until(lambda: state(report) == ReportState.READY, "the edition")
    assert_whole(crew, report)


def _has_noticed(crew: Crew) -> bool:
    return "OperationalError" in (crew.folder / "one.log").read_text()
