"""From what a phrase says to what it means: one specification, or a person must decide."""

from .dated import decide_once
from .dating import last_day, valid
from .facts import Facts, Item, Undecided, some_results
from .model import Continuous, Spec, Unit
from .recurring import decide_recurring

Decision = tuple[Spec, tuple[str, ...]]


def decide(facts: Facts) -> Decision:
    """The meaning and its warnings. Raises Undecided."""
    spec, warnings = _decide(facts)
    return spec, (*warnings, "approximate") if facts.approximate else warnings


def _decide(facts: Facts) -> Decision:
    if not all(valid(mark) for item in facts.items for mark in item.marks):
        raise Undecided("impossible_date")
    if any(not 1 <= day <= 31 for day in facts.days):
        raise Undecided("impossible_date")
    if facts.end_of and facts.end_of not in [unit for unit, _, _ in facts.every]:
        raise Undecided("no_year")
    if facts.this_year and Unit.YEAR not in [unit for unit, _, _ in facts.every]:
        raise Undecided("no_year")
    if some_results(facts) and not (facts.every and facts.items):
        raise Undecided("no_year")
    if facts.results_of:
        return _on_results(facts, facts.results_of)
    if facts.open or (facts.in_year and not facts.recurs):
        return _continuous(facts), ()
    if facts.term:
        return _term(facts)
    if facts.recurs:
        return decide_recurring(facts)
    if facts.items and not facts.days:
        return decide_once(facts.items)
    raise Undecided("no_year" if facts.days else "unreadable")


def _continuous(facts: Facts) -> Continuous:
    """Beside "always", only the years over which it goes on may stand."""
    dated = all(
        item.years and not item.before and (item.since or item.marks[0].grain is Unit.YEAR)
        for item in facts.items
    )
    if facts.recurs or facts.term or facts.days or not dated:
        raise Undecided("mixed_kinds")
    return Continuous()


def _term(facts: Facts) -> Decision:
    if facts.recurs or facts.items or facts.days or facts.term is None or facts.in_year:
        raise Undecided("mixed_kinds")
    if facts.term.working:
        raise Undecided("working_days")
    return facts.term, () if facts.from_approval else ("approval_assumed",)


def _on_results(facts: Facts, period: Item) -> Decision:
    """A dated report on a dated period; without a date of its own, the period's end."""
    if facts.recurs or facts.days or facts.open or facts.term:
        raise Undecided("mixed_kinds")
    on, _ = decide_once([period])
    if not facts.items:
        return on, ("no_day",)
    spec, warnings = decide_once(facts.items)
    if min(map(last_day, spec.points)) <= max(map(last_day, on.points)):
        raise Undecided("inconsistent_period")
    return spec, warnings
