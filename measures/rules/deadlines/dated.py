"""Dates that are named with their year: which points are due, where a span began."""

from dataclasses import replace

from .dating import last_day
from .facts import Item, Undecided
from .model import LAST_DAY, Mark, Once, Point, Unit


def decide_once(items: list[Item]) -> tuple[Once, tuple[str, ...]]:
    """Raises Undecided when a year is missing or the places contradict each other."""
    items = _with_years(items)
    _check_beginnings(items)
    starts, points = spans(items)
    single = starts[0] if len(starts) == 1 and len(points) == 1 else None
    return Once(tuple(points), single), _boundary(items)


def _with_years(items: list[Item]) -> list[Item]:
    """An undated place takes the year of the next dated one, else of a year named first."""
    first = items[0]
    if len(items) > 1 and _bare_year(first) and not any(item.years for item in items[1:]):
        return [_dated(item, first.years) for item in items[1:]]
    if len(items) > 1 and _bare_year(items[-1]) and not items[-2].years and len(items) == 2:
        return [_dated(first, items[-1].years)] if not items[-1].span_before else _no_year()
    dated = _from_the_right(items)
    return dated if all(item.years for item in dated) else _from_the_left(items)


def _bare_year(item: Item) -> bool:
    one_year = len(item.years) == 1 and item.years[0][0] == item.years[0][1]
    return item.marks[0].grain is Unit.YEAR and one_year and not item.before


def _no_year() -> list[Item]:
    raise Undecided("no_year")


def _dated(item: Item, years: list[tuple[int, int]]) -> Item:
    return replace(item, years=years)


def _from_the_right(items: list[Item]) -> list[Item]:
    """«июнь, декабрь 2008 года»."""
    out: list[Item] = []
    years: list[tuple[int, int]] = []
    for item in reversed(items):
        lends = not item.year_first and item.marks[0].grain is not Unit.YEAR
        if not item.years:
            _check_order([item, *out[:1]]) if years and not _next_is_span(out) else None
            item = _dated(item, years)
        years = item.years if lends else []
        out.insert(0, item)
    return out


def _next_is_span(out: list[Item]) -> bool:
    return bool(out and out[0].span_before)


def _from_the_left(items: list[Item]) -> list[Item]:
    """«2008 жылғы маусым, желтоқсан»: only when the year stands before its month."""
    out: list[Item] = []
    for item in items:
        if not item.years:
            if not out or not items[0].year_first or out[-1].marks[0].grain is Unit.YEAR:
                return _no_year()
            _check_order([out[-1], item])
            item = _dated(item, out[-1].years)
        out.append(item)
    return out


def _check_order(pair: list[Item]) -> None:
    """Places of one year are named in order; otherwise another year may be meant."""
    ends = [last_day(Point(2008, item.marks[-1])) for item in pair]
    if ends != sorted(ends):
        raise Undecided("no_year")


def _check_beginnings(items: list[Item]) -> None:
    for at, item in enumerate(items):
        if item.since and not (at + 1 < len(items) and items[at + 1].span_before):
            raise Undecided("no_end")


def spans(items: list[Item]) -> tuple[list[Point], list[Point]]:
    """Beginnings of spans, and all the points that are due."""
    starts: list[Point] = []
    points: list[Point] = []
    for item in items:
        begun, ended = _points(item)
        if item.span_before and points:
            begun = [points.pop()]
            if last_day(begun[0]) > last_day(ended[0]):
                begun = _reversed(begun, ended)
        starts += begun
        points += ended
    return starts, points


def _reversed(begun: list[Point], ended: list[Point]) -> list[Point]:
    """«ноябрь – март 2009 года» began the year before; other spans run backwards."""
    if begun[0].year == ended[0].year and begun[0].mark.grain is ended[0].mark.grain:
        return [replace(begun[0], year=begun[0].year - 1)]
    raise Undecided("inconsistent_period")


def _points(item: Item) -> tuple[list[Point], list[Point]]:
    """A run of years is one span for a year, and every year in it for a place in the year."""
    if item.marks[0].grain is Unit.YEAR:
        starts = [Point(a, Mark(Unit.YEAR)) for a, b in item.years if a != b]
        return starts, [Point(b, Mark(Unit.YEAR)) for _, b in item.years]
    years = [year for first, last in item.years for year in range(first, last + 1)]
    points = [Point(year, mark) for year in years for mark in item.marks]
    for point in points:
        if last_day(point).day < point.mark.day < LAST_DAY:
            raise Undecided("impossible_date")
        if point.mark.day == LAST_DAY and item.marks[0].number in (4, 6, 9, 11):
            raise Undecided("impossible_date")
    start = [Point(years[0], item.start)] if item.start and len(years) == 1 else []
    return start, points


def _boundary(items: list[Item]) -> tuple[str, ...]:
    unclear = any(
        item.before and not item.span_before and item.marks[0].grain is not Unit.DAY
        for item in items
    )
    return ("boundary_unclear",) if unclear else ()
