"""What other apps want people to be reminded of, and what of it the ledger lacks."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from agencies.queries import calendar_between
from measures.models import ROUNDS, Channel, Declined, Reminder, ReminderRule, ReminderState
from measures.rules.besides import Besides
from measures.rules.reminders import Calendar, latest
from measures.signals import reminders_wanted

YEAR = timedelta(days=366)
Latest = dict[tuple[str, int, str, int, str], date]  # subject, plan, occurrence, person, channel


def wanted(today: date) -> list[Besides]:
    answers: list[Any] = [answer for _who, answer in reminders_wanted.send(Besides, today=today)]
    return [one for answer in answers for one in answer]


def still_wanted(asked: Iterable[Besides]) -> set[tuple[str, int, str, int]]:
    """(subject, plan, occurrence, person) of all that is asked for."""
    return {
        (one.subject, one.plan, one.occurrence, person)
        for one in asked
        for people in one.people.values()
        for person in people
    }


def owed_besides(
    asked: Sequence[Besides], rules: Iterable[ReminderRule], today: date
) -> list[Reminder]:
    """Rows that the ledger lacks, not saved. Three statements, whatever their number."""
    calendar = calendar_between(today - YEAR, today + YEAR) if asked else {}
    known, declined = _known(asked), set(Declined.objects.values_list("person", "plan"))
    found: dict[tuple[object, ...], Reminder] = {}
    for row in _rows(asked, list(rules), today, calendar):
        key = (row.subject, row.plan_id, row.occurrence, row.recipient_id, row.channel)
        refused = row.rule and row.rule.may_decline and (row.recipient_id, row.plan_id) in declined
        if not refused and known.get(key, date.min) < row.remind_on:
            found.setdefault(key, row)
    return list(found.values())


def _known(asked: Sequence[Besides]) -> Latest:
    """The day that each person was last reminded of each."""
    rows = Reminder.objects.filter(
        subject__in=ROUNDS,
        plan__in={one.plan for one in asked},
        occurrence__in={one.occurrence for one in asked},
    )
    columns = ("subject", "plan", "occurrence", "recipient", "channel", "remind_on")
    return {tuple(key): day for *key, day in rows.order_by("remind_on").values_list(*columns)}


def _rows(
    asked: Sequence[Besides], rules: list[ReminderRule], today: date, calendar: Calendar
) -> Iterator[Reminder]:
    for one in asked:
        for (audience, channel), steps in _ladders(one, rules).items():
            if came := latest(one.due_on, today, steps, calendar):
                day, rule = came
                for person in sorted(one.people.get(audience, ())):
                    yield _row(one, person, channel, day, rule)


def _ladders(one: Besides, rules: list[ReminderRule]) -> dict[tuple[str, str], list[ReminderRule]]:
    found: dict[tuple[str, str], list[ReminderRule]] = {}
    for rule in rules:
        if (rule.plan_id, rule.subject) == (one.plan, one.subject):
            found.setdefault((rule.audience, rule.channel), []).append(rule)
    return found


def _row(one: Besides, person: int, channel: str, day: date, rule: ReminderRule) -> Reminder:
    shown = channel == Channel.SITE
    return Reminder(
        subject=one.subject,
        plan_id=one.plan,
        occurrence=one.occurrence,
        recipient_id=person,
        channel=channel,
        due_on=one.due_on,
        remind_on=day,
        rule=rule,
        state=ReminderState.SHOWN if shown else ReminderState.WAITING,
    )
