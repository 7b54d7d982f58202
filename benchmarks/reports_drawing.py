"""Drawing a large report beside the bare libraries: python -m benchmarks.reports_drawing

A content document of N measures with 17 reports each, a fifth of them overdue, is drawn in every
format, each in a process of its own: seconds, peak of memory above that of the process with the
document read, size, and the time beside the bare library that writes the same rows and nothing
else. Only ratios within one run mean anything. Asks no database.
"""

import csv
import json
import os
import resource
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from time import process_time
from typing import Any

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

import docx  # noqa: E402  (after the settings, like all that follows)
import xlsxwriter  # noqa: E402

from reports.draw import DRAW  # noqa: E402
from reports.draw.cells import said  # noqa: E402
from reports.draw.labels import READING_ORDER  # noqa: E402
from reports.draw.model import Outline, Table  # noqa: E402
from reports.draw.outline import outline  # noqa: E402
from reports.draw.paper import paper  # noqa: E402
from reports.rules.canonical import canonical  # noqa: E402

REPORTS, BODIES, DIRECTIONS = 17, 40, 8
STATUSES = [status.value for status in READING_ORDER]
WORDS = "Проведена работа по совершенствованию законодательства, подготовлен отчёт. " * 6
Document = dict[str, Any]


def texts(text: str) -> dict[str, str]:
    return {"ru": text, "kk": f"{text} (қаз.)", "en": f"{text} (en)"}


def head(number: int) -> Document:
    title = f"Внести в Правительство предложения о порядке учёта, часть {number}"
    return {"position": number, "number": f"{number // 50 + 1}.{number % 50 + 1}"} | {
        "title": texts(title)
    }


def measure(number: int) -> Document:
    executors = [
        {"short": texts(f"М{(number + at) % BODIES}"), "name": texts("Министерство"),
         "role": "lead" if not at else "co", "by_agreement": False, "consolidates": not at}
        for at in range(3)
    ]  # fmt: skip
    paper_ = {"kind": "order", "number": "15", "on": "2009-06-03"}
    report = {
        "agency": f"b{number % BODIES}", "claim": "done", "language": "ru", "text": WORDS,
        "submitted_on": "2009-06-09", "accepted_on": "2009-06-12", "document": paper_,
        "evidence": ["отчёт.pdf"],
    }  # fmt: skip
    return head(number) | {
        "section": texts("Раздел"), "completion_form": texts("Информация в Правительство"),
        "deadline": texts("ежеквартально, к 5 числу"), "kind": "", "executors": executors,
        "status": STATUSES[number % 10], "counts": dict.fromkeys(STATUSES, 1), "removed": None,
        "accepted": [report],
    }  # fmt: skip


def late(number: int, measures: int) -> Document:
    days = {"due_on": "2009-04-10", "first_due_on": "2009-03-10", "days_late": 87, "extensions": 1}
    return head(number % measures) | days | {"agency": f"b{number % BODIES}", "by_agreement": False}


def content(measures: int) -> Document:
    """Of schema 2, which every later one still draws."""
    counts = dict.fromkeys(STATUSES, measures // 10)
    bodies = {
        f"b{at}": {"name": texts(f"Министерство {at}"), "short": texts(f"М{at}"),
                   "by_agreement": False}
        for at in range(BODIES)
    }  # fmt: skip
    row = {"counts": counts, "total": measures, "measures": counts, "measures_total": measures}
    return {
        "schema": 2, "edition": 1, "as_of": "2009-07-06",
        "compiled_at": "2009-07-06T04:30:00+00:00",
        "plan": {
            "slug": "plan", "title": texts("План мероприятий"), "concept": texts("Концепция"),
            "coordinator": "b0", "approved_on": "2007-12-03", "approved_by": "Постановление",
            "is_illustrative": True, "amendments": [],
        },
        "round": {
            "label": "2009Q2", "starts_on": "2009-04-01", "ends_on": "2009-06-30",
            "executors_due_on": "2009-07-05", "coordinator_due_on": "2009-07-15",
            "window": ["2009-04-06", "2009-07-05"],
        },
        "bodies": bodies,
        "totals": dict.fromkeys(("measures", "obligations", "round"), counts),
        "agencies": [
            row | {"agency": code, "round": {"owed": 3, "handed_in": 2, "out": 1}}
            for code in bodies
        ],
        "directions": [
            row | {"kind": "direction", "number": str(at), "text": texts("Направление"),
                   "source": f"§{at}"}
            for at in range(DIRECTIONS)
        ],
        "overdue": [late(at, measures) for at in range(measures * REPORTS // 5)],
        "measures": [measure(at) for at in range(measures)],
        **{part: [] for part in ("extensions", "silent", "nil", "removed", "spending")},
    }  # fmt: skip


def bare_docx(plan: Outline) -> None:
    word = docx.Document()
    for table in on_pages(plan):
        grid = word.add_table(rows=len(table.rows), cols=len(table.columns))
        for line, row in zip(grid.rows, table.rows, strict=True):
            for cell, value in zip(line.cells, row, strict=True):
                cell.text = said(value)
    word.save(BytesIO())


def bare_xlsx(plan: Outline) -> None:
    with xlsxwriter.Workbook(BytesIO(), {"constant_memory": True}) as book:
        for table in plan.sheets:
            sheet = book.add_worksheet()
            for number, row in enumerate(table.rows):
                for place, value in enumerate(row):
                    sheet.write(number, place, value)


def bare_csv(plan: Outline) -> None:
    for table in plan.sheets:
        csv.writer(StringIO()).writerows(table.rows)


def on_pages(plan: Outline) -> list[Table]:
    sheets = paper(plan)
    return [*sheets.upright, *sheets.across, *sheets.annexes]


BARE: dict[str, Callable[[Outline], None]] = {
    "docx": bare_docx,
    "xlsx": bare_xlsx,
    "csv": bare_csv,
}


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def child(fmt: str, measures: int) -> None:
    """Prints one line: what the process used, of which the rows that every format begins with, and
    what is left for writing beside the bare library."""
    told = content(measures)
    DRAW["csv"](content(10), "ru")  # what a process loads once
    before = peak()
    data, whole = timed(lambda: drawn(fmt, told))
    memory = peak() - before
    if fmt == "json":
        return print(
            f"json  {whole:6.1f} s  +{memory:4.0f} MB  {len(data) / 1e6:6.2f} MB", flush=True
        )
    plan, rows = timed(lambda: outline(told, "ru"))
    beside = ""
    if fmt in BARE:
        _nothing, bare = timed(lambda: BARE[fmt](plan))
        beside = f"  bare {bare:5.1f} s  {(whole - rows) / bare:5.2f} times"
    return print(
        f"{fmt:5} {whole:6.1f} s  +{memory:4.0f} MB  {len(data) / 1e6:6.2f} MB"
        f"  rows {rows:5.1f} s  writing {whole - rows:5.1f} s{beside}",
        flush=True,
    )


def timed(action: Callable[[], Any]) -> tuple[Any, float]:
    """Seconds of the processor, so that what else the machine does counts less."""
    started = process_time()
    return action(), process_time() - started


def drawn(fmt: str, told: Document) -> bytes:
    return canonical(told) if fmt == "json" else DRAW[fmt](told, "ru")


def main() -> None:
    parser = ArgumentParser(description="Drawing a large report beside the bare libraries")
    parser.add_argument("--measures", type=int, default=10_000)
    parser.add_argument("--format", choices=[*DRAW, "json"])
    asked = parser.parse_args()
    if asked.format:
        return child(asked.format, asked.measures)
    size = len(json.dumps(content(asked.measures), ensure_ascii=False)) / 1e6
    owed = asked.measures * REPORTS
    print(f"{asked.measures} measures, {owed} reports owed, {size:.0f} million signs", flush=True)
    for fmt in (*DRAW, "json"):
        again = [sys.executable, __file__, "--format", fmt, "--measures", str(asked.measures)]
        subprocess.run(again, check=True)  # noqa: S603  (itself)
    return None


if __name__ == "__main__":
    main()
