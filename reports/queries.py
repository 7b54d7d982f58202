"""Questions of the pages, each with a fixed number of SQL statements."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from agencies.models import Agency, User
from reports.gather import parts
from reports.gather.period import Period
from reports.gather.rows import collect
from reports.models import UNDER_WAY, Report, ReportFile, ReportingRound, ReportState

LATEST = 20
READY = Q(reports__state=ReportState.READY)
COMPILED_NOW = Q(reports__state__in=UNDER_WAY)


def rounds() -> QuerySet[ReportingRound]:
    """Newest first, with the last ready edition and how many are under way."""
    return (
        ReportingRound.objects.select_related("plan")
        .annotate(
            last_edition=Max("reports__edition", filter=READY),
            under_way=Count("reports", filter=COMPILED_NOW),
        )
        .order_by("-plan__starts_on", "plan__slug", "-starts_on")
    )


def editions(round_: ReportingRound) -> QuerySet[Report]:
    """Newest first, with their files; the content stays in the database. Two statements."""
    files = ReportFile.objects.order_by("language", "format")
    return (
        round_.reports.defer("content")
        .select_related("requested_by")
        .prefetch_related(Prefetch("files", files))
        .order_by("-edition")
    )


def editions_asked_for(person: User | None) -> QuerySet[Report]:
    """The newest few that a person asked for, or anybody; one statement."""
    rows = Report.objects.defer("content").select_related("round")
    own = rows.filter(requested_by=person) if person else rows
    return own.order_by("-requested_at")[:LATEST]


def editions_not_ready() -> dict[str, int]:
    """By state; one statement. The table is small: a plan has a few editions a quarter."""
    states = (*UNDER_WAY, ReportState.INCOMPLETE, ReportState.FAILED)
    return Report.objects.aggregate(
        **{state.value: Count("pk", filter=Q(state=state)) for state in states}
    )


@dataclass(frozen=True)
class Answer:
    """Where a body stands in a round: reports owed, handed in, past their date and not handed in.

    `silent` when a date is past without one report of any kind.
    """

    agency: Agency
    owed: int
    handed_in: int
    out: int
    nil: int
    silent: bool


def answers(round_: ReportingRound, today: date) -> list[Answer]:
    """Bodies that owe something in the round, silent ones first; told as a report would tell it."""
    facts = collect(round_.plan, today)
    period = Period.of(round_, today)
    silent = {row["agency"] for row in parts.silent(facts, period)}
    nil = [row["agency"] for row in parts.nil_returns(facts, period)]
    by_code = {body.code: body for body in facts.bodies.values()}
    found = [
        _answer(by_code[row["agency"]], row["round"], nil.count(row["agency"]), silent)
        for row in parts.agencies(facts, period)
        if row["round"]["owed"]
    ]
    return sorted(found, key=lambda one: not one.silent)


def _answer(agency: Agency, counts: dict[str, Any], nil: int, silent: set[str]) -> Answer:
    silence = agency.code in silent
    return Answer(agency, counts["owed"], counts["handed_in"], counts["out"], nil, silence)
