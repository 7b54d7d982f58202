"""Questions of the pages, each with a fixed number of SQL statements."""

from datetime import date

from django.db.models import Count, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from agencies.models import User
from reports.models import UNDER_WAY, Reopening, Report, ReportFile, ReportingRound, ReportState

LATEST = 20
READY = Q(reports__state=ReportState.READY)
COMPILED_NOW = Q(reports__state__in=UNDER_WAY)


def rounds(day: date) -> QuerySet[ReportingRound]:
    """Newest first, with the last ready edition, how many are under way, and of how many agencies
    the part is reopened."""
    holding = Reopening.objects.holding(day).filter(round=OuterRef("pk")).order_by()
    reopened = holding.values("round").annotate(count=Count("pk")).values("count")
    return (
        ReportingRound.objects.select_related("plan", "closed_by")
        .annotate(
            last_edition=Max("reports__edition", filter=READY),
            last_report=Max("reports", filter=READY),
            under_way=Count("reports", filter=COMPILED_NOW),
            reopened=Coalesce(Subquery(reopened), 0),
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
