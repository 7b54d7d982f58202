"""The measures one by one: what was reported on them, what left control, what was spent."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Final

from measures.rules.lateness import Status
from reports.gather.lists import head_of
from reports.gather.period import Period
from reports.gather.plain import Row, iso, sorted_out, texts
from reports.gather.rows import Facts
from reports.rules.rows import CostLine, Line, MeasureLine
from reports.rules.totals import status_of_measure, totals

Part = dict[str, Any]
SUMS: Final = ("planned", "allotted", "spent")


def is_off(row: Row) -> bool:
    """Removed from control, struck or ended with the plan; the row tells of that day."""
    return bool(row["state"] != "on_control")


def removed(facts: Facts, period: Period, row: Row) -> list[Part]:
    """Left control, or was struck from the plan, in the round."""
    if not is_off(row) or not period.covers(row["state_on"]):
        return []
    return [{**head_of(row), "state": row["state"], **_removal(facts, row)}]


def _removal(facts: Facts, row: Row) -> Part:
    data = facts.removals.get(row["id"], {}).get("data", {})
    return {
        "on": iso(row["state_on"]),
        "document": {
            "kind": data.get("document_kind", ""),
            "number": data.get("document_number", ""),
            "on": data.get("document_on"),
        },
    }


def measure_line(
    row: Row, lines: Iterable[Line], directions: Sequence[str], tasks: Sequence[str]
) -> MeasureLine:
    off = is_off(row)
    return MeasureLine(
        id=row["id"],
        number=row["number"],
        status=status_of_measure((one.status for one in lines), off_control=off),
        off=int(off),
        off_on=iso(row["state_on"]) if off else None,
        directions=directions,
        tasks=tasks,
    )


def measure(
    facts: Facts, row: Row, lines: Sequence[Line], status: Status, accepted: list[Part]
) -> Part:
    """A row of the plan's table with what executors reported on it and the coordinator accepted."""
    return {
        **head_of(row),
        "section": texts(row, "section__title"),
        "completion_form": texts(row, "completion_form"),
        "deadline": texts(row, "deadline__text"),
        "kind": row["deadline__kind"] or "",
        "executors": [_executor(one) for one in facts.executors.get(row["id"], [])],
        "status": status.value,
        "counts": totals(one.status for one in lines),
        "removed": _removal(facts, row) if is_off(row) else None,
        "accepted": accepted,
    }


def _executor(row: Row) -> Part:
    group = row["agency_id"] is None
    return {
        "short": texts(row, "group__name" if group else "agency__short"),
        "name": texts(row, "group__name" if group else "agency__name"),
        "role": row["role"],
        "by_agreement": row["by_agreement"],
        "consolidates": row["consolidates"],
    }


def cost_lines(measure: int, costs: Iterable[Row]) -> list[CostLine]:
    return [
        CostLine(
            measure,
            row["year"],
            row["source"],
            **{name: _text(row[name]) for name in SUMS},
        )
        for row in costs
    ]


def spending(costs: Iterable[CostLine]) -> list[Part]:
    """Million tenge by year, and by source in each; year None is what the act does not split."""
    years = sorted_out(costs, lambda row: row.year)
    return [
        {"year": year, **_sums(years[year]), "sources": _sources(years[year])}
        for year in sorted(years, key=lambda it: (it is None, it))
    ]


def _sources(costs: Iterable[CostLine]) -> list[Part]:
    found = sorted_out(costs, lambda row: row.source)
    return [{"source": source, **_sums(found[source])} for source in sorted(found)]


def _sums(costs: Sequence[CostLine]) -> Part:
    return {name: _sum([getattr(one, name) for one in costs]) for name in SUMS}


def _sum(told: Iterable[str | None]) -> str | None:
    """None when nobody has entered any, which is not the same as nought."""
    known = [Decimal(text) for text in told if text is not None]
    return _text(sum(known, Decimal(0))) if known else None


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount.quantize(Decimal("0.001")))
