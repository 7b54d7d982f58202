"""The rows around an obligation, and who among their people is or was in an audience."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from agencies.models import Membership, Role
from measures.models import (
    Audience,
    ExecutorRole,
    Extension,
    Obligation,
    ObligationVersion,
    ProgressEntry,
)
from measures.queries.reminders.audiences import OWED, PEOPLE
from measures.queries.reminders.subjects import waiting_reviews
from measures.querysets import NOT_HANDED_IN
from measures.rules.reminder_reasons import Because, Reason, Span


@dataclass(frozen=True)
class Seat:
    """A membership, at any time, that leads into an audience; `over`: why it does not any more."""

    held: Membership
    over: tuple[Because, ...] = ()

    @property
    def span(self) -> Span:
        return Span(self.held.valid_from, self.held.valid_to)


@dataclass(frozen=True)
class Surroundings:
    """`parts`: the same report of the other executors; `members`: of all bodies concerned, the
    person and the body at hand; `entries`: reports that wait for review."""

    owed: Obligation
    versions: Sequence[ObligationVersion]
    parts: Sequence[Obligation]
    members: Sequence[Membership]
    entries: Sequence[ProgressEntry]
    extensions: Sequence[Extension]

    def seats(self, audience: Audience, asked: Extension | None = None) -> list[Seat]:
        """`asked`: only of those who have a say in this request for more time."""
        if asked and audience == Audience.LEAD and not self._lead_decides(asked):
            return []
        return self._seats[audience]

    def is_answered_for(self, today: date) -> bool:
        """Somebody can be reminded of the agency's reports."""
        return any(
            one.agency_id == self.owed.agency_id
            and one.role == Role.OFFICER
            and one.user.is_active
            and Span(one.valid_from, one.valid_to).holds(today)
            for one in self.members
        )

    @cached_property
    def _seats(self) -> dict[Audience, list[Seat]]:
        return {
            audience: [
                Seat(one, over)
                for body, over in self._bodies(audience)
                for one in self.members
                if one.agency_id == body and one.role in people.roles
            ]
            for audience, people in PEOPLE.items()
        }

    def _bodies(self, audience: Audience) -> Iterator[tuple[int | None, tuple[Because, ...]]]:
        """The twin of audiences.members_in for one obligation."""
        owed, plan = self.owed, self.owed.measure.plan
        match audience:
            case Audience.COORDINATOR:
                yield plan.coordinator_id, ()
            case Audience.CONTROLLER:
                yield plan.controller_id, ()
            case Audience.LEAD if owed.role == ExecutorRole.CO:
                yield from ((part.agency_id, ()) for part in self._leads)
            case Audience.CO_EXECUTOR if owed.role == ExecutorRole.LEAD:
                parts = [part for part in self.parts if part.role == ExecutorRole.CO]
                yield from ((part.agency_id, _part_over(part)) for part in parts)
            case Audience.OFFICER | Audience.DEPUTY | Audience.HEAD:
                yield owed.agency_id, ()

    @property
    def _leads(self) -> list[Obligation]:
        return [one for one in self.parts if one.role == ExecutorRole.LEAD and one.state in OWED]

    def _lead_decides(self, asked: Extension) -> bool:
        """On an internal date, up to its own: services.levels."""
        up_to = [lead.due_on for lead in self._leads if lead.due_on]
        internal = self.owed.written_on is not None
        return internal and any(day >= asked.proposed_on for day in up_to)


def surroundings(owed: Obligation) -> Surroundings:
    """Five statements; `owed` with its measure and plan."""
    parts = Obligation.objects.filter(measure=owed.measure_id, occurrence=owed.occurrence)
    others = list(parts.exclude(pk=owed.pk).order_by("pk"))
    plan = owed.measure.plan
    bodies = {owed.agency_id, plan.coordinator_id, *(part.agency_id for part in others)}
    if plan.controller_id:
        bodies.add(plan.controller_id)
    members = Membership.objects.filter(agency__in=bodies).select_related("user", "agency")
    return Surroundings(
        owed,
        list(owed.versions.order_by("since")),
        others,
        list(members.order_by("user__full_name", "user", "pk")),
        list(waiting_reviews().filter(obligation=owed).order_by("pk")),
        list(owed.extensions.order_by("pk")),
    )


def _part_over(part: Obligation) -> tuple[Because, ...]:
    if part.state in NOT_HANDED_IN:
        return ()
    return (Because(Reason.PART_HANDED_IN, part.done_on or part.changed_on),)
