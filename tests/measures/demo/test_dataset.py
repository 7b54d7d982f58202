"""A synthetic load of a given size."""

import json
from collections import Counter
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from measures.models import Obligation, ProgressEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demonstration(settings: Any) -> None:
    settings.BUSINESS_DATE = "2009-07-06"


def make(*arguments: str) -> dict[str, Any]:
    out = StringIO()
    call_command("make_dataset", "--json", *arguments, stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def facts(plan: str) -> Counter[Any]:
    owed = Obligation.objects.filter(measure__plan__slug=plan)
    return Counter(
        owed.values_list("measure__number", "agency__code", "due_on", "state", "done_on")
    )


def test_it_makes_exactly_so_many_obligations_with_a_past() -> None:
    told = make("--obligations", "700")
    owed = Obligation.objects.filter(measure__plan__slug="dataset-1-700")
    assert told["obligations"] == owed.count() == 700
    assert told["entries"] == ProgressEntry.objects.count()
    past = owed.filter(due_on__lt=date(2009, 7, 6))
    states = Counter(past.values_list("state", flat=True))
    assert states["done"] > states["open"] > states["returned"] > 0
    assert states["open"] + states["returned"] == owed.overdue(date(2009, 7, 6)).count()


def test_the_same_seed_makes_the_same_load_and_another_seed_another() -> None:
    with transaction.atomic():
        make("--obligations", "150")
        first = facts("dataset-1-150")
        transaction.set_rollback(True)
    make("--obligations", "150")
    make("--obligations", "150", "--seed", "2")
    assert facts("dataset-1-150") == first != facts("dataset-2-150")
    assert sum(first.values()) == 150


def test_it_is_made_once() -> None:
    make("--obligations", "20")
    with pytest.raises(CommandError, match="already_made"):
        make("--obligations", "20")


def test_it_stays_away_from_real_data(settings: Any) -> None:
    settings.BUSINESS_DATE = ""
    with pytest.raises(CommandError, match="not_a_demonstration"):
        make("--obligations", "20")
    assert not Obligation.objects.exists()


@pytest.mark.parametrize("wrong", ["0", "-5", "many"])
def test_a_wrong_number_is_refused(wrong: str) -> None:
    with pytest.raises(CommandError, match="whole number above zero"):
        make(f"--obligations={wrong}")
