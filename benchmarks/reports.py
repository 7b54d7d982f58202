"""A report of a big plan beside the bare tools: python -m benchmarks.reports [--measures N]

A plan of N measures with 17 reports each is filled in once and kept for the next run. Gathering
its content is measured in a process of its own: seconds, memory above what the process began with,
and SQL statements, beside the very same statements sent bare and their rows only fetched. Then
counting every figure again, and the canonical bytes. Only ratios within one run mean anything.
Needs a migrated database (DATABASE_URL); take one of its own.
"""

import gc
import os
import resource
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["BUSINESS_DATE"] = "2009-07-06"
django.setup()

from django.db import connection, connections, transaction  # noqa: E402  (after the settings)
from django.test.utils import CaptureQueriesContext  # noqa: E402

from measures.models import Cost, Deadline, Executor, Measure, Obligation, ProgressEntry, Review  # noqa: E402  # noqa: E402
from measures.services.versions import keep_versions  # noqa: E402
from planner.models import ActionPlan  # noqa: E402
from reports.gather import gather  # noqa: E402
from reports.models import ReportingRound  # noqa: E402
from reports.rules.canonical import canonical  # noqa: E402
from reports.rules.tracing import disagreements  # noqa: E402
from reports.services.rounds import round_of  # noqa: E402
from tests.factories import ActionPlanFactory, AgencyFactory, UserFactory  # noqa: E402

ENTERED, TODAY = date(2007, 12, 3), date(2009, 7, 6)
MOMENT = datetime(2009, 7, 6, 4, 30, tzinfo=UTC)
REPORTS, BODIES, CHUNK = 17, 40, 1000
FIRST = date(2008, 1, 15)
TEXT = "Мероприятие выполнено в полном объёме, сведения по регионам приложены. " * 3
Numbers = dict[str, Any]


def filled(measures: int) -> ActionPlan:
    """A plan of so many measures; the one of an earlier run, if there is one."""
    slug = f"benchmark-of-reports-{measures}"
    there = ActionPlan.objects.filter(slug=slug).select_related("concept", "coordinator").first()
    return there or _fill(slug, measures)


@transaction.atomic
def _fill(slug: str, measures: int) -> ActionPlan:
    """Its names are its own: another size of the benchmark may stand in the same database."""
    bodies = [AgencyFactory(code=f"body-{measures}-{n}") for n in range(BODIES)]
    author = UserFactory(email=f"author-{measures}@example.org")
    plan: ActionPlan = ActionPlanFactory(slug=slug, concept__slug=slug, coordinator=bodies[0])
    for first in range(1, measures + 1, CHUNK):
        numbers = range(first, min(first + CHUNK, measures + 1))
        rows = Measure.objects.bulk_create([_measure(plan, n) for n in numbers])
        executors = [
            Executor(measure=row, agency=bodies[row.position % BODIES], role="lead", position=1)
            for row in rows
        ]
        Executor.objects.bulk_create(executors)
        Deadline.objects.bulk_create(
            [Deadline(measure=row, text_ru="по графику", kind="recurring", due=[]) for row in rows]
        )
        Cost.objects.bulk_create([Cost(measure=row, year=2009, planned=1) for row in rows])
        keep_versions(rows, today=ENTERED)
        owed = [_owed(row, bodies, at) for row in rows for at in range(REPORTS)]
        _report_on(Obligation.objects.bulk_create(owed, batch_size=2000), author)
    return plan


def _measure(plan: ActionPlan, number: int) -> Measure:
    return Measure(
        plan=plan,
        position=number,
        number=str(number),
        title_ru=f"Провести мониторинг трудовой миграции, этап {number}",
        title_kk=f"Еңбек көші-қонына мониторинг жүргізу, {number}-кезең",
        completion_form_ru="Информация Правительству",
    )


def _owed(measure: Measure, bodies: list[Any], at: int) -> Obligation:
    """Every nine weeks from January 2008 on; of four past dates three are answered."""
    due_on = FIRST + timedelta(weeks=9 * at, days=measure.position % 60)
    done = due_on < TODAY and (measure.position + at) % 4 != 0
    return Obligation(
        measure=measure,
        agency=bodies[measure.position % BODIES],
        role="lead",
        kind="recurring",
        occurrence=due_on.isoformat(),
        written_on=due_on,
        due_on=due_on,
        first_due_on=due_on,
        state="done" if done else "open",
        done_on=due_on if done else None,
        changed_on=due_on if done else ENTERED,
    )


def _report_on(owed: list[Obligation], author: Any) -> None:
    entries = ProgressEntry.objects.bulk_create(
        [
            ProgressEntry(
                obligation=one, author=author, state="accepted", claim="done", text=TEXT,
                submitted_on=one.done_on, document_kind="order", document_number=str(one.pk),
                document_on=one.done_on,
            )
            for one in owed
            if one.done_on
        ],
        batch_size=2000,
    )  # fmt: skip
    Review.objects.bulk_create(
        [
            Review(entry=one, reviewer=author, verdict="accept", reviewed_on=one.submitted_on)
            for one in entries
        ],
        batch_size=2000,
    )


def apart(action: Callable[[], Any]) -> Numbers:
    """Seconds, seconds of the processor, megabytes above the beginning, and what it answered.

    In a new process, so that memory which an earlier part has left behind is not counted.
    """
    connections.close_all()
    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(action, theirs))
    child.start()
    theirs.close()
    found: Numbers = ours.recv()
    child.join()
    return found


def _child(action: Callable[[], Any], out: Any) -> None:
    connections["default"].ensure_connection()
    gc.collect()
    before, began, worked = _megabytes(), perf_counter(), process_time()
    answer = action()
    out.send(
        {
            "seconds": perf_counter() - began,
            "worked": process_time() - worked,
            "megabytes": _megabytes() - before,
            "answer": answer,
        }
    )


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def told(found: Numbers) -> str:
    return (
        f"{found['seconds']:.2f} s ({found['worked']:.2f} s of the processor),"
        f" {found['megabytes']:.0f} MB"
    )


def gathered(round_: ReportingRound) -> dict[str, Any]:
    return gather(round_, edition=1, as_of=TODAY, compiled_at=MOMENT)


def gathering(round_: ReportingRound) -> None:
    ours = apart(lambda: len(gathered(round_)["measures"]))
    statements = apart(lambda: _statements(round_))["answer"]
    bare = apart(lambda: _fetch(statements))
    after = apart(lambda: _after(round_))["answer"]
    print(f"{ours['answer']:,} measures, {after['owed']:,} reports owed, {connection.vendor}")
    print(f"  gathered: {told(ours)}, {len(statements)} statements")
    print(f"  the same statements bare: {told(bare)}; ratio", end=" ")
    print(f"{ours['seconds'] / bare['seconds']:.2f} ({ours['worked'] / bare['worked']:.2f})")
    print(f"  canonical bytes: {after['bytes'] / 1e6:.1f} MB in {after['written']:.2f} s")
    print(f"  every figure counted again: {after['counted']:.2f} s, {after['wrong']} disagree")


def _statements(round_: ReportingRound) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        gathered(round_)
    return [one["sql"] for one in asked.captured_queries]


def _fetch(statements: list[str]) -> None:
    """Rows only fetched, each statement's thrown away before the next."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()


def _after(round_: ReportingRound) -> Numbers:
    document = gathered(round_)
    began = perf_counter()
    size = len(canonical(document))
    written = perf_counter()
    wrong = len(disagreements(document))
    return {
        "owed": len(document["rows"]["obligations"]["rows"]),
        "bytes": size,
        "written": written - began,
        "counted": perf_counter() - written,
        "wrong": wrong,
    }


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--measures", type=int, default=10_000)
    wanted = parser.parse_args()
    made = filled(wanted.measures)
    gathering(round_of(made, "2009Q2", TODAY))
