"""A plan's reporting rounds: one for each quarter that has begun."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.errors import Refused
from measures.rules.quarters import Quarter, quarters_between
from planner.models import ActionPlan
from reports.models import ReportingRound
from reports.services.news import tell_of_round


@transaction.atomic
def open_rounds(plan: ActionPlan, today: date) -> int:
    """Opens the rounds of the plan's quarters that have begun; how many were new.

    Running it again adds only what is missing. Nobody asks for it: the plan's calendar does.
    """
    there = set(plan.rounds.values_list("label", flat=True))
    begun = quarters_between(plan.starts_on, min(plan.ends_on, today))
    missing = [_round(plan, quarter) for quarter in begun if quarter.label not in there]
    ReportingRound.objects.bulk_create(missing, ignore_conflicts=True)
    if missing and (newest := _running(plan, missing[-1].label, today)):
        tell_of_round(newest, today=today)
    return len(missing)


def _running(plan: ActionPlan, label: str, today: date) -> ReportingRound | None:
    """Of rounds made up for later nobody needs to hear."""
    return plan.rounds.filter(label=label, executors_due_on__gte=today).first()


def _round(plan: ActionPlan, quarter: Quarter) -> ReportingRound:
    executors = quarter.report_day(plan.executors_report_day)
    return ReportingRound(
        plan=plan,
        label=quarter.label,
        starts_on=quarter.starts_on,
        ends_on=quarter.ends_on,
        executors_due_on=executors,
        coordinator_due_on=max(executors, quarter.report_day(plan.coordinator_report_day)),
    )


def round_of(plan: ActionPlan, label: str, today: date) -> ReportingRound:
    """The round of a quarter of the plan, opened if it has begun.

    Raises Refused "not_a_quarter", "no_such_round".
    """
    try:
        quarter = Quarter.parse(label)
    except ValueError:
        message = _("“%(label)s” is not a quarter. Write it as in 2009Q2.") % {"label": label}
        raise Refused("not_a_quarter", message) from None
    open_rounds(plan, today)
    found = plan.rounds.filter(label=quarter.label).first()
    if found is None:
        raise Refused(
            "no_such_round",
            _("The plan has no quarter %(label)s that has begun by %(today)s.")
            % {"label": quarter.label, "today": today.isoformat()},
        )
    return found
