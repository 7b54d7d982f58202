"""What is owed, as the board and a desk list it."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from measures.desk_words import PILE_WORDS
from measures.exporting.lists.model import Column, Kind
from measures.rules.lateness import days_late
from measures.templatetags.tracker import STATUS_WORDS, period

WIDE, NARROW = 60, 14


def title_of(measure: Any) -> str:
    """Without the breaks of lines that the act has."""
    return " ".join(measure.title.split())


def deadline_of(measure: Any) -> str:
    """As the act words it; empty where it was entered without one."""
    return str(measure.deadline.text) if hasattr(measure, "deadline") else ""


def owed_columns(day: date) -> list[Column]:
    """`day`: from which days late are counted."""

    def late(row: Any) -> int | None:
        if row.kind == "continuous":
            return None
        return days_late(row.due_on, row.done_on, day) or None

    return [
        Column(_("Plan"), lambda row: row.measure.plan.title, width=30),
        Column(_("Number"), lambda row: row.measure.number, width=10),
        Column(_("Measure"), lambda row: title_of(row.measure), width=WIDE),
        Column(_("Agency"), lambda row: row.agency.short),
        Column(_("Role"), lambda row: row.get_role_display(), width=NARROW),
        Column(_("Due on"), lambda row: row.due_on, Kind.DAY, NARROW),
        Column(_("First due on"), lambda row: row.first_due_on, Kind.DAY, NARROW),
        Column(_("Status"), lambda row: STATUS_WORDS[row.status]),
        Column(_("Days late"), late, Kind.NUMBER, NARROW),
        Column(_("Handed in on"), lambda row: row.done_on, Kind.DAY, NARROW),
    ]


def desk_columns(day: date) -> list[Column]:
    return [
        Column(_("Pile"), lambda row: PILE_WORDS[row.pile]),
        *owed_columns(day),
        Column(_("Period"), period),
        Column(_("Completion form"), lambda row: row.measure.completion_form, width=30),
        Column(_("Why it was returned"), lambda row: row.returned_because, width=WIDE),
    ]
