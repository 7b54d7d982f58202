"""What recording costs: python -m benchmarks.audit [--rows N]

The same writes with the record's triggers and without them, then sealing and verifying what came of
it. Everything is rolled back; only ratios within one run mean anything. Needs a migrated database
(DATABASE_URL).
"""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402  (the models need the settings first)

from agencies.models import User  # noqa: E402
from audit.context import Act, Fixed, acting  # noqa: E402
from audit.installing import install, lift  # noqa: E402
from audit.models import Entry  # noqa: E402
from audit.services.sealing import seal  # noqa: E402
from audit.verifying import verify  # noqa: E402
from measures.models import Measure, Notice  # noqa: E402
from planner.models import ActionPlan  # noqa: E402
from tests.factories import ActionPlanFactory, UserFactory  # noqa: E402

TODAY = date(2009, 7, 6)
PAGE = Fixed(Act("page", "measures:desk", "0" * 32, actor=1, origin={"ip": "198.51.100.7"}))
ROUNDS, SINGLE = 3, 200


def measures(plan: ActionPlan, rows: int) -> list[Measure]:
    return [
        Measure(plan=plan, position=n, number=str(n), title_ru=f"Мероприятие {n}", title_kk="")
        for n in range(1, rows + 1)
    ]


def writes(plan: ActionPlan, person: User, rows: int) -> dict[str, Callable[[], object]]:
    """In their order: each stands on what the one before has left."""
    made = Measure.objects.filter(plan=plan)
    ids: list[int] = []

    def one_by_one() -> None:
        ids[:] = ids or list(made.values_list("pk", flat=True)[:SINGLE])
        for number, pk in enumerate(ids):
            Measure.objects.filter(pk=pk).update(number=f"a{number}")

    def told() -> None:
        Notice.objects.bulk_create(
            Notice(recipient=person, kind="accepted", about=str(n), told_on=TODAY)
            for n in range(rows)
        )

    return {
        f"INSERT of {rows} rows": lambda: Measure.objects.bulk_create(measures(plan, rows)),
        f"UPDATE of {rows} rows": lambda: made.update(title_kk="Шара"),
        f"{SINGLE} UPDATEs of one row": one_by_one,
        f"INSERT of {rows} rows into a ledger": told,
        f"DELETE of {rows} rows": lambda: made._raw_delete("default"),
    }


def timed(rows: int, *, recorded: bool) -> dict[str, float]:
    """Seconds of each write; everything is rolled back."""
    with transaction.atomic(), acting(PAGE):
        (install if recorded else lift)(connection)
        plan, person = ActionPlanFactory(slug="benchmark-of-the-record"), UserFactory()
        found = {}
        for name, write in writes(plan, person, rows).items():
            started = perf_counter()
            write()
            found[name] = perf_counter() - started
        transaction.set_rollback(True)
    return found


def chain(rows: int) -> None:
    with transaction.atomic(), acting(PAGE):
        plan = ActionPlanFactory(slug="benchmark-of-the-chain")
        Measure.objects.bulk_create(measures(plan, rows))
        before = Entry.objects.count()
        started = perf_counter()
        seal()
        sealed = perf_counter() - started
        found = verify()
        verified = perf_counter() - started - sealed
        transaction.set_rollback(True)
    print(f"sealing {before / sealed:.0f} records a second")
    print(f"verifying {found.links / verified:.0f} records a second; whole: {found.whole}")


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2000)
    rows = parser.parse_args().rows
    print(f"{connection.vendor}, medians of {ROUNDS} rounds")
    runs: dict[bool, list[dict[str, float]]] = {False: [], True: []}
    for _ in range(ROUNDS):
        for recorded in (False, True):
            runs[recorded].append(timed(rows, recorded=recorded))
    for name in runs[True][0]:
        bare, told = (median(run[name] for run in runs[side]) for side in (False, True))
        print(f"  {name}: {bare:.3f} s, recorded {told:.3f} s, ratio {told / bare:.2f}")
    chain(rows)


if __name__ == "__main__":
    main()
