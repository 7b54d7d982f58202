"""Parts of one report: what co-executors handed in for the body that puts them together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from agencies.models import Agency, User
from agencies.permissions import REPORTING, agencies_of
from measures.models import Executor, ExecutorRole, Obligation, ProgressEntry, ProgressState
from measures.permissions.overseeing import may_see_all_entries
from measures.permissions.reporting import NEVER_HANDED_IN
from measures.queries.entries import entries_visible_to
from measures.querysets import NOT_HANDED_IN, ProgressQuerySet
from measures.rules.consolidation import (
    HANDED_IN,
    IN,
    SILENCE,
    Place,
    Standing,
    counterpart,
    standing_of,
    who_consolidates,
)
from measures.rules.progress import PERIODIC

ANSWERS = ProgressEntry.objects.filter(state__in=tuple(HANDED_IN))


@dataclass(frozen=True)
class Part:
    """`accepted`: oldest first, files at hand. Of what is not accepted, only that it is there."""

    owed: Obligation
    standing: Standing
    accepted: tuple[ProgressEntry, ...] = ()
    handed_in_on: date | None = None


@dataclass(frozen=True)
class Parts:
    """In the order of the plan. `taken`: ids of the reports that are in the one being written."""

    consolidator: Agency | None
    parts: tuple[Part, ...]
    taken: frozenset[int]

    def __len__(self) -> int:
        return sum(part.standing != Standing.REMOVED for part in self.parts)

    def _count(self, standings: Iterable[Standing]) -> int:
        return sum(part.standing in standings for part in self.parts)

    @property
    def accepted(self) -> int:
        return self._count(IN)

    @property
    def in_review(self) -> int:
        return self._count([Standing.IN_REVIEW])

    @property
    def returned(self) -> int:
        return self._count([Standing.RETURNED])

    @property
    def silent(self) -> int:
        return self._count(SILENCE)

    @property
    def silent_ones(self) -> list[Obligation]:
        """Whom the report is handed in without: silent_bodies."""
        silent = [part.owed for part in self.parts if part.standing in SILENCE]
        return [one for one in silent if one.role == ExecutorRole.CO]

    @property
    def entries(self) -> list[ProgressEntry]:
        return [entry for part in self.parts for entry in part.accepted]

    @property
    def is_new(self) -> bool:
        """Is there an accepted text that is not taken yet?"""
        return any(entry.pk not in self.taken for entry in self.entries)


@dataclass(frozen=True)
class _Circle:
    """Who reports together with an obligation; others in the order of the plan."""

    consolidator: int | None
    others: list[Obligation]
    members: dict[int, Obligation]


def parts_of(owed: Obligation, person: User, today: date) -> Parts | None:
    """For the body that leads or consolidates; None for others and where nobody else reports.

    The texts are those that this person may read. Nine statements at most, whatever the size.
    """
    circle = _circle(owed, _members(owed))
    concerned = owed.role == ExecutorRole.LEAD or owed.agency_id == circle.consolidator
    if not concerned or not circle.others:
        return None
    seen = entries_visible_to(person, today)
    accepted, last = _accepted(circle.others, seen), _last(circle.others)
    lead = circle.members.get(circle.consolidator or 0)
    return Parts(
        consolidator=lead.agency if lead else None,
        parts=tuple(
            _part(one, accepted.get(one.pk, ()), last.get(one.pk), today) for one in circle.others
        ),
        taken=_taken(owed, seen),
    )


def silent_bodies(owed: Obligation) -> list[Obligation]:
    """What co-executors owe and never handed anything in for; none unless `owed` consolidates.

    The lead is none of them where another body consolidates: its own date comes after.
    """
    members = _members(owed)
    if not members.keys() - {owed.agency_id}:
        return []  # nobody else reports: who consolidates need not be asked
    circle = _circle(owed, members)
    if owed.agency_id != circle.consolidator:
        return []
    return [
        one
        for one in circle.others
        if one.role == ExecutorRole.CO
        and one.state in NOT_HANDED_IN
        and not vars(one)["is_answered"]
    ]


def _circle(owed: Obligation, members: dict[int, Obligation]) -> _Circle:
    """Of `_members`; two statements at most: the executors, members of groups."""
    executors = Executor.objects.filter(measure=owed.measure_id).select_related("group")
    column = list(executors.prefetch_related("group__members").order_by("position"))
    places = [Place(one.agency_id, one.role, one.consolidates) for one in column]
    owing = {agency: one.role for agency, one in members.items()}
    order = _order(column)
    others = [one for one in members.values() if one.agency_id != owed.agency_id]
    others.sort(key=lambda one: (order.get(one.agency_id, len(order)), one.agency.code))
    return _Circle(
        consolidator=who_consolidates(places, owing) if owed.agency_id in owing else None,
        others=others,
        members=members,
    )


def _members(owed: Obligation) -> dict[int, Obligation]:
    """What each body owes on the measure for the same time, by agency."""
    rows = Obligation.objects.owed().filter(measure=owed.measure_id).select_related("agency")
    if owed.kind in PERIODIC:
        rows = rows.filter(occurrence=owed.occurrence)
    else:
        rows = rows.exclude(kind__in=PERIODIC)
    found: dict[int, dict[str, Obligation]] = {}
    for one in rows.annotate(is_answered=Exists(ANSWERS.filter(obligation=OuterRef("pk")))):
        found.setdefault(one.agency_id, {})[one.occurrence] = one
    named = {agency: counterpart(owed.occurrence, list(has)) for agency, has in found.items()}
    return {agency: found[agency][name] for agency, name in named.items() if name}


def _order(column: Iterable[Executor]) -> dict[int, int]:
    """Agencies' places in the column; a body named itself stands there, not with its group."""
    placed = list(enumerate(column))
    order = {one.agency_id: place for place, one in placed if one.agency_id}
    for place, one in placed:
        for member in one.group.members.all() if one.group else ():
            order.setdefault(member.pk, place)
    return order


def _accepted(
    owed: list[Obligation], seen: ProgressQuerySet
) -> dict[int, tuple[ProgressEntry, ...]]:
    rows = seen.accepted().filter(obligation__in=owed)
    found: dict[int, tuple[ProgressEntry, ...]] = {}
    for entry in rows.select_related("author").prefetch_related("evidence").order_by("pk"):
        found[entry.obligation_id] = (*found.get(entry.obligation_id, ()), entry)
    return found


_Last = tuple[str, bool, date | None]


def _last(owed: list[Obligation]) -> dict[int, _Last]:
    """State, emptiness and day of what was last handed in; no text is read."""
    rows = ANSWERS.filter(obligation__in=owed).order_by("pk")
    told = rows.values_list("obligation", "state", "claim", "submitted_on")
    return {pk: (state, claim == "nil", day) for pk, state, claim, day in told}


def _part(
    owed: Obligation, accepted: tuple[ProgressEntry, ...], last: _Last | None, today: date
) -> Part:
    state, nil, day = last or (None, False, None)
    standing = standing_of(state=owed.state, due_on=owed.due_on, last=state, nil=nil, today=today)
    return Part(owed, standing, accepted, day)


def _taken(owed: Obligation, seen: ProgressQuerySet) -> frozenset[int]:
    """Sources of the draft, of the returned report that rework starts from, or of the last one."""
    rows = seen.filter(obligation=owed).order_by("-pk")
    last = rows.prefetch_related("sources").first()
    begins_anew = owed.state in NOT_HANDED_IN and last and last.state == ProgressState.ACCEPTED
    if last is None or begins_anew:
        return frozenset()
    return frozenset(source.pk for source in last.sources.all())


@dataclass(frozen=True)
class Use:
    """A report that was put together from another body's; `may_open`: its page is theirs too."""

    entry: ProgressEntry
    may_open: bool


def uses_of(owed: Obligation, person: User, today: date) -> list[Use]:
    """Reports handed in that took over texts reported here, newest first; three statements."""
    rows = ProgressEntry.objects.filter(sources__obligation=owed).defer("text").distinct()
    used = rows.exclude(state__in=NEVER_HANDED_IN).select_related("obligation__agency")
    own = {agency.pk for agency in agencies_of(person, today, *REPORTING)}
    oversees = may_see_all_entries(person, today)
    return [
        Use(entry, oversees or entry.obligation.agency_id in own) for entry in used.order_by("-pk")
    ]


@dataclass(frozen=True)
class Body:
    agency: Agency
    by_agreement: bool


def bodies_of(measure_id: int) -> dict[str, Body]:
    """Every body by code, those too whose reports on the measure passed to another; one statement.

    `by_agreement` as it takes part in this measure.
    """
    agreed = Obligation.objects.filter(measure=measure_id, agency=OuterRef("pk"), by_agreement=True)
    rows = Agency.objects.annotate(agreed=Exists(agreed))
    return {one.code: Body(one, one.by_agreement or bool(vars(one)["agreed"])) for one in rows}
