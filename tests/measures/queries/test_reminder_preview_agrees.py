"""A preview says what the run then does: over some weeks in which something changes every day."""

from datetime import date, timedelta

import pytest

from measures.models import Reminder
from measures.queries.reminders.coming import Row, added_by_next_run, added_on
from measures.services.reminders import plan_reminders
from tests.measures.reminders_at_random import FIRST, World
from tests.measures.reminding import NOW

ONE = timedelta(days=1)
NAMES = [name for name in Row._fields if name not in ("state", "ended")]


def added_really(day: date) -> list[tuple[object, ...]]:
    """The rows that the run of a day adds to the ledger."""
    last = Reminder.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    plan_reminders(today=day, now=NOW)
    rows = Reminder.objects.filter(pk__gt=last)
    return in_order(Row.of(row) for row in rows)


def in_order(rows) -> list[tuple[object, ...]]:
    return sorted((tuple(getattr(row, name) for name in NAMES) for row in rows), key=repr)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_what_is_previewed_for_a_day_is_what_its_run_adds(seed: int) -> None:
    world = World(seed)
    plans, seen = [world.plan.pk], 0
    for number in range(0, 36, 3):
        day = FIRST + timedelta(days=number)
        for _ in range(3):
            world.change(day)
        now = in_order(added_by_next_run(plans, day))
        assert now == added_really(day)
        tomorrow, after = (in_order(added_on(day + ahead, plans)) for ahead in (ONE, 2 * ONE))
        assert tomorrow == added_really(day + ONE)
        assert after == added_really(day + 2 * ONE)
        seen += len(now) + len(tomorrow) + len(after)
    assert seen > 50
