"""What becomes of the reports owed on a measure when what the plan asks for has changed.

Reports handed in or fulfilled keep the terms under which they were; what is still open follows the
plan; nothing is deleted. Run again on its own outcome, it changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

OPEN: Final = frozenset({"open", "returned"})
PERIODIC: Final = frozenset({"recurring", "continuous"})
WITHDRAWN: Final = "withdrawn"


@dataclass(frozen=True)
class Terms:
    """One report as the plan asks for it. `agency` is an id."""

    agency: int
    role: str
    by_agreement: bool
    kind: str
    occurrence: str
    written_on: date | None
    due_on: date | None


@dataclass(frozen=True)
class Standing:
    """An obligation that is there. `touched`: somebody wrote on it, or asked for more time.
    `extended`: its date in force was granted by an act of its own. `inherited`: a predecessor of
    the body has fulfilled it."""

    pk: int
    terms: Terms
    state: str
    touched: bool = False
    extended: bool = False
    inherited: bool = False


@dataclass
class Outcome:
    """What to do: rows to add, new terms by id, ids no longer owed, ids owed again."""

    add: list[Terms] = field(default_factory=list)
    change: dict[int, Terms] = field(default_factory=dict)
    withdraw: list[int] = field(default_factory=list)
    revive: dict[int, Terms] = field(default_factory=dict)


@dataclass(frozen=True)
class Before:
    """What earlier wordings still ask for: periodic reports whose day had passed when the one of
    now came into force (None: it has stood from the beginning), and `occurrences` due later for
    periods that were over by then."""

    in_force_on: date | None = None
    occurrences: frozenset[str] = frozenset()

    def asks(self, terms: Terms) -> bool:
        if self.in_force_on is None or terms.due_on is None or terms.kind not in PERIODIC:
            return False
        return terms.due_on < self.in_force_on or terms.occurrence in self.occurrences


FROM_THE_BEGINNING: Final = Before()


def regenerate(
    standing: Iterable[Standing], wanted: Iterable[Terms], before: Before = FROM_THE_BEGINNING
) -> Outcome:
    """Each body's reports are settled by themselves; what earlier wordings ask for stays owed."""
    outcome = Outcome()
    there, asked = _by_agency(standing), defaultdict[int, list[Terms]](list)
    for terms in wanted:
        asked[terms.agency].append(terms)
    for agency in {**there, **asked}:
        _settle(there[agency], asked[agency], before, outcome)
    return outcome


def _by_agency(standing: Iterable[Standing]) -> defaultdict[int, list[Standing]]:
    found = defaultdict[int, list[Standing]](list)
    for one in standing:
        found[one.terms.agency].append(one)
    return found


def _settle(
    there: Sequence[Standing], asked: Sequence[Terms], before: Before, outcome: Outcome
) -> None:
    named = {one.terms.occurrence: one for one in sorted(there, key=_weight)}
    new = [terms for terms in asked if terms.occurrence not in named]
    for terms in asked:
        if one := named.get(terms.occurrence):
            _meet(one, terms, outcome)
    met = {terms.occurrence for terms in asked}
    left = [one for one in there if one.terms.occurrence not in met and one.state != WITHDRAWN]
    gone = [one for one in left if one.state != "removed" and not before.asks(one.terms)]
    _replace(gone, new, outcome)


def _weight(one: Standing) -> int:
    """Of two of one name the weightier answers: the body's own, before one that a predecessor has
    fulfilled, before one that is no longer owed."""
    return 0 if one.state == WITHDRAWN else 1 if one.inherited else 2


def _meet(one: Standing, terms: Terms, outcome: Outcome) -> None:
    """The same report is still asked for: it takes the terms of now, unless it is fulfilled."""
    if one.state == WITHDRAWN:
        outcome.revive[one.pk] = terms
    elif one.state in OPEN and (kept := _kept(one, terms)) != one.terms:
        outcome.change[one.pk] = kept


def _kept(one: Standing, terms: Terms) -> Terms:
    """A date that was moved by an act stays moved while the written one is the same."""
    if not one.extended or terms.written_on != one.terms.written_on:
        return terms
    return Terms(**{**vars(terms), "due_on": one.terms.due_on})


def _replace(gone: Sequence[Standing], new: Sequence[Terms], outcome: Outcome) -> None:
    """Reports that the plan does not name any more take the places of those it names now."""
    pairs = dict(_pairs(sorted(gone, key=_when), sorted(new, key=_written)))
    for one in gone:
        terms = pairs.get(one.pk)
        if one.state not in OPEN:
            continue  # fulfilled under its own terms, in the place of what is asked for now
        if terms is None:
            outcome.withdraw.append(one.pk)
        else:
            outcome.change[one.pk] = terms
    taken = {terms.occurrence for terms in pairs.values()}
    outcome.add += [terms for terms in new if terms.occurrence not in taken]


def _when(one: Standing) -> tuple[bool, date]:
    return one.terms.due_on is not None, one.terms.due_on or date.min


def _written(terms: Terms) -> tuple[bool, date]:
    return terms.due_on is not None, terms.due_on or date.min


def _pairs(gone: Sequence[Standing], new: Sequence[Terms]) -> Iterator[tuple[int, Terms]]:
    """As many as before: each takes the date in its place. Otherwise those without a date take the
    first one, and what somebody has written on, or handed in, the nearest that is free."""
    if len(gone) == len(new):
        yield from zip((one.pk for one in gone), new, strict=True)
        return
    free = list(new)
    for one in gone:
        kept = one.touched or one.state not in OPEN or one.terms.due_on is None
        if free and kept:
            terms = min(free, key=lambda terms: _distance(one, terms))
            free.remove(terms)
            yield one.pk, terms


def _distance(one: Standing, terms: Terms) -> int:
    if one.terms.due_on is None or terms.due_on is None:
        return 0
    return abs((terms.due_on - one.terms.due_on).days)
