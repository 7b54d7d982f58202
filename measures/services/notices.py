"""News for people about their own work: written with the act itself, seen, and cleared in time."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from agencies.models import Membership, Role, User
from agencies.permissions import REPORTING
from measures.models import (
    ALWAYS_MAILED,
    CHOICE_OF,
    Digest,
    How,
    Mailed,
    Notice,
    NoticeKind,
    Preference,
)
from measures.services.reminders.grouping import new_message_id

BATCH = 2000
DEFAULTS = Preference()
Told = tuple["News", int | None]  # what, and as a member of which agency


@dataclass(frozen=True)
class News:
    """What happened to `about`, a name of the very thing ("entry:12"): of each kind a person is
    told of it once.

    Told to the current members of `agencies` (ids) in `roles`; where an agency has none of them,
    to all who report for it. `person` (an id) is told besides: as a member of the agencies where
    there are any, else personally. `rows`: obligation_id=…, measure_id=… and the like.
    """

    kind: NoticeKind
    about: str
    agencies: Collection[int] = ()
    roles: tuple[Role, ...] = (Role.OFFICER,)
    person: int | None = None
    path: str = ""
    params: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, int | None] = field(default_factory=dict)


def tell(*news: News, by: User | None, today: date) -> int:
    """Writes a notice for everybody whom the news concern, never for who acted; how many people
    it was meant for. A repeat tells nobody again. At most five statements, however many people.

    To be called inside the transaction of the act: what is taken back was never told.
    """
    members = _members({pk for one in news for pk in one.agencies}, today)
    people = _people(one.person for one in news if not one.agencies)
    told = {
        (one.kind, one.about, reader.pk): _notice(one, reader, agency, today)
        for one in news
        for reader, agency in _readers(one, members, people)
        if by is None or reader.pk != by.pk
    }
    _with_mails(list(told.values()), today)
    Notice.objects.bulk_create(told.values(), batch_size=BATCH, ignore_conflicts=True)
    return len({reader for _kind, _about, reader in told})


def _members(agencies: Collection[int], today: date) -> dict[int, list[Membership]]:
    found: dict[int, list[Membership]] = {}
    if not agencies:
        return found
    held = Membership.objects.current(today).filter(agency__in=agencies)
    for one in held.select_related("user__preference").order_by("pk"):
        found.setdefault(one.agency_id, []).append(one)
    return found


def _people(ids: Iterable[int | None]) -> dict[int, User]:
    wanted = {pk for pk in ids if pk}
    active = User.objects.filter(pk__in=wanted, is_active=True) if wanted else User.objects.none()
    return active.select_related("preference").in_bulk()


def _readers(
    news: News, members: dict[int, list[Membership]], people: dict[int, User]
) -> Iterator[tuple[User, int | None]]:
    if not news.agencies and news.person in people:
        yield people[news.person or 0], None
    for agency in news.agencies:
        held = members.get(agency, [])
        chosen = [one for one in held if one.role in news.roles or one.user_id == news.person]
        if not any(one.role in news.roles for one in chosen):
            chosen += [one for one in held if one.role in REPORTING]
        for one in chosen:
            yield one.user, agency


def _notice(news: News, reader: User, agency: int | None, today: date) -> Notice:
    return Notice(
        recipient=reader,
        agency_id=agency,
        kind=news.kind,
        about=news.about,
        path=news.path,
        params=news.params,
        told_on=today,
        **news.rows,
    )


def how_told(person: User, kind: str) -> str:
    """As the person chose; no statement where `preference` is at hand."""
    if kind in ALWAYS_MAILED:
        return How.AT_ONCE
    name = CHOICE_OF.get(NoticeKind(kind))
    return getattr(getattr(person, "preference", DEFAULTS), name) if name else How.SITE


def _with_mails(told: Sequence[Notice], today: date) -> None:
    """Who wants it at once gets a mail of its own, by the next run; with the mail of the day it
    waits for that."""
    at_once = [one for one in told if how_told(one.recipient, one.kind) == How.AT_ONCE]
    for one in told:
        if how_told(one.recipient, one.kind) == How.DAILY:
            one.mail = Mailed.WAITING
    if not at_once:
        return
    known = Notice.objects.filter(about__in={one.about for one in at_once})
    repeats = set(known.values_list("kind", "about", "recipient"))
    new = [one for one in at_once if (one.kind, one.about, one.recipient_id) not in repeats]
    mails = Digest.objects.bulk_create(
        Digest(recipient=one.recipient, day=today, message_id=new_message_id(), news=True)
        for one in new
    )
    for one, mail in zip(new, mails, strict=True):
        one.mail, one.digest = Mailed.WAITING, mail


@transaction.atomic
def see(notice_ids: Collection[int], *, by: User, now: datetime) -> int:
    """Marks the person's own among these as seen; others' are left alone, and not told apart."""
    return Notice.objects.new().filter(pk__in=notice_ids, recipient=by).update(seen_at=now)


@transaction.atomic
def clear_old_notices(*, now: datetime) -> int:
    """Removes what was seen settings.NOTICE_DAYS ago, and what nobody looked at for twice as long;
    what waits to be mailed stays. How many."""
    kept = timedelta(days=settings.NOTICE_DAYS)
    seen = Notice.objects.filter(seen_at__lt=now - kept)
    unseen = Notice.objects.new().filter(created_at__lt=now - 2 * kept)
    settled = (rows.exclude(mail=Mailed.WAITING) for rows in (seen, unseen))
    return sum(rows.delete()[0] for rows in settled)
