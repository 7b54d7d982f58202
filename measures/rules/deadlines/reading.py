"""Reading a deadline: clean, tell the words apart, find the meaning, turn it into dates."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from .dating import date_of_term, dates_each_period, dates_each_year, dates_once
from .events import event_term, refers_elsewhere
from .facts import Undecided
from .grammar import scan
from .lexer import Token, tokens
from .meaning import decide
from .model import (
    Continuous,
    EachPeriod,
    EachYear,
    Kind,
    Once,
    PlanDates,
    Reading,
    Spec,
    Term,
)  # fmt: skip
from .noise import clean

_LONGEST = 500  # no deadline is longer; a pasted page is not worth matching
_KAZAKH = frozenset("әғқңөұүһі")

Outcome = tuple[Kind, tuple[date, ...], tuple[str, ...]]


class Understanding(NamedTuple):
    """What a phrase means whatever the plan; `spec` None: a person must decide."""

    spec: Spec | None
    language: str
    warnings: tuple[str, ...]


def read(phrase: str, plan: PlanDates) -> Reading:
    """The deadline's kind and dates under a plan. Never raises: what is not sure is UNDECIDED."""
    spec, language, warnings = understand(phrase)
    if spec is None:
        return Reading(phrase, Kind.UNDECIDED, (), language, warnings, None)
    try:
        kind, due, more = _dates(spec, plan)
    except (ValueError, OverflowError):  # a term that runs past the calendar's last year
        kind, due, more = Kind.UNDECIDED, (), ("impossible_date",)
    known = spec if kind is not Kind.UNDECIDED else None
    return Reading(phrase, kind, due, language, (*warnings, *more), known)


@lru_cache(maxsize=8192)
def understand(phrase: str) -> Understanding:
    """The meaning without a plan; the same few phrases fill a plan's whole column."""
    text = clean(phrase[: _LONGEST + 1])
    words = tokens(text)
    language = _language(words, text)
    if len(phrase) > _LONGEST:
        return Understanding(None, language, ("unreadable",))
    if refers_elsewhere(text):
        return Understanding(None, language, ("refers_elsewhere",))
    try:
        spec, warnings = _meaning(words, text)
    except Undecided as reason:
        return Understanding(None, language, (str(reason),))
    return Understanding(spec, language, warnings)


def _meaning(words: Sequence[Token], text: str) -> tuple[Spec, tuple[str, ...]]:
    """Dates first; a phrase with strange words may still name a term and an event."""
    try:
        return decide(scan(words))
    except Undecided as reason:
        if str(reason) != "unreadable":
            raise
        try:
            return event_term(text), ()
        except Undecided:
            raise reason from None


def _dates(spec: Spec, plan: PlanDates) -> Outcome:
    match spec:
        case Once():
            return (Kind.ONCE, *dates_once(spec, plan))
        case EachYear():
            return (Kind.RECURRING, *dates_each_year(spec, plan))
        case EachPeriod():
            return (Kind.RECURRING, *dates_each_period(spec, plan))
        case Continuous():
            return Kind.CONTINUOUS, (), ()
        case Term(event=""):
            return _from_approval(spec, plan)
        case Term():
            return Kind.EVENT, (), ()


def _from_approval(spec: Term, plan: PlanDates) -> Outcome:
    if plan.approved_on is None:
        return Kind.UNDECIDED, (), ("no_approval_date",)
    return Kind.ONCE, (date_of_term(spec, plan.approved_on),), ()


def _language(words: Sequence[Token], text: str) -> str:
    """The language of most known words; for strangers, of the letters they are written in."""
    counted = Counter(word.language for word in words if word.language)
    if counted:
        return counted.most_common(1)[0][0]
    if _KAZAKH & set(text):
        return "kk"
    if any("а" <= letter <= "я" for letter in text):
        return "ru"
    return "en" if any("a" <= letter <= "z" for letter in text) else ""
