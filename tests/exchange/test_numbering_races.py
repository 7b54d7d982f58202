"""Many write, some commit late, one reads: nothing is missed and nothing repeated."""

import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from threading import Barrier, Event, Thread
from typing import Any

from django.db import connection, transaction

from agencies.models import User
from exchange.models import Change
from exchange.queries.changes import Wanted, page_after
from exchange.services.numbering import number_changes
from exchange.services.replaying import resume_and_catch_up
from exchange.services.run import deliver
from exchange.services.stopping import pause
from measures.models import EventKind
from tests.conftest import TODAY
from tests.exchange.conftest import NOW, hook
from tests.exchange.telling import happen
from tests.http_server import Receiver
from tests.races import AT_ONE_MOMENT, at_once

pytestmark = AT_ONE_MOMENT
WRITERS, EACH = 12, 15


def read_on(person: User, after: int) -> tuple[list[Change], int]:
    number_changes()
    page = page_after(person, TODAY, after=after, limit=7, wanted=Wanted())
    return list(page.changes), page.reached


@contextmanager
def late_commit(owed: Any) -> Iterator[None]:
    """Somebody has written, and takes until the end to commit."""
    written, end = Event(), Event()

    def write() -> None:
        with transaction.atomic():
            happen(EventKind.SUBMITTED, owed)
            written.set()
            end.wait(10)
        connection.close()

    thread = Thread(target=write)
    thread.start()
    written.wait(10)
    yield
    end.set()
    thread.join()


def test_what_was_written_first_and_committed_last_is_read_last(
    coordinator: User, owed: Any
) -> None:
    """By its identifier it stands before what the reader has read already."""
    with late_commit(owed):
        happen(EventKind.ACCEPTED, owed)
        first, reached = read_on(coordinator, 0)
    second, _reached = read_on(coordinator, reached)
    assert [[one.type for one in page] for page in (first, second)] == [
        ["progress.accepted"],
        ["progress.submitted"],
    ]
    assert second[0].pk < first[0].pk


def write_all(owed: Any, seed: int) -> int:
    """Commits one to three changes at a time, each after a while of its own."""
    chance, written = random.Random(seed), 0  # noqa: S311  (chance that repeats)
    while written < EACH:
        with transaction.atomic():
            for _turn in range(min(chance.randint(1, 3), EACH - written)):
                happen(EventKind.ACCEPTED, owed, note=f"{seed}/{written}")
                written += 1
                time.sleep(chance.random() / 100)
    connection.close()
    return written


def read_all(person: User, over: Event) -> list[int]:
    """All along, and until nothing is left once the writers are done."""
    found, after, last = [], 0, False
    while True:
        last = over.is_set()
        changes, after = read_on(person, after)
        found += [change.pk for change in changes]
        if last and not changes:
            connection.close()
            return found


def number_all_along(over: Event) -> None:
    while not over.is_set():
        number_changes()
    connection.close()


def test_many_writers_and_two_readers(coordinator: User, owed: Any) -> None:
    """The readers read all along, and a third numbers besides."""
    over = Event()
    with ThreadPoolExecutor(WRITERS + 3) as people:
        readers = [people.submit(read_all, coordinator, over) for _reader in range(2)]
        people.submit(number_all_along, over)
        written = list(people.map(partial(write_all, owed), range(WRITERS)))
        over.set()
        first, second = (reader.result() for reader in readers)
    everything = list(Change.objects.order_by("number").values_list("pk", flat=True))
    assert sum(written) == len(everything) == WRITERS * EACH
    assert first == second == everything
    assert len(set(first)) == len(first)
    assert first != sorted(first), "the writers did not overtake each other: nothing was shown"
    numbers = Change.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, len(everything) + 1))


def test_changes_of_one_report_keep_their_order(coordinator: User, owed: Any) -> None:
    for kind in (EventKind.SUBMITTED, EventKind.RETURNED, EventKind.SUBMITTED, EventKind.ACCEPTED):
        happen(kind, owed)
    changes, _reached = read_on(coordinator, 0)
    assert [one.type.partition(".")[2] for one in changes] == [
        "submitted",
        "returned",
        "submitted",
        "accepted",
    ]


def test_two_workers_at_once_send_each_message_once(
    coordinator: User, owed: Any, there: Receiver
) -> None:
    hook(coordinator, there.address)
    for _turn in range(40):
        happen(EventKind.ACCEPTED, owed)
    work = [lambda: deliver(today=TODAY, now=NOW)] * 4
    assert at_once(*work) == ["done"] * 4
    while deliver(today=TODAY, now=NOW):
        """A worker whose only message another was just claiming has gone home early."""
    assert len(there.ids) == len(set(there.ids)) == 40


def test_a_webhook_that_is_stopped_while_others_write_misses_nothing(
    coordinator: User, owed: Any, there: Receiver
) -> None:
    webhook = hook(coordinator, there.address)
    start = Barrier(2)

    def write() -> None:
        start.wait()
        for _turn in range(30):
            happen(EventKind.ACCEPTED, owed)
        connection.close()

    with ThreadPoolExecutor(1) as people:
        writing = people.submit(write)
        start.wait()
        while not writing.done():
            deliver(today=TODAY, now=NOW)
            pause(webhook, by=coordinator, today=TODAY, now=NOW)
            deliver(today=TODAY, now=NOW)
            resume_and_catch_up(webhook, by=coordinator, today=TODAY, now=NOW, catch_up=True)
    deliver(today=TODAY, now=NOW)
    assert len(there.ids) == len(set(there.ids)) == 30
