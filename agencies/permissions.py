"""Who has which role, asked of current memberships only; no membership, no right.

Being an administrator (staff, superuser) gives no say over measures: that takes a membership.
"""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agencies.models import Agency, Membership, Role, User

REPORTING = (Role.OFFICER, Role.DEPUTY, Role.HEAD)
OVERSEEING = (Role.COORDINATOR, Role.OBSERVER)


def signed_in(user: User | AnonymousUser) -> User:
    """The person behind a request; PermissionDenied for nobody."""
    if not isinstance(user, User):
        raise PermissionDenied
    return user


def has_role(
    user: User | AnonymousUser, today: date, *roles: Role, agency_id: int | None = None
) -> bool:
    """Any of `roles` (all, if none is named), in that agency if one is named."""
    if not isinstance(user, User):
        return False
    held = Membership.objects.current(today).filter(user=user)
    if roles:
        held = held.filter(role__in=roles)
    return (held if agency_id is None else held.filter(agency_id=agency_id)).exists()


def agencies_of(user: User, today: date, *roles: Role) -> list[Agency]:
    """The agencies in which a person has one of the roles, by code."""
    held = Membership.objects.current(today).filter(user=user, role__in=roles)
    return list(Agency.objects.filter(pk__in=held.values("agency")))


def may_correct_calendar(user: User | AnonymousUser) -> bool:
    """The permission of the administration to enter days of the working calendar."""
    return user.has_perm("agencies.add_calendarday")


def may_take_back_corrections(user: User | AnonymousUser) -> bool:
    return user.has_perm("agencies.delete_calendarday")


def check_may_correct_calendar(user: User | AnonymousUser) -> None:
    if not may_correct_calendar(user):
        raise PermissionDenied(_("Only an administrator corrects the working calendar."))


def check_may_take_back_corrections(user: User | AnonymousUser) -> None:
    if not may_take_back_corrections(user):
        raise PermissionDenied(_("Only an administrator corrects the working calendar."))


def check_may_see_calendar(user: User | AnonymousUser, today: date) -> None:
    """Anyone with a current role, and whoever keeps the calendar. Raises PermissionDenied."""
    if not (has_role(user, today) or user.has_perm("agencies.view_calendarday")):
        raise PermissionDenied(_("You have no current role in any agency."))


def may_invite(user: User | AnonymousUser) -> bool:
    """Administrators: staff who may add people. Nobody else opens the door to somebody new."""
    return user.is_staff and user.has_perm("agencies.add_user")


def check_may_invite(user: User | AnonymousUser) -> None:
    if not may_invite(user):
        raise PermissionDenied(_("Only an administrator invites people."))


def may_lift_lock_outs(user: User | AnonymousUser) -> bool:
    """Administrators who may change people's accounts."""
    return user.is_staff and user.has_perm("agencies.change_user")


def check_may_lift_lock_outs(user: User | AnonymousUser) -> None:
    if not may_lift_lock_outs(user):
        raise PermissionDenied(_("Only an administrator sees and lifts what holds up sign-ins."))
