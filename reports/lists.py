"""Rounds, answers, cuts, recipients and mails as files: the columns of each list."""

from datetime import date
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from measures.date_words import period_words
from measures.exporting.lists import Column, Kind
from measures.exporting.lists.owed import NARROW, WIDE, title_of
from measures.exporting.lists.told import MOMENT
from measures.templatetags.tracker import STATUS_WORDS
from reports.draw.wording import quarter
from reports.round_words import STAGES, STANDINGS
from reports.rules.standing import stage_of


def round_columns(day: date) -> list[Column]:
    def stage(row: Any) -> Any:
        return STAGES[
            stage_of(
                ends_on=row.ends_on,
                executors_due_on=row.executors_due_on,
                coordinator_due_on=row.coordinator_due_on,
                closed=row.was_closed(day),
                today=day,
            )
        ]

    return [
        Column(_("Plan"), lambda row: row.plan.title, width=30),
        Column(_("Period"), lambda row: period_words(row.label)),
        Column(_("Starts on"), lambda row: row.starts_on, Kind.DAY, NARROW),
        Column(_("Ends on"), lambda row: row.ends_on, Kind.DAY, NARROW),
        Column(_("State"), stage),
        Column(_("Executors report by"), lambda row: row.executors_due_on, Kind.DAY, NARROW),
        Column(
            _("Coordinating body reports by"), lambda row: row.coordinator_due_on, Kind.DAY, NARROW
        ),
        Column(_("Last edition"), lambda row: row.last_edition, Kind.NUMBER, NARROW),
    ]


ANSWERS: Final = [
    Column(_("Code"), lambda part: part.agency.code),
    Column(_("Body"), lambda part: part.agency.name, width=50),
    Column(_("Standing"), lambda part: STANDINGS[part.standing]),
    Column(_("Owed"), lambda part: part.owed, Kind.NUMBER, NARROW),
    Column(_("Handed in"), lambda part: part.handed_in, Kind.NUMBER, NARROW),
    Column(_("Not handed in"), lambda part: part.out, Kind.NUMBER, NARROW),
    Column(_("In review"), lambda part: part.in_review, Kind.NUMBER, NARROW),
    Column(_("Nil returns"), lambda part: part.nil, Kind.NUMBER, NARROW),
    Column(
        _("Reopened on"),
        lambda part: part.reopening.opened_on if part.reopening else None,
        Kind.DAY,
        NARROW,
    ),
    Column(
        _("Reopened until"),
        lambda part: part.reopening.last_day if part.reopening else None,
        Kind.DAY,
        NARROW,
    ),
]
OWED: Final = [
    Column(_("Number"), lambda row: row.measure.number, width=10),
    Column(_("Measure"), lambda row: title_of(row.measure), width=WIDE),
    Column(_("Role"), lambda row: row.get_role_display(), width=NARROW),
    Column(_("Due on"), lambda row: row.due_on, Kind.DAY, NARROW),
    Column(_("Status"), lambda row: STATUS_WORDS[row.status]),
    Column(_("Nil returns"), lambda row: int(row.is_nil) or None, Kind.NUMBER, NARROW),
    Column(_("Handed in on"), lambda row: row.done_on, Kind.DAY, NARROW),
]
CUTS: Final = [
    Column(_("Plan"), lambda row: row.plan.title, width=30),
    Column(_("Name"), lambda row: row.name, width=40),
    Column(_("What is it?"), lambda row: row.get_kind_display()),
    Column(_("Made"), lambda row: row.get_schedule_display()),
    Column(_("Last made"), lambda row: row.last_on, Kind.DAY, NARROW),
    Column(_("Owner"), lambda row: row.owner.full_name),
]
RECIPIENTS: Final = [
    Column(_("Office"), lambda row: row.office, width=40),
    Column(_("E-mail"), lambda row: row.email, width=30),
    Column(_("Language"), lambda row: row.language, width=NARROW),
    Column(_("Files"), lambda row: ", ".join(row.formats).upper()),
]
REGISTER: Final = [
    Column(_("Number"), lambda row: row.number, width=NARROW),
    Column(_("Date"), lambda row: row.dated_on, Kind.DAY, NARROW),
    Column(_("Period"), lambda row: quarter(row.told["round"])),
    Column(_("Edition"), lambda row: row.told["edition"], Kind.NUMBER, NARROW),
    Column(_("State"), lambda row: row.get_state_display(), width=30),
    Column(_("Signed by"), lambda row: row.signed_by.full_name),
    Column(_("Confirmed by"), lambda row: row.confirmed_by.full_name if row.confirmed_by else ""),
    Column(_("Replaced by"), lambda row: row.replaced_by.number if row.replaced_by else ""),
    Column(_("Withdrawn on"), lambda row: row.withdrawn_on, Kind.DAY, NARROW),
]
MAILS: Final = [
    Column(_("Office"), lambda row: row.office, width=40),
    Column(_("E-mail"), lambda row: row.email, width=30),
    Column(_("What"), lambda row: row.get_kind_display()),
    Column(_("Language"), lambda row: row.language, width=NARROW),
    Column(_("Files"), lambda row: ", ".join(row.formats).upper()),
    Column(_("State"), lambda row: row.get_state_display()),
    Column(_("Attempts"), lambda row: row.attempts, Kind.NUMBER, NARROW),
    Column(_("Sent at"), lambda row: row.sent_at, Kind.MOMENT, MOMENT),
    Column(_("Came back at"), lambda row: row.bounced_at, Kind.MOMENT, MOMENT),
    Column(_("Last error"), lambda row: row.error, width=40),
]
