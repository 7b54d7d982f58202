"""The API beside bare JSON: python -m benchmarks.api [--items N]

On 10 000 open items of which 5 000 are overdue, 30 bodies: the list of 100 obligations, one page
further on, and the same asked about again with its ETag; then progress as a program sends it,
logged (saved as a draft) and handed in, without and with an Idempotency-Key; both by two calls and
by one. Each beside a bare Django view that runs the very same SQL, statement by statement, and
answers with plain JSON; by one caller and by 4 at once. Only ratios within one run mean anything.

It makes a database of its own beside the one in DATABASE_URL, and drops it again.
"""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any
from uuid import uuid4

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["BUSINESS_DATE"] = "2009-07-06"
django.setup()

from django.conf import settings  # noqa: E402  (the models need the settings first)
from django.db import connection, transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse, JsonResponse  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from rest_framework.test import APIClient  # noqa: E402

from agencies.models import Role, User  # noqa: E402
from benchmarks.pages import AT_ONCE, BODIES, at_once, fill  # noqa: E402
from measures.models import Obligation  # noqa: E402
from planner.models import ActionPlan  # noqa: E402
from tests.factories import ActionPlanFactory, AgencyFactory, person  # noqa: E402

LIST = "/api/v1/obligations/?overdue=true&page_size=100"
ENTRIES = "/api/v1/progress/"
Answer = Callable[[], HttpResponse]
Sql = list[tuple[str, Any]]


def client(who: User, **headers: str) -> APIClient:
    made = APIClient(headers=headers)
    made.force_authenticate(who)
    return made


def expect(answer: Any, *codes: int) -> Any:
    if answer.status_code not in codes:
        raise RuntimeError(f"{answer.status_code}: {answer.content[:300]}")
    return answer


class Heard:
    """The statements of one answer with their parameters, as the database was sent them."""

    def __init__(self) -> None:
        self.sql: Sql = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not many:
            self.sql.append((sql, params))
        return execute(sql, params, many, context)


def heard(answer: Answer) -> Sql:
    listening = Heard()
    with connection.execute_wrapper(listening):
        answer()
    return listening.sql


def bare(statements: Sql) -> Answer:
    """A view that runs the same statements and writes the rows it is given as JSON.

    What they write is taken back, so that they find each time what they found first.
    """
    factory = RequestFactory()

    def view(request: HttpRequest) -> HttpResponse:
        rows: list[Any] = []
        with transaction.atomic(), connection.cursor() as cursor:
            for sql, params in statements:
                if sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
                    continue
                cursor.execute(sql, params)
                if cursor.description:
                    rows = cursor.fetchall()
            transaction.set_rollback(True)
        return JsonResponse({"results": rows}, json_dumps_params={"default": str})

    return lambda: view(factory.get("/"))


def taken_back(answer: Answer) -> Answer:
    """The act is done and taken back, so that it can be done again: as the bare view does it."""

    def act() -> HttpResponse:
        with transaction.atomic():
            found = answer()
            transaction.set_rollback(True)
        return found

    return act


def tell(name: str, make: Callable[[], Answer], rounds: int) -> float:
    """A line of the report; gives the median of one caller, seconds."""
    one = make()
    one()
    took = []
    for _ in range(rounds):
        started = perf_counter()
        one()
        took.append(perf_counter() - started)
    middle, slow = median(took), quantiles(took, n=20)[-1]
    statements = len(heard(one))
    many = at_once([make() for _ in range(AT_ONCE)], max(3, rounds // AT_ONCE))
    print(
        f"  {name}: median {middle * 1e3:.1f} ms, p95 {slow * 1e3:.1f} ms, {statements} SQL,"
        f" {1 / middle:.0f}/s by one, {many:.0f}/s by {AT_ONCE} at once"
    )
    return middle


def beside(name: str, make: Callable[[], Answer], rounds: int) -> None:
    """The call and the bare view that does the same SQL."""
    full = tell(name, make, rounds)
    statements = heard(make())
    floor = tell("bare JSON view, the same SQL", lambda: bare(statements), rounds)
    print(f"    {full / floor:.2f} times the bare view")


def reading(who: User) -> Iterator[tuple[str, Callable[[], Answer]]]:
    first = expect(client(who).get(LIST), 200)
    following = first.json()["next"]
    yield "list of 100 obligations", lambda: partial_get(who, LIST)
    yield "the page after it", lambda: partial_get(who, following)
    yield "three fields of it", lambda: partial_get(who, f"{LIST}&fields=id,due_on,status")
    yield "not changed (304)", lambda: partial_get(who, LIST, **{"if-none-match": first["ETag"]})


def partial_get(who: User, address: str, **headers: str) -> Answer:
    caller = client(who, **headers)
    return lambda: expect(caller.get(address), 200, 304)


def writing(
    officers: list[User], owed: Iterator[int]
) -> Iterator[tuple[str, Callable[[], Answer]]]:
    """Handing in a draft that is there already, taken back each time; each caller has its own."""

    def submission(**headers: str) -> Answer:
        row = Obligation.objects.get(pk=next(owed))
        who = next(one for one in officers if one.memberships.get().agency_id == row.agency_id)
        body = {"obligation": row.pk, "text": "Проведён мониторинг, сведения направлены."}
        entry = expect(client(who).post(ENTRIES, body), 201).json()["id"]
        caller, address = client(who, **headers), f"{ENTRIES}{entry}/submit/"
        return taken_back(lambda: expect(caller.post(address), 200))

    yield "submission of progress", submission
    yield "the same with a key", lambda: submission(**{"idempotency-key": str(uuid4())})


def logging(officers: list[User], owed: Iterator[int], *, one_call: bool) -> Answer:
    """A draft is saved and handed in, by two calls or by one; it stays done, each time of another
    obligation."""
    by_agency = {one.memberships.get().agency_id: client(one) for one in officers}

    def log() -> HttpResponse:
        row = Obligation.objects.get(pk=next(owed))
        caller = by_agency[row.agency_id]
        body = {"obligation": row.pk, "text": "Проведён мониторинг, сведения направлены."}
        if one_call:
            return expect(caller.post(ENTRIES, {**body, "submit": True}), 201)
        entry = expect(caller.post(ENTRIES, body), 201).json()["id"]
        return expect(caller.post(f"{ENTRIES}{entry}/submit/"), 200)

    return log


def run(items: int, rounds: int) -> None:
    plan: ActionPlan = ActionPlanFactory(slug="benchmark-of-the-api")
    bodies = AgencyFactory.create_batch(BODIES)
    officers = [person(body, Role.OFFICER, language="ru") for body in bodies]
    fill(plan, bodies, items, late=items // 2, first=1)
    coordinator = person(plan.coordinator, Role.COORDINATOR, language="ru")
    print(f"{items:,} open items, {items // 2:,} overdue, {connection.vendor}")
    for name, make in reading(coordinator):
        beside(name, make, rounds)
    owed = iter(list(Obligation.objects.order_by("pk").values_list("pk", flat=True)))
    for name, make in writing(officers, owed):
        beside(name, make, rounds)
    for one_call, how in ((False, "two calls"), (True, "one call")):
        log = partial(logging, officers, owed, one_call=one_call)
        tell(f"log progress: saved and handed in, committed, {how}", log, rounds)


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=40)
    wanted = parser.parse_args()
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.API_RATES = dict.fromkeys(settings.API_RATES, "100000000/min")
    name = settings.DATABASES["default"]["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        run(wanted.items, wanted.rounds)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
