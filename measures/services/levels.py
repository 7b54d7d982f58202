"""Who set a date moves it: a co-executor's internal one the lead, the plan's the approving body."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from agencies.models import User
from measures.models import ExecutorRole, Extension, ExtensionLevel, Obligation
from measures.permissions import extensions
from measures.permissions.plans import may_manage_plan


def internal_until(owed: Obligation) -> date | None:
    """The lead's own date in force, up to which a co-executor's date is a matter between them;
    None where the date is the plan's own."""
    if owed.role != ExecutorRole.CO or owed.written_on is None:
        return None
    lead = Obligation.objects.owed().filter(
        measure=owed.measure_id, role=ExecutorRole.LEAD, occurrence=owed.occurrence
    )
    return lead.values_list("due_on", flat=True).first() or owed.written_on


def level_of(owed: Obligation, to: date) -> ExtensionLevel:
    """At which level the date is moved `to` that day."""
    limit = internal_until(owed)
    return ExtensionLevel.INTERNAL if limit and to <= limit else ExtensionLevel.ACT


def may_judge(by: User, owed: Obligation, today: date) -> bool:
    """Sees requests here, and may decide those of others: the coordinating body, and the lead on
    internal dates."""
    return extensions.may_judge(by, owed, today, internal=lambda: _is_internal(owed))


def may_decide(by: User, extension: Extension, today: date) -> bool:
    """May judge, did not ask for it, and does not report for the body that did."""
    owed = extension.obligation
    return extensions.may_decide_extension(
        by, extension, today, internal=lambda: _is_internal(owed)
    )


def check_not_own(by: User, extension: Extension, today: date) -> None:
    """Of somebody who may judge. Raises PermissionDenied for a request of the own agency, Refused
    "own_request" for one's own."""
    if extension.requested_by_id == by.pk:
        raise Refused("own_request", _("Nobody decides their own request."))
    owed = extension.obligation
    extensions.check_may_decide_extension(by, extension, today, internal=lambda: _is_internal(owed))


def _is_internal(owed: Obligation) -> bool:
    return internal_until(owed) is not None


def check_may_decide(by: User, owed: Obligation, to: date, today: date) -> ExtensionLevel:
    """The level of a decision on that day.

    Raises PermissionDenied; Refused "beyond_lead" when the lead gives more than it has itself.
    """
    level = level_of(owed, to)
    if may_manage_plan(by, owed.measure.plan, today):
        return level
    if not may_judge(by, owed, today):
        raise PermissionDenied(_("Only the level that set this date may move it."))
    if level == ExtensionLevel.ACT:
        raise Refused("beyond_lead", _beyond(internal_until(owed)))
    return level


def _beyond(limit: date | None) -> str:
    day = date_format(limit, "DATE_FORMAT") if limit else ""
    return str(
        _("The lead moves an internal date up to its own date, %(day)s. A later one is decided by "
          "the coordinating body.")
    ) % {"day": day}  # fmt: skip
