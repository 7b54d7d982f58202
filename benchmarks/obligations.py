"""Obligations beside the bare tools: python -m benchmarks.obligations [--measures N]

Making what is owed on N measures (12 reports each) against a plain loop that makes as many tuples
and against a bare INSERT … SELECT of as many rows; the same again with nothing to do, and after a
change of the rule for days off that moves a fifth; then the list of what is overdue as of a day in
the past against the list of today. Everything is rolled back; only ratios within one run mean
anything. Needs a migrated database (DATABASE_URL).
"""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402  (the models need the settings first)

from agencies.models import Agency  # noqa: E402
from measures.models import Deadline, Executor, Measure, Obligation  # noqa: E402
from measures.models import ObligationVersion as Version  # noqa: E402
from measures.queries.overdue import overdue_on  # noqa: E402
from measures.services.obligations import generate_obligations  # noqa: E402
from planner.models import ActionPlan  # noqa: E402
from tests.factories import ActionPlanFactory, AgencyFactory  # noqa: E402

ENTERED, TODAY = date(2007, 12, 3), date(2009, 7, 6)
REPORTS, BODIES = 12, 40
# Every fifth report falls on a Saturday, the others on working days.
THURSDAY, SATURDAY = date(2008, 1, 17), date(2008, 1, 19)
COLUMNS = (
    "measure_id, agency_id, role, by_agreement, kind, occurrence, written_on, due_on,"
    " first_due_on, state, done_on, changed_on"
)


def seconds(action: Callable[[], object]) -> float:
    started = perf_counter()
    action()
    return perf_counter() - started


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def fill(measures: int) -> ActionPlan:
    plan: ActionPlan = ActionPlanFactory(slug="benchmark-of-obligations")
    bodies = AgencyFactory.create_batch(BODIES)
    rows = Measure.objects.bulk_create(
        [
            Measure(plan=plan, position=n, number=str(n), title_ru="Мероприятие",
                    completion_form_ru="Отчёт")
            for n in range(1, measures + 1)
        ],
        batch_size=2000,
    )  # fmt: skip
    Executor.objects.bulk_create(
        [
            Executor(measure=row, agency=bodies[n % BODIES], role="lead", position=1)
            for n, row in enumerate(rows)
        ],
        batch_size=2000,
    )
    Deadline.objects.bulk_create(
        [
            Deadline(measure=row, text_ru="по графику", kind="recurring", due=due_days(n))
            for n, row in enumerate(rows)
        ],
        batch_size=2000,
    )
    return plan


def due_days(number: int) -> list[str]:
    """A report every twelve weeks."""
    days = [
        (SATURDAY if (number * REPORTS + n) % 5 == 0 else THURSDAY) + timedelta(weeks=12 * n)
        for n in range(REPORTS)
    ]
    return [day.isoformat() for day in days]


def plain_loop(measures: int) -> list[tuple[object, ...]]:
    return [
        (n, n % BODIES, "lead", False, "recurring", day, date.fromisoformat(day), "open")
        for n in range(measures)
        for day in due_days(n)
    ]


def bare_inserts() -> tuple[float, float]:
    """Of the rows that are there, into a copy of the table without its triggers, and into the
    table itself, whose triggers keep the versions."""
    like = " (LIKE measures_obligation INCLUDING ALL)" if _on_postgresql() else ""
    made = like or " AS SELECT * FROM measures_obligation WHERE 1 = 0"
    sql(f"CREATE TEMPORARY TABLE copied{made}")
    chosen = f"SELECT {COLUMNS} FROM"
    without = seconds(lambda: sql(f"INSERT INTO copied ({COLUMNS}) {chosen} measures_obligation"))
    Version.objects.all()._raw_delete("default")
    Obligation.objects.all()._raw_delete("default")
    back = f"INSERT INTO measures_obligation ({COLUMNS}) {chosen} copied"
    return without, seconds(lambda: sql(back))


def _on_postgresql() -> bool:
    return connection.vendor == "postgresql"


def analyse() -> None:
    sql("ANALYZE")


def making(measures: int) -> None:
    plan = fill(measures)
    analyse()
    first = seconds(lambda: generate_obligations(plan, today=ENTERED))
    analyse()
    again = min(seconds(lambda: generate_obligations(plan, today=ENTERED)) for _ in range(2))
    loop = min(seconds(lambda: plain_loop(measures)) for _ in range(3))
    plan.day_off_rule = "next"
    moving = seconds(lambda: tell_moved(plan))
    without, inserted = bare_inserts()
    rows = measures * REPORTS
    print(f"{rows:,} obligations of {measures:,} measures, {connection.vendor}")
    print(f"  plain loop {loop:.2f} s")
    print(f"  INSERT … SELECT {without:.2f} s, with the triggers' versions {inserted:.2f} s")
    for name, took in [("made", first), ("made again, no news", again), ("a fifth moved", moving)]:
        print(
            f"  {name}: {took:.2f} s, {took / loop:.1f} of the loop,"
            f" {took / without:.1f} of the INSERT, {took / inserted:.1f} with versions"
        )


def tell_moved(plan: ActionPlan) -> None:
    moved = generate_obligations(plan, today=date(2008, 1, 8), cause="plan")
    print(f"  {moved.changed:,} moved")


def overdue() -> None:
    """Half of what fell due was handed in, in time; then the past is asked for."""
    sql("UPDATE measures_obligation SET state = 'done', done_on = due_on, changed_on = due_on"
        " WHERE id % 2 = 0 AND due_on < '2009-07-06'")  # fmt: skip
    analyse()
    body = Agency.objects.order_by("-pk").first()
    for name, whose in [("of all", None), ("of one body", body)]:
        today = partial(overdue_on, TODAY, agency=whose)
        live = min(seconds(today) for _ in range(5))
        past = min(seconds(partial(today, past=True)) for _ in range(5))
        rows = len(today())
        print(f"  {rows:,} overdue {name}: today {live * 1e3:.0f} ms, as of {past * 1e3:.0f} ms,")
        print(f"    ratio {past / live:.2f}")


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--measures", type=int, default=10_000)
    wanted = parser.parse_args()
    with transaction.atomic():
        making(wanted.measures)
        overdue()
        transaction.set_rollback(True)
