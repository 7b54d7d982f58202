"""Deadlines that hang on an event without a date, or on another document."""

import re

from .facts import Undecided
from .grammar import scan
from .lexer import KINDS, tokens
from .model import Term, Unit

# The day of the act itself is the approval date, so "this resolution" is no event (lexer.HERE).
_AFTER = re.compile(
    r"(?P<term>.*?)[,\s]*\b(?:со дня|с даты|с момента|после|по мере|по завершении|по окончании|"
    r"по факту|upon|after|following|from the date of|of the date of|"
    r"of(?= (?:the )?(?:signing|adoption|ratification|receipt|entry|publication|completion)\b))"
    r"\s+(?P<event>\S.*)"
)
_KAZAKH_AFTER = re.compile(
    r"(?P<event>\S.*?(?:нан|нен|дан|ден|тан|тен|[»\"]))\s+кейін(?:гі)?\b[,\s]*(?P<term>.*)"
)
_KAZAKH_SINCE = re.compile(r"(?P<event>\S.*күн(?:нен|інен)) бастап[,\s]*(?P<term>.*)")
_ONE = re.compile(r"\b(в течение|within) (месяц|недел|год|дн|день|сут)")
_THROUGH = re.compile(
    r"\bчерез\b|\b(?:не позднее|не позже)(?:,? чем)?(?: через| в течение)?(?= )|"
    r"\b(?:no|not) later than\b"
)
_ELSEWHERE = re.compile(
    r"\b(?:согласно|в соответствии с|по (?:отдельному |утвержденному |установленному )?"
    r"(?:графику|плану)|в (?:установленн|определенн|указанн|предусмотренн)\w+|"
    r"в (?:сроки?|порядке),? (?:установленн|предусмотренн|определенн|указанн)\w+|"
    r"установленн\w+ законодательством|см\.|смотри|тот же|то же|там же|"
    r"кестеге|жоспарға (?:сәйкес|сай)|кестесіне|жоспарына (?:сәйкес|сай)|сәйкес|"
    r"белгіленген|көзделген|айқындалған|қараңыз|"
    r"according to|in accordance with|as (?:set|specified|provided|scheduled|stated)|"
    r"as per|pursuant to|see|ibid|schedule)\b"
)


def refers_elsewhere(text: str) -> bool:
    """Whether the cleaned phrase names another document or clause as its measure."""
    return bool(_ELSEWHERE.search(text))


def event_term(text: str) -> Term:
    """The term and the event in a cleaned phrase. Raises Undecided when there is none."""
    for shape in (_KAZAKH_SINCE, _KAZAKH_AFTER, _AFTER):
        found = shape.fullmatch(text)
        if found:
            return _term(found["term"], found["event"].strip(' "«».,;'))
    raise Undecided("unreadable")


def _term(before: str, event: str) -> Term:
    """Nothing but a term may stand beside the event, and the event must not be a date."""
    if not _is_event(event):
        raise Undecided("unreadable")
    words = tokens(before.strip(" ,;"))
    if not words:
        return Term(0, Unit.DAY, event=event)
    term = _length(before)
    return Term(term.count, term.unit, term.working, event)


def _length(text: str) -> Term:
    text = _THROUGH.sub("в течение", text)
    text = _ONE.sub(r"\1 1 \2", text if _says_within(text) else f"within {text}")
    facts = scan(tokens(text))
    if facts.term is None or facts.items or facts.recurs or facts.days:
        raise Undecided("unreadable")
    return facts.term


def _says_within(text: str) -> bool:
    return any(word.kind in (KINDS["WITHIN"], KINDS["TERMADJ"]) for word in tokens(text))


def _is_event(event: str) -> bool:
    """Some word is no part of a date: "after 2009" waits for nothing."""
    return any(word.kind == KINDS["UNKNOWN"] for word in tokens(event))
