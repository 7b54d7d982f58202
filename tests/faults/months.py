"""Months of a town, lived day by day in one process, with a mail server that is often unwell."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from random import Random

import pytest

from measures.services.reminders import send_reminders
from tests.faults.post_office import PostOffice
from tests.faults.town import Report, Town
from tests.mail_server import BREAK_OFF, HANG

# Between them no wait ends at a moment that the stretching of waits by chance would decide.
RUNS = (time(8), time(8, 10), time(12, 40))
DAY = timedelta(days=1)
# A mail is given up after eight attempts; a server that is never well for so long is another test.
ILL_IN_A_ROW = 4


@dataclass
class Life:
    """`nowhere`: addresses that the server refuses for good; `ill`: runs in a row with trouble."""

    town: Town
    post: PostOffice
    chance: Random
    nowhere: set[str] = field(default_factory=set)
    ill: int = 0
    runs: int = 0
    acts: int = 0
    read: int = 0

    def live(self, days: int) -> None:
        for _ in range(days):
            self.town.wake_on(self.town.today + DAY)
            if self.chance.random() < 0.1:  # nothing runs that day, but people work
                self.people_act()
            else:
                self.a_day()

    def calm_down(self, days: int) -> None:
        """Nobody does anything, and the mail server is well."""
        for _ in range(days):
            self.town.wake_on(self.town.today + DAY)
            for at in RUNS:
                self.run(at)

    def live_each_hour(self, days: int) -> None:
        for _ in range(days):
            self.town.wake_on(self.town.today + DAY)
            self.run_each_hour()

    def run_each_hour(self, since: time = time(0)) -> None:
        for hour in range(since.hour, 24):
            self.run(time(hour))

    def a_day(self) -> None:
        """After the first run or two workers may be gone until the next day."""
        for at in RUNS[: self.chance.choice((1, 2, 3))]:
            if self.chance.random() < 0.5:
                self.people_act()
            self.trouble()
            self.run(at)
            self.post.order(is_open=True, to_content=[], to_recipient=[])

    def run(self, at: time) -> None:
        today = self.town.today
        self.town.book.planned(today)
        send_reminders(today=today, now=datetime.combine(today, at, tzinfo=UTC))
        self.runs += 1
        for wrong in self._told_too_late():
            pytest.fail(f"{today} {at}: {wrong}", pytrace=False)

    def _told_too_late(self) -> Iterator[str]:
        """Nobody acts during a run: what it has sent is owed by the reader at this moment."""
        delivered = self.post.deliveries()
        for mail in delivered[self.read :]:
            person = self.town.people[mail.to]
            for obligation in mail.obligations:
                if not self.town.book.is_owed(obligation, person):
                    yield f"{mail.to} was reminded of {obligation}"
        self.read = len(delivered)

    # --- the mail server -----------------------------------------------------------------------

    def trouble(self) -> None:
        """Before half of the runs; each of these is over after the run."""
        well = self.chance.random() < 0.5 or self.ill == ILL_IN_A_ROW
        self.ill = 0 if well else self.ill + 1
        trouble = {} if well else self.chance.choice(self._troubles())
        self.post.order(refused_for_good=sorted(self.nowhere), **trouble)

    def _troubles(self) -> list[dict[str, object]]:
        some = self.chance.randrange(1, 4)
        mixed = [BREAK_OFF, "451 4.3.0 try later", HANG, "452 4.3.1 full", "250 OK"]
        return [
            {"is_open": False},
            {"to_recipient": ["450 4.2.1 busy"] * some},
            {"to_content": self.chance.sample(mixed, some)},
        ]

    # --- people --------------------------------------------------------------------------------

    def people_act(self) -> None:
        self.acts += 1
        self._owe_more()
        if owed := self.town.about_to_be_told() or self.town.owed_now():
            self._do_something_about(self.chance.choice(owed))
        if waiting := self.town.in_review():
            self._review(self.chance.choice(waiting))
        if self.chance.random() < 0.1:
            self._come_and_go()

    def _owe_more(self) -> None:
        if len(self.town.owed_now()) < 14:
            due = self.town.today + timedelta(days=self.chance.randrange(2, 40))
            self.town.owe(self.chance.choice(self.town.bodies), due)

    def _do_something_about(self, owed: Report) -> None:
        late = (self.town.today - self.town.book.lines[owed.pk].due).days
        match self.chance.random():
            case luck if luck < 0.45 and late > -9:
                self.town.hand_in(owed)
            case luck if luck > 0.9:
                self.town.give_time(owed, self.chance.randrange(3, 25))
            case luck if luck > 0.85 and late > 20:
                self.town.take_off_control(owed)

    def _review(self, owed: Report) -> None:
        if self.chance.random() < 0.4:
            self.town.give_back(owed)
        else:
            self.town.accept(owed)

    def _come_and_go(self) -> None:
        body = self.chance.choice(self.town.bodies)
        if len(self.town.officers[body.pk]) > 1:
            self.town.leave(body)
        else:
            self.town.join(body)
