"""Who reads the record and who has people erased; a right over measures gives neither."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agencies.permissions import Person, may
from agencies.rules.rights import Do


def may_read_record(user: Person) -> bool:
    """A permission of the administration, which the group "auditors" has."""
    return may(Do.READ_RECORD, user)


def check_may_read_record(user: Person) -> None:
    if not may_read_record(user):
        raise PermissionDenied(_("The audit record is read by auditors."))


def may_erase(user: Person) -> bool:
    return may(Do.ERASE, user)


def check_may_erase(user: Person) -> None:
    if not may_erase(user):
        raise PermissionDenied(_("Only an administrator has a departed person erased."))
