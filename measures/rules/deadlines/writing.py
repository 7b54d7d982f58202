"""Writing a deadline out in Russian, Kazakh or English, so that it reads back the same."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from .model import (
    LAST_DAY,
    Continuous,
    EachPeriod,
    EachYear,
    Mark,
    Once,
    Point,
    Reading,
    Spec,
    Term,
    Unit,
)  # fmt: skip
from .phrases import ENGLISH, KAZAKH, ROMAN, RUSSIAN, Phrases

_LANGUAGES: dict[str, Phrases] = {"ru": RUSSIAN, "kk": KAZAKH, "en": ENGLISH}


def write(reading_or_spec: Reading | Spec, language: str) -> str:
    """The deadline in "ru", "kk" or "en"; an undecided reading is written as its phrase.

    Raises KeyError for another language.
    """
    spec = reading_or_spec
    if isinstance(spec, Reading):
        if spec.spec is None:
            return spec.phrase
        spec = spec.spec
    return _WRITERS[type(spec)](spec, _LANGUAGES[language])


def _once(spec: Once, say: Phrases) -> str:
    if spec.since:
        return _span(spec.since, spec.points[0], say)
    if len(spec.points) == 1 and spec.points[0].mark.grain is Unit.DAY:
        return say.by.format(_point(spec.points[0], say, dative=True))
    return ", ".join(_point(point, say) for point in spec.points)


def _span(first: Point, last: Point, say: Phrases) -> str:
    if first.mark.grain is last.mark.grain is Unit.YEAR:
        return say.years.format(first.year, last.year)
    return f"{_point(first, say)} – {_point(last, say)}"


def _point(point: Point, say: Phrases, dative: bool = False) -> str:
    if point.mark.grain is Unit.YEAR:
        return say.year.format(point.year)
    return say.dated.format(year=point.year, place=_mark(point.mark, say, dative))


def _mark(mark: Mark, say: Phrases, dative: bool = False) -> str:
    if mark.grain is Unit.DAY:
        months = say.months_dative if dative else say.months_of
        return f"{mark.day} {months[mark.number - 1]}"
    if mark.grain is Unit.MONTH:
        return say.months[mark.number - 1]
    if mark.grain is Unit.YEAR:
        return say.end_of_year
    return say.parts[mark.grain].format(roman=ROMAN[mark.number - 1], n=mark.number)


def _each_year(spec: EachYear, say: Phrases) -> str:
    days = all(mark.grain is Unit.DAY for mark in spec.marks)
    if spec.reports_on is Unit.YEAR and say.months_of_next_year:
        say = replace(say, months_dative=say.months_of_next_year)
    marks = [_mark(mark, say, dative=True) for mark in spec.marks]
    listed = say.joined.join([", ".join(marks[:-1]), marks[-1]] if marks[1:] else marks)
    listed = say.by.format(listed) if days else listed
    if spec.reports_on is Unit.YEAR:
        listed = say.of_next_year.format(listed)
    elif spec.reports_on:
        listed = f"{listed}, {say.results[spec.reports_on]}"
    return f"{say.bare[Unit.YEAR]}, {_bounds(spec, say)}{listed}"


def _each_period(spec: EachPeriod, say: Phrases) -> str:
    bounds = _bounds(spec, say)
    tail = bounds + _day_of_period(spec, say)
    return f"{say.bare[spec.unit]}, {tail}".removesuffix(", ")


def _day_of_period(spec: EachPeriod, say: Phrases) -> str:
    period = say.reporting[spec.unit]
    if spec.days_after:
        return say.days_after.format(n=spec.days_after, period=period)
    if not spec.month:
        return ""
    day = say.last_day if spec.day == LAST_DAY else say.nth_day.format(say.ordinal(spec.day))
    if spec.after:
        nth = say.nth.format(say.ordinal(spec.month)) if spec.month > 1 else ""
        return say.after.format(day=day, nth=nth, period=period)
    if spec.unit is Unit.MONTH:
        return say.by_day.format(day)
    nth = say.nth.format(say.ordinal(spec.month))
    return say.inside.format(day=day, nth=nth, period=say.of[spec.unit])


def _bounds(spec: EachYear | EachPeriod, say: Phrases) -> str:
    if spec.since is None:
        return ""
    since, until = spec.since, spec.until
    if until is None:
        return _beginning(since, say) + ", "
    same = since.year == until.year
    whole = (since.month, since.day, until.month, until.day) == (1, 1, 12, 31)
    if whole and (not same or isinstance(spec, EachPeriod)):
        years = say.in_year if same else say.years
        return years.format(since.year, until.year) + ", "
    return say.since_until.format(_day(since, say), _day(until, say)) + ", "


def _beginning(since: date, say: Phrases) -> str:
    if (since.month, since.day) == (1, 1):
        return say.since_year.format(since.year)
    if say.months_from:
        say = replace(say, months_of=say.months_from)
    return say.since.format(_day(since, say))


def _day(day: date, say: Phrases) -> str:
    return _point(Point(day.year, Mark(Unit.DAY, day.month, day.day)), say)


def _continuous(spec: Continuous, say: Phrases) -> str:
    return say.always


def _term(spec: Term, say: Phrases) -> str:
    length = say.within.format(say.lengths(spec.count, spec.unit, spec.working))
    if not spec.event:
        return length
    waiting = say.event.format(spec.event)
    return say.event_order.format(length=length, event=waiting) if spec.count else waiting


_WRITERS: dict[type, Callable[..., str]] = {
    Once: _once,
    EachYear: _each_year,
    EachPeriod: _each_period,
    Continuous: _continuous,
    Term: _term,
}
