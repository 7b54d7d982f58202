"""Questions about people, bodies and days, each with a fixed number of statements."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser, Permission
from django.db.models import OuterRef, Q, QuerySet

from agencies.models import CalendarDay, Membership, Role, Succession, User
from agencies.permissions import OVERSEEING, REPORTING, SIGNING
from agencies.rules.public_holidays import known_between


def calendar_between(first: date, last: date) -> dict[date, str]:
    """Days that differ from their weekday: {day: "holiday" | "working"}; one statement.

    Public holidays and transfers as the `holidays` package knows them, an administrator's
    corrections over them. A count of working days that leaves the span knows no holiday there.
    """
    corrections = CalendarDay.objects.filter(day__range=(first, last)).values_list("day", "kind")
    return known_between(first, last) | dict(corrections)


@dataclass(frozen=True)
class Standing:
    """A person's current memberships, the body of each at hand."""

    memberships: tuple[Membership, ...]

    @property
    def may_report(self) -> bool:
        return any(held.role in REPORTING for held in self.memberships)

    @property
    def may_oversee(self) -> bool:
        return any(held.role in OVERSEEING for held in self.memberships)

    @property
    def may_sign(self) -> bool:
        """Reports of an agency, as its head or deputy."""
        return any(held.role in SIGNING for held in self.memberships)

    @property
    def reporting_for(self) -> frozenset[int]:
        """Agencies (ids) whose reports the person writes."""
        return frozenset(held.agency_id for held in self.memberships if held.role in REPORTING)

    @property
    def coordinating_for(self) -> frozenset[int]:
        """Agencies (ids) whose plans the person coordinates."""
        return frozenset(
            held.agency_id for held in self.memberships if held.role == Role.COORDINATOR
        )


def standing_of(person: User | AnonymousUser, today: date) -> Standing:
    """One statement; nobody signed in, or a person without a role, has an empty one."""
    if not isinstance(person, User):
        return Standing(())
    held = Membership.objects.current(today).filter(user=person)
    held = held.select_related("agency", "delegation__membership__user")
    return Standing(tuple(held.order_by("agency__code", "role")))


def demonstration_people() -> dict[str, list[Membership]]:
    """Accounts of the demonstration by role, for its sign-in page; one statement."""
    held = Membership.objects.filter(user__email__endswith="@demo.example", user__is_active=True)
    found: dict[str, list[Membership]] = {}
    for membership in held.select_related("user", "agency").order_by("role", "user__email"):
        found.setdefault(str(membership.get_role_display()), []).append(membership)
    return found


@dataclass(frozen=True)
class Heirs:
    """Who came after whom: id of a body → ids of its successors."""

    after: dict[int, list[int]]

    @classmethod
    def known(cls) -> "Heirs":
        """One statement."""
        found: dict[int, list[int]] = {}
        rows = Succession.objects.order_by("effective_on", "pk")
        for old, new in rows.values_list("predecessor", "successor"):
            found.setdefault(old, []).append(new)
        return cls(found)

    def of(self, body: int, among: Collection[int]) -> int:
        """The body itself if it is among them, else its nearest successor that is, else itself."""
        seen, generation = {body}, [body]
        while generation:
            if found := [one for one in generation if one in among]:
                return found[0]
            generation = [new for old in generation for new in self.after.get(old, ())]
            generation = [one for one in generation if one not in seen]
            seen.update(generation)
        return body


def people_who_invite() -> QuerySet[User]:
    """Set twin of permissions_accounts.may_invite; one statement."""
    given = Permission.objects.filter(codename="add_user", content_type__app_label="agencies")
    allowed = Q(user_permissions__in=given) | Q(groups__permissions__in=given)
    keepers = User.objects.filter(is_active=True, is_staff=True)
    return keepers.filter(Q(is_superuser=True) | allowed).distinct()


def rights_to_read_record(person: User | OuterRef) -> QuerySet[Permission]:
    """Given to the person or to a group of theirs: such a person is an auditor."""
    theirs = Q(user=person) | Q(group__user=person)
    right = Permission.objects.filter(codename="view_entry", content_type__app_label="audit")
    return right.filter(theirs)


def reads_record(person: User) -> bool:
    """Twin of Do.READ_RECORD in the table of rights for people who have not all permissions. One
    statement."""
    return person.is_active and rights_to_read_record(person).exists()
