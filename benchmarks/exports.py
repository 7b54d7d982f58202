"""Lists as files beside the bare writers: python -m benchmarks.exports [--rows N ...]

The board with so many rows, as CSV and as XLSX: seconds of the processor, SQL statements and the
most memory that Python held at once while the file was made and thrown away piece by piece; beside
them the bare writers (csv, xlsxwriter in constant memory), given the same cells as plain text. Only
ratios within one run mean anything. It makes a database of its own beside the one in DATABASE_URL,
and drops it again.
"""

import csv
import io
import os
import sys
import tracemalloc
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile
from time import perf_counter, process_time
from typing import Any

import django
from xlsxwriter import Workbook

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["BUSINESS_DATE"] = "2009-07-06"
django.setup()

from django.conf import settings  # noqa: E402  (the models need the settings first)
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from agencies.models import Role  # noqa: E402
from benchmarks.pages import BODIES, TODAY, fill  # noqa: E402
from measures.exporting.lists.owed import owed_columns  # noqa: E402
from measures.queries.board import Asked, listed  # noqa: E402
from tests.factories import ActionPlanFactory, AgencyFactory, person  # noqa: E402

ADDRESS = "/board/board.{fmt}?status=all"
Make = Callable[[], int]


def taken(client: Client, fmt: str) -> Make:
    """Bytes of the file, read as a server sends it."""

    def make() -> int:
        answer = client.get(ADDRESS.format(fmt=fmt))
        if answer.status_code != 200:
            raise RuntimeError(f"{answer.status_code}")
        size = sum(len(piece) for piece in answer.streaming_content)
        answer.close()
        return size

    return make


def plain_cells() -> list[list[str]]:
    columns = owed_columns(TODAY)
    rows = listed(Asked(status="all"), TODAY)
    return [[str(one.cell(row) or "") for one in columns] for row in rows]


def bare_csv(cells: list[list[str]]) -> Make:
    def make() -> int:
        out = io.StringIO()
        csv.writer(out, delimiter=";").writerows(cells)
        return len(out.getvalue())

    return make


def bare_xlsx(cells: list[list[str]]) -> Make:
    def make() -> int:
        with TemporaryFile() as out:
            with Workbook(out, {"constant_memory": True}) as book:
                sheet = book.add_worksheet()
                for number, row in enumerate(cells):
                    for place, cell in enumerate(row):
                        sheet.write_string(number, place, cell)
            return out.tell()

    return make


def seconds(make: Make, rounds: int) -> tuple[float, float]:
    """Of the processor, which others on the machine do not lengthen, and by the clock."""
    make()
    found = []
    for _ in range(rounds):
        worked, started = process_time(), perf_counter()
        make()
        found.append((process_time() - worked, perf_counter() - started))
    return median(one for one, _clock in found), median(clock for _one, clock in found)


def most_held(make: Make) -> int:
    """Bytes, by tracemalloc; what was held before is not counted."""
    tracemalloc.start()
    make()
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def statements(make: Make) -> int:
    with CaptureQueriesContext(connection) as caught:
        make()
    return len(caught)


def tell(fmt: str, make: Make, floor: Make, rounds: int) -> None:
    (took, clock), (least, _clock) = seconds(make, rounds), seconds(floor, rounds)
    held, bare = most_held(make), most_held(floor)
    print(
        f"  {fmt}: {took:.2f} s of the processor ({took / least:.1f} of the bare writer's "
        f"{least:.2f} s), {clock:.2f} s by the clock, "
        f"{statements(make)} SQL, {held / 1e6:.1f} MB at most (bare {bare / 1e6:.1f} MB), "
        f"{make() / 1e6:.1f} MB file"
    )


def run(sizes: list[int], rounds: int) -> None:
    plan = ActionPlanFactory(slug="benchmark-of-exports")
    bodies: list[Any] = AgencyFactory.create_batch(BODIES)
    client = Client()
    client.force_login(person(plan.coordinator, Role.COORDINATOR, language="ru"))
    there = 0
    for size in sorted(sizes):
        fill(plan, bodies, size - there, late=size // 2, first=there + 1)
        there = size
        print(f"{size:,} rows of 10 columns, {connection.vendor}")
        cells = plain_cells()
        tell("csv", taken(client, "csv"), bare_csv(cells), rounds)
        tell("xlsx", taken(client, "xlsx"), bare_xlsx(cells), rounds)


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    settings.ALLOWED_HOSTS = ["testserver"]
    name = settings.DATABASES["default"]["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        run(wanted.rows, wanted.rounds)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
