"""More time: asked for by the executor, decided by another."""

from collections.abc import Callable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agencies.models import Role
from agencies.permissions import About, Asked, Person, may, reports_for_it
from agencies.rules.rights import Condition, Do
from measures.models import Extension, Obligation
from measures.permissions.plans import of_obligation
from measures.permissions.reporting import lead_of

Internal = Callable[[], bool]  # is the date one between the lead and a co-executor?


def may_ask_extension(by: Person, owed: Obligation, today: date) -> bool:
    """The executor; a coordinator records what was asked for on paper."""
    return may(Do.ASK_EXTENSION, by, today, of_obligation(owed))


def may_judge(by: Person, owed: Obligation, today: date, *, internal: Internal) -> bool:
    """Sees requests for more time here: the coordinating body, and the lead on internal dates."""
    return may(Do.SEE_EXTENSION, by, today, _of_request(owed, internal))


def may_decide_extension(
    by: Person, extension: Extension, today: date, *, internal: Internal
) -> bool:
    """As may_judge, and neither who asked nor who reports for the body that asked."""
    about = _of_request(extension.obligation, internal, asked_by=extension.requested_by_id)
    return may(Do.DECIDE_EXTENSION, by, today, about)


def check_may_decide_extension(
    by: Person, extension: Extension, today: date, *, internal: Internal
) -> None:
    if not may_decide_extension(by, extension, today, internal=internal):
        raise PermissionDenied(_("Nobody decides a request of their own agency."))


def _of_request(owed: Obligation, internal: Internal, asked_by: int | None = None) -> About:
    def asked_for_it(asked: Asked) -> bool:
        """Or stands in for whoever did."""
        return asked_by in asked.stands_for(asked.coordinator, Role.COORDINATOR)

    return About(
        body=owed.agency_id,
        coordinator=owed.measure.plan.coordinator_id,
        lead=lambda: lead_of(owed.measure),
        conditions={
            Condition.INTERNAL_DATE: lambda _asked: internal(),
            Condition.ASKED_FOR_IT: asked_for_it,
            Condition.OWN_BODY: reports_for_it,
        },
    )
