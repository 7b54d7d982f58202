"""What is explained is what is: every row of the ledger is told once, and what the next run is said
to add is what it adds. Over some weeks in which something changes every day."""

from datetime import date, timedelta

import pytest

from measures.models import Obligation, Reminder
from measures.queries.reminders.explaining import Explained, explain
from measures.rules.reminder_reasons import Because, Reason
from measures.services.reminders import plan_reminders
from tests.measures.reminders_at_random import FIRST, World
from tests.measures.reminding import NOW

NEXT_RUN = (Because(Reason.NEXT_RUN),)
Added = list[tuple[object, ...]]


def lines_of(found: list[Explained]):
    for one in found:
        for part in one.chapters:
            yield from ((one.person, part.about, line) for line in part.lines)
        yield from ((one.person, None, line) for line in one.earlier)


def announced(owed: Obligation, day: date) -> Added:
    return [
        (owed.pk, about.subject, person.pk, line.rule.channel, line.rule.pk, line.first)
        for person, about, line in lines_of(explain(owed, day, days_known=False))
        if line.because == NEXT_RUN
    ]


def added(day: date) -> Added:
    last = Reminder.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    plan_reminders(today=day, now=NOW)
    rows = Reminder.objects.filter(pk__gt=last)
    columns = ("obligation", "subject", "recipient", "channel", "rule", "remind_on")
    return list(rows.values_list(*columns))


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(2))
def test_what_is_explained_agrees_with_the_ledger(seed: int) -> None:
    world, seen = World(seed), 0
    for number in range(0, 36, 4):
        day = FIRST + timedelta(days=number)
        for _ in range(3):
            world.change(day)
        everything = Obligation.objects.select_related("measure__plan").order_by("pk")
        said = [line for owed in everything for line in announced(owed, day)]
        assert sorted(said, key=repr) == sorted(added(day), key=repr)
        seen += len(said)
    told = [
        line.row.pk
        for owed in everything
        for _person, _about, line in lines_of(explain(owed, day, days_known=False))
        if line.row
    ]
    assert sorted(told) == list(Reminder.objects.order_by("pk").values_list("pk", flat=True))
    assert seen > 50
