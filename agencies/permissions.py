"""Who has which role, asked of current memberships only; no membership, no right.

Being an administrator (staff, superuser) gives no say over measures: that takes a membership.
"""

from datetime import date

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agencies.models import Agency, ApiToken, Membership, Role, Scope, User

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


def may_hold_tokens(person: User | AnonymousUser, today: date) -> bool:
    """Whoever may call the API: people with a current role. A token gives no right of its own."""
    return has_role(person, today)


def check_may_hold_tokens(person: User | AnonymousUser, today: date) -> None:
    """Raises PermissionDenied."""
    if not may_hold_tokens(person, today):
        raise PermissionDenied(_("You have no current role in any agency."))


def may_revoke_token(by: User | AnonymousUser, token: ApiToken) -> bool:
    """The person's own, and any for an administrator with the permission to change tokens."""
    return by.pk == token.person_id or by.has_perm("agencies.change_apitoken")


def check_may_revoke_token(by: User | AnonymousUser, token: ApiToken) -> None:
    if not may_revoke_token(by, token):
        raise PermissionDenied(_("Only its owner and administrators revoke an access token."))


def scopes_of(person: User) -> list[Scope]:
    """What the person's tokens may be used for: administration only for administrators."""
    return [one for one in Scope if one != Scope.ADMIN or person.is_staff]


def must_sign_in_twice(person: User, today: date) -> bool:
    """Whether a password alone must not let the person in: by role, or by their own choice.

    Of whom settings.MFA_REQUIRED_FOR asks it, by role or as "administrator"; and whoever has a
    second factor. Where tokens are given for a password, this is the door.
    """
    asked: list[str] = settings.MFA_REQUIRED_FOR
    if "administrator" in asked and (person.is_staff or person.is_superuser):
        return True
    roles = [one for one in Role if one in asked]
    return bool(roles and has_role(person, today, *roles)) or _has_second_factor(person)


def _has_second_factor(person: User) -> bool:
    """Of the app that keeps them, where it is installed. Recovery codes alone are none."""
    if not apps.is_installed("allauth.mfa"):
        return False
    rows = apps.get_app_config("mfa").get_model("Authenticator")._default_manager
    return rows.filter(user=person, type__in=["totp", "webauthn"]).exists()
