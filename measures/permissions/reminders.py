"""What the system reminded of, whom and why."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agencies.permissions import Person, may
from agencies.rules.rights import Do
from measures.models import Obligation
from measures.permissions.plans import of_obligation, of_plan


def may_watch_reminders(user: Person, today: date) -> bool:
    """How reminders went, with people's addresses: coordinators, who act there too, and whoever
    may read the mails in the administration, who looks on."""
    return may(Do.WATCH_REMINDERS, user, today)


def check_may_watch_reminders(user: Person, today: date) -> None:
    if not may_watch_reminders(user, today):
        raise PermissionDenied(_("Only coordinators and administrators see this page."))


def may_see_every_reminder(user: Person) -> bool:
    """The permission of the administration; it shows reminders and gives no say over them."""
    return may(Do.SEE_EVERY_REMINDER, user)


def check_may_preview_reminders(user: Person, today: date) -> None:
    """Coordinators, each for the plans of the own body, and who keeps the installation."""
    if not may(Do.PREVIEW_REMINDERS, user, today):
        raise PermissionDenied(_("Only coordinators see this page."))


def may_explain_reminders(user: Person, obligation: Obligation, today: date) -> bool:
    """Why anybody was or was not reminded of it. The own agency is told of its own people only."""
    return may(Do.EXPLAIN_REMINDERS, user, today, of_obligation(obligation))


def may_see_reminders_of_all(user: Person, obligation: Obligation, today: date) -> bool:
    return may(Do.SEE_REMINDERS_OF_ALL, user, today, of_plan(obligation.measure.plan))
