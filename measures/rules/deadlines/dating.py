"""From a meaning and a plan to dates. A month, quarter, half-year, year: due on its last day."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from .model import EachPeriod, EachYear, Mark, Once, PlanDates, Point, Term, Unit

Dated = tuple[tuple[date, ...], tuple[str, ...]]


def month_day(year: int, month: int, day: int) -> date:
    """The day of a month counted on from January of `year`, or the month's last day."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, min(day, monthrange(year, month)[1]))


def first_day(point: Point) -> date:
    mark = point.mark
    if mark.grain is Unit.DAY:
        return last_day(point)
    return date(point.year, mark.grain.months * (mark.number - 1) + 1, 1)


def last_day(point: Point) -> date:
    mark = point.mark
    if mark.grain is Unit.DAY:
        return month_day(point.year, mark.number, mark.day)
    return month_day(point.year, mark.grain.months * mark.number, 31)


def add_term(start: date, count: int, unit: Unit) -> date:
    """A term in months ends on the matching day, or on the month's last day."""
    if unit.months:
        return month_day(start.year, start.month + count * unit.months, start.day)
    return start + timedelta(days=count * (7 if unit is Unit.WEEK else 1))


def dates_once(spec: Once, plan: PlanDates) -> Dated:
    due = tuple(sorted({last_day(point) for point in spec.points}))
    outside = any(not plan.starts_on <= day <= plan.ends_on for day in due)
    return due, ("outside_plan",) if outside else ()


def date_of_term(spec: Term, approved_on: date) -> date:
    return add_term(approved_on, spec.count, spec.unit)


def _window(spec: EachYear | EachPeriod, plan: PlanDates) -> tuple[date, date]:
    return max(spec.since or plan.starts_on, plan.starts_on), min(
        spec.until or plan.ends_on, plan.ends_on
    )


def dates_each_year(spec: EachYear, plan: PlanDates) -> Dated:
    """Marks inside the window; with `reports_on`, marks whose last finished period ends in it."""
    first, last = _window(spec, plan)
    due = {
        day
        for year in range(first.year, last.year + 2)
        for mark in spec.marks
        if first <= _counted_on(day := last_day(Point(year, mark)), spec.reports_on) <= last
    }
    return tuple(sorted(due)), _remarks(spec, plan, spec.reports_on, due)


def _counted_on(day: date, reports_on: Unit | None) -> date:
    return day if reports_on is None else period_end_before(day, reports_on)


def period_end_before(day: date, unit: Unit) -> date:
    """The last day of the latest period of that length which ended before `day`."""
    return date(day.year, (day.month - 1) // unit.months * unit.months + 1, 1) - timedelta(days=1)


def dates_each_period(spec: EachPeriod, plan: PlanDates) -> Dated:
    """A period is owed when it ends inside the window, a plain day when it falls inside it."""
    first, last = _window(spec, plan)
    reported = spec.after or bool(spec.days_after)
    ends = _period_ends(first.year, last.year, spec.unit)
    pairs = [(end, _due(end, spec)) for end in ends]
    due = {day for end, day in pairs if first <= (end if reported else day) <= last}
    return tuple(sorted(due)), _remarks(spec, plan, spec.unit if reported else None, due)


def _period_ends(first_year: int, last_year: int, unit: Unit) -> Iterator[date]:
    for year in range(first_year, last_year + 1):
        for month in range(unit.months, 13, unit.months):
            yield month_day(year, month, 31)


def _due(end: date, spec: EachPeriod) -> date:
    if spec.days_after:
        return end + timedelta(days=spec.days_after)
    if not spec.month:
        return end
    start = end.month if spec.after else end.month - spec.unit.months
    return month_day(end.year, start + spec.month, spec.day)


def _remarks(
    spec: EachYear | EachPeriod, plan: PlanDates, reports_on: Unit | None, due: set[date]
) -> tuple[str, ...]:
    outside = not due or (spec.since or plan.starts_on) < plan.starts_on
    outside = outside or (spec.until or plan.ends_on) > plan.ends_on
    cut = reports_on is not None and not _whole_periods(plan, reports_on)
    return ("outside_plan",) * outside + ("partial_period",) * cut


def _whole_periods(plan: PlanDates, unit: Unit) -> bool:
    day_before, day_after = plan.starts_on - timedelta(1), plan.ends_on + timedelta(1)
    starts_whole = period_end_before(plan.starts_on, unit) == day_before
    return starts_whole and period_end_before(day_after, unit) == plan.ends_on


def valid(mark: Mark) -> bool:
    """Whether some year has this place (29 February counts)."""
    if mark.grain is Unit.DAY:
        return 1 <= mark.number <= 12 and 1 <= mark.day <= monthrange(2008, mark.number)[1]
    return 1 <= mark.number <= 12 // mark.grain.months
