"""Who the people of an audience are, seen from an obligation."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from agencies.models import Membership, Role
from measures.models import Audience, ExecutorRole, ObligationState
from measures.querysets import NOT_HANDED_IN

PARTS = "measure__obligations"
OWED = [state for state in ObligationState if state != ObligationState.WITHDRAWN]


@dataclass(frozen=True)
class People:
    """Members in `roles` of the agency that the path `agency` leads to from an obligation, where
    `condition`, given the path's prefix, holds for it."""

    roles: tuple[Role, ...]
    agency: str
    condition: Callable[[str], Q] = lambda prefix: Q()


def _lead_of_part(prefix: str) -> Q:
    """The lead's officers hear of a co-executor's part.

    No negation: SQL would ask it of every obligation of the measure, not of the joined one.
    """
    lead = f"{prefix}{PARTS}__"
    return Q(
        **{
            f"{prefix}role": ExecutorRole.CO,
            f"{lead}role": ExecutorRole.LEAD,
            f"{lead}occurrence": F(f"{prefix}occurrence"),
            f"{lead}state__in": OWED,
        }
    )


def _parts_still_owed(prefix: str) -> Q:
    """Co-executors hear of the lead's report while their own part of it is missing."""
    part = f"{prefix}{PARTS}__"
    return Q(
        **{
            f"{prefix}role": ExecutorRole.LEAD,
            f"{part}role": ExecutorRole.CO,
            f"{part}occurrence": F(f"{prefix}occurrence"),
            f"{part}state__in": NOT_HANDED_IN,
        }
    )


# A new audience is a new line here, a choice of the model and a word in rules.reminders.AUDIENCES.
PEOPLE = {
    Audience.OFFICER: People((Role.OFFICER,), "agency"),
    Audience.DEPUTY: People((Role.DEPUTY,), "agency"),
    Audience.HEAD: People((Role.HEAD,), "agency"),
    Audience.CO_EXECUTOR: People((Role.OFFICER,), f"{PARTS}__agency", _parts_still_owed),
    Audience.LEAD: People((Role.OFFICER,), f"{PARTS}__agency", _lead_of_part),
    Audience.COORDINATOR: People((Role.COORDINATOR,), "measure__plan__coordinator"),
    Audience.CONTROLLER: People(tuple(Role), "measure__plan__controller"),
}


def members_in(audience: Audience, prefix: str, today: date) -> Q:
    """Condition on rows from which `prefix` leads to an obligation: joined with each member.

    To be given to one filter() whole, so that all of it speaks of the same joined rows.
    """
    people = PEOPLE[audience]
    members = Membership.objects.current(today).filter(role__in=people.roles)
    return Q(people.condition(prefix), **{f"{prefix}{people.agency}__memberships__in": members})


def person_of(audience: Audience, prefix: str) -> str:
    """The column of the member joined by `members_in`."""
    return f"{prefix}{PEOPLE[audience].agency}__memberships__user"


def still_in(audience: Audience, today: date) -> Exists:
    """Of a Reminder: its recipient is a member of the audience of its obligation now."""
    return Exists(_memberships(audience, today))


def _memberships(audience: Audience, today: date) -> QuerySet[Membership]:
    people = PEOPLE[audience]
    held = Membership.objects.current(today).filter(
        user=OuterRef("recipient"), role__in=people.roles
    )
    match audience:
        case Audience.LEAD:
            return held.filter(_executing(ExecutorRole.LEAD))
        case Audience.CO_EXECUTOR:
            return held.filter(_executing(ExecutorRole.CO, state__in=NOT_HANDED_IN))
    return held.filter(agency=OuterRef(f"obligation__{people.agency}"))


def _executing(role: ExecutorRole, **state: object) -> Q:
    part = {"role": role, "measure": OuterRef("obligation__measure")} | state
    same = {"occurrence": OuterRef("obligation__occurrence")}
    return Q(**{f"agency__obligations__{name}": told for name, told in (part | same).items()})
