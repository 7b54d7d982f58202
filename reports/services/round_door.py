"""A closed round takes no more reports, but from an agency whose part was reopened."""

from datetime import date

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.errors import Refused
from measures.date_words import period_words
from measures.models import Obligation
from measures.rules.regeneration import PERIODIC
from measures.rules.rounds import counted_on
from reports.models import ReportingRound


def check_round_takes(obligation: Obligation, *, today: date, lock: bool) -> None:
    """Periodic reports and those on continuous work come within their round; a single report that
    is late can always be handed in. Raises Refused "round_closed".

    With `lock` the round stays as it is until the transaction ends: whoever closes it waits.
    """
    if obligation.kind not in PERIODIC:
        return
    rounds = rounds_of(obligation)
    found = (rounds.select_for_update(no_key=True) if lock else rounds).first()
    if found and found.is_closed and not _reopened(found, obligation, today):
        raise _closed(found, obligation)


def rounds_of(obligation: Obligation) -> "QuerySet[ReportingRound]":
    """The round that it is counted in, if there is one. The twin of Window.owes."""
    of_plan = ReportingRound.objects.filter(plan=obligation.measure.plan_id)
    if obligation.kind == "continuous":
        return of_plan.filter(label=obligation.occurrence)
    day = counted_on(obligation.written_on, obligation.due_on, obligation.first_due_on)
    if day is None:
        return of_plan.none()
    return of_plan.filter(counts_from__lte=day, executors_due_on__gte=day)


def _reopened(found: ReportingRound, obligation: Obligation, today: date) -> bool:
    return found.reopenings.holding(today).filter(agency=obligation.agency_id).exists()


def _closed(found: ReportingRound, obligation: Obligation) -> Refused:
    coordinator = obligation.measure.plan.coordinator
    told = {
        "round": period_words(found.label),
        "day": date_format(found.closed_on or "", "SHORT_DATE_FORMAT"),
        "body": coordinator.name,
    }
    said = _(
        "The reporting round “%(round)s” was closed on %(day)s. Your text stays a draft. To hand it"
        " in, ask the coordinating body (%(body)s) to reopen the part of your agency."
    )
    return Refused("round_closed", said % told)
