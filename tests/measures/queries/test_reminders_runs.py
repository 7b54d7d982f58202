"""How the runs of reminders go, asked for pages and for monitoring."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import pytest
from pytest_django import DjangoAssertNumQueries

from measures.models import Digest, DigestState, ReminderClock, ReminderRun
from measures.queries.reminders.runs import (
    RUNS_SHOWN,
    Backlog,
    DayTotals,
    backlog,
    day_totals,
    erred_since,
    run_board,
)
from tests.factories import UserFactory

DAY: Final = date(2009, 7, 6)
NOW: Final = datetime(2026, 1, 15, 6, 0, tzinfo=UTC)
MINUTE: Final = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


def run(day: date = DAY, ago: timedelta = MINUTE, **fields: Any) -> ReminderRun:
    made: ReminderRun = ReminderRun.objects.create(
        day=day, started_at=NOW - ago, ended_at=NOW, **fields
    )
    return made


def mail(state: DigestState = DigestState.WAITING, **fields: Any) -> Digest:
    person = UserFactory()
    created_at = fields.pop("created_at", NOW)
    made: Digest = Digest.objects.create(
        recipient=person, day=DAY, state=state, message_id=f"<{person.pk}@example.org>", **fields
    )
    Digest.objects.filter(pk=made.pk).update(created_at=created_at)
    return made


def test_the_newest_run_of_the_day_comes_first() -> None:
    first, second = run(ago=5 * MINUTE), run(ago=MINUTE)
    run(DAY - timedelta(days=1))
    assert run_board(DAY, NOW).runs == [second, first]


def test_no_more_runs_are_read_than_a_page_bears() -> None:
    ReminderRun.objects.bulk_create(
        ReminderRun(day=DAY, started_at=NOW, ended_at=NOW, sent=1) for _ in range(RUNS_SHOWN + 5)
    )
    board = run_board(DAY, NOW)
    assert (len(board.runs), board.totals.runs, board.totals.sent) == (50, 55, 55)


def test_the_totals_are_those_of_the_day() -> None:
    run(planned=7, sent=4, skipped=1)
    run(sent=2, failed=1, error="TimeoutError")
    run(DAY - timedelta(days=1), planned=100)
    assert day_totals(DAY) == DayTotals(runs=2, erred=1, planned=7, sent=6, failed=1, skipped=1)


def test_a_day_without_a_run_adds_up_to_nothing() -> None:
    assert day_totals(DAY) == DayTotals(runs=0, erred=0, planned=0, sent=0, failed=0, skipped=0)


def test_errors_are_counted_from_a_moment_on() -> None:
    run(ago=2 * MINUTE, error="TimeoutError")
    run(ago=9 * MINUTE, error="TimeoutError")
    run(ago=MINUTE)
    assert erred_since(NOW - 5 * MINUTE, DAY) == 1


def test_a_mail_could_go_since_it_was_made_or_since_its_next_attempt() -> None:
    mail(created_at=NOW - 4 * MINUTE)
    mail(created_at=NOW - 90 * MINUTE, next_try_at=NOW - 6 * MINUTE)
    mail(created_at=NOW - 90 * MINUTE, next_try_at=NOW + MINUTE, attempts=2)
    mail(DigestState.SENDING, attempts=1, claimed_at=NOW - 3 * MINUTE)
    mail(DigestState.SENDING, claimed_at=NOW - 2 * MINUTE)
    mail(DigestState.FAILED, created_at=NOW - 900 * MINUTE, claimed_at=NOW - 900 * MINUTE)
    assert backlog(NOW) == Backlog(
        waiting=3,
        sending=2,
        put_off=1,
        ready=2,
        ready_since=NOW - 6 * MINUTE,
        claimed_since=NOW - 3 * MINUTE,
    )


def test_nothing_under_way_waits_for_nothing() -> None:
    assert backlog(NOW) == Backlog(0, 0, 0, 0, None, None)


@pytest.mark.parametrize(
    ("ran_at", "silent"),
    [(None, True), (NOW - 8 * MINUTE, True), (NOW - 6 * MINUTE, False), (NOW + MINUTE, False)],
)
def test_a_clock_that_stands_still_is_noticed(ran_at: datetime | None, *, silent: bool) -> None:
    ReminderClock.objects.create(ran_at=ran_at)
    assert run_board(DAY, NOW).silent is silent


def test_before_the_first_run_there_is_a_board_too() -> None:
    board = run_board(DAY, NOW)
    assert (board.silent, board.day_is_planned, board.clock.ran_at) == (True, False, None)


@pytest.mark.parametrize(("planned_for", "planned"), [(DAY, True), (date(2009, 7, 5), False)])
def test_the_day_is_planned_when_the_clock_says_so(planned_for: date, *, planned: bool) -> None:
    ReminderClock.objects.create(planned_for=planned_for)
    assert run_board(DAY, NOW).day_is_planned is planned


@pytest.mark.parametrize("rows", [3, 30])
def test_the_board_takes_five_statements(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        run(error="TimeoutError")
        mail()
    with django_assert_num_queries(5):
        assert len(run_board(DAY, NOW).runs) == rows
