"""Rights over the feed and webhooks, asked of the table in agencies.rules.rights; checks raise
PermissionDenied, and none passes by default.

A webhook tells no more than its owner may see. Who may see which change: exchange.queries.changes.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agencies.permissions import About, Asked, Person, has_a_role, may
from agencies.rules.rights import Condition, Do
from exchange.models import Webhook
from exchange.rules.addresses import masked

HAS_A_ROLE = About(conditions={Condition.HAS_A_ROLE: has_a_role})


def may_read_changes(person: Person, today: date) -> bool:
    """Anyone with a current role; of each change as far as the role goes."""
    return may(Do.READ_CHANGES, person, today)


def may_add_webhooks(person: Person, today: date) -> bool:
    """Coordinators, those who report for a body, and administrators whom a permission lets; each
    in the own name, so with a role of their own."""
    return may(Do.ADD_WEBHOOK, person, today, HAS_A_ROLE)


def check_may_add_webhooks(person: Person, today: date) -> None:
    if not may_add_webhooks(person, today):
        raise PermissionDenied(
            _("Only coordinators and those who report for a body may connect other programs.")
        )


def may_keep_all_webhooks(person: Person) -> bool:
    """The permission of the administration: everybody's webhooks and their log, without secrets."""
    return may(Do.KEEP_ALL_WEBHOOKS, person)


def may_list_webhooks(person: Person, today: date) -> bool:
    return may(Do.LIST_WEBHOOKS, person, today, HAS_A_ROLE)


def check_may_list_webhooks(person: Person, today: date) -> None:
    if not may_list_webhooks(person, today):
        raise PermissionDenied(
            _("Only coordinators and those who report for a body may connect other programs.")
        )


def may_own_webhook(person: Person, webhook: Webhook, today: date) -> bool:
    """Where it goes, what it tells and its secret: its owner alone, while a role lasts."""
    return may(Do.OWN_WEBHOOK, person, today, _of_webhook(webhook))


def check_may_own_webhook(person: Person, webhook: Webhook, today: date) -> None:
    if not may_own_webhook(person, webhook, today):
        raise PermissionDenied(_("Only the owner of this webhook may do this."))


def may_keep_webhook(person: Person, webhook: Webhook, today: date) -> bool:
    """Its log, stopping it and sending again: the owner, the coordinators of the plan that it is
    limited to, and administrators."""
    return may(Do.KEEP_WEBHOOK, person, today, _of_webhook(webhook))


def _of_webhook(webhook: Webhook) -> About:
    def may_connect(asked: Asked) -> bool:
        return bool(asked.person and asked.today and may_add_webhooks(asked.person, asked.today))

    return About(
        coordinator=webhook.plan.coordinator_id if webhook.plan else None,
        owner=webhook.owner_id,
        conditions={Condition.MAY_CONNECT: may_connect},
    )


def check_may_keep_webhook(person: Person, webhook: Webhook, today: date) -> None:
    if not may_keep_webhook(person, webhook, today):
        raise PermissionDenied(_("Only the owner of this webhook may do this."))


def address_for(person: Person, webhook: Webhook) -> str:
    """Whole for its owner and for administrators who keep all of them: whoever has a key that
    stands in its path or query could send messages of their own there."""
    whole = may(Do.SEE_WEBHOOK_ADDRESS, person, about=About(owner=webhook.owner_id))
    return webhook.address if whole else masked(webhook.address)
