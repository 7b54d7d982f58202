"""Days of a site under faults: woken, waited for, and accounted for in the end."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.utils import timezone

from measures.models import Digest, DigestState, ReminderClock
from measures.querysets import DigestQuerySet
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

    def quiet(self) -> None:
        """No mail is under way any more, and none begins while the workers look again."""
        self.site.until(lambda: not _under_way().exists(), "quiet")
        since = timezone.now() + CALM
        later_run = ReminderClock.objects.filter(ran_at__gt=since)
        self.site.until(later_run.exists, "a later run")
        assert not _under_way().exists()

    def a_day(self) -> None:
        """The next one, on which nothing happens."""
        self.town.wake_on(self.after(days=1))
        self.planned()
        self.quiet()

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


def _under_way() -> DigestQuerySet:
    return Digest.objects.filter(state__in=UNDER_WAY)
