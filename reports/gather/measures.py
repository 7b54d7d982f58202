"""The measures one by one: what was reported on them, what left control, what was spent."""

from collections.abc import Iterable
from decimal import Decimal

from measures.rules.lateness import Status
from reports.gather.owed import Owed
from reports.gather.parts import Part, grouped, head_of, is_off, iso, verdict_of
from reports.gather.period import Period
from reports.gather.plain import Row, texts
from reports.gather.rows import Facts
from reports.rules.totals import totals


def removed(facts: Facts, period: Period) -> list[Part]:
    """Measures that left control, or were struck from the plan, in the round."""
    return [
        {**head_of(row), "state": row["state"], **_removal(facts, row)}
        for row in facts.measures
        if is_off(row) and period.covers(row["state_on"])
    ]


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


def measure(facts: Facts, period: Period, row: Row, owed: list[Owed], status: Status) -> Part:
    """A row of the plan's table with what executors reported on it and the coordinator accepted."""
    return {
        **head_of(row),
        "section": texts(row, "section__title"),
        "completion_form": texts(row, "completion_form"),
        "deadline": texts(row, "deadline__text"),
        "kind": row["deadline__kind"] or "",
        "executors": [_executor(facts, one) for one in facts.executors.get(row["id"], [])],
        "status": status.value,
        "counts": totals(one.status for one in owed),
        "removed": _removal(facts, row) if is_off(row) else None,
        "accepted": [
            _report(facts, one, report)
            for one in owed
            for report in period.reports_of(one)
            if verdict_of(report, facts.day) == "accept"
        ],
    }


def _executor(facts: Facts, row: Row) -> Part:
    group = row["agency_id"] is None
    return {
        "short": texts(row, "group__name" if group else "agency__short"),
        "name": texts(row, "group__name" if group else "agency__name"),
        "role": row["role"],
        "by_agreement": row["by_agreement"],
        "consolidates": row["consolidates"],
    }


def _report(facts: Facts, one: Owed, row: Row) -> Part:
    return {
        "agency": one.agency,
        "claim": row["claim"],
        "language": row["language"],
        "text": row["text"],
        "submitted_on": iso(row["submitted_on"]),
        "accepted_on": iso(row["review__reviewed_on"]),
        "document": {
            "kind": row["document_kind"],
            "number": row["document_number"],
            "on": iso(row["document_on"]),
        },
        "evidence": facts.evidence.get(row["id"], []),
    }


def spending(costs: Iterable[Row]) -> list[Part]:
    """Million tenge by year; year None is what the act does not split by years."""
    years = grouped(costs, lambda row: row["year"])
    return [_year(year, years[year]) for year in sorted(years, key=lambda it: (it is None, it))]


def _year(year: int | None, rows: list[Row]) -> Part:
    return {"year": year, **{part: _sum(rows, part) for part in ("planned", "allotted", "spent")}}


def _sum(rows: list[Row], part: str) -> str | None:
    """None when nobody has entered any, which is not the same as nought."""
    known = [row[part] for row in rows if row[part] is not None]
    return str(sum(known, Decimal(0)).quantize(Decimal("0.001"))) if known else None
