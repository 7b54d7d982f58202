"""Who reads the record and who has people erased; a right over measures gives neither."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agencies.models import User


def may_read_record(user: User | AnonymousUser) -> bool:
    """A permission of the administration, which the group "auditors" has."""
    return user.has_perm("audit.view_entry")


def check_may_read_record(user: User | AnonymousUser) -> None:
    if not may_read_record(user):
        raise PermissionDenied(_("The audit record is read by auditors."))


def may_erase(user: User | AnonymousUser) -> bool:
    return user.has_perm("agencies.delete_user")


def check_may_erase(user: User | AnonymousUser) -> None:
    if not may_erase(user):
        raise PermissionDenied(_("Only an administrator has a departed person erased."))
