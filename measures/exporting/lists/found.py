"""What a search found, each kind with columns of its own."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from agencies.translated import languages_for
from measures.exporting.lists.model import Column, Kind
from measures.exporting.lists.owed import NARROW, WIDE, deadline_of, title_of

WHERE: Final[Mapping[str, Any]] = {
    "1": _("Goal"),
    "2": _("Task"),
    "3": _("Direction"),
    "4": _("Line of action"),
}


def _text(row: Mapping[str, Any]) -> str:
    return next((row[f"text_{code}"] for code in languages_for(None) if row[f"text_{code}"]), "")


FOUND: Final[Mapping[str, Sequence[Column]]] = {
    "measures": [
        Column(_("Plan"), lambda row: row.plan.title, width=30),
        Column(_("Number"), lambda row: row.number, width=10),
        Column(_("Measure"), title_of, width=WIDE),
        Column(_("Completion form"), lambda row: row.completion_form, width=30),
        Column(_("Executors"), lambda row: ", ".join(map(str, row.executors.all())), width=30),
        Column(_("Deadline"), deadline_of, width=30),
        Column(_("State"), lambda row: row.get_state_display()),
    ],
    "agencies": [
        Column(_("Code"), lambda row: row.code),
        Column(_("Short name"), lambda row: row.short),
        Column(_("Name"), lambda row: row.name, width=WIDE),
        Column(_("Kind"), lambda row: row.get_kind_display()),
        Column(_("Abolished on"), lambda row: row.abolished_on, Kind.DAY, NARROW),
    ],
    "reports": [
        Column(_("Plan"), lambda row: row.obligation.measure.plan.title, width=30),
        Column(_("Number"), lambda row: row.obligation.measure.number, width=10),
        Column(_("Measure"), lambda row: title_of(row.obligation.measure), width=WIDE),
        Column(_("Agency"), lambda row: row.obligation.agency.short),
        Column(_("State"), lambda row: row.get_state_display()),
        Column(_("Handed in on"), lambda row: row.submitted_on, Kind.DAY, NARROW),
        Column(_("What was done"), lambda row: row.text, width=WIDE),
    ],
    "concept": [
        Column(_("What"), lambda row: WHERE[row["rank"]]),
        Column(_("Number"), lambda row: str(row["number"]), width=10),
        Column(_("Text"), _text, width=WIDE),
        Column(_("Where in the act"), lambda row: row["source"]),
    ],
    "amendments": [
        Column(_("Plan"), lambda row: row.plan.title, width=30),
        Column(_("Act"), lambda row: row.act, width=40),
        Column(_("State"), lambda row: row.get_state_display()),
        Column(_("In force from"), lambda row: row.in_force_on, Kind.DAY, NARROW),
        Column(_("Note"), lambda row: row.note, width=WIDE),
    ],
}
