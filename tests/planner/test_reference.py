"""The Concept and its baseline figures as they are shipped, against the source document."""

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db.models import Sum

from planner.models import (
    Concept,
    Direction,
    DirectionKind,
    Goal,
    Indicator,
    IndicatorValue,
    LineOfAction,
    Principle,
    Task,
    ValueKind,
)
from tests.planner.conftest import REFERENCE

FIXTURES = Path(__file__).parents[2] / "fixtures" / "reference"
LINES = {
    **{"§4.1": 3, "§4.2": 4, "§4.3": 4, "§4.4": 4, "§4.5": 4},
    **{"§5.1": 2, "§5.2": 3, "§5.3": 2, "§5.4": 1},
}
FIGURES = {
    "arrivals": 67386,
    "departures": 33914,
    "net-migration": 33472,
    "net-migration-cis": 26778,
    "net-migration-other": 6694,
    "first-positive-year-cis": 2003,
    "first-positive-year-other": 2006,
    "first-positive-year": 2004,
    "refugees": 582,
}
INTERNAL = {
    "north-kazakhstan": -4786,
    "east-kazakhstan": -6635,
    "zhambyl": -7682,
    "kyzylorda": -4272,
    "astana": 17938,
    "almaty-city": 21959,
    "mangystau": 382,
}


def counts() -> dict[str, int]:
    tables = (Concept, Principle, Goal, Task, Direction, LineOfAction, Indicator, IndicatorValue)
    return {table.__name__: table._default_manager.count() for table in tables}


def test_loading_twice_adds_nothing(concept: Concept) -> None:
    first = counts()
    call_command("loaddata", *REFERENCE, verbosity=0)
    assert counts() == first
    assert first == {
        "Concept": 1,
        "Principle": 10,
        "Goal": 1,
        "Task": 14,
        "Direction": 9,
        "LineOfAction": 27,
        "Indicator": 11,
        "IndicatorValue": 32,
    }


def test_the_concept_has_its_period_and_acts(concept: Concept) -> None:
    assert (concept.starts_on, concept.ends_on) == (date(2007, 1, 1), date(2015, 12, 31))
    assert (concept.approved_on, concept.repealed_on) == (date(2007, 8, 28), date(2011, 5, 23))
    assert concept.approved_by.endswith("№ 399")
    assert concept.repealed_by.endswith("№ 88")


def test_there_are_five_directions_and_four_parts_of_the_mechanism(concept: Concept) -> None:
    kinds = [concept.directions.filter(kind=kind).count() for kind in DirectionKind]
    assert dict(zip(DirectionKind, kinds, strict=True)) == {"direction": 5, "mechanism": 4}


def test_every_line_of_action_cites_its_place(concept: Concept) -> None:
    cited = LineOfAction.objects.values_list("source", "direction__source")
    assert sorted(cited) == sorted(
        (f"{section}({number})", section)
        for section, last in LINES.items()
        for number in range(1, last + 1)
    )


def test_tasks_and_principles_cite_their_places(concept: Concept) -> None:
    tasks = Task.objects.order_by("number").values_list("source", flat=True)
    principles = Principle.objects.order_by("number").values_list("source", flat=True)
    assert list(tasks) == [f"§3({number})" for number in range(1, 15)]
    assert list(principles) == [f"§2({number})" for number in range(1, 11)]


def test_figures_of_the_country_are_those_of_the_source(concept: Concept) -> None:
    figures = IndicatorValue.objects.filter(region=None, kind=ValueKind.BASELINE, year=2006)
    assert dict(figures.values_list("indicator__code", "value")) == FIGURES


def test_net_migration_is_the_sum_of_its_parts(concept: Concept) -> None:
    figures = dict(IndicatorValue.objects.values_list("indicator__code", "value"))
    assert figures["arrivals"] - figures["departures"] == figures["net-migration"]
    parts = figures["net-migration-cis"] + figures["net-migration-other"]
    assert parts == figures["net-migration"]


def test_internal_migration_is_given_by_region(concept: Concept) -> None:
    figures = IndicatorValue.objects.filter(indicator__code="net-internal-migration")
    assert dict(figures.values_list("region__code", "value")) == INTERNAL


def test_the_immigration_quota_of_2007_adds_up(concept: Concept) -> None:
    quota = IndicatorValue.objects.filter(indicator__code="immigration-quota", year=2007)
    assert quota.exclude(region=None).count() == 16
    assert quota.aggregate(sum=Sum("value"))["sum"] == Decimal(15000)


def translated_fields() -> Iterator[tuple[str, str, Any]]:
    for path in sorted(FIXTURES.glob("*.json")):
        for number, row in enumerate(json.loads(path.read_text())):
            for field, value in row["fields"].items():
                if field.endswith(("_ru", "_kk", "_en")):
                    yield f"{path.name}:{number}", field, value


def test_every_row_speaks_three_languages() -> None:
    fields = list(translated_fields())
    assert len(fields) > 600
    assert [(row, field) for row, field, value in fields if not value.strip()] == []


def test_english_columns_hold_no_cyrillic() -> None:
    mixed = [
        (row, value)
        for row, field, value in translated_fields()
        if field.endswith("_en") and re.search("[\u0400-\u04ff]", value)
    ]
    assert mixed == []
