"""Who may do what, asked of the one table (agencies.rules.rights) with facts about a person and an
object; no row, no right.

Being an administrator (staff, superuser) gives no say over measures: that takes a membership.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agencies.models import Agency, Delegation, Membership, Role, User
from agencies.roles_held import roles_held
from agencies.rules.asking_rights import Held, allowed, roles_that
from agencies.rules.rights import Condition, Do

Person = User | AnonymousUser
Look = Callable[["Asked"], bool]
REPORTING: Final = tuple(Role(role) for role in roles_that(Do.REPORT))
SIGNING: Final = tuple(Role(role) for role in roles_that(Do.SIGN_REPORT))
OVERSEEING: Final = tuple(Role(role) for role in roles_that(Do.OVERSEE))


@dataclass(frozen=True)
class About:
    """The object: ids of the body it belongs to, of the one that coordinates its plan, and of the
    people whose it is (`owner`) and to whom it was given (`receiver`). What takes a statement to
    know is a function, called when a row of the table needs it."""

    body: int | None = None
    coordinator: int | None = None
    owner: int | None = None
    receiver: int | None = None
    lead: Callable[[], int | None] = lambda: None
    conditions: Mapping[Condition, Look] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """Facts for the table; the roles are one statement at most (agencies.roles_held). `by` None is
    the operator of the installation at the command line."""

    by: Person | None
    today: date | None
    about: About

    @property
    def person(self) -> User | None:
        return self.by if isinstance(self.by, User) else None

    @property
    def signed_in(self) -> bool:
        return self.person is not None

    @property
    def operator(self) -> bool:
        return self.by is None

    @property
    def keeper(self) -> bool:
        return bool(self.person and self.person.is_active and self.person.is_staff)

    @property
    def chief(self) -> bool:
        return bool(self.person and self.person.is_active and self.person.is_superuser)

    @cached_property
    def held(self) -> frozenset[Held]:
        """Roles depend on the day: where none is given, none counts."""
        if self.person is None or self.today is None:
            return frozenset()
        return roles_held(self.person, self.today)

    def stands_for(self, body: int | None, *roles: Role) -> frozenset[int]:
        """Ids of the person, and of those whose role there it is where all that the person has of
        `roles` in the body was lent: what is kept from them is kept from who acts for them."""
        there = {one.lender for one in self.held if one.body == body and one.role in roles}
        lenders = set() if None in there else {pk for pk in there if pk}
        return frozenset(lenders | ({self.person.pk} if self.person else set()))

    @property
    def body(self) -> int | None:
        return self.about.body

    @cached_property
    def lead(self) -> int | None:
        return self.about.lead()

    @property
    def coordinator(self) -> int | None:
        return self.about.coordinator

    @property
    def owns(self) -> bool:
        return self.person is not None and self.person.pk == self.about.owner

    @property
    def receives(self) -> bool:
        return self.person is not None and self.person.pk == self.about.receiver

    def permitted(self, name: str) -> bool:
        return self.person is not None and self.person.has_perm(name)

    def holds(self, condition: Condition) -> bool | None:
        look = self.about.conditions.get(condition)
        return look(self) if look else None


def reports_for_it(asked: Asked) -> bool:
    """The person writes reports of the body that the object belongs to (Condition.OWN_BODY), or
    decides in the place of somebody who does."""
    if any(one.body == asked.body and one.role in REPORTING for one in asked.held):
        return True
    lenders = asked.stands_for(asked.coordinator, Role.COORDINATOR)
    if asked.person is None or asked.today is None or lenders == {asked.person.pk}:
        return False
    held = Membership.objects.current(asked.today).filter(user__in=lenders, role__in=REPORTING)
    return held.filter(agency=asked.body).exists()


NOTHING: Final = About()


def may(do: Do, by: Person | None, today: date | None = None, about: About = NOTHING) -> bool:
    """Does a row of the table of rights say so? One statement at most (agencies.roles_held), and
    those that `about` looks into.

    `today` None: only rights that depend on no role.
    """
    return allowed(do, Asked(by, today, about))


def has_a_role(asked: Asked) -> bool:
    """Any, in any body (Condition.HAS_A_ROLE)."""
    return bool(asked.held)


def signed_in(user: Person) -> User:
    """The person behind a request; PermissionDenied for nobody."""
    if not isinstance(user, User):
        raise PermissionDenied
    return user


def bodies_of(user: User, today: date, *roles: Role) -> frozenset[int]:
    """Ids of the agencies in which a person has one of the roles; one statement at most."""
    return frozenset(one.body for one in roles_held(user, today) if one.role in roles)


def agencies_of(user: User, today: date, *roles: Role) -> list[Agency]:
    """The agencies in which a person has one of the roles, by code."""
    held = Membership.objects.current(today).filter(user=user, role__in=roles)
    return list(Agency.objects.filter(pk__in=held.values("agency")))


def may_use_api(user: Person, today: date) -> bool:
    return may(Do.USE_API, user, today)


def may_move_date(user: Person) -> bool:
    """The demonstration's "today"."""
    return may(Do.MOVE_DATE, user)


def check_may_see_components(user: Person, today: date) -> None:
    if not may(Do.SEE_COMPONENTS, user, today):
        raise PermissionDenied(_("You have no current role in any agency."))


def may_correct_calendar(user: Person) -> bool:
    """The permission of the administration to enter days of the working calendar."""
    return may(Do.CORRECT_CALENDAR, user)


def may_take_back_corrections(user: Person) -> bool:
    return may(Do.TAKE_BACK_CORRECTIONS, user)


def check_may_correct_calendar(user: Person) -> None:
    if not may_correct_calendar(user):
        raise PermissionDenied(_("Only an administrator corrects the working calendar."))


def check_may_take_back_corrections(user: Person) -> None:
    if not may_take_back_corrections(user):
        raise PermissionDenied(_("Only an administrator corrects the working calendar."))


def may_see_every_delegation(by: Person) -> bool:
    return may(Do.SEE_EVERY_DELEGATION, by)


def may_delegate_any(by: Person) -> bool:
    """Roles of any body, whatever roles `by` has: the permission of the administration."""
    return may(Do.DELEGATE, by, about=About(conditions={Condition.LENT: lambda _asked: False}))


def may_end_any_delegation(by: Person) -> bool:
    """Whatever roles `by` has: the permission of the administration."""
    return may(Do.END_DELEGATION, by)


def may_delegate(by: Person, role: Membership, today: date) -> bool:
    """The person whose role it is, the head of the body, and the permission of the administration;
    what was lent is not lent on, nor does a head lend by a head's role that is itself lent."""

    def lent(asked: Asked) -> bool:
        if role.delegation_id is not None:
            return True
        heads = {one for one in asked.held if one.body == role.agency_id and one.role == Role.HEAD}
        own = role.user_id == by.pk or may_delegate_any(by)
        return not own and all(one.lender is not None for one in heads)

    about = About(body=role.agency_id, owner=role.user_id, conditions={Condition.LENT: lent})
    return may(Do.DELEGATE, by, today, about)


def check_may_delegate(by: Person, role: Membership, today: date) -> None:
    if not may_delegate(by, role, today):
        raise PermissionDenied(
            _("A role is delegated by its holder, the head of the agency or an administrator.")
        )


def may_end_delegation(by: Person, given: Delegation, today: date) -> bool:
    """Who may delegate the role, and who was given it."""
    role = given.membership
    about = About(body=role.agency_id, owner=role.user_id, receiver=given.to_id)
    return may(Do.END_DELEGATION, by, today, about)


def check_may_end_delegation(by: Person, given: Delegation, today: date) -> None:
    if not may_end_delegation(by, given, today):
        raise PermissionDenied(
            _("Only those concerned, the head of the agency and an administrator may end it.")
        )


def check_may_see_calendar(user: Person, today: date) -> None:
    """Anyone with a current role, and whoever keeps the calendar. Raises PermissionDenied."""
    if not may(Do.READ_CALENDAR, user, today):
        raise PermissionDenied(_("You have no current role in any agency."))
