"""Dates that come back: which period, which day of it, from when to when."""

from dataclasses import replace
from datetime import date

from .dated import spans
from .dating import first_day, last_day, period_end_before
from .facts import Facts, Item, Undecided
from .model import LAST_DAY, EachPeriod, EachYear, Mark, Point, Unit

_BY_MONTHS = {unit.months: unit for unit in (Unit.MONTH, Unit.QUARTER, Unit.HALF, Unit.YEAR)}


def decide_recurring(facts: Facts) -> tuple[EachYear | EachPeriod, tuple[str, ...]]:
    """Raises Undecided when the period or its day cannot be told."""
    if facts.follows and not (facts.every or facts.reported or facts.reporting or facts.results):
        raise Undecided("no_year")  # "15 February of the next year": next to which?
    marks, since, until = _frame(facts)
    unit, weak, warnings = _period(facts)
    if facts.days and marks:
        raise Undecided("mixed_kinds")
    spec: EachYear | EachPeriod
    if marks:
        spec, more = _each_year(facts, marks, unit, weak)
    else:
        spec, more = _each_period(facts, unit)
    return replace(spec, since=since, until=until), tuple(dict.fromkeys((*warnings, *more)))


def _frame(facts: Facts) -> tuple[list[Mark], date | None, date | None]:
    """Undated places are marks of every year; dated ones bound the recurrence."""
    undated = [item for item in facts.items if not item.years]
    dated = [item for item in facts.items if item.years]
    bounding = any(item.since or item.span_before for item in dated)
    places = [] if bounding else [it for it in dated if it.marks[0].grain is not Unit.YEAR]
    every_year = len(places) == 1 and places[0].years[0][0] != places[0].years[-1][1]
    if (undated and places) or len(dated) > 2 or every_year:
        return _shared_years(facts.items)
    since, until = _bounds(facts, dated) if dated else (None, None)
    return _undated_marks(undated), since, until


def _shared_years(items: list[Item]) -> tuple[list[Mark], date | None, date | None]:
    """«к 15 января и 15 июля 2008–2010 годов»."""
    years = items[-1].years
    if any(item.years for item in items[:-1]) or not years or years[0][0] == years[-1][1]:
        raise Undecided("inconsistent_period")
    if [a for a, _ in years[1:]] != [b + 1 for _, b in years[:-1]]:
        raise Undecided("unsupported_period")
    bounds = date(years[0][0], 1, 1), date(years[-1][1], 12, 31)
    return [mark for item in items for mark in item.marks], *bounds


def _undated_marks(items: list[Item]) -> list[Mark]:
    if any(item.since and not item.span_before for item in items[-1:]):
        raise Undecided("no_end")
    marks: list[Mark] = []
    for item in items:
        if item.span_before and marks:
            marks.pop()
        marks += item.marks
    return marks


def _bounds(facts: Facts, dated: list[Item]) -> tuple[date, date | None]:
    """«2008–2010 годы», «с 1 июля 2009 года», «II–IV кварталы 2009 года», «в 2009 году»."""
    starts, ends = spans(dated)
    gaps = [b + 1 for _, b in dated[0].years[:-1]] != [a for a, _ in dated[0].years[1:]]
    if dated[0].since and len(dated) == 1:
        return first_day(Point(dated[0].years[0][0], dated[0].marks[0])), None
    if gaps or (len(dated) == 2 and not dated[1].span_before) or dated[0].before:
        raise Undecided("inconsistent_period")
    first = starts[0] if starts else ends[0]
    yearly = [unit for unit, _, _ in facts.every] == [Unit.YEAR] and len(ends) == 1
    if (ends[0].mark.grain is Unit.DAY and not starts) or (yearly and not starts):
        raise Undecided("inconsistent_period")  # "every year" and one year
    return first_day(first), last_day(ends[-1])


def _period(facts: Facts) -> tuple[Unit | None, bool, tuple[str, ...]]:
    """The recurring period; whether "every year" only frames dates; warnings.

    Where the phrase names several periods the coarsest is taken, and said so: the finer report
    would be demanded more often than the phrase allows. "Every year" beside a finer period only
    says that it goes on: «ежегодно, … по итогам полугодия».
    """
    every = {_unit_of(*said) for said in facts.every}
    if len(every) > 1:
        every.discard(Unit.YEAR)
    inside = facts.inside[1] if facts.inside else None
    named = every | ({facts.results, facts.reporting, inside} - {None})
    weak = Unit.YEAR in every
    if weak and len(named) > 1:
        named.discard(Unit.YEAR)
    if len(named) > 1:
        longest = max((unit for unit in named if unit), key=lambda unit: unit.months)
        return longest, weak, ("inconsistent_period",)
    return next(iter(named), None), weak, ()


def _unit_of(unit: Unit, times: int, units: int) -> Unit | None:
    """Twice a year is each half-year; every six months too. None: no such calendar period."""
    if not unit.months or not times:
        raise Undecided("unsupported_period")
    months, rest = divmod(unit.months * units, times)
    found = None if rest else _BY_MONTHS.get(months)
    if found is None:
        raise Undecided("unsupported_period")
    return found


def _each_year(
    facts: Facts, marks: list[Mark], unit: Unit | None, weak: bool
) -> tuple[EachYear, tuple[str, ...]]:
    reports_on = _reports_on(facts, unit)
    expected = 12 // unit.months if unit else len(marks)
    wrong = len(marks) != expected and not (weak and unit is Unit.YEAR and not reports_on)
    wrong = wrong or (facts.inside is not None) or (facts.carrier not in (None, Unit.YEAR))
    if facts.carrier is Unit.YEAR and _ends(marks) != sorted(_ends(marks)):
        raise Undecided("inconsistent_period")  # «15 июля и 15 января года, следующего …»
    if reports_on and facts.carrier is not Unit.YEAR and not _follow_closely(marks, reports_on):
        return EachYear(tuple(marks)), ("inconsistent_period",)
    return EachYear(tuple(marks), reports_on), ("inconsistent_period",) if wrong else ()


def _reports_on(facts: Facts, unit: Unit | None) -> Unit | None:
    if facts.carrier is Unit.YEAR:
        return Unit.YEAR
    return unit if facts.results or facts.follows else None


def _ends(marks: list[Mark]) -> list[date]:
    return [last_day(Point(2009, mark)) for mark in marks]


def _follow_closely(marks: list[Mark], unit: Unit) -> bool:
    """Each mark stands in the first half after a period, and no two after the same one."""
    days = _ends(marks)
    ends = [period_end_before(day, unit) for day in days]
    limit = unit.months * 31 // 2
    near = all((day - end).days <= limit for day, end in zip(days, ends, strict=True))
    return near and len(set(ends)) == len(ends)


def _each_period(facts: Facts, unit: Unit | None) -> tuple[EachPeriod, tuple[str, ...]]:
    if unit is None:
        unit = None if facts.unnamed else facts.carrier
        if unit is None or (facts.reporting is None and not _says_which(facts)):
            raise Undecided("no_period")
    if facts.days_after:
        return EachPeriod(unit, days_after=facts.days_after), ()
    if len(facts.days) > 1:
        raise Undecided("unsupported_period")
    day = facts.days[0] if facts.days else 0
    if facts.follows:
        return _after(facts, unit, day), ()
    if facts.inside:
        month = facts.inside[0] or unit.months
        return _checked(EachPeriod(unit, month, day or LAST_DAY)), ()
    if day and unit is not Unit.MONTH:
        raise Undecided("day_without_month")
    if day and facts.results and day < 28:  # «по итогам месяца, к 10 числу» of the next one
        return EachPeriod(unit, 1, day, after=True), ()
    bare = EachPeriod(unit, 1, day) if day else EachPeriod(unit)
    doubt = "inconsistent_period" if day else "no_day"
    return bare, (doubt,) if facts.results else ()


def _says_which(facts: Facts) -> bool:
    """«месяца, следующего за отчётным»: the carrier tells the period."""
    return facts.follows and facts.carrier in (Unit.MONTH, Unit.YEAR, Unit.QUARTER)


def _after(facts: Facts, unit: Unit, day: int) -> EachPeriod:
    carrier = facts.carrier
    if carrier is Unit.MONTH:
        if facts.ordinal > unit.months:  # «5 месяца» for «5 числа месяца»?
            raise Undecided("unsupported_period")
        return EachPeriod(unit, facts.ordinal or 1, day or LAST_DAY, after=True)
    if carrier is None and day and facts.reporting and not facts.inside:
        return EachPeriod(unit, 1, day, after=True)  # «к 10 числу, следующему за кварталом»
    if carrier is None or (day and not facts.inside):
        raise Undecided("day_without_month" if day else "no_day")
    if carrier.months > unit.months:
        raise Undecided("inconsistent_period")
    month = facts.inside[0] or carrier.months if facts.inside else carrier.months
    return EachPeriod(unit, month, day or LAST_DAY, after=True)


def _checked(spec: EachPeriod) -> EachPeriod:
    if spec.month > spec.unit.months:
        raise Undecided("impossible_date")
    return spec
