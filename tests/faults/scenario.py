"""Days of a site under faults: woken, waited for, and accounted for in the end."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.utils import timezone

from measures.models import Digest, DigestState, ReminderClock
from tests.faults.accounting import Account
from tests.faults.site import Site
from tests.faults.town import Town

UNDER_WAY = (DigestState.WAITING, DigestState.SENDING)
CALM = timedelta(seconds=1)  # the bell of each beat


@dataclass
class Scenario:
    name: str
    site: Site
    town: Town
    tell: Callable[[str, object], None]
    refused: set[str] = field(default_factory=set)

    def after(self, days: int) -> date:
        return self.town.today + timedelta(days=days)

    def planned(self) -> None:
        """Today’s reminders are in the ledger; nobody has done anything since it was woken."""
        today = self.town.today
        clock = ReminderClock.objects.filter(pk=1, planned_for=today)
        self.site.until(clock.exists, f"the plan of {today}")
        self.town.book.planned(today)

    def quiet(self, leaves: int = 0) -> None:
        """No mail is under way any more, but those that wait for the next day, and none begins
        while the workers look again."""
        self.site.until(lambda: _under_way() == (leaves, 0), "quiet")
        since = timezone.now() + CALM
        later_run = ReminderClock.objects.filter(ran_at__gt=since)
        self.site.until(later_run.exists, "a later run")
        assert _under_way() == (leaves, 0)

    def a_day(self, leaves: int = 0) -> None:
        """The next one, on which nothing happens."""
        self.town.wake_on(self.after(days=1))
        self.planned()
        self.quiet(leaves)

    def account(self) -> Account:
        """Told on the terminal, and refused if anything does not agree."""
        account = Account(
            book=self.town.book,
            delivered=self.site.post.deliveries(),
            away=self.site.postgres.away,
            refused=frozenset(self.refused),
        )
        wrong = account.wrong()
        fallen = f"; restarted {dict(self.site.fallen)}" if self.site.fallen else ""
        self.tell(self.name, f"{account}{fallen}")
        if wrong:
            pytest.fail("\n".join(wrong), pytrace=False)
        return account


def _under_way() -> tuple[int, int]:
    """Mails that wait, and mails that somebody sends or has died over."""
    waiting, sending = (Digest.objects.filter(state=state).count() for state in UNDER_WAY)
    return waiting, sending
