"""What people are told of rounds and editions, on the site."""

from dataclasses import replace
from datetime import date

from django.urls import reverse

from agencies.models import Role, User
from measures.models import NoticeKind, Obligation
from measures.querysets import owed_in
from measures.services.notices import News, tell
from reports.models import Reopening, Report, ReportingRound, RoundEvent


def tell_of_edition(report: Report, kind: NoticeKind) -> None:
    """Who asked for it hears how it ended, among the news of the day that it tells of."""
    told = News(
        kind,
        f"edition:{report.pk}:{report.as_of}",
        person=report.requested_by_id,
        path=reverse("reports:edition", args=[report.pk]),
        params={"round": report.round.label, "edition": report.edition},
        rows={"plan_id": report.round.plan_id},
    )
    tell(told, by=None, today=report.as_of)


def tell_of_round(round_: ReportingRound, *, today: date) -> None:
    """Those who owe a report by its days, and who puts the answers together."""
    owed = Obligation.objects.not_handed_in().filter(
        owed_in(round_.window), measure__plan=round_.plan_id
    )
    executors = News(
        NoticeKind.ROUND_OPENED,
        f"round:{round_.pk}",
        agencies=sorted(set(owed.order_by().values_list("agency", flat=True))),
        path=reverse("reports:round", args=[round_.pk]),
        params={"round": round_.label, "by": round_.executors_due_on.isoformat()},
        rows={"plan_id": round_.plan_id},
    )
    coordinator = replace(
        executors, agencies=[round_.plan.coordinator_id], roles=(Role.COORDINATOR,)
    )
    tell(executors, coordinator, by=None, today=today)


def tell_of_reopening(reopening: Reopening, *, by: User | None, today: date) -> None:
    """Those who report for the agency: until when, and why."""
    round_, until = reopening.round, reopening.last_day
    told = News(
        NoticeKind.ROUND_REOPENED,
        f"reopening:{reopening.pk}",
        agencies=[reopening.agency_id],
        path=reverse("reports:part", args=[round_.pk, reopening.agency.code]),
        params={
            "round": round_.label,
            "by": until.isoformat() if until else None,
            "why": reopening.reason,
        },
        rows={"plan_id": round_.plan_id},
    )
    tell(told, by=by, today=today)


def tell_of_round_opened_again(
    round_: ReportingRound, event: RoundEvent, *, by: User | None, today: date
) -> None:
    """Whoever still owes a report for it."""
    owed = Obligation.objects.not_handed_in().filter(
        owed_in(round_.window), measure__plan=round_.plan_id
    )
    told = News(
        NoticeKind.ROUND_REOPENED,
        f"round-again:{event.pk}",
        agencies=sorted(set(owed.order_by().values_list("agency", flat=True))),
        path=reverse("reports:round", args=[round_.pk]),
        params={"round": round_.label, "by": None, "why": event.note},
        rows={"plan_id": round_.plan_id},
    )
    tell(told, by=by, today=today)
