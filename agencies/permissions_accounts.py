"""Rights over accounts: access tokens, invitations, lock-outs.

Asked of the table as in agencies.permissions."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agencies.models import ApiToken, Scope, User
from agencies.permissions import About, Look, Person, may
from agencies.rules.rights import Condition, Do

KEEPS: Final[Mapping[Condition, Look]] = {Condition.KEEPS_THE_SITE: lambda asked: asked.keeper}


def may_hold_tokens(person: Person, today: date) -> bool:
    """Whoever has something to call the API for: people with a current role, and auditors. A token
    gives no right of its own."""
    return may(Do.HOLD_TOKENS, person, today)


def check_may_hold_tokens(person: Person, today: date) -> None:
    """Raises PermissionDenied."""
    if not may_hold_tokens(person, today):
        raise PermissionDenied(_("You have no current role in any agency."))


def may_revoke_token(by: Person, token: ApiToken) -> bool:
    """The person's own, and any for an administrator with the permission to change tokens."""
    return may(Do.REVOKE_TOKENS, by, about=About(owner=token.person_id))


def may_revoke_any_token(by: Person) -> bool:
    return may(Do.REVOKE_TOKENS, by)


def check_may_revoke_token(by: Person, token: ApiToken) -> None:
    if not may_revoke_token(by, token):
        raise PermissionDenied(_("Only its owner and administrators revoke an access token."))


def scopes_of(person: User) -> list[Scope]:
    """What the person's tokens may be used for: administration only for administrators, the audit
    record only for auditors."""
    asked = {Scope.ADMIN: Do.TOKENS_TO_ADMINISTER, Scope.AUDIT: Do.READ_RECORD}
    return [one for one in Scope if one not in asked or may(asked[one], person)]


def may_invite(user: Person) -> bool:
    """Administrators: staff who may add people. Nobody else opens the door to somebody new."""
    return may(Do.INVITE, user, about=About(conditions=KEEPS))


def check_may_invite(user: Person) -> None:
    if not may_invite(user):
        raise PermissionDenied(_("Only an administrator invites people."))


def may_lift_lock_outs(user: Person) -> bool:
    """Administrators who may change people's accounts."""
    return may(Do.FREE_SIGN_IN, user, about=About(conditions=KEEPS))


def check_may_lift_lock_outs(user: Person) -> None:
    if not may_lift_lock_outs(user):
        raise PermissionDenied(_("Only an administrator sees and lifts what holds up sign-ins."))


def may_give_permissions(by: User) -> bool:
    """Who has all of them: else whoever may change people could make themselves anything."""
    return may(Do.GIVE_PERMISSIONS, by, about=About(conditions=KEEPS))


def may_change_account(by: User, person: User) -> bool:
    """Administrators; an account with all permissions, its address and its password: another
    such alone."""
    of_whom: Mapping[Condition, Look] = {Condition.OF_A_CHIEF: lambda _asked: person.is_superuser}
    return may(Do.CHANGE_ACCOUNT, by, about=About(conditions={**KEEPS, **of_whom}))


def check_may_remove_factors(by: User, person: User) -> None:
    """Administrators, of others; of one with all permissions only another such."""
    check_may_lift_lock_outs(by)
    if person.pk == by.pk:
        raise PermissionDenied(_("Another administrator removes your factors."))
    of_whom: Mapping[Condition, Look] = {
        Condition.ONESELF: lambda asked: asked.person == person,
        Condition.OF_A_CHIEF: lambda _asked: person.is_superuser,
    }
    if not may(Do.REMOVE_FACTORS, by, about=About(conditions={**KEEPS, **of_whom})):
        raise PermissionDenied
