"""Keeping the installation: its first steps, successions of bodies, the end of a Concept."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agencies.permissions import Person, may
from agencies.rules.rights import Do


def may_set_up(user: Person) -> bool:
    """The road from an empty installation to a first plan: whoever keeps the installation."""
    return may(Do.SET_UP, user)


def check_may_set_up(user: Person) -> None:
    if not may_set_up(user):
        raise PermissionDenied(_("Only administrators see this page."))


def check_may_enter_successions(user: Person) -> None:
    """The permission of the administration; a role in a body gives no say over bodies."""
    if not may(Do.ENTER_SUCCESSION, user):
        raise PermissionDenied(_("Only an administrator enters successions."))


def may_repeal_concepts(user: Person) -> bool:
    return may(Do.REPEAL_CONCEPT, user)


def check_may_repeal_concepts(user: Person) -> None:
    if not may_repeal_concepts(user):
        raise PermissionDenied(_("Only an administrator enters that a Concept was repealed."))
