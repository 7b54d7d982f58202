"""Who reads the record and who has people erased; a right over measures gives neither."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agencies.models import User
from agencies.permissions import About, Person, may
from agencies.rules.rights import Condition, Do


def may_read_record(user: Person) -> bool:
    """A permission of the administration, which the group "auditors" has."""
    return may(Do.READ_RECORD, user)


def check_may_read_record(user: Person) -> None:
    if not may_read_record(user):
        raise PermissionDenied(_("The audit record is read by auditors."))


def may_erase(by: Person | None, person: User | None = None) -> bool:
    """Anybody, or that person; nobody erases themselves. `by` None is the operator."""
    oneself = {Condition.ONESELF: lambda asked: person is not None and asked.person == person}
    return may(Do.ERASE, by, about=About(conditions=oneself))


def check_may_erase(user: Person) -> None:
    if not may_erase(user):
        raise PermissionDenied(_("Only an administrator has a departed person erased."))
