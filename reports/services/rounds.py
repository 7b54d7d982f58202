"""A plan's reporting rounds: one for each period of its cadence that has begun."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from measures.rules.rounds import windows
from planner.models import ActionPlan
from planner.rules.periods import DAY, Period, named
from reports.models import ReportingRound
from reports.services.news import tell_of_round


@transaction.atomic
def open_rounds(plan: ActionPlan, today: date) -> int:
    """Opens the rounds of the plan's periods that have begun; how many were new.

    Running it again adds only what is missing. Nobody asks for it: the plan's calendar does.
    """
    missing = list(_missing(plan, today))
    ReportingRound.objects.bulk_create(missing, ignore_conflicts=True)
    if missing and (newest := _running(plan, missing[-1].label, today)):
        tell_of_round(newest, today=today)
    return len(missing)


def _missing(plan: ActionPlan, today: date) -> Iterator[ReportingRound]:
    """Each counts from where the one before it ends, whichever day that one was given when it was
    opened."""
    there = {one.label: one for one in plan.rounds.all()}
    begun = [one for one in plan.periods() if one.starts_on <= today]
    before: ReportingRound | None = None
    for one, window in zip(begun, windows(begun, plan_starts_on=plan.starts_on), strict=True):
        if one.label not in there:
            since = before.executors_due_on + DAY if before else window.opens_on
            there[one.label] = _round(plan, one, since)
            yield there[one.label]
        before = there[one.label]


def _running(plan: ActionPlan, label: str, today: date) -> ReportingRound | None:
    """Of rounds made up for later nobody needs to hear."""
    return plan.rounds.filter(label=label, executors_due_on__gte=today).first()


def _round(plan: ActionPlan, period: Period, counts_from: date) -> ReportingRound:
    return ReportingRound(plan=plan, counts_from=counts_from, **vars(period))


def round_of(plan: ActionPlan, label: str, today: date) -> ReportingRound:
    """The round of a period of the plan, opened if it has begun.

    Raises Refused "not_a_period", "no_such_round".
    """
    open_rounds(plan, today)
    wanted = label.strip()
    found = plan.rounds.filter(label__in=(wanted, wanted.upper())).first()
    if found is None:
        raise _no_round(plan, wanted.upper(), today)
    return found


def _no_round(plan: ActionPlan, label: str, today: date) -> Refused:
    known = {one.label for one in plan.periods()}
    if named(label) is None and label not in known:
        message = _(
            "“%(label)s” is not a period of the plan. Write it as in 2009Q2, 2009H1, 2009M07 or"
            " 2009, or by its own name."
        )
        return Refused("not_a_period", message % {"label": label})
    message = _("The plan has no period %(label)s that has begun by %(today)s.")
    return Refused("no_such_round", message % {"label": label, "today": today.isoformat()})
