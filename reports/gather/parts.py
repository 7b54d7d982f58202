"""Parts of the content document on their own, from facts: what a page asks of a round."""

from typing import Any

from reports.gather import figures, lists
from reports.gather.lines import lines_of
from reports.gather.period import Period
from reports.gather.rows import Facts

Part = dict[str, Any]


def agencies(facts: Facts, period: Period) -> list[Part]:
    """Every body that owes something, by code: all its obligations, and those of the round."""
    return figures.agencies(lines_of(facts, period), period.day.isoformat())


def silent(facts: Facts, period: Period) -> list[Part]:
    """Bodies with something of the round past its day, and not one report in the round."""
    bodies = {body.code: body for body in facts.bodies.values()}
    return figures.silent(lines_of(facts, period), bodies, period.day.isoformat())


def nil_returns(facts: Facts, period: Period) -> list[Part]:
    """«Nothing to report» is an answer, not silence; one sent back for rework is not counted."""
    heads = {row["id"]: lists.head_of(row) for row in facts.measures}
    return [
        row
        for one in facts.owed
        for row in lists.nil_returns(one, heads[one.measure_id], period.reports_of(one), facts.day)
    ]
