"""Days of a site under faults: woken, waited for, and accounted for in the end."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from measures.models import Digest, DigestState, ReminderClock
from measures.querysets import DigestQuerySet
from tests.faults.accounting import Account
from tests.faults.site import Site
from tests.faults.town import Town

UNDER_WAY = (DigestState.WAITING, DigestState.SENDING)
CALM = timedelta(seconds=2)  # runs of both workers


@dataclass
class Scenario:
    name: str
    site: Site
    town: Town
    tell: Callable[[str, object], None]
    refused: set[str] = field(default_factory=set)

    def wake(self, day: date) -> None:
        self.site.post.order(day=day.isoformat())
        self.town.wake_on(day)

    def next_day(self, days: int = 1) -> None:
        self.wake(self.town.today + timedelta(days=days))

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

    def a_day(self, days: int = 1) -> None:
        """Nothing happens on it."""
        self.next_day(days)
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
        assert wrong == []
        return account


def _under_way() -> DigestQuerySet:
    return Digest.objects.filter(state__in=UNDER_WAY)
