"""What waits for a decision: reports, requests for more time, deadlines without a date."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from measures.exporting.lists.model import Column, Kind
from measures.exporting.lists.owed import NARROW, WIDE, title_of
from measures.models import DocumentKind, ProgressState
from measures.templatetags.dates import first_suggestion

KINDS: Final[dict[Any, Any]] = {kind.value: kind.label for kind in DocumentKind}


def _of_measure(measure_of: Any) -> list[Column]:
    return [
        Column(_("Plan"), lambda row: measure_of(row).plan.title, width=30),
        Column(_("Number"), lambda row: measure_of(row).number, width=10),
        Column(_("Measure"), lambda row: title_of(measure_of(row)), width=WIDE),
    ]


def _of_waiting() -> list[Column]:
    return [
        *_of_measure(lambda row: row.obligation.measure),
        Column(_("Agency"), lambda row: row.obligation.agency.short),
        Column(_("Decide by"), lambda row: row.decide_by, Kind.DAY, NARROW),
        Column(_("Days over"), lambda row: row.days_over or None, Kind.NUMBER, NARROW),
    ]


def _document(name: str) -> Any:
    """Of a past day there may be what was taken back since: what it says is its agency's alone."""
    return lambda row: None if row.state == ProgressState.WITHDRAWN else getattr(row, name)


REPORTS: Final = [
    *_of_waiting(),
    Column(_("Handed in on"), lambda row: row.submitted_on, Kind.DAY, NARROW),
    Column(_("Author"), lambda row: row.author),
    Column(_("State of execution"), lambda row: row.get_claim_display()),
    Column(_("What was done"), lambda row: row.text, width=WIDE),
    Column(_("Completion document"), lambda row: KINDS.get(_document("document_kind")(row))),
    Column(_("Document number"), _document("document_number")),
    Column(_("Document date"), _document("document_on"), Kind.DAY, NARROW),
    Column(_("Files"), lambda row: row.files, Kind.NUMBER, NARROW),
    Column(_("Reviewer"), lambda row: row.reviewer),
]
EXTENSIONS: Final = [
    *_of_waiting(),
    Column(_("Date in force"), lambda row: row.old_due_on, Kind.DAY, NARROW),
    Column(pgettext_lazy("date", "Proposed"), lambda row: row.proposed_on, Kind.DAY, NARROW),
    Column(_("Reason"), lambda row: row.reason, width=WIDE),
    Column(_("Requested by"), lambda row: row.requested_by),
    Column(_("Asked on"), lambda row: row.requested_on, Kind.DAY, NARROW),
]
DEADLINES: Final = [
    *_of_measure(lambda row: row.measure),
    Column(_("Deadline in the act"), lambda row: row.text, width=40),
    Column(_("Why it waits"), lambda row: row.get_kind_display()),
    Column(_("Suggested dates"), first_suggestion, width=30),
]
