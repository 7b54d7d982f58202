"""The form of a content document, described for whoever reads it without this program."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from measures.models import Obligation
from planner.models import ActionPlan
from reports.gather import SCHEMA
from reports.gather.document import SCHEMA_NAME
from reports.rules.canonical import canonical
from tests import factories
from tests.reports.conftest import TODAY, Hand, Told
from tests.reports.test_gather import stage

ROOT = Path(__file__).parents[2]
KEPT = Path(__file__).parent / "draw" / "kept" / "edition-schema-2.json"
Document = dict[str, Any]


def described(schema: int) -> jsonschema.Draft202012Validator:
    told = json.loads((ROOT / f"reports/schema/content-{schema}.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(told)
    return jsonschema.Draft202012Validator(told)


@pytest.fixture
def document(plan: ActionPlan, told: Told, hand_in: Hand) -> Document:
    """As it is read from the file: with a measure of every fate, a body in the region, a nil."""
    stage(plan, 9, hand_in)
    measure = plan.measures.first()
    assert measure
    quiet = factories.ObligationFactory(
        measure=measure, kind="continuous", occurrence="2009Q2", due_on="2009-07-05"
    )
    hand_in(Obligation.objects.get(pk=quiet.pk), TODAY, claim="nil", text="")
    read: Document = json.loads(canonical(told()))
    return read


@pytest.mark.django_db
def test_a_document_has_the_form_that_is_described(document: Document) -> None:
    assert list(described(SCHEMA).iter_errors(document)) == []
    assert document["$schema"] == SCHEMA_NAME
    assert (ROOT / document["$schema"]).is_file()


def test_an_edition_of_schema_2_has_the_form_of_then() -> None:
    document = json.loads(KEPT.read_bytes())
    assert canonical(document) == KEPT.read_bytes()
    assert list(described(2).iter_errors(document)) == []


Breaks = Callable[[Document], Any]
BROKEN: dict[str, Breaks] = {
    "a key is missing": lambda it: it.pop("discipline"),
    "a key is unknown": lambda it: it.update(secret=1),
    "another schema": lambda it: it.update(schema=2),
    "a count is negative": lambda it: it["totals"]["round"].update(done=-1),
    "a status is missing": lambda it: it["agencies"][0]["counts"].pop("overdue"),
    "a status is unknown": lambda it: it["measures"][0].update(status="lost"),
    "a sum is a float": lambda it: it["spending"][0].update(planned=1.5),
    "a day is no day": lambda it: it.update(as_of="6 July 2009"),
    "a text lacks a language": lambda it: it["measures"][0]["title"].pop("kk"),
    "a row is too short": lambda it: it["rows"]["obligations"]["rows"][0].pop(),
    "a row is too long": lambda it: it["rows"]["measures"]["rows"][0].append(1),
    "a column is renamed": lambda it: it["rows"]["costs"]["columns"].reverse(),
    "a share is above a hundred": lambda it: it["discipline"]["total"].update(share=101),
    "a flag is a truth": lambda it: it["rows"]["obligations"]["rows"][0].__setitem__(8, True),
}


@pytest.mark.django_db
def test_a_broken_document_is_refused(document: Document) -> None:
    described_form = described(SCHEMA)
    accepted = []
    for name, damage in BROKEN.items():
        broken = copy.deepcopy(document)
        damage(broken)
        if described_form.is_valid(broken):
            accepted.append(name)
    assert accepted == []
