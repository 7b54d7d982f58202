"""Roles that were lent: to whom, by whom, and in whose place somebody acts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from agencies.models import Agency, Delegation, Membership, Role, User
from agencies.permissions import (
    agencies_of,
    may_delegate_any,
    may_end_any_delegation,
    may_see_every_delegation,
)
from agencies.roles_held import roles_held

MOST_SHOWN = 100


@dataclass(frozen=True)
class Delegations:
    """What stands or is to come, and what is over, newest first; each with people and role."""

    standing: list[Delegation]
    over: list[Delegation]


def delegations_seen_by(person: User, today: date) -> QuerySet[Delegation]:
    """Those of the person's roles, those given to the person, those of bodies that the person
    heads; everything for who may read delegations in the administration. One statement more."""
    rows = Delegation.objects.select_related(
        "membership__user", "membership__agency", "to", "made_by", "ended_by"
    )
    if may_see_every_delegation(person):
        return rows
    headed = agencies_of(person, today, Role.HEAD)
    mine = Q(membership__user=person) | Q(to=person)
    return rows.filter(mine | Q(membership__agency__in=headed))


def delegations_of(person: User, today: date) -> Delegations:
    """Three statements."""
    rows = delegations_seen_by(person, today)
    stands = Q(ended_at=None, ends_on__gte=today)
    return Delegations(
        list(rows.filter(stands).order_by("starts_on", "pk")),
        list(rows.exclude(stands)[:MOST_SHOWN]),
    )


def may_be_ended_by(person: User, rows: Collection[Delegation], today: date) -> set[int]:
    """Ids of those among the rows that the person may end; one statement, whatever their number.
    Twin of permissions.may_end_delegation."""
    if may_end_any_delegation(person):
        return {one.pk for one in rows}
    headed = {body.pk for body in agencies_of(person, today, Role.HEAD)}
    return {
        one.pk
        for one in rows
        if person.pk in (one.to_id, one.membership.user_id) or one.membership.agency_id in headed
    }


def bodies_to_delegate_in(person: User, today: date) -> list[Agency]:
    """Bodies in which the person may lend a role, by code: the own ones, or every body for who
    may enter delegations in the administration. One statement."""
    if may_delegate_any(person):
        held = Membership.objects.own().current(today)
    else:
        held = Membership.objects.own().current(today).filter(user=person)
    return list(Agency.objects.filter(pk__in=held.values("agency")))


def roles_to_delegate(person: User, body: Agency, today: date) -> list[Membership]:
    """Roles in the body that the person may lend, by name; two statements. Twin of
    permissions.may_delegate."""
    held = Membership.objects.own().current(today).filter(agency=body)
    heads = held.filter(user=person, role=Role.HEAD).exists()
    if not (heads or may_delegate_any(person)):
        held = held.filter(user=person)
    return list(held.select_related("user", "agency").order_by("user__full_name", "role", "pk"))


def people_of(body: Agency, today: date) -> list[User]:
    """Who has a role of their own in the body, by name; one statement."""
    held = Membership.objects.own().current(today).filter(agency=body)
    return list(User.objects.filter(pk__in=held.values("user")).order_by("full_name", "pk"))


def in_whose_place(
    person: User, today: date, body: int | None, roles: Collection[Role]
) -> User | None:
    """Whose role it is by which the person acts for the body; None where it is the person's own.

    `body` None: any body. One statement at most, and one more where all of it is lent.
    """
    there = [one for one in roles_held(person, today) if body in (None, one.body)]
    lenders = {one.lender for one in there if one.role in roles}
    if not lenders or None in lenders:
        return None
    held = Membership.objects.current(today).filter(user=person, role__in=roles)
    if body is not None:
        held = held.filter(agency=body)
    first = held.select_related("delegation__membership__user").order_by("pk").first()
    return first.delegation.membership.user if first and first.delegation else None
