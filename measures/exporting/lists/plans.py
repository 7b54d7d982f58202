"""Plans, the measures of one, and those on which a body owes reports."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from measures.exporting.lists.model import Column, Kind
from measures.exporting.lists.owed import NARROW, WIDE, deadline_of, title_of
from measures.models import Measure, MeasureState
from measures.rules.lateness import Status
from measures.templatetags.tracker import STATUS_WORDS

PLANS: Final = [
    Column(_("Plan"), lambda row: row.title, width=WIDE),
    Column(_("Starts on"), lambda row: row.starts_on, Kind.DAY, NARROW),
    Column(_("Ends on"), lambda row: row.ends_on, Kind.DAY, NARROW),
    Column(_("Coordinating body"), lambda row: row.coordinator.short),
    Column(_("On control"), lambda row: row.on_control, Kind.NUMBER, NARROW),
    Column(_("Removed from control"), lambda row: row.removed, Kind.NUMBER, NARROW),
]


def _status(measure: Measure, status: Status) -> Any:
    if measure.state != MeasureState.ON_CONTROL:
        return measure.get_state_display()
    return STATUS_WORDS[status]


def _costs(measure: Measure) -> str:
    """«2009: 12.5; 2010: 3»: a plan may name each year, or one sum."""
    told = ((one.year, one.planned) for one in measure.costs.all() if one.planned is not None)
    return "; ".join(f"{year}: {sum_:f}" if year else f"{sum_:f}" for year, sum_ in told)


# Rows are pairs: a measure, and where it stands (queries.plan.Stand).
MEASURES: Final = [
    Column(_("Number"), lambda row: row[0].number, width=10),
    Column(_("Section"), lambda row: row[0].section.title if row[0].section else "", width=30),
    Column(_("Measure"), lambda row: title_of(row[0]), width=WIDE),
    Column(_("Completion form"), lambda row: row[0].completion_form, width=30),
    Column(_("Executors"), lambda row: ", ".join(map(str, row[0].executors.all())), width=30),
    Column(_("Deadline"), lambda row: deadline_of(row[0]), width=30),
    Column(_("Next date"), lambda row: row[1].next_due_on, Kind.DAY, NARROW),
    Column(_("Costs, million tenge"), lambda row: _costs(row[0])),
    Column(_("Status"), lambda row: _status(row[0], row[1].status)),
    Column(_("Reports that are late"), lambda row: row[1].late, Kind.NUMBER, NARROW),
]
# Rows are pairs: a measure, and what the body owes on it (queries.agency.Owing).
OF_AGENCY: Final = [
    Column(_("Plan"), lambda row: row[0].plan.title, width=30),
    Column(_("Number"), lambda row: row[0].number, width=10),
    Column(_("Measure"), lambda row: title_of(row[0]), width=WIDE),
    Column(_("Role"), lambda row: _("lead") if row[1].leads else _("co-executor"), width=NARROW),
    Column(_("Owed"), lambda row: sum(row[1].counts.values()), Kind.NUMBER, NARROW),
    *(
        Column(
            STATUS_WORDS[one],
            lambda row, one=one: row[1].counts[one] or None,  # type: ignore[misc]
            Kind.NUMBER,
            NARROW,
        )
        for one in Status
        if one != Status.WITHDRAWN
    ),
]
