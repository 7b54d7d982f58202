"""What the families of wording (grammar.py) say, collected before it is made sense of."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .lexer import KINDS, Token
from .model import Mark, Term, Unit


class Undecided(ValueError):
    """A person must decide; `args[0]` is the warning code."""


@dataclass
class Item:
    """A calendar place as written: marks, and the runs of years beside them (none: undated)."""

    marks: list[Mark]
    years: list[tuple[int, int]] = field(default_factory=list)
    span_before: bool = False  # joined to the item before it as the end of a span
    since: bool = False  # "from"
    before: bool = False  # "by" or "until"
    year_first: bool = False
    start: Mark | None = None  # the beginning of a span inside the item: 10–15 July


@dataclass
class Facts:
    every: list[tuple[Unit, int, int]] = field(default_factory=list)  # times in a number of units
    items: list[Item] = field(default_factory=list)
    days: list[int] = field(default_factory=list)
    follows: bool = False
    reported: bool = False  # the word "reporting" stands beside the period
    unnamed: bool = False  # "the reporting period": the recurrence must tell which
    carrier: Unit | None = None  # the month or year that follows …
    ordinal: int = 0
    reporting: Unit | None = None  # … the reporting period
    inside: tuple[int, Unit | None] | None = None  # the n-th (0: last) month of the period
    results: Unit | None = None
    parts: set[int] = field(default_factory=set)  # «по итогам первого полугодия»: which of them
    results_of: Item | None = None  # a dated period: "on the results of 2008"
    days_after: int = 0
    end_of: Unit | None = None  # "by the end of the quarter": says nothing beyond its recurrence
    open: bool = False
    in_year: bool = False
    this_year: bool = False
    term: Term | None = None
    from_approval: bool = True  # False: the phrase leaves open from which day the term runs
    approximate: bool = False

    @property
    def recurs(self) -> bool:
        return bool(self.every or self.follows or self.results or self.inside or self.days_after)


def units(words: Sequence[Token]) -> list[Unit]:
    return [word.unit for word in words if word.unit and word.kind in UNIT_KINDS]


def numbers(words: Sequence[Token]) -> list[int]:
    return [word.number for word in words if word.kind == KINDS["NUM"]]


UNIT_KINDS = {KINDS[name] for name in ["YEAR", "HALF", "QUARTER", "UMONTH", "UWEEK", "UDAY"]}


def once(current: object) -> None:
    """A fact told twice is a contradiction that a person must settle."""
    if current:
        raise Undecided("mixed_kinds")


def note_every(facts: Facts, words: Sequence[Token]) -> None:
    """ежеквартально; раз в полугодие; 2 раза в год; каждые 6 месяцев; тоқсан сайын."""
    last = next(word for word in reversed(words) if word.unit)
    times = next((word.number for word in words if word.kind == KINDS["TIMES"]), 0)
    found = numbers(words)
    unit = last.unit or Unit.YEAR
    if any(word.kind == KINDS["TIMES"] for word in words):
        _note_times(facts, words, unit, times)
    elif any(word.kind in (KINDS["EACH"], KINDS["EACHPOST"]) for word in words):
        facts.every.append((unit, 1, found[0] if found else 1))
    else:
        facts.every.append((unit, 1, 1))


def note_each_year(facts: Facts, words: Sequence[Token]) -> None:
    """«каждый январь»."""
    facts.every.append((Unit.YEAR, 1, 1))


def _note_times(facts: Facts, words: Sequence[Token], unit: Unit, times: int) -> None:
    at = next(i for i, word in enumerate(words) if word.kind == KINDS["TIMES"])
    russian_order = words[-1].kind != KINDS["TIMES"]
    before, behind = numbers(words[:at]), numbers(words[at:])
    count = before[-1] if before else times or 1
    spans = behind[:1] if russian_order else before[:-1]  # "үш айда бір рет"
    facts.every.append((unit, count, spans[0] if spans else 1))


def note_follow(facts: Facts, words: Sequence[Token]) -> None:
    """(n-th) month or year, following the reporting period; in Kazakh the other way round."""
    once(facts.follows)
    facts.follows = True
    at = next(i for i, word in enumerate(words) if word.kind == KINDS["NEXT"])
    facts.reported = any(word.kind == KINDS["REPORTING"] for word in words)
    reporting_first = words[0].kind == KINDS["REPORTING"] or words[0].language == "kk"
    period, carrier = (words[:at], words[at:]) if reporting_first else (words[at:], words[:at])
    if not units(carrier) and not facts.reported and len(units(period)) == 1:
        period, carrier = carrier, period  # "of the following month"
    facts.carrier, facts.ordinal = next(iter(units(carrier)), None), (numbers(carrier) or [0])[0]
    facts.reporting = next(iter(units(period)), None)
    facts.unnamed = any(word.kind == KINDS["PERIOD"] for word in words)
    _carrier_behind(facts, units(period))


def _carrier_behind(facts: Facts, found: list[Unit]) -> None:
    """«следующего за отчётным кварталом месяца», «следующего за отчётным месяца»."""
    if facts.carrier is None and facts.unnamed and found:
        facts.carrier, facts.reporting = found[-1], None
    elif facts.carrier is None and len(found) == 2:
        facts.reporting, facts.carrier = found
    elif facts.carrier is None and found == [Unit.MONTH]:
        facts.carrier, facts.reporting = Unit.MONTH, None


def note_coming(facts: Facts, words: Sequence[Token]) -> None:
    """«следующего месяца»; «первого месяца следующего квартала»."""
    once(facts.follows)
    facts.follows = True
    found = units(words)
    if len(found) == 1:
        facts.carrier = found[0]
        return
    month_first = words[0].kind != KINDS["COMING"]
    facts.carrier, facts.reporting = Unit.MONTH, found[1] if month_first else found[0]
    facts.ordinal = numbers(words)[0]


def note_inside(facts: Facts, words: Sequence[Token]) -> None:
    """«последнего месяца квартала», «первого месяца каждого полугодия»."""
    once(facts.inside)
    others = [unit for unit in units(words) if unit is not Unit.MONTH]
    facts.inside = ((numbers(words) or [0])[0], others[0] if others else None)


def note_results(facts: Facts, words: Sequence[Token]) -> None:
    """«по итогам полугодия»; «по итогам первого полугодия …, по итогам года …» is each half."""
    found, parts = units(words), set(numbers(words))
    if not found:
        raise Undecided("no_period")
    second_half = {facts.results, found[0]} == {Unit.HALF, Unit.YEAR}
    other_part = facts.results is found[0] and facts.parts and not parts <= facts.parts
    once(facts.results and not second_half and not other_part)
    numbered = facts.parts or parts
    facts.parts |= parts | ({2} if second_half and numbered else set())
    facts.results = Unit.HALF if second_half else found[0]


def some_results(facts: Facts) -> bool:
    """Whether only some of a year's quarters or half-years are reported on."""
    if facts.results is None or not facts.parts:
        return False
    return len(facts.parts) * facts.results.months < 12


def note_end(facts: Facts, words: Sequence[Token]) -> None:
    once(facts.end_of)
    facts.end_of = units(words)[-1]


def note_days(facts: Facts, words: Sequence[Token]) -> None:
    once(facts.days)
    last = any(word.kind == KINDS["LAST"] for word in words)
    found = numbers(words)
    span = len(found) == 2 and any(word.kind in (KINDS["DASH"], KINDS["TO"]) for word in words)
    facts.days = [31] if last else found[-1:] if span else found


def note_open(facts: Facts, words: Sequence[Token]) -> None:
    facts.open = True


def note_in_year(facts: Facts, words: Sequence[Token]) -> None:
    facts.in_year = True


def note_this_year(facts: Facts, words: Sequence[Token]) -> None:
    if words[0].number:
        raise Undecided("unreadable")  # "by December of the previous year"
    facts.this_year = True


def note_approximate(facts: Facts, words: Sequence[Token]) -> None:
    facts.approximate = True


def note_nothing(facts: Facts, words: Sequence[Token]) -> None:
    """Words that only join the others."""


def note_term(facts: Facts, words: Sequence[Token]) -> None:
    once(facts.term)
    facts.term = term_of(words)
    counted = any(word.kind in (KINDS["NUM"], KINDS["TERMADJ"]) for word in words)
    here = next((word for word in words if word.kind == KINDS["HERE"]), None)
    facts.from_approval = here.number == 0 if here else counted


def term_of(words: Sequence[Token]) -> Term:
    """«10 рабочих дней», «двухнедельный», «3-месячный»."""
    adjective = next((word for word in words if word.kind == KINDS["TERMADJ"]), None)
    found = numbers(words)
    unit = adjective.unit if adjective else units(words)[0]
    count = found[0] if found else adjective.number if adjective else 1
    working = any(word.kind == KINDS["WORKING"] and word.number for word in words)
    if unit in (Unit.QUARTER, Unit.HALF):
        count, unit = count * unit.months, Unit.MONTH
    return Term(count, unit or Unit.DAY, working)


def note_days_after(facts: Facts, words: Sequence[Token]) -> None:
    """«в течение 10 дней после окончания отчётного квартала»."""
    once(facts.days_after)
    at = next(i for i, word in enumerate(words) if word.kind == KINDS["NEXT"])
    kazakh = words[0].kind == KINDS["REPORTING"] or words[0].language == "kk"
    length, period = (words[at:], words[:at]) if kazakh else (words[:at], words[at:])
    length = [word for word in length if word.kind != KINDS["REPORTING"]]
    term = term_of(length)
    if term.working:
        raise Undecided("working_days")
    if term.unit not in (Unit.DAY, Unit.WEEK):
        raise Undecided("unsupported_period")
    facts.days_after = term.count * (7 if term.unit is Unit.WEEK else 1)
    facts.reporting = next(iter(units(period)), None)
