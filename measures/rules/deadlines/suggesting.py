"""What a person would most likely set where the text alone gives no dates.

No second grammar: a phrase gets the year, the month or the recurrence that it lacks, or is taken
apart, and is read again. Every suggestion says why it is one, and a person chooses or refuses.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from agencies.rules.working_days import add_working_days

from .model import LAST_DAY, EachPeriod, Kind, PlanDates, Reading, Term, Unit
from .parting import by_parts, unread
from .reading import read
from .suggested import MOST, REASONS, Asked, Suggestion, again, of_spec

__all__ = ["MOST", "REASONS", "Suggestion", "suggestions"]

YEAR: Final = 365  # days around the plan inside which a date may be suggested
_LONGEST: Final = 400
_MOST_YEARS: Final = 30
_MOST_WORKING_DAYS: Final = 1000


def suggestions(
    phrase: str, plan: PlanDates, calendar: Mapping[date, str] | None = None
) -> tuple[Suggestion, ...]:
    """At most MOST, the likeliest first; none for a phrase that tells nothing. What can be read is
    suggested as read.

    `calendar`: days that differ from their weekday (agencies.rules.working_days); without one
    nothing is counted in working days. Every date lies inside the plan, or a year around it.
    Never raises.
    """
    if len(phrase) > _LONGEST:
        return ()
    reading = read(phrase, plan)
    asked = Asked(phrase.strip(" \t\n.,;"), reading.language, plan, calendar)
    found: dict[tuple[str, ...] | tuple[date, ...], Suggestion] = {}
    for one in _proposed(asked, reading):
        near = _near(one, plan)
        if near is not None:
            found.setdefault(near.dates or (near.reason,), near)
    return tuple(found.values())[:MOST]


def _proposed(asked: Asked, reading: Reading) -> Iterable[Suggestion]:
    if reading.due:
        return [Suggestion("as_read", reading.due, reading.spec)]
    if reading.kind is not Kind.UNDECIDED:
        return []
    code = reading.warnings[-1] if reading.warnings else ""
    return _WAYS.get(code, _nothing)(asked)


def _near(one: Suggestion, plan: PlanDates) -> Suggestion | None:
    """With the dates around the plan alone; None when it had others only."""
    if not one.dates:
        return one
    first = max(plan.starts_on.toordinal() - YEAR, date.min.toordinal())
    last = min(plan.ends_on.toordinal() + YEAR, date.max.toordinal())
    kept = tuple(day for day in one.dates if first <= day.toordinal() <= last)
    return replace(one, dates=kept) if kept else None


def _nothing(asked: Asked) -> Iterator[Suggestion]:
    yield from ()


_YEAR_ADDED: Final = {"ru": "{} {} года", "kk": "{1} жылғы {0}", "en": "{} {}"}
_EVERY_YEAR: Final = {"ru": "ежегодно, {}", "kk": "жыл сайын, {}", "en": "every year, {}"}
_OF_YEAR: Final = {
    "ru": (r"\bгода\b", "{} года"),
    "kk": (r"\bжыл\w*", "{}"),
    "en": (r"\bthe year\b", "{}"),
}


def _without_year(asked: Asked) -> Iterator[Suggestion]:
    """«до 1 июля», «декабрь», «15 числа», «декабрь, июнь 2009 года»."""
    years = _years(asked.plan)
    dated = [one for year in years for one in _in_year(asked, year)]
    whole = list(again(asked, _EVERY_YEAR.get(asked.language, "{}").format(asked.phrase),
                        "every_year"))  # fmt: skip
    yield from dated[: MOST - len(whole)]
    yield from whole
    yield from () if dated or whole else _day_alone(asked)


def _years(plan: PlanDates) -> list[int]:
    return list(range(plan.starts_on.year, plan.ends_on.year + 1))[:_MOST_YEARS]


def _in_year(asked: Asked, year: int) -> Iterator[Suggestion]:
    """The year stands behind the phrase, or in place of a word for it, or behind each part."""
    pattern = _YEAR_ADDED.get(asked.language, "{} {}")
    word, dated = _OF_YEAR.get(asked.language, (r"$^", "{}"))
    replaced = re.sub(word, dated.format(year), asked.phrase, count=1, flags=re.IGNORECASE)
    ways = [pattern.format(asked.phrase, year), replaced]
    if re.search(r"\d{4}", asked.phrase):
        parts = [_with_year(asked, part, pattern, year) for part in _COMMA.split(asked.phrase)]
        ways = [", ".join(sorted(parts, key=lambda part: _first_day(asked, part)))]
    for way in ways:
        found = [one for one in again(asked, way, "in_year") if _inside(one, asked.plan)]
        if found:
            yield from found
            return


def _with_year(asked: Asked, part: str, pattern: str, year: int) -> str:
    undated = read(part, asked.plan).warnings == ("no_year",)
    return pattern.format(part, year) if undated else part


def _first_day(asked: Asked, part: str) -> date:
    return min(read(part, asked.plan).due, default=date.max)


def _inside(one: Suggestion, plan: PlanDates) -> bool:
    return all(plan.starts_on <= day <= plan.ends_on for day in one.dates)


def _day_alone(asked: Asked) -> Iterator[Suggestion]:
    """«15 числа»: of every month, or of the month after the quarter."""
    found = re.search(r"(?<!\d)([12]?\d|3[01])(?!\d)", asked.phrase)
    day = int(found[0]) if found else 0
    if 1 <= day <= LAST_DAY:
        yield from of_spec(asked, EachPeriod(Unit.MONTH, 1, day), "every_month")
        after = EachPeriod(Unit.QUARTER, 1, day, after=True)
        yield from of_spec(asked, after, "after_period")


_AFTER_PERIOD: Final = {
    "ru": ("{} месяца, следующего за отчетным кварталом",
           "{} месяца, следующего за отчетным полугодием",
           "{} месяца, следующего за отчетным годом"),
    "kk": ("есепті тоқсаннан кейінгі айдың {}",
           "есепті жартыжылдықтан кейінгі айдың {}",
           "есепті жылдан кейінгі айдың {}"),
    "en": ("{} of the month following the reporting quarter",
           "{} of the month following the reporting half-year",
           "{} of the month following the reporting year"),
}  # fmt: skip


def _without_month(asked: Asked) -> Iterator[Suggestion]:
    """«ежеквартально, до 5 числа»: of the month after the period, as reports usually are."""
    for pattern in _AFTER_PERIOD.get(asked.language, ()):
        yield from again(asked, pattern.format(asked.phrase), "after_period")


_NO_SUCH_DAY: Final = re.compile(r"\b(?:29|3\d)(?:-?\w{2,3}\b)?\s*")


def _impossible(asked: Asked) -> Iterator[Suggestion]:
    """«30 февраля 2009 года», «31 июня»: the month instead."""
    month = _NO_SUCH_DAY.sub("", asked.phrase)
    if month == asked.phrase:
        return
    yield from again(asked, month, "last_day")
    if not re.search(r"\d{4}", month):
        inner = replace(asked, phrase=month)
        found = (one for year in _years(asked.plan) for one in _in_year(inner, year))
        yield from (replace(one, reason="last_day") for one in found)


_COMMA: Final = re.compile(r"\s*[,;]\s*")


def _until_the_end(asked: Asked) -> Iterator[Suggestion]:
    """«с 2008 года»."""
    yield Suggestion("plan_end", (asked.plan.ends_on,))


def _enter_approval(asked: Asked) -> Iterator[Suggestion]:
    yield Suggestion("approval_date")


_AFTER_SIGNING: Final = {
    "ru": "{} после подписания",
    "kk": "қол қойылғаннан кейін {}",
    "en": "{} after the signing",
}


def _working_days(asked: Asked) -> Iterator[Suggestion]:
    """«в течение 10 рабочих дней»: a term is counted where an event begins it, so read as such."""
    spec = read(_AFTER_SIGNING.get(asked.language, "{}").format(asked.phrase), asked.plan).spec
    if not isinstance(spec, Term) or not spec.working or spec.count > _MOST_WORKING_DAYS:
        return
    approved_on = asked.plan.approved_on
    if approved_on is None:
        yield Suggestion("approval_date")
    elif asked.calendar is not None and spec.unit is Unit.DAY:
        counted = Term(spec.count, spec.unit, working=True)
        day = _counted(approved_on, spec.count, asked.calendar)
        if day:
            yield Suggestion("working_days", (day,), counted)


def _counted(start: date, count: int, calendar: Mapping[date, str]) -> date | None:
    try:
        return add_working_days(start, count, calendar)
    except OverflowError:  # past the calendar's last year
        return None


_WAYS: Final[dict[str, Callable[[Asked], Iterator[Suggestion]]]] = {
    "no_year": _without_year,
    "day_without_month": _without_month,
    "impossible_date": _impossible,
    "inconsistent_period": by_parts,
    "mixed_kinds": by_parts,
    "unreadable": unread,
    "no_end": _until_the_end,
    "no_approval_date": _enter_approval,
    "working_days": _working_days,
}
