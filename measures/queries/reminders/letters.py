"""The mails and notices of a preview: in which mail each reminder goes, and from when."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import prefetch_related_objects

from agencies.models import Membership, User
from measures.models import UNTRIED, Channel, Digest, DigestState, Reminder
from measures.queries.reminders.coming import COLUMN_OF
from measures.queries.reminders.preview import Going, Piles

ITEMS_SHOWN = 100  # of one mail; the mail itself and the command tell them all
# On a day: from when the mail of a person who chose an hour (None: none chosen) may go.
Opening = Callable[[date], Callable[[int | None], datetime | None]]


@dataclass(frozen=True)
class Letter:
    """A mail of the day. `digest` None: not begun yet. `goes_at` None: with the next run."""

    digest: Digest | None
    goes_at: datetime | None
    reminders: list[Reminder]

    @property
    def shown(self) -> list[Reminder]:
        return self.reminders[:ITEMS_SHOWN]

    @property
    def more(self) -> int:
        return max(0, len(self.reminders) - ITEMS_SHOWN)


@dataclass(frozen=True)
class Addressee:
    """`roles`: held on the day, with their bodies. `notices`: what is shown on the site."""

    person: User
    roles: list[Membership] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    notices: list[Reminder] = field(default_factory=list)


def addressees(piles: Piles, on: date, today: date, opening: Opening) -> list[Addressee]:
    """What a page says of these people. At most ten statements, none of them for each row."""
    people = [person for person, _theirs in piles]
    reminders = _reminders(going for _person, theirs in piles for going in theirs)
    roles = _roles(people, on)
    box = Letterbox(people, reminders, on, today, opening)
    return [
        Addressee(
            person,
            roles.get(person.pk, []),
            box.letters(person),
            [one for one in reminders[person.pk] if one.channel == Channel.SITE],
        )
        for person in people
    ]


ByPerson = dict[int, list[Reminder]]
TOLD = (
    *("recipient", "rule", "plan", "extension", "obligation__agency"),
    "obligation__measure__plan",
)


def _reminders(goings: Iterable[Going]) -> ByPerson:
    """With all that a mail says of each, saved or not; the soonest date first."""
    found = [_reminder(going) for going in goings]
    prefetch_related_objects(found, *TOLD)
    by_person: ByPerson = {}
    for reminder in sorted(found, key=lambda one: (one.due_on, one.obligation_id or 0)):
        by_person.setdefault(reminder.recipient_id, []).append(reminder)
    return by_person


def _reminder(going: Going) -> Reminder:
    told = {COLUMN_OF.get(name, name): value for name, value in going.row._asdict().items()}
    return Reminder(**told, digest_id=going.digest)


def _roles(people: Sequence[User], on: date) -> dict[int, list[Membership]]:
    held = Membership.objects.current(on).filter(user__in=people).select_related("agency")
    found: dict[int, list[Membership]] = {}
    for one in held.order_by("agency__code", "role"):
        found.setdefault(one.user_id, []).append(one)
    return found


class Letterbox:
    """Which mail of a person takes what: what no mail holds yet joins the mail of the day, or the
    next day's where that one was tried already; services.reminders.grouping does so."""

    def __init__(
        self,
        people: Sequence[User],
        reminders: ByPerson,
        on: date,
        today: date,
        opening: Opening,
    ) -> None:
        """Two statements."""
        self.on, self.opening, self.reminders = on, opening, reminders
        self.daily = self._daily(people) if on == today else {}
        named = [one.digest_id for theirs in reminders.values() for one in theirs if one.digest_id]
        begun = Digest.objects.select_related("ordered_by").filter(pk__in=named)
        self.digests = {one.pk: one for one in (*self.daily.values(), *begun)}

    def _daily(self, people: Sequence[User]) -> dict[int, Digest]:
        """The mail of today, else the newest of an earlier day that still waits."""
        daily = Digest.objects.filter(ordered_by=None, news=False, recipient__in=people)
        waiting = daily.filter(state=DigestState.WAITING, day__lt=self.on)
        found = (*waiting.order_by("pk"), *daily.filter(day=self.on))
        return {one.recipient_id: one for one in found}

    def letters(self, person: User) -> list[Letter]:
        by_mail: dict[int | None, list[Reminder]] = {}
        for one in self.reminders[person.pk]:
            if one.channel == Channel.MAIL:
                by_mail.setdefault(self._mail(person, one), []).append(one)
        letters = [
            Letter(self.digests.get(pk or 0), self._goes_at(person, pk), theirs)
            for pk, theirs in by_mail.items()
        ]
        return sorted(letters, key=lambda one: one.digest.pk if one.digest else math.inf)

    def _mail(self, person: User, one: Reminder) -> int | None:
        if one.digest_id:
            return one.digest_id
        daily = self.daily.get(person.pk)
        return daily.pk if daily and _takes_more(daily) else None

    def _goes_at(self, person: User, pk: int | None) -> datetime | None:
        """Of a mail that went already, when it did."""
        if digest := self.digests.get(pk or 0):
            at: datetime | None = digest.sent_at or digest.next_try_at
            return at
        day = self.on + timedelta(days=1) if person.pk in self.daily else self.on
        return self.opening(day)(person.digest_hour)


def _takes_more(daily: Digest) -> bool:
    return daily.attempts == 0 and daily.state in UNTRIED
