"""Families of wording, written over the kinds of words that the lexer tells apart.

A phrase is read from left to right as a row of these pieces, in any order, in any of the three
languages. Every word must belong to a piece: one stranger, and the phrase is not read at all.
"""

import re
from collections.abc import Callable, Sequence

from . import facts as say
from .facts import Facts, Item, Undecided
from .lexer import KINDS, Token
from .model import Mark, Unit

_SHORTHAND = {
    "UNIT": "(YEAR|HALF|QUARTER|UMONTH)",
    "SPELL": "(UDAY|UWEEK|UMONTH|QUARTER|HALF|YEAR)",
    "LENGTH": "(UDAY|UWEEK|UMONTH|YEAR)",  # "within the I quarter" is a date, not a length
    "JOIN": "(SEP|DASH)+",
    "NUMS": "(NUM ((JOIN|TO) NUM)*)",
    "YEARS": "(Y ABL? (JOIN Y)* YEAR?)",
    "DAYNO": "(CHISLO|UDAY)",
}

_Note = Callable[[Facts, Sequence[Token]], None]

# name, pattern, what it says. The first that fits wins, so the longer stand above.
FAMILIES: tuple[tuple[str, str, _Note], ...] = (
    # recurrence
    ("times_in", "NUM? TIMES NUM? (SPELL|EACH NUM? UNIT)", say.note_every),
    ("kazakh_times_in", "EACH? NUM? UNIT NUM TIMES", say.note_every),
    ("month_of_each", "(NUM|LAST) UMONTH EACH UNIT", lambda f, w: _each_inside(f, w)),
    ("kazakh_each", "EACH? NUM? SPELL EACHPOST", say.note_every),
    ("each", "EACH NUM? SPELL", say.note_every),
    ("each_place", "EACH (?=NUMS? MONTH)", say.note_each_year),
    ("adverb_times", "EVERY NUM? TIMES | NUM? TIMES EVERY", say.note_every),
    ("adverb", "EVERY", say.note_every),
    # after the reporting period
    ("days_after", "WITHIN? NUM WORKING? (UDAY|UWEEK) SEP? NEXT (REPORTING|EACH)? (UNIT|PERIOD)",
     say.note_days_after),
    ("kazakh_days_after",
     "(REPORTING|EACH)? (UNIT|PERIOD) ABL? NEXT NUM WORKING? (UDAY|UWEEK) WITHIN",
     say.note_days_after),
    ("kazakh_following", "(REPORTING (UNIT|PERIOD)? | UNIT) ABL? NEXT NUM? UNIT", say.note_follow),
    ("following", "NUM? UNIT SEP? NEXT (REPORTING|EACH)? (UNIT|PERIOD)", say.note_follow),
    ("following_short", "NUM? UNIT SEP? NEXT REPORTING", say.note_follow),
    ("carrier_behind", "NEXT REPORTING? (UNIT|PERIOD) (UMONTH|YEAR)", say.note_follow),
    ("following_bare", "NEXT REPORTING (UNIT|PERIOD)?", say.note_follow),
    ("kazakh_following_bare", "REPORTING UNIT ABL? NEXT (?=NUMS? MONTH)", say.note_follow),
    ("following_month", "NEXT UNIT", say.note_follow),
    ("coming_quarter", "NUM UMONTH COMING UNIT", say.note_coming),
    ("kazakh_coming_quarter", "COMING UNIT NUM UMONTH", say.note_coming),
    ("coming", "COMING UNIT", say.note_coming),
    ("month_inside", "(NUM|LAST) UMONTH REPORTING? (YEAR|HALF|QUARTER|PERIOD) | LAST UMONTH",
     say.note_inside),
    ("kazakh_month_inside", "(EACH|REPORTING)? (YEAR|HALF|QUARTER) (NUM|LAST) UMONTH",
     lambda f, w: _each_inside(f, w)),
    ("results_of_dated", "RESULTS (NUMS (QUARTER|HALF) YEARS | YEARS (NUMS (QUARTER|HALF))?)",
     lambda f, w: _results_of(f, w)),
    ("kazakh_results_of_dated", "YEARS (NUMS (QUARTER|HALF))? RESULTS",
     lambda f, w: _results_of(f, w)),
    ("results", "RESULTS ((REPORTING|EACH)? (UNIT|PERIOD) | NUMS (QUARTER|HALF))",
     say.note_results),
    ("kazakh_results", "((REPORTING|EACH)? (UNIT|PERIOD) | NUMS (QUARTER|HALF)) RESULTS",
     say.note_results),
    # terms
    ("term_adjective", "NUM? TERMADJ WITHIN? HERE? | HERE NUM? TERMADJ WITHIN", say.note_term),
    ("term", "WITHIN (NUM WORKING? LENGTH | (UMONTH|UWEEK)(?=HERE|$)) HERE?", say.note_term),
    ("term_from", "NUM? WORKING? LENGTH HERE | DUE NUM (UMONTH|UWEEK) $", say.note_term),
    ("kazakh_term", "HERE? NUM WORKING? LENGTH WITHIN", say.note_term),
    ("in_year", "WITHIN YEAR | YEAR WITHIN", say.note_in_year),
    ("this_year", "REPORTING YEAR", say.note_this_year),
    # calendar places
    ("date", "DATE YEAR?", lambda f, w: _add(f, w, _day_marks)),
    ("month_day_suffix", "YEARS? MONTH UMONTH? NUM DAYNO", lambda f, w: _add(f, w, _day_marks)),
    ("day", "YEARS NUMS CHISLO? MONTH | NUMS CHISLO? MONTH YEARS?",
     lambda f, w: _add(f, w, _day_marks)),
    ("last_day_of", "LAST DAYNO MONTH YEARS? | YEARS? MONTH LAST DAYNO",
     lambda f, w: _add(f, w, _month_marks)),
    ("decade", "NUM DECADE MONTH YEARS?", lambda f, w: _add(f, w, _decade_marks)),
    ("english_day", "MONTH NUM(?!QUARTER|HALF|MONTH|DAYNO) (SEP? Y)?",
     lambda f, w: _add(f, w, _day_marks)),
    ("part", "YEARS NUMS (QUARTER|HALF) | NUMS (QUARTER|HALF) YEARS?",
     lambda f, w: _add(f, w, _part_marks)),
    ("last_part", "YEARS LAST (QUARTER|HALF) | LAST (QUARTER|HALF) YEARS?",
     lambda f, w: _add(f, w, _part_marks)),
    ("month", "(YEARS MONTH | MONTH YEARS?) (UMONTH(?!SEP? NEXT) YEARS?)?",
     lambda f, w: _add(f, w, _month_marks)),
    ("year", "YEARS", lambda f, w: _add(f, w, _year_marks)),
    ("end_of_year", "END YEAR | YEAR END", lambda f, w: _add(f, w, _year_marks)),
    ("end_of_period",
     "END (QUARTER|HALF|UMONTH) | (QUARTER|HALF|UMONTH) END | LAST DAYNO (QUARTER|HALF)",
     say.note_end),
    ("end_of_each", "END (?=EACH)", say.note_nothing),
    ("end_of", "END (?=NUM|Y|MONTH) | (?<=YEAR|MONTH|UMONTH|HALF|QUARTER) END DUE?",
     say.note_nothing),
    # days of a month not named beside them
    ("last_day", "LAST DAYNO (UMONTH(?!SEP? NEXT))? | UMONTH LAST DAYNO", say.note_days),
    ("days", "UMONTH? NUMS DAYNO (REPORTING? UMONTH(?!SEP? NEXT))?", say.note_days),
    # the rest
    ("open", "OPEN", say.note_open),
    ("approximate", "APPROX", say.note_approximate),
    ("no_later", "ABL DUE", say.note_nothing),
    ("from", "FROM (?=YEARS|NUM|MONTH|DATE) | ABL SINCE? | SINCE", lambda f, w: _since(f, w)),
    ("due_behind", "(?<=YEAR|MONTH|HALF|QUARTER) DUE", lambda f, w: _due_behind(f, w)),
    ("joined", "JOIN | DUE | TO(?=NUM|Y|MONTH|DATE) | WITHIN", say.note_nothing),
)  # fmt: skip


def _compile(pattern: str) -> str:
    """Names to letters, every group non-capturing, spaces dropped."""
    while (wide := re.sub(r"[A-Z]+", lambda n: _SHORTHAND.get(n[0], n[0]), pattern)) != pattern:
        pattern = wide
    letters = re.sub(r"[A-Z]{1,}", lambda name: KINDS[name[0]], pattern)
    return re.sub(r"\((?!\?)", "(?:", letters).replace(" ", "")


_PIECE = re.compile("|".join(f"(?P<{name}>{_compile(shape)})" for name, shape, _ in FAMILIES))
_NOTES = {name: note for name, _, note in FAMILIES}


def scan(words: Sequence[Token]) -> Facts:
    """What the phrase says. Raises Undecided when a word fits nowhere or a fact is told twice."""
    code = "".join(word.kind for word in words)
    facts, at, item_end = Facts(), 0, 0
    while at < len(code):
        found = _PIECE.match(code, at)
        if found is None or found.lastgroup is None:
            raise Undecided("unreadable")
        known = len(facts.items)
        _NOTES[found.lastgroup](facts, words[at : found.end()])
        if len(facts.items) > known:
            _join(facts.items, code[item_end:at])
            item_end = found.end()
        at = found.end()
    return facts


_SPAN_LINK = re.compile(_compile("(SEP|DUE|WITHIN|END|ABL|FROM)* (DASH|TO) (DUE|END|WITHIN)* $"))
_UNTIL_LINK = re.compile(_compile("ABL? SEP? DUE DUE? END? $"))


def _join(items: list[Item], gap: str) -> None:
    """How an item hangs together with the one before it; side by side without a mark: unread."""
    item = items[-1]
    item.before = KINDS["DUE"] in gap[-2:] and KINDS["END"] not in gap
    item.since = item.since or (KINDS["FROM"] in gap[-1:] and item.start is None)
    if len(items) == 1:
        return
    if not gap:
        raise Undecided("unreadable")
    until = items[-2].since and (_UNTIL_LINK.match(gap) or gap == KINDS["ABL"])
    item.span_before = bool(until or _SPAN_LINK.match(gap))


def _since(facts: Facts, words: Sequence[Token]) -> None:
    """The Kazakh ablative stands behind its date, the other prepositions before it."""
    if words[0].kind != KINDS["FROM"] and facts.items:
        facts.items[-1].since = True


def _due_behind(facts: Facts, words: Sequence[Token]) -> None:
    if words[0].language == "kk" and facts.items:
        facts.items[-1].before = True


def _each_inside(facts: Facts, words: Sequence[Token]) -> None:
    if any(word.kind == KINDS["EACH"] for word in words):
        unit = next(unit for unit in say.units(words) if unit is not Unit.MONTH)
        facts.every.append((unit, 1, 1))
    say.note_inside(facts, words)


_Marks = Callable[[Sequence[Token]], tuple[list[Mark], Mark | None]]


def _add(facts: Facts, words: Sequence[Token], marks_of: _Marks) -> None:
    marks, start = marks_of(words)
    years = [(word.day.year,) * 2 for word in words if word.day] or _runs(words, KINDS["Y"])
    plural = any(word.kind == KINDS["YEAR"] and word.number > 1 for word in words)
    several = len(years) > 1 or any(first != last for first, last in years)
    if several and not plural and marks[0].grain is not Unit.YEAR:
        raise Undecided("unreadable")  # "June 2008, 2009": two Junes, or a June and a year?
    year_first = words[0].kind == KINDS["Y"]
    facts.items.append(Item(marks, list(years), year_first=year_first, start=start))


def _results_of(facts: Facts, words: Sequence[Token]) -> None:
    """«по итогам I полугодия 2009 года»: the period that a dated report is on."""
    say.once(facts.results_of)
    part = any(word.kind in (KINDS["QUARTER"], KINDS["HALF"]) for word in words)
    marks, _ = (_part_marks if part else _year_marks)(words)
    facts.results_of = Item(marks, _runs(words, KINDS["Y"]))


def _runs(words: Sequence[Token], kind: str) -> list[tuple[int, int]]:
    """«2008, 2010–2012» as pairs of first and last."""
    runs: list[tuple[int, int]] = []
    for at, word in enumerate(words):
        if word.kind == kind:
            joined = runs and words[at - 1].kind in (KINDS["DASH"], KINDS["TO"])
            runs.append((runs.pop()[0] if joined else word.number, word.number))
    if any(first > last for first, last in runs):
        raise Undecided("inconsistent_period")
    return runs


def _ends(words: Sequence[Token], make: Callable[[int], Mark]) -> tuple[list[Mark], Mark | None]:
    runs = _runs(words, KINDS["NUM"])
    start = make(runs[0][0]) if len(runs) == 1 and runs[0][0] != runs[0][1] else None
    return [make(last) for _, last in runs], start


def _day_marks(words: Sequence[Token]) -> tuple[list[Mark], Mark | None]:
    if words[0].day:
        return [Mark(Unit.DAY, words[0].day.month, words[0].day.day)], None
    month = _month_of(words)
    return _ends(words, lambda day: Mark(Unit.DAY, month, day))


def _decade_marks(words: Sequence[Token]) -> tuple[list[Mark], Mark | None]:
    if words[0].number > 3:
        raise Undecided("impossible_date")
    if words[0].number == 3:
        return _month_marks(words)
    return [Mark(Unit.DAY, _month_of(words), 10 * words[0].number)], None


def _part_marks(words: Sequence[Token]) -> tuple[list[Mark], Mark | None]:
    quarter = any(word.kind == KINDS["QUARTER"] for word in words)
    unit = Unit.QUARTER if quarter else Unit.HALF
    if any(word.kind == KINDS["LAST"] for word in words):
        return [Mark(unit, 12 // unit.months)], None
    return _ends(words, lambda n: Mark(unit, n))


def _month_marks(words: Sequence[Token]) -> tuple[list[Mark], Mark | None]:
    return [Mark(Unit.MONTH, _month_of(words))], None


def _year_marks(words: Sequence[Token]) -> tuple[list[Mark], Mark | None]:
    return [Mark(Unit.YEAR)], None


def _month_of(words: Sequence[Token]) -> int:
    return next(word.number for word in words if word.kind == KINDS["MONTH"])
