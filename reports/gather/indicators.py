"""Indicators of the Concept against their targets, as far as figures were entered."""

from datetime import date
from typing import Any

from planner.models import Indicator, IndicatorValue
from reports.gather.plain import Row, columns, plain, sorted_out, texts

Part = dict[str, Any]


def indicators(concept: int, day: date) -> list[Part]:
    """By code; two statements.

    A figure does not say on which day it was entered, so a past day is told by its year alone:
    actual figures of later years are left out, targets are not.
    """
    rows = Indicator.objects.filter(concept=concept).order_by("code")
    values = sorted_out(_values(concept, day), lambda row: row["indicator_id"])
    return [_indicator(row, values[row.pk]) for row in rows]


def _values(concept: int, day: date) -> list[Row]:
    told = IndicatorValue.objects.filter(indicator__concept=concept).exclude(
        kind="actual", year__gt=day.year
    )
    return plain(
        told.order_by("indicator", "year", "kind", "region__code").values(
            "indicator_id",
            "year",
            "kind",
            "value",
            "source",
            "region__code",
            *(f"region__{column}" for column in columns("name")),
        )
    )


def _indicator(row: Indicator, values: list[Row]) -> Part:
    return {
        "code": row.code,
        "name": texts(vars(row), "name"),
        "unit": texts(vars(row), "unit"),
        "source": row.source,
        "values": [_value(one) for one in values],
    }


def _value(row: Row) -> Part:
    """`region` None is the whole country; `value` is decimal text."""
    return {
        "year": row["year"],
        "kind": row["kind"],
        "region": row["region__code"],
        "region_name": texts(row, "region__name") if row["region__code"] else None,
        "value": str(row["value"]),
        "source": row["source"],
    }
