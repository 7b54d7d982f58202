"""The head of an agency signs its reports, where the agency decided so."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.permissions import About, Person, may
from agencies.rules.rights import Do
from measures.models import Obligation


def may_sign(by: Person, owed: Obligation, today: date) -> bool:
    """For the agency: its head or a deputy, or who has such a role lent."""
    return may(Do.SIGN_REPORT, by, today, About(body=owed.agency_id))


def check_may_sign(by: Person, owed: Obligation, today: date) -> None:
    if not may_sign(by, owed, today):
        raise PermissionDenied(_("Only the head of the agency or a deputy signs its reports."))


def check_may_open_signing(user: Person, today: date) -> None:
    if not may(Do.OPEN_SIGNING, user, today):
        raise PermissionDenied(_("This page is for heads of agencies and their deputies."))


def may_set_head_signs(by: Person, agency: Agency, today: date) -> bool:
    return may(Do.SET_HEAD_SIGNS, by, today, About(body=agency.pk))


def check_may_set_head_signs(by: Person, agency: Agency, today: date) -> None:
    if not may_set_head_signs(by, agency, today):
        raise PermissionDenied(_("The head of the agency or an administrator decides on this."))
