"""Who is reminded of what, and how the mails of a day went."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from agencies.models import Membership, Role
from measures.models import (
    Audience,
    DeadlineKind,
    Digest,
    DigestState,
    MeasureState,
    Obligation,
    Reminder,
)
from planner.models import ActionPlan


@dataclass(frozen=True)
class People:
    """Members in `role` of the agency that the path `agency` leads to from an obligation."""

    role: Role
    agency: str


# A new audience is a new line here (and a choice of the model).
AUDIENCES = {
    Audience.OFFICER: People(Role.OFFICER, "agency"),
    Audience.HEAD: People(Role.HEAD, "agency"),
    Audience.COORDINATOR: People(Role.COORDINATOR, "measure__plan__coordinator"),
}


def remindable() -> QuerySet[Obligation]:
    """Owed by a date and not handed in, on a measure that is on control."""
    owed = Obligation.objects.not_handed_in().exclude(kind=DeadlineKind.CONTINUOUS)
    return owed.filter(due_on__isnull=False, measure__state=MeasureState.ON_CONTROL)


def owed_to(plan: ActionPlan, audience: Audience, today: date) -> QuerySet[Obligation, Any]:
    """Rows (obligation, due_on, person), one for each member of the audience."""
    people = AUDIENCES[audience]
    members = Membership.objects.current(today).filter(role=people.role)
    owed = remindable().filter(
        **{"measure__plan": plan, f"{people.agency}__memberships__in": members}
    )
    columns = ("pk", "due_on", f"{people.agency}__memberships__user")
    return owed.order_by().values_list(*columns)


def waiting_with_need(today: date) -> QuerySet[Reminder, Any]:
    """Waiting reminders, each with `is_needed`: it is still owed by the date that was in force
    when it was planned, and its recipient still answers for it."""
    owed = Q(obligation__in=remindable(), obligation__due_on=F("due_on"))
    return Reminder.objects.waiting().annotate(is_needed=owed & _still_in_an_audience(today))


def _still_in_an_audience(today: date) -> Q:
    in_any = Q()
    for path in sorted({people.agency for people in AUDIENCES.values()}):
        members = Membership.objects.current(today).filter(
            user=OuterRef("recipient"),
            role__in=[people.role for people in AUDIENCES.values() if people.agency == path],
            agency=OuterRef(f"obligation__{path}"),
        )
        in_any |= Q(Exists(members))
    return in_any


@dataclass(frozen=True)
class MailBoard:
    """Mails by state: those of the day and those of earlier days still under way or given up."""

    waiting: int
    sending: int
    sent: int
    failed: int
    cancelled: int
    troubled: list[Digest]


TROUBLED_SHOWN = 200


def mail_board(today: date) -> MailBoard:
    """Two statements. `troubled`: given up first, then those put off after a failure."""
    shown = Digest.objects.filter(Q(day=today) | Q(state__in=UNFINISHED))
    counts = shown.aggregate(**{s.value: Count("pk", filter=Q(state=s)) for s in DigestState})
    return MailBoard(**counts, troubled=list(_troubled()[:TROUBLED_SHOWN]))


UNFINISHED = (DigestState.WAITING, DigestState.SENDING, DigestState.FAILED)


def _troubled() -> QuerySet[Digest]:
    failing = Digest.objects.filter(state__in=UNFINISHED).exclude(error="")
    with_size = failing.annotate(items=Count("reminders")).select_related("recipient")
    return with_size.order_by("state", "-day", "pk")
