"""Rights over the feed and webhooks; checks raise PermissionDenied, and none passes by default.

A webhook tells no more than its owner may see. Who may see which change: exchange.queries.changes.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agencies.models import Role, User
from agencies.permissions import REPORTING, has_role
from exchange.models import Webhook
from measures.permissions import Person, may_manage_plan, may_view


def may_read_changes(person: Person, today: date) -> bool:
    """Anyone with a current role; of each change as far as the role goes."""
    return may_view(person, today)


def may_add_webhooks(person: Person, today: date) -> bool:
    """Coordinators, those who report for a body, and administrators whom a permission lets; each
    in the own name, so with a role of their own."""
    if has_role(person, today, Role.COORDINATOR, *REPORTING):
        return True
    return may_view(person, today) and person.has_perm("exchange.add_webhook")


def check_may_add_webhooks(person: Person, today: date) -> None:
    if not may_add_webhooks(person, today):
        raise PermissionDenied(
            _("Only coordinators and those who report for a body may connect other programs.")
        )


def may_keep_all_webhooks(person: Person) -> bool:
    """The permission of the administration: everybody's webhooks and their log, without secrets."""
    return person.has_perm("exchange.change_webhook")


def may_list_webhooks(person: Person, today: date) -> bool:
    return may_add_webhooks(person, today) or may_keep_all_webhooks(person)


def check_may_list_webhooks(person: Person, today: date) -> None:
    if not may_list_webhooks(person, today):
        raise PermissionDenied(
            _("Only coordinators and those who report for a body may connect other programs.")
        )


def may_own_webhook(person: Person, webhook: Webhook, today: date) -> bool:
    """Where it goes, what it tells and its secret: its owner alone, while a role lasts."""
    return isinstance(person, User) and (
        webhook.owner_id == person.pk and may_add_webhooks(person, today)
    )


def check_may_own_webhook(person: Person, webhook: Webhook, today: date) -> None:
    if not may_own_webhook(person, webhook, today):
        raise PermissionDenied(_("Only the owner of this webhook may do this."))


def may_keep_webhook(person: Person, webhook: Webhook, today: date) -> bool:
    """Its log, stopping it and sending again: the owner, the coordinators of the plan that it is
    limited to, and administrators."""
    if may_own_webhook(person, webhook, today) or may_keep_all_webhooks(person):
        return True
    return webhook.plan is not None and may_manage_plan(person, webhook.plan, today)


def check_may_keep_webhook(person: Person, webhook: Webhook, today: date) -> None:
    if not may_keep_webhook(person, webhook, today):
        raise PermissionDenied(_("Only the owner of this webhook may do this."))
