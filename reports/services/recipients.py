"""The list of offices that get what is issued of a plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import User
from agencies.translated import ORDER
from measures.permissions.plans import check_may_manage_plan
from measures.services.locks import lock
from planner.models import ActionPlan
from reports.models import FileFormat, Recipient


@dataclass(frozen=True)
class Address:
    """`formats` of FileFormat, at least one."""

    office: str
    email: str
    language: str
    formats: Sequence[str]


@transaction.atomic
def add_recipient(
    plan: ActionPlan, address: Address, *, by: User, today: date, now: datetime
) -> Recipient:
    """Raises PermissionDenied; Refused "office_missing", "email_wrong", "language_wrong",
    "formats_wrong", "on_the_list"."""
    check_may_manage_plan(by, plan, today)
    told = _checked(address)
    lock(ActionPlan.objects.filter(pk=plan.pk))
    _check_new(plan, told)
    return Recipient.objects.create(plan=plan, added_by=by, added_at=now, **vars(told))


@transaction.atomic
def change_recipient(
    recipient: Recipient, address: Address, *, by: User, today: date, now: datetime
) -> None:
    """Mails that were sent keep the address that they went to. Raises as `add_recipient` does, and
    Refused "retired"."""
    check_may_manage_plan(by, recipient.plan, today)
    told = _checked(address)
    lock(ActionPlan.objects.filter(pk=recipient.plan_id))
    _check_new(recipient.plan, told, but=recipient.pk)
    current = Recipient.objects.current().filter(pk=recipient.pk)
    if not current.update(changed_by=by, changed_at=now, **vars(told)):
        raise _retired()


@transaction.atomic
def retire_recipient(recipient: Recipient, *, by: User, today: date, now: datetime) -> None:
    """Nothing more is sent there; what was sent stays on record. Raises PermissionDenied; Refused
    "retired"."""
    check_may_manage_plan(by, recipient.plan, today)
    current = Recipient.objects.current().filter(pk=recipient.pk)
    if not current.update(retired_by=by, retired_at=now):
        raise _retired()


def _checked(address: Address) -> Address:
    office, email = " ".join(address.office.split()), address.email.strip()
    if not office:
        raise Refused("office_missing", _("Name the office."))
    try:
        validate_email(email)
    except ValidationError:
        raise Refused("email_wrong", _("Give an e-mail address as office@example.org.")) from None
    if address.language not in ORDER:
        raise Refused("language_wrong", _("Choose a language of the report."))
    formats = [one for one in FileFormat.values if one in address.formats]
    if not formats or len(formats) != len(set(address.formats)):
        raise Refused("formats_wrong", _("Choose at least one format."))
    return Address(office, email, address.language, formats)


def _check_new(plan: ActionPlan, told: Address, *, but: int = 0) -> None:
    current = Recipient.objects.current().filter(plan=plan, email__iexact=told.email)
    if current.filter(language=told.language).exclude(pk=but).exists():
        message = _("%(email)s is on the list already in this language.")
        raise Refused("on_the_list", message % {"email": told.email})


def _retired() -> Refused:
    return Refused("retired", _("This recipient is not on the list any more."))
