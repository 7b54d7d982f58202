"""A role is lent to another person of the same body, and taken back before its time."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import Delegation, Membership, User
from agencies.permissions import check_may_delegate, check_may_end_delegation
from agencies.signals import role_lent, role_taken_back

LONGEST = timedelta(days=366)  # a post that is vacant for longer is given to somebody for good


@transaction.atomic
def delegate(
    role: Membership,
    *,
    to: User,
    starts_on: date,
    ends_on: date,
    reason: str,
    by: User,
    today: date,
) -> Delegation:
    """`to` has the role besides its holder from the first day to the last, both included.

    Raises PermissionDenied; Refused "reason_missing", "days_past", "ends_before_start",
    "too_long", "role_ends_first", "own_role", "another_body", "has_role", "delegated_already".
    """
    check_may_delegate(by, role, today)
    if not reason.strip():
        raise Refused("reason_missing", _("Say why the role is delegated: a leave, a journey."))
    _check_days(role, starts_on, ends_on, today)
    _check_receiver(role, to, starts_on)
    # Locked, so that of two loans of one role at one moment the second is refused.
    Membership.objects.select_for_update().get(pk=role.pk)
    _check_free(role, starts_on, ends_on)
    given = Delegation.objects.create(
        membership=role,
        to=to,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason.strip(),
        made_by=by,
    )
    Membership.objects.create(
        user=to,
        agency=role.agency,
        role=role.role,
        valid_from=starts_on,
        valid_to=ends_on,
        delegation=given,
    )
    role_lent.send(Delegation, given=given, by=by, today=today)
    return given


def _check_days(role: Membership, starts_on: date, ends_on: date, today: date) -> None:
    if starts_on < today:
        raise Refused("days_past", _("A role is delegated from today on: choose a later day."))
    if ends_on < starts_on:
        raise Refused("ends_before_start", _("The last day comes before the first. Check both."))
    if ends_on - starts_on >= LONGEST:
        raise Refused("too_long", _("A role is delegated for a year at most."))
    if role.valid_to and role.valid_to < ends_on:
        raise Refused("role_ends_first", _("The role itself ends before that day."))


def _check_receiver(role: Membership, to: User, starts_on: date) -> None:
    if to.pk == role.user_id:
        raise Refused("own_role", _("Choose another person than the one whose role it is."))
    held = Membership.objects.own().current(starts_on).filter(user=to, agency=role.agency_id)
    if not held.exists():
        raise Refused("another_body", _("A role is delegated to a person of the same agency."))
    if held.filter(role=role.role).exists():
        raise Refused("has_role", _("This person has that role already."))


def _check_free(role: Membership, starts_on: date, ends_on: date) -> None:
    standing = role.delegations.filter(ended_at=None)
    if other := standing.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).first():
        said = _("In these days the role is delegated already, to %(name)s. End that first.")
        raise Refused("delegated_already", said % {"name": other.to})


@transaction.atomic
def end_delegation(given: Delegation, *, by: User, today: date, now: datetime) -> None:
    """From this moment the loan gives no right. Raises PermissionDenied; Refused "over" """
    check_may_end_delegation(by, given, today)
    standing = Delegation.objects.filter(pk=given.pk, ended_at=None, ends_on__gte=today)
    if not standing.update(ended_at=now, ended_by=by):
        raise Refused("over", _("This delegation is over already."))
    given.refresh_from_db()
    # What the reports say of their authors' roles is read from the days of memberships.
    loan = Membership.objects.filter(delegation=given, valid_from__lte=today)
    loan.update(valid_to=today)
    role_taken_back.send(Delegation, given=given, by=by, today=today)
