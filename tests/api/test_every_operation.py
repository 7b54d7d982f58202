"""Schemathesis asks every operation whatever its description allows, and what it does not.

All its checks: no failure of the site, no answer that is not described, in status, headers, kind
and shape; what breaks the description is refused, and so are other methods and false tokens. Each
operation is asked by an officer, a coordinator, an observer and a stranger.
"""

import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from typing import Any

import pytest
import schemathesis
from django.contrib.auth.models import Group
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.generation import GenerationMode

from agencies.models import Agency, Role, User
from audit.models import Entry
from audit.receivers import AUDITORS
from measures.models import (
    Deadline,
    DeadlineKind,
    Extension,
    Measure,
    Obligation,
    ProgressEntry,
)
from planner.models import ActionPlan
from reports.models import ReportingRound
from tests.api.calling import token_of
from tests.factories import (
    AgencyFactory,
    DeadlineFactory,
    ExecutorFactory,
    MeasureFactory,
    ObligationFactory,
    TaskFactory,
    asked_for,
    person,
)

THERE = {
    "agencies": Agency,
    "audit/entries": Entry,
    "deadlines": Deadline,
    "extensions": Extension,
    "measures": Measure,
    "obligations": Obligation,
    "plans": ActionPlan,
    "progress": ProgressEntry,
    "rounds": ReportingRound,
}
Validated = Callable[..., None]
# Of each operation, so that all of it takes three minutes of one processor at most. By hand, before
# a release: API_EXAMPLES=20 API_BOUNDS=200, and API_ONLY=progress for addresses with that in them.
EXAMPLES = int(os.environ.get("API_EXAMPLES", "1"))
BOUNDS = int(os.environ.get("API_BOUNDS", "10"))
ONLY = re.compile(os.environ.get("API_ONLY", ""))
# A description cannot say which number is there or which day has come: what fits its form may be
# refused for these (400), and a condition for an ETag that nobody gave (412).
ACCEPTED = ["2xx", "3xx", "400", "401", "403", "404", "409", "412", "413", "422", "429"]


def asking(phases: dict[str, Any]) -> SchemathesisConfig:
    return SchemathesisConfig.from_dict(
        {
            "phases": {**phases, "stateful": {"enabled": False}},
            "generation": {"deterministic": True, "no-shrink": True, "allow-x00": False},
            "checks": {"positive_data_acceptance": {"expected-statuses": ACCEPTED}},
        }
    )


@pytest.fixture
def world(plan: ActionPlan, agency: Agency, settings: Any) -> dict[str, User]:
    """A little of everything, with the smallest numbers, which are tried most; and four people."""
    settings.API_RATES = dict.fromkeys(settings.API_RATES, "1000000/min")
    measure = MeasureFactory(plan=plan)
    measure.tasks.add(TaskFactory())
    DeadlineFactory(measure=measure, kind=DeadlineKind.UNDECIDED, due=[])
    ExecutorFactory(measure=measure, agency=agency)
    owed: Obligation = asked_for(ObligationFactory(measure=measure, agency=agency))
    officer = person(agency, Role.OFFICER)
    owed.entries.create(author=officer, text="Идёт.")
    Extension.objects.create(
        obligation=owed, requested_by=officer, requested_on=date(2009, 6, 1),
        old_due_on=owed.due_on, proposed_on=date(2009, 12, 1), reason="Ждём.",
    )  # fmt: skip
    ReportingRound.objects.create(
        plan=plan, label="2009Q2", starts_on=date(2009, 4, 1), ends_on=date(2009, 6, 30),
        counts_from=date(2009, 4, 1), executors_due_on=date(2009, 7, 10),
        coordinator_due_on=date(2009, 7, 20),
    )  # fmt: skip
    observer = person(AgencyFactory(), Role.OBSERVER)
    observer.groups.add(Group.objects.get(name=AUDITORS))  # who reads the record as well
    return {
        "officer": officer,
        "coordinator": person(plan.coordinator, Role.COORDINATOR),
        "observer": observer,
    }


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Kept from call to call, with the transaction of the test, as Django's own client keeps it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def closed_at_its_end(served: Any) -> Any:
    """As a server does and the client in this process does not: a file that is sent is closed."""

    def answered(environ: Any, start: Any) -> Iterator[bytes]:
        answer = served(environ, start)
        try:
            yield from answer
        finally:
            answer.close()

    return answered


@pytest.fixture
def described(world: dict[str, User], one_connection: None) -> Any:
    config = asking({"fuzzing": {"generation": {"max-examples": EXAMPLES}}})
    address = "/api/v1/schema/?format=json"
    served = closed_at_its_end(get_wsgi_application())
    return schemathesis.openapi.from_wsgi(address, served, config=config)


few = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def known(operation: Any) -> dict[str, Any]:
    """The path to an object that is there, or nothing where the path leads to none."""
    table = next((row for name, row in THERE.items() if f"/{name}/{{" in operation.path), None)
    row = table.objects.first() if table else None
    if row is None:
        return {}
    name = "slug" if "{slug}" in operation.path else "id"
    return {name: row.slug if name == "slug" else row.pk}


def by_chance(operation: Any) -> Iterator[Callable[[Validated], None]]:
    """Calls that fit the description, and calls that break it in one place."""
    there = known(operation)
    strategies = [
        *(operation.as_strategy(generation_mode=mode) for mode in GenerationMode),
        *([operation.as_strategy(path_parameters=there)] if there else []),
    ]
    for made in strategies:
        yield lambda validated, made=made: few(given(case=made)(validated))()


def by_the_book(operation: Any) -> Iterator[Callable[[Validated], None]]:
    """Each bound of each parameter, each one missing, doubled, of another type; other methods."""
    schema = operation.schema
    cases = schema.iter_coverage_cases(
        operation,
        generation_modes=list(GenerationMode),
        generation_config=schema.config.generation,
    )
    for case in spread(cases, BOUNDS):
        yield lambda validated, case=case: validated(case=case)


def spread(cases: Iterator[Any], most: int) -> list[Any]:
    """Some of them, from the first kind to the last: those of one parameter follow each other."""
    made = list(islice(cases, 20 * most))
    return made[:: max(1, -(-len(made) // most))]


def told(failures: Any) -> str:
    """What each check says, and how to call again."""
    return "\n".join(str(one) for one in getattr(failures, "exceptions", ())) + f"\n{failures}"


def wrong(schema: Any, headers: dict[str, str], calls: Any) -> str:
    """What the checks find, one for each call that is answered otherwise than described."""
    found = []

    def validated(case: Any) -> None:
        # A description has no way to say that what is left out was not asked for.
        (case.query or {}).pop("fields", None)
        # The client in this process does not unpack what is sent compressed.
        case.call_and_validate(headers={**headers, "Accept-Encoding": "identity"})

    for result in schema.get_all_operations():
        operation = result.ok()
        if not ONLY.search(operation.path):
            continue
        for call in calls(operation):
            try:
                call(validated)
            except Unsatisfiable:
                continue  # nothing in this operation can be broken in this way
            except (FailureGroup, Failure) as failures:
                found.append(f"{operation.label}: {told(failures)}")
    return "\n".join(found)


def told_if_any(found: str) -> None:
    """In full: pytest would shorten it."""
    if found:
        pytest.fail(found, pytrace=False)


def headers_of(who: User) -> dict[str, str]:
    return {"Authorization": token_of(who)}


def test_every_bound_is_kept(described: Any, world: dict[str, User]) -> None:
    told_if_any(wrong(described, headers_of(world["officer"]), by_the_book))


def test_a_stranger_is_answered_as_it_is_described(described: Any) -> None:
    told_if_any(wrong(described, {}, by_chance))


@pytest.mark.parametrize("who", ["officer", "coordinator", "observer"])
def test_people_are_answered_as_it_is_described(
    described: Any, world: dict[str, User], who: str
) -> None:
    told_if_any(wrong(described, headers_of(world[who]), by_chance))
