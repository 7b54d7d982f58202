"""How reminders went, what a person was told, and long work."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from measures.exporting.lists.model import Column, Kind
from measures.exporting.lists.owed import NARROW, WIDE, title_of
from measures.job_words import reason, title
from measures.reminder_steps import why

MOMENT = 18
MAILS: Final = [
    Column(_("Day"), lambda row: row.day, Kind.DAY, NARROW),
    Column(_("Person"), lambda row: row.recipient.full_name),
    Column(_("E-mail"), lambda row: row.sent_to or row.recipient.email, width=30),
    Column(_("Items"), lambda row: row.items, Kind.NUMBER, NARROW),
    Column(_("State"), lambda row: row.get_state_display()),
    Column(_("Attempts"), lambda row: row.attempts, Kind.NUMBER, NARROW),
    Column(_("Sent at"), lambda row: row.sent_at, Kind.MOMENT, MOMENT),
    Column(_("Next attempt"), lambda row: row.next_try_at, Kind.MOMENT, MOMENT),
    Column(_("Came back at"), lambda row: row.bounced_at, Kind.MOMENT, MOMENT),
    Column(_("Last error"), lambda row: row.error, width=40),
]


def _about(row: Any) -> str:
    if row.obligation is None:
        return str(row.occurrence)
    return f"{row.obligation.measure.number}. {title_of(row.obligation.measure)}"


_REMINDED: Final = [
    Column(_("About"), lambda row: row.get_subject_display()),
    Column(_("What"), _about, width=WIDE),
    Column(_("Agency"), lambda row: row.obligation.agency.short if row.obligation else ""),
    Column(_("Due on"), lambda row: row.due_on, Kind.DAY, NARROW),
    Column(_("Channel"), lambda row: row.get_channel_display()),
]
_BECAME: Final = [
    Column(_("State"), lambda row: row.get_state_display()),
    Column(_("Why not"), lambda row: row.get_ended_display() if row.ended else ""),
    Column(_("Acknowledged at"), lambda row: row.acknowledged_at, Kind.MOMENT, MOMENT),
]
LEDGER: Final = [
    Column(_("Remind on"), lambda row: row.remind_on, Kind.DAY, NARROW),
    Column(_("Plan"), lambda row: row.plan.title, width=30),
    Column(_("Person"), lambda row: row.recipient.full_name),
    *_REMINDED,
    Column(_("Why"), why, width=40),
    *_BECAME,
]
MINE: Final = [
    Column(_("Day"), lambda row: row.reminder.told_on, Kind.DAY, NARROW),
    # Whoever has no role any more is told that there was a reminder, and not of what.
    *(
        Column(
            one.title,
            lambda line, cell=one.cell: cell(line.reminder) if line.reads else "",  # type: ignore[misc]
            one.kind,
            one.width,
        )
        for one in _REMINDED
    ),
    *(
        Column(
            one.title,
            lambda line, cell=one.cell: cell(line.reminder),  # type: ignore[misc]
            one.kind,
            one.width,
        )
        for one in _BECAME
    ),
]


def _notice(row: Any) -> str:
    return str(row.said.text if row.said else _("Reminder"))


def _thing(row: Any) -> str:
    if row.said:
        return str(row.said.thing)
    return _about(row.reminder.reminder) if row.reminder.reads else ""


NOTICES: Final = [
    Column(_("Day"), lambda row: row.day, Kind.DAY, NARROW),
    Column(pgettext_lazy("notices", "New"), lambda row: _("yes") if row.new else "", width=8),
    Column(_("What happened"), _notice, width=40),
    Column(_("What"), _thing, width=WIDE),
    Column(_("Body"), lambda row: row.said.body if row.said else ""),
    Column(_("Reason"), lambda row: row.said.why if row.said else "", width=40),
]
JOBS: Final = [
    Column(_("What"), title, width=40),
    Column(_("Plan"), lambda row: row.plan.title if row.plan else "", width=30),
    Column(_("Person"), lambda row: row.asked_by.full_name),
    Column(pgettext_lazy("when", "Asked for"), lambda row: row.created_at, Kind.MOMENT, MOMENT),
    Column(_("State"), lambda row: row.get_state_display()),
    Column(_("Done"), lambda row: row.done, Kind.NUMBER, NARROW),
    Column(_("Of"), lambda row: row.total or None, Kind.NUMBER, NARROW),
    Column(_("Finished at"), lambda row: row.finished_at, Kind.MOMENT, MOMENT),
    Column(_("What went wrong"), reason, width=40),
]
