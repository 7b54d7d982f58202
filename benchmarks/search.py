"""Search beside ILIKE: python -m benchmarks.search [--texts N]

So many reports with texts, one in a hundred with the word sought: counting them and reading the
newest twenty through the index of words, against the same questions asked with ILIKE, which knows
no forms of words. Then what the index costs: writing the reports with it and without it.
Everything is rolled back; only ratios within one run mean anything. Needs a migrated PostgreSQL
(DATABASE_URL); SQLite has no index of words.
"""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402  (the models need the settings first)

from measures.finding import Found  # noqa: E402
from measures.models import Obligation, ProgressEntry  # noqa: E402
from tests.factories import MeasureFactory, ObligationFactory, UserFactory  # noqa: E402

FIRST, RARE = date(2008, 1, 1), 100
SENTENCES = (
    "За отчётный период проведена работа по учёту трудовых ресурсов и приёму граждан.",
    "Есепті кезеңде өңірлерде түсіндіру жұмыстары жүргізілді, ұсыныстар енгізілді.",
    "Подготовлены предложения, согласованы с заинтересованными органами, внесены в срок.",
    "Проведены встречи с работодателями, обучено двести сорок специалистов.",
)
SOUGHT = "Учтены кольцованные жаворонки в трёх областях."


def seconds(action: Callable[[], object]) -> float:
    started = perf_counter()
    action()
    return perf_counter() - started


def best(action: Callable[[], object]) -> float:
    return min(seconds(action) for _ in range(3))


def texts(number: int) -> list[str]:
    told = [" ".join(SENTENCES[(at + part) % 4] for part in range(4)) for at in range(number)]
    return [f"{text} {SOUGHT}" if at % RARE == 0 else text for at, text in enumerate(told)]


def write(number: int, owed: list[Obligation]) -> None:
    author = UserFactory()
    rows = [
        ProgressEntry(
            obligation=owed[at % len(owed)],
            author=author,
            state="accepted",
            text=text,
            submitted_on=FIRST + timedelta(days=at % 500),
        )
        for at, text in enumerate(texts(number))
    ]
    ProgressEntry.objects.bulk_create(rows, batch_size=2000)


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def compare(number: int) -> None:
    owed = [ObligationFactory(measure=MeasureFactory()) for _ in range(20)]
    with_index = seconds(lambda: write(number, owed))
    sql("ANALYZE measures_progressentry")
    ours = ProgressEntry.objects.filter(Found("жаворонки", "text"))
    plain = ProgressEntry.objects.filter(text__icontains="жаворонки")
    assert ours.count() == plain.count()
    for name, ask in {
        "counting": lambda rows: rows.count(),
        "the newest twenty": lambda rows: list(rows.order_by("-submitted_on", "-pk")[:20]),
    }.items():
        found, walked = best(lambda ask=ask: ask(ours)), best(lambda ask=ask: ask(plain))  # type: ignore[misc]
        print(
            f"{name}: {found * 1000:.1f} ms, ILIKE {walked * 1000:.1f} ms: {walked / found:.0f} x"
        )
    sql("DROP INDEX entry_words")
    without = seconds(lambda: write(number, owed))
    print(f"writing {number} texts: {with_index:.1f} s, without the index {without:.1f} s:"
          f" {with_index / without:.1f} x")  # fmt: skip


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=20_000)
    number = parser.parse_args().texts
    if connection.vendor != "postgresql":
        sys.exit("SQLite has no index of words: give a PostgreSQL in DATABASE_URL.")
    with transaction.atomic():
        compare(number)
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
