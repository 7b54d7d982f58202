"""The same totals as of an earlier day, by the plan then in force: what has changed since.

Told from what was known at the end of that day, not from an old file: an edition compiled again
says today what it would have said then.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Case, IntegerField, Value, When

from measures.models import MeasureVersion, ObligationVersion
from measures.querysets import owed_in
from measures.rules.lateness import Status
from planner.models import ActionPlan
from reports.gather.period import Period
from reports.gather.plain import Row
from reports.models import ReportingRound
from reports.rules.rows import EARLIER, Compact, EarlierLine, EarlierMeasure, compact
from reports.rules.totals import Counts, status_of_measure, totals

STATUSES: Final = {status.value: status for status in Status}


@dataclass(frozen=True)
class Earlier:
    """A day to compare with, and the rows that its totals come from."""

    label: str
    day: date
    measures: list[EarlierMeasure]
    obligations: list[EarlierLine]

    def totals(self) -> dict[str, Counts]:
        return {
            "measures": totals(statuses_of(self.measures, self.obligations)),
            "obligations": totals(one.status for one in self.obligations),
            "round": totals(one.status for one in self.obligations if one.in_round),
        }

    def change(self) -> Row:
        return {"round": self.label, "as_of": self.day.isoformat(), "totals": self.totals()}

    def rows(self) -> dict[str, Compact]:
        return {name: compact(getattr(self, name), line) for name, line in EARLIER.items()}


def statuses_of(
    measures: Iterable[EarlierMeasure], obligations: Iterable[EarlierLine]
) -> list[Status]:
    under: defaultdict[int, list[Status]] = defaultdict(list)
    for one in obligations:
        under[one.measure].append(one.status)
    return [status_of_measure(under.get(row.id, ()), off_control=bool(row.off)) for row in measures]


def earlier(round_: ReportingRound, period: Period, broken: set[int]) -> dict[str, Earlier | None]:
    """The round before ("previous") and that of a year ago ("year"); None before the plan's first.

    On the day that lies as far from that round's close as the report's day from this round's, so
    that like is compared with like. Measures that cannot be told today are left out of both sides.
    One statement for the rounds and two for each day.
    """
    rounds = list(ReportingRound.objects.filter(plan=round_.plan, ends_on__lt=round_.starts_on))
    before = max(rounds, key=lambda it: it.ends_on, default=None)
    wanted = {"previous": before, "year": _year_before(round_, rounds)}
    return {
        name: _earlier(found, round_.plan, period, broken) if found else None
        for name, found in wanted.items()
    }


def _year_before(round_: ReportingRound, rounds: Iterable[ReportingRound]) -> ReportingRound | None:
    """Of the same length, ending in the same month of the year before."""
    wanted = (round_.ends_on.year - 1, round_.ends_on.month)
    length = (round_.ends_on - round_.starts_on).days
    alike = (
        one
        for one in rounds
        if (one.ends_on.year, one.ends_on.month) == wanted
        and abs((one.ends_on - one.starts_on).days - length) <= 1  # a leap day
    )
    return next(alike, None)


def _earlier(found: ReportingRound, plan: ActionPlan, now: Period, broken: set[int]) -> Earlier:
    found.plan = plan
    day = Period.of(found, now.day).closes_on + (now.day - now.closes_on)
    return Earlier(
        label=found.label,
        day=day,
        measures=[
            EarlierMeasure(pk, int(state != "on_control"))
            for pk, state in _measures(plan, day)
            if pk not in broken
        ],
        obligations=[
            EarlierLine(pk, measure, STATUSES[status], in_round)
            for pk, measure, status, in_round in _owed(plan, Period.of(found, day))
            if measure not in broken
        ],
    )


def _measures(plan: ActionPlan, day: date) -> Iterable[tuple[int, str]]:
    rows = MeasureVersion.objects.in_force(day).filter(measure__plan=plan)
    return rows.order_by("measure__position").values_list("measure_id", "state")


def _owed(plan: ActionPlan, then: Period) -> Iterable[tuple[Any, ...]]:
    """The database tells status and round, by the twins of the rules that today is told by."""
    rows = ObligationVersion.objects.in_force(then.day).owed().filter(measure__plan=plan)
    now = Case(
        When(owed_in(then.window), then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    told = rows.with_status(then.day).annotate(in_round=now).order_by("obligation_id")
    columns = ("obligation_id", "measure_id", "status", "in_round")
    return told.values_list(*columns).iterator(chunk_size=5000)
