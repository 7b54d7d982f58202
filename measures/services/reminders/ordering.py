"""A coordinator reminds of reports by hand: at once, within limits, and on record."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.errors import Refused
from agencies.models import User
from measures.models import Digest, Event, EventKind, Obligation, Reminder, Subject
from measures.permissions.plans import check_may_manage_plan
from measures.queries.reminders.ordering import (
    MOST,
    ORDERS_A_DAY,
    LeftOut,
    Order,
    Ready,
    order_of,
    orders_of,
)
from measures.services.locks import lock
from measures.services.reminders.grouping import new_message_id

LONGEST_NOTE = 500
NAMED = 3
AGAINST: dict[str, Promise] = {
    "not_owed": gettext_lazy("Nothing is owed by a date any more: %(names)s."),
    "ordered_today": gettext_lazy(
        "A coordinator has reminded of it today already: %(names)s. Possible again on %(day)s."
    ),
    "nobody": gettext_lazy(
        "Nobody can be reminded, for the body has no officer, deputy or head here: %(names)s."
    ),
    "told_today": gettext_lazy(
        "All who report for the body were reminded of it today: %(names)s. "
        "Possible again on %(day)s."
    ),
}


@dataclass(frozen=True)
class Ordered:
    """`told_already`: how many reminders were left out, since they had gone that day."""

    people: int
    obligations: int
    told_already: int


@transaction.atomic
def remind_now(
    obligation_ids: Collection[int], *, by: User, today: date, note: str = ""
) -> Ordered:
    """One mail to each person who reports for the bodies, to be sent by the next run.

    All or nothing. Raises PermissionDenied unless `by` coordinates the plan of each; Refused
    "nothing_chosen", "too_many", "note_too_long", "unknown", "too_many_orders", "not_owed",
    "ordered_today", "nobody", "told_today".
    """
    ids, note = set(obligation_ids), note.strip()
    _check_size(ids, note)
    order = _asked(ids, by, today)
    if order.left_out:
        raise refusal(order.left_out, today)
    return _ordered(order, by=by, today=today, note=note)


@transaction.atomic
def remind_possible(
    obligation_ids: Collection[int], *, by: User, today: date, note: str = ""
) -> tuple[Ordered, list[LeftOut]]:
    """The same for any number of them, as one order: of those that cannot be reminded of now it
    tells why, and reminds of the others. Raises PermissionDenied; Refused "unknown",
    "too_many_orders".
    """
    order = _asked(set(obligation_ids), by, today)
    if not order.ready:
        return Ordered(0, 0, 0), order.left_out
    return _ordered(order, by=by, today=today, note=note.strip()), order.left_out


def _asked(ids: Collection[int], by: User, today: date) -> Order:
    """With rights, turns and the number of orders a day looked after."""
    _take_turns(ids, by)
    _check_rights(ids, by, today)
    if orders_of(by, today) >= ORDERS_A_DAY:
        raise Refused("too_many_orders", _too_many_orders(today))
    return order_of(ids, today)


def _ordered(order: Order, *, by: User, today: date, note: str) -> Ordered:
    _write(order, by=by, today=today, note=note)
    _leave_traces(order.ready, by=by, today=today, note=note)
    told = sum(len(one.told) for one in order.ready)
    return Ordered(len(order.mails), len(order.ready), told)


def refusal(left_out: Sequence[LeftOut], today: date) -> Refused:
    """In words, of what stands against the first of them; several of its kind are named."""
    code = left_out[0].code
    alike = [name_of(one.owed) for one in left_out if one.code == code]
    names = ", ".join(alike[:NAMED]) + (", …" if len(alike) > NAMED else "")
    return Refused(code, str(AGAINST[code]) % {"names": names, "day": _tomorrow(today)})


def name_of(owed: Obligation) -> str:
    return f"{owed.measure.number} ({owed.agency.short})"


def _check_size(ids: Collection[int], note: str) -> None:
    if not ids:
        raise Refused("nothing_chosen", _("Choose at least one report."))
    if len(ids) > MOST:
        said = _("At most %(most)d reports are reminded of in one order: choose fewer.")
        raise Refused("too_many", said % {"most": MOST})
    if len(note) > LONGEST_NOTE:
        said = _("The note is longer than %(most)d characters.")
        raise Refused("note_too_long", said % {"most": LONGEST_NOTE})


def _take_turns(ids: Collection[int], by: User) -> None:
    """Of two orders at one moment the second waits, and then sees the first."""
    lock(User.objects.filter(pk=by.pk))
    found = lock(Obligation.objects.filter(pk__in=ids))
    if len(found) < len(ids):
        raise Refused("unknown", _("One of the reports does not exist."))


def _check_rights(ids: Collection[int], by: User, today: date) -> None:
    owed = Obligation.objects.filter(pk__in=ids).select_related("measure__plan")
    for plan in {one.measure.plan for one in owed}:
        check_may_manage_plan(by, plan, today)


def _too_many_orders(today: date) -> str:
    said = _("You have given %(most)d orders today, which is the most. Possible again on %(day)s.")
    return said % {"most": ORDERS_A_DAY, "day": _tomorrow(today)}


def _tomorrow(today: date) -> str:
    return date_format(today + timedelta(days=1), "DATE_FORMAT")


def _write(order: Order, *, by: User, today: date, note: str) -> None:
    told = order.mails
    mails = Digest.objects.bulk_create(
        Digest(recipient=person, day=today, message_id=new_message_id(), ordered_by=by, note=note)
        for person, _owed in told
    )
    Reminder.objects.bulk_create(
        Reminder(
            subject=Subject.REPORT,
            plan=owed.measure.plan,
            obligation=owed,
            ordered_by=by,
            recipient=person,
            digest=mail,
            due_on=owed.due_on or today,  # it has one, or it could not be reminded of
            ladder=owed.ladder,
            remind_on=today,
        )
        for mail, (person, theirs) in zip(mails, told, strict=True)
        for owed in theirs
    )


def _leave_traces(ready: Sequence[Ready], *, by: User, today: date, note: str) -> None:
    """One for each obligation; `order` is what they have in common."""
    order = uuid4().hex
    Event.objects.bulk_create(
        Event(
            kind=EventKind.REMINDED,
            measure=one.owed.measure,
            obligation=one.owed,
            actor=by,
            happened_on=today,
            note=note,
            data={"order": order, "people": [person.full_name for person in one.people]},
        )
        for one in ready
    )
