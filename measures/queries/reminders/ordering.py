"""Whom a coordinator's own reminder of some obligations would reach, and what stands against it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from agencies.models import Membership, Role, User
from agencies.permissions import REPORTING
from measures.models import (
    DigestState,
    Event,
    EventKind,
    Obligation,
    Reminder,
    ReminderState,
    Subject,
)
from measures.queries.reminders.subjects import remindable

MOST = 100  # obligations in an order
ORDERS_A_DAY = 20  # of one coordinator


@dataclass(frozen=True)
class Ready:
    """`told`: those who were reminded of it today already, and are passed over."""

    owed: Obligation
    people: list[User]
    told: list[User]


@dataclass(frozen=True)
class LeftOut:
    """`code`: "not_owed", "ordered_today", "nobody" or "told_today"."""

    owed: Obligation
    code: str


@dataclass(frozen=True)
class Order:
    ready: list[Ready]
    left_out: list[LeftOut]

    @property
    def owed(self) -> list[Obligation]:
        """All that was asked about."""
        return [*(one.owed for one in self.ready), *(one.owed for one in self.left_out)]

    @property
    def mails(self) -> list[tuple[User, list[Obligation]]]:
        """One for each person, by name."""
        found: dict[User, list[Obligation]] = {}
        for one in self.ready:
            for person in one.people:
                found.setdefault(person, []).append(one.owed)
        return sorted(found.items(), key=lambda mail: (mail[0].full_name, mail[0].pk))


def order_of(ids: Collection[int], today: date) -> Order:
    """Ids that lead nowhere are passed over. Five statements."""
    owed = Obligation.objects.filter(pk__in=ids).select_related("agency", "measure__plan")
    found = list(owed.order_by("due_on", "measure__position", "pk"))
    facts = _Facts(found, today)
    told = [(one, facts.against(one)) for one in found]
    ready = [Ready(one, facts.untold(one), facts.told(one)) for one, code in told if not code]
    return Order(ready, [LeftOut(one, code) for one, code in told if code])


class _Facts:
    def __init__(self, owed: Iterable[Obligation], today: date) -> None:
        ids = {one.pk for one in owed}
        self._owed = set(remindable().filter(pk__in=ids).values_list("pk", flat=True))
        of_today = Reminder.objects.filter(obligation__in=ids)
        ordered = of_today.filter(ordered_by__isnull=False, remind_on=today)
        self._ordered = set(ordered.values_list("obligation", flat=True))
        went = of_today.filter(_gone_today(today), subject=Subject.REPORT)
        self._told = set(went.values_list("obligation", "recipient"))
        self._people = _people({one.agency_id for one in owed}, today)

    def against(self, one: Obligation) -> str:
        """Why it cannot be reminded of now, "" when it can."""
        if one.pk not in self._owed:
            return "not_owed"
        if one.pk in self._ordered:
            return "ordered_today"
        if not self._people.get(one.agency_id):
            return "nobody"
        return "" if self.untold(one) else "told_today"

    def untold(self, one: Obligation) -> list[User]:
        people = self._people.get(one.agency_id, [])
        return [person for person in people if (one.pk, person.pk) not in self._told]

    def told(self, one: Obligation) -> list[User]:
        people = self._people.get(one.agency_id, [])
        return [person for person in people if (one.pk, person.pk) in self._told]


def _gone_today(today: date) -> Q:
    """In a mail that the server took today, or is just taking."""
    sent = Q(state__in=[ReminderState.SENT, ReminderState.BOUNCED])
    going = Q(state=ReminderState.WAITING, digest__state=DigestState.SENDING)
    return Q(sent | going, digest__day=today)


def _people(agencies: Collection[int], today: date) -> dict[int, list[User]]:
    """The officers of each agency; of one without officers its deputies and heads."""
    held = Membership.objects.current(today).filter(agency__in=agencies, role__in=REPORTING)
    officers: dict[int, dict[User, None]] = {}
    others: dict[int, dict[User, None]] = {}
    for one in held.select_related("user").order_by("user__full_name", "user"):
        of_role = officers if one.role == Role.OFFICER else others
        of_role.setdefault(one.agency_id, {})[one.user] = None
    return {body: list(officers.get(body) or others.get(body, {})) for body in agencies}


def orders_of(person: User, today: date) -> int:
    """How many a coordinator has given today."""
    left = Event.objects.filter(actor=person, kind=EventKind.REMINDED, happened_on=today)
    return left.order_by().values("data__order").distinct().count()
