"""Pages and lists beside the bare tools: python -m benchmarks.pages [--items N] [--board N]

On 10 000 open items of which 5 000 are overdue, 30 bodies and 5 groups: the board narrowed to
what is overdue (first 50 by date, HTML) and the API's list of 100 (JSON), each beside a bare
Django view that reads the very same rows and writes their columns as plain text; with 4 people at
once, in threads of one process. Then the board as it opens, with more obligations. Only ratios
within one run mean anything.

It makes a database of its own beside the one in DATABASE_URL, and drops it again.
"""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles
from tempfile import mkdtemp
from time import perf_counter

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["BUSINESS_DATE"] = "2009-07-06"
os.environ["MFA_REQUIRED_FOR"] = ""  # its coordinator has no second factor
django.setup()

from django.conf import settings  # noqa: E402  (the models need the settings first)
from django.db import connection  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from agencies.models import Agency, AgencyGroup, Role, User  # noqa: E402
from measures.models import Measure, Obligation  # noqa: E402
from measures.queries.board import Asked, overdue  # noqa: E402
from planner.models import ActionPlan  # noqa: E402
from tests.factories import ActionPlanFactory, AgencyFactory, person  # noqa: E402

TODAY = date(2009, 7, 6)
BODIES, GROUPS, AT_ONCE = 30, 5, 4
OVERDUE = "/board/?status=overdue"
API = "/api/v1/obligations/?overdue=true&page_size=100"
Answer = Callable[[], HttpResponse]


def fill(plan: ActionPlan, bodies: list[Agency], items: int, *, late: int, first: int) -> None:
    """`late` of the items are past their day, the rest spread over the two years after it."""
    measures = Measure.objects.bulk_create(
        [
            Measure(plan=plan, position=n, number=str(n), title_ru=f"Провести мониторинг, этап {n}",
                    completion_form_ru="Информация Правительству")
            for n in range(first, first + items)
        ],
        batch_size=2000,
    )  # fmt: skip
    rows = []
    for n, measure in enumerate(measures):
        days = -1 - n % 300 if n < late else n % 700
        due = TODAY + timedelta(days=days)
        rows.append(
            Obligation(measure=measure, agency=bodies[n % BODIES], role="lead", kind="once",
                       occurrence=due.isoformat(), written_on=due, due_on=due, first_due_on=due,
                       changed_on=date(2008, 1, 1))
        )  # fmt: skip
    Obligation.objects.bulk_create(rows, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def bare(size: int) -> Answer:
    """The rows of the page and their number, and nothing else of what a page is."""
    factory = RequestFactory()

    def view(request: HttpRequest) -> HttpResponse:
        rows = overdue(Asked(), TODAY)
        lines = [f"{rows.count()}"]
        lines += [
            f"{row.due_on} {row.measure.number} {row.measure.title} {row.agency.short} {row.status}"
            for row in rows[:size]
        ]
        return HttpResponse("\n".join(lines))

    return lambda: view(factory.get("/"))


def page(who: User, address: str) -> Answer:
    client = Client()
    client.force_login(who)

    def answer() -> HttpResponse:
        found = client.get(address)
        if found.status_code != 200:
            raise RuntimeError(f"{address}: {found.status_code}")
        return found

    return answer


def times(answer: Answer, rounds: int) -> list[float]:
    answer()
    found = []
    for _ in range(rounds):
        started = perf_counter()
        answer()
        found.append(perf_counter() - started)
    return found


def at_once(answers: list[Answer], rounds: int) -> float:
    """Answers a second."""

    def serve(answer: Answer) -> None:
        try:
            for _ in range(rounds):
                answer()
        finally:
            connection.close()

    started = perf_counter()
    with ThreadPoolExecutor(len(answers)) as people:
        list(people.map(serve, answers))
    return len(answers) * rounds / (perf_counter() - started)


def statements(answer: Answer) -> int:
    with CaptureQueriesContext(connection) as caught:
        answer()
    return len(caught)


def tell(name: str, make: Callable[[], Answer], rounds: int, floor: float = 0) -> float:
    """A line of the report; gives the median, seconds."""
    one = make()
    took = times(one, rounds)
    many = at_once([make() for _ in range(AT_ONCE)], max(3, rounds // AT_ONCE))
    middle, slow = median(took), quantiles(took, n=20)[-1]
    ratio = f", {middle / floor:.1f} of the bare view" if floor else ""
    print(
        f"  {name}: median {middle * 1e3:.0f} ms, p95 {slow * 1e3:.0f} ms, {statements(one)} SQL,"
        f" {many:.0f}/s by {AT_ONCE} at once{ratio}"
    )
    return middle


def run(items: int, board: int, rounds: int) -> None:
    plan = ActionPlanFactory(slug="benchmark-of-pages")
    bodies = AgencyFactory.create_batch(BODIES)
    for number in range(GROUPS):
        group = AgencyGroup.objects.create(code=f"group-{number}", name_ru=f"Группа {number}")
        group.members.set(bodies[number::GROUPS])
    coordinator = person(plan.coordinator, Role.COORDINATOR, language="ru")
    fill(plan, bodies, items, late=items // 2, first=1)
    print(f"{items:,} open items, {items // 2:,} overdue, {connection.vendor}")
    floor = tell("bare view, 50 rows", lambda: bare(50), rounds)
    tell("overdue page, HTML", lambda: page(coordinator, OVERDUE), rounds, floor)
    floor = tell("bare view, 100 rows", lambda: bare(100), rounds)
    tell("JSON list of 100", lambda: page(coordinator, API), rounds, floor)
    fill(plan, bodies, board - items, late=(board - items) // 10, first=items + 1)
    print(f"{board:,} obligations")
    tell("the board as it opens", lambda: page(coordinator, "/board/"), rounds)
    tell("everything", lambda: page(coordinator, "/board/?status=all"), rounds)
    tell("the review queue", lambda: page(coordinator, "/review/"), rounds)


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--board", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=40)
    wanted = parser.parse_args()
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STATIC_ROOT = mkdtemp()
    name = settings.DATABASES["default"]["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        run(wanted.items, wanted.board, wanted.rounds)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
