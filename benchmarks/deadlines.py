"""How fast deadlines are read, as a ratio to str.split over the same phrases.

Run from the project's root: python -m benchmarks.deadlines
"""

import sys
from collections.abc import Callable
from datetime import date
from itertools import chain
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests/measures/rules")]

from deadline_phrases import PHRASES  # noqa: E402 - found on the path set above

from measures.rules.deadlines import PlanDates, read  # noqa: E402
from measures.rules.deadlines.reading import understand  # noqa: E402

PLAN = PlanDates(date(2008, 1, 1), date(2010, 12, 31), date(2007, 11, 28))
TEXTS = [row[0] for row in chain.from_iterable(PHRASES.values())]
ROUNDS = 5


def best_rate(work: Callable[[str], object], before: Callable[[], object]) -> float:
    """Phrases a second in the best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        before()
        start = perf_counter()
        for text in TEXTS:
            work(text)
        best = min(best, perf_counter() - start)
    return len(TEXTS) / best


def main() -> None:
    plain = best_rate(str.split, lambda: None)
    for name, before in (
        ("every phrase new", understand.cache_clear),
        ("phrases met before", lambda: None),
    ):
        rate = best_rate(lambda text: read(text, PLAN), before)
        print(f"{name}: {rate:,.0f} phrases/s, 1/{plain / rate:,.0f} of str.split")


if __name__ == "__main__":
    main()
