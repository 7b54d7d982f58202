"""Whatever happens to a plan, every day of it can be told afterwards as it was."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from measures.models import Measure, MeasureVersion, Obligation, ObligationVersion
from measures.queries import board, plan, queues, totals
from measures.queries.overdue import overdue_on
from measures.queries.then import asked_then, owed_on
from measures.services.obligations import Generated, generate_obligations
from measures.services.versions import COLUMNS as SAYS
from measures.services.versions import said_by
from measures.triggers import COLUMNS as STANDS
from tests.measures.plan_at_random import World

picks = st.integers(0, 999)
acts = st.tuples(st.integers(0, 99), picks, picks)
days = st.tuples(st.integers(1, 40), st.lists(acts, min_size=1, max_size=4))
histories = st.lists(days, min_size=1, max_size=8)


def obligations_are_told_without_a_gap() -> None:
    told: dict[int, list[ObligationVersion]] = {}
    for version in ObligationVersion.objects.order_by("obligation", "since"):
        told.setdefault(version.obligation_id, []).append(version)
    rows = {row.pk: row for row in Obligation.objects.all()}
    assert told.keys() == rows.keys()
    for pk, versions in told.items():
        now, last = rows[pk], versions[-1]
        assert [one.until for one in versions[:-1]] == [two.since for _, two in pairwise(versions)]
        assert (last.until, last.since) == (None, now.changed_on)
        assert {name: getattr(last, name) for name in STANDS} == {
            name: getattr(now, name) for name in STANDS
        }


def measures_say_what_their_last_version_says() -> None:
    rows = Measure.objects.select_related("deadline").prefetch_related("executors", "costs")
    now = {row.pk: said_by(row) for row in rows}
    last = {one.measure_id: one for one in MeasureVersion.objects.filter(until=None)}
    assert {pk: {name: getattr(one, name) for name in SAYS} for pk, one in last.items()} == now


def what_is_owed_is_in_line_with_the_plan(world: World) -> None:
    assert generate_obligations(world.plan, today=world.today) == Generated()


def answers(world: World, day: date, *, past: bool) -> dict[str, Any]:
    as_of = day if past else None
    table = list(plan.plan_table(world.plan, plan.Asked(), day, past=past)[:])
    waiting = queues.waited_deadlines(day) if past else queues.waiting_deadlines()
    owed = owed_on(day, past=past).with_status(day).order_by("obligation_id" if past else "pk")
    reviews = asked_then(queues.review_queue(as_of), as_of)
    extensions = asked_then(queues.extension_queue(as_of), as_of)
    return {
        "table": [
            (one.pk, one.number, one.position, one.title_ru, one.state, one.deadline.text_ru,
             [str(body) for body in one.executors.all()])
            for one in table
        ],
        "stands": plan.stands(table, day, past=past),
        "owed": [
            (row.obligation_id, row.status, *(getattr(row, name) for name in STANDS))
            for row in owed
        ],
        "overdue": overdue_on(day, plan=world.plan, past=past),
        "by_agency": totals.by_agency(board.Asked(status="overdue"), day, past=past),
        "reviews": [(one.pk, one.obligation.agency.pk) for one in reviews],
        "extensions": [(one.pk, one.obligation.agency.pk) for one in extensions],
        "waiting": [(one.measure.number, one.text_ru) for one in waiting],
    }  # fmt: skip


@pytest.mark.django_db
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(histories)
def test_every_day_is_told_as_it_was(
    history: list[tuple[int, list[tuple[int, int, int]]]],
) -> None:
    with transaction.atomic():
        world, lived = World(), {}
        for passed, happenings in history:
            world.pass_days(passed)
            for happening in happenings:
                world.happen(*happening)
            obligations_are_told_without_a_gap()
            measures_say_what_their_last_version_says()
            what_is_owed_is_in_line_with_the_plan(world)
            lived[world.today] = answers(world, world.today, past=False)
        for day, told in lived.items():
            assert (day, answers(world, day, past=True)) == (day, told)
        transaction.set_rollback(True)
