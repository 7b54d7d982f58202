"""Put waiting reminders into mails: at most one mail to a person on a business day.

A mail takes new reminders until it is first tried; from then on its content only shrinks, since
its Message-ID is fixed and a mail server may have taken it already. What comes later waits for
the next day's mail.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery

from agencies.models import User
from measures.models import LOST, UNTRIED, Channel, Digest, DigestState, Notice, Reminder
from measures.services.reminders import mailed_news

FINISHED = (DigestState.SENT, DigestState.CANCELLED, *LOST)
# When the mail of a person who chose an hour (None: none chosen) may go; None: at once.
Opens = Callable[[int | None], datetime | None]


def at_once(_hour: int | None) -> datetime | None:
    return None


@transaction.atomic
def open_the_day(today: date, opens: Opens = at_once) -> None:
    """Before reminders are planned: what is left of earlier days is the first of this one."""
    _release_from_finished()
    _carry_over(today, opens)


def make_digests(people: Iterable[int], *, today: date, opens: Opens) -> None:
    """A mail of the day for each of the people (ids) who has none yet."""
    has_one = _daily().filter(day=today).values("recipient")
    without = User.objects.filter(pk__in=list(people)).exclude(pk__in=has_one)
    Digest.objects.bulk_create(
        [
            Digest(recipient_id=pk, day=today, message_id=new_message_id(), next_try_at=opens(hour))
            for pk, hour in without.order_by("pk").values_list("pk", "digest_hour")
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def group_into_digests(*, today: date, opens: Opens = at_once) -> None:
    """After they are planned: what is in no mail yet goes into the mails of the day."""
    people = _loose().order_by().values_list("recipient", flat=True).distinct()
    readers = mailed_news.loose().order_by().values_list("recipient", flat=True).distinct()
    make_digests({*people, *readers}, today=today, opens=opens)
    _attach(today)


def _loose() -> QuerySet[Reminder]:
    return Reminder.objects.waiting().filter(digest=None, channel=Channel.MAIL)


def _daily() -> QuerySet[Digest]:
    """Without the mails that a coordinator ordered, and news at once: they hold what they were made
    for, and go alone."""
    return Digest.objects.filter(ordered_by=None, news=False)


def _release_from_finished() -> None:
    """A reminder that joined a mail just when a worker took it was not in that mail."""
    Reminder.objects.waiting().filter(digest__state__in=FINISHED).update(digest=None)
    mailed_news.release(FINISHED)


def _carry_over(today: date, opens: Opens) -> None:
    """A mail of an earlier day that still waits becomes today's, unless today has one; what was
    not tried yet waits for the hour of its person as others do."""
    has_one = _daily().filter(day=today).values("recipient")
    waiting = _daily().filter(state=DigestState.WAITING).exclude(day=today)
    left = waiting.exclude(recipient__in=has_one).order_by().values("recipient")
    newest = left.annotate(newest=Max("pk")).values_list("newest", flat=True)
    taken = list(newest)
    waiting.filter(pk__in=taken, attempts__gt=0).update(day=today)
    untried = waiting.filter(pk__in=taken).values_list("recipient__digest_hour", flat=True)
    for hour in list(untried.order_by().distinct()):
        theirs = waiting.filter(pk__in=taken, recipient__digest_hour=hour)
        theirs.update(day=today, next_try_at=opens(hour))


def new_message_id() -> str:
    return make_msgid(domain=urlsplit(settings.SITE_URL).hostname or "localhost")


def _attach(today: date) -> None:
    untried = _daily().filter(day=today, attempts=0, state__in=UNTRIED)
    theirs = untried.filter(recipient=OuterRef("recipient")).values("pk")[:1]
    joining = _loose().filter(recipient__in=untried.values("recipient"))
    joining.update(digest=Subquery(theirs))
    mailed_news.attach(untried)
    refilled = Exists(Reminder.objects.waiting().filter(digest=OuterRef("pk"))) | Exists(
        Notice.objects.to_be_mailed().filter(digest=OuterRef("pk"))
    )
    untried.filter(refilled, state=DigestState.CANCELLED).update(state=DigestState.WAITING)
