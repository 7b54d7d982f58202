"""Who has reported in a round and who has not, counted in the database: a fixed number of
statements, however large the plan. The twin of what reports.gather tells."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, When

from agencies.models import Agency
from measures.models import Claim, Obligation, ProgressEntry, ProgressState, Verdict
from measures.queries.reminders.subjects import remindable
from measures.queries.then import owed_on, with_wording
from measures.querysets import (
    HANDED_IN_ALREADY,
    OwedQuerySet,
    ProgressQuerySet,
    is_out_on,
    owed_in,
)
from reports.models import Reopening, ReportingRound, RoundEvent
from reports.rules.standing import ORDER, Standing, standing_of

MOST_REMINDED = 150  # of how many reports a link can tell
NEVER_HANDED_IN = (ProgressState.DRAFT, ProgressState.WITHDRAWN)


@dataclass(frozen=True)
class Part:
    """A body in a round: reports owed for it, handed in, past their date and not handed in (`out`),
    in review, and nil returns; `reopening`: by which it may hand in though the round is closed."""

    agency: Agency
    owed: int = 0
    handed_in: int = 0
    out: int = 0
    in_review: int = 0
    nil: int = 0
    spoke: bool = False
    reopening: Reopening | None = None

    @cached_property
    def standing(self) -> Standing:
        return standing_of(owed=self.owed, handed_in=self.handed_in, out=self.out, spoke=self.spoke)


def owed_for(round_: ReportingRound, day: date, *, past: bool = False) -> "OwedQuerySet[Any]":
    """What the plan asks for in the round; without what was removed from control."""
    owed = owed_on(day, past=past).filter(measure__plan=round_.plan_id)
    return owed.filter(owed_in(round_.window)).exclude(state="removed").order_by()


def owes_in(round_: ReportingRound, agency: Agency, day: date) -> "OwedQuerySet[Any]":
    return owed_for(round_, day).owed_by(agency)


def parts_of(round_: ReportingRound, day: date, *, past: bool = False) -> list[Part]:
    """Of the bodies that owe something: silent ones first, then by name. Four statements."""
    found = _owed(round_, day, past=past)
    spoken = _spoken(round_, day, past=past)
    reopened = {one.agency_id: one for one in round_.reopenings.holding(day)}
    bodies = Agency.objects.in_bulk(list(found))
    parts = [
        Part(bodies[pk], reopening=reopened.get(pk), **counts, **spoken.get(pk, {}))
        for pk, counts in found.items()
    ]
    return sorted(parts, key=lambda one: (ORDER.index(one.standing), one.agency.name))


def _owed(round_: ReportingRound, day: date, *, past: bool) -> dict[int, dict[str, Any]]:
    counted = owed_for(round_, day, past=past).values("agency").annotate(
        owed=Count("pk"),
        handed_in=Count("pk", filter=HANDED_IN_ALREADY),
        out=Count("pk", filter=is_out_on(day)),
        in_review=Count("pk", filter=Q(state="submitted")),
    )  # fmt: skip
    return {row.pop("agency"): row for row in counted}


def _spoken(round_: ReportingRound, day: date, *, past: bool) -> dict[int, dict[str, Any]]:
    """By agency: that it handed in anything, and how often «nothing to report»."""
    counted = _entries(round_, day, past=past).order_by().values(agency=F("obligation__agency"))
    told = counted.annotate(nil=Count("pk", filter=_nil(day)))
    return {row["agency"]: {"spoke": True, "nil": row["nil"]} for row in told}


def _entries(round_: ReportingRound, day: date, *, past: bool) -> ProgressQuerySet:
    """Handed in by that day, on what is owed for the round or, on anything else, within it."""
    everything = owed_on(day, past=past).filter(measure__plan=round_.plan_id).order_by()
    whole = owed_for(round_, day, past=past)
    window = round_.window
    in_time = Q(submitted_on__range=(window.opens_on, window.closes_on))
    return ProgressEntry.objects.exclude(state__in=NEVER_HANDED_IN).filter(
        Q(obligation__in=_ids(whole)) | (in_time & Q(obligation__in=_ids(everything))),
        obligation__measure__plan=round_.plan_id,
        submitted_on__lte=day,
    )


def _ids(owed: "OwedQuerySet[Any]") -> Any:
    return owed.values("pk" if owed.model is Obligation else "obligation")


def _nil(day: date) -> Q:
    """One sent back for rework by then is none."""
    returned = Q(review__verdict=Verdict.RETURN, review__reviewed_on__lte=day)
    return Q(claim=Claim.NIL) & ~returned


def part_of(round_: ReportingRound, agency: Agency, day: date, *, past: bool = False) -> Part:
    """Of one body; with nothing owed, noughts. Four statements."""
    every = {one.agency.pk: one for one in parts_of(round_, day, past=past)}
    return every.get(agency.pk, Part(agency))


def reports_owed(
    round_: ReportingRound, agency: Agency, day: date, *, past: bool = False
) -> list[Any]:
    """Of one body, by date: with `status`, `is_out` where it is past its date and not handed in,
    and `is_nil` where the answer was «nothing to report».
    One statement, of a day in the past six."""
    rows = owed_for(round_, day, past=past).owed_by(agency).with_status(day)
    own = OuterRef("pk" if rows.model is Obligation else "obligation")
    nil = ProgressEntry.objects.exclude(state__in=NEVER_HANDED_IN).filter(
        _nil(day), obligation=own, submitted_on__lte=day
    )
    is_out = Case(When(is_out_on(day), then=True), default=False)
    told = rows.annotate(is_nil=Exists(nil), is_out=is_out).select_related(
        "measure__plan", "agency"
    )
    return list(with_wording(list(told.order_by("due_on", "measure__position")), day, past=past))


def not_reviewed(round_: ReportingRound, day: date) -> ProgressQuerySet:
    """Handed in for the round and not decided on, the longest waiting first."""
    waiting = _entries(round_, day, past=False).waiting_for_review()
    told = waiting.select_related("obligation__agency", "obligation__measure")
    return told.order_by("submitted_on", "pk")


def silent_reports(round_: ReportingRound, parts: list[Part], day: date) -> list[int]:
    """Ids of what the silent bodies have not handed in and can be reminded of, the oldest first."""
    silent = [one.agency.pk for one in parts if one.standing == Standing.SILENT]
    if not silent:
        return []
    rows = remindable().filter(owed_in(round_.window), is_out_on(day), agency__in=silent)
    owed = rows.filter(measure__plan=round_.plan_id).order_by("due_on", "pk")
    return list(owed.values_list("pk", flat=True)[:MOST_REMINDED])


def history_of(round_: ReportingRound, agency: Agency | None = None) -> "QuerySet[RoundEvent]":
    """What was done with it, the newest first; of one agency's part."""
    rows = round_.events.select_related("actor", "agency").order_by("-at", "-pk")
    return rows.filter(Q(agency=agency) | Q(agency=None)) if agency else rows
