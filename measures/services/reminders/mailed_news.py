"""News in mails: a section of the mail of the day, or a mail of its own where a person wants it at
once. The same claims, attempts and endings as reminders have."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from agencies.queries import standing_of
from measures.models import Digest, Mailed, Notice
from measures.notice_words import is_theirs

RELATED = (
    *("plan", "measure__plan", "obligation", "job", "extension"),
    *("entry__obligation__agency", "entry__obligation__measure"),
    *("delegation__membership__user", "delegation__membership__agency", "delegation__to"),
    "delegation__ended_by",
)


def loose() -> QuerySet[Notice]:
    """In no mail yet."""
    return Notice.objects.to_be_mailed().filter(digest=None)


def attach(untried: QuerySet[Digest]) -> None:
    """What is loose joins the mail of the day of its person, if that takes more."""
    theirs = untried.filter(recipient=OuterRef("recipient")).values("pk")[:1]
    loose().filter(recipient__in=untried.values("recipient")).update(digest=Subquery(theirs))


def release(finished: Collection[str]) -> None:
    """What joined a mail just when a worker took it was not in it."""
    Notice.objects.to_be_mailed().filter(digest__state__in=finished).update(digest=None)


def news_in(digest: Digest, today: date) -> list[Notice]:
    """What the mail is to tell of, the oldest first; what was seen on the site meanwhile, or
    is told to a member who is none any more, is SKIPPED. Three statements at most."""
    waiting = Notice.objects.to_be_mailed().filter(digest=digest).order_by("pk")
    found = list(waiting.select_related(*RELATED))
    if not found:
        return []
    standing = standing_of(digest.recipient, today)
    needed = [one for one in found if not one.seen_at and is_theirs(one, standing)]
    over = {one.pk for one in found} - {one.pk for one in needed}
    Notice.objects.to_be_mailed().filter(pk__in=over).update(mail=Mailed.SKIPPED)
    return needed


def mark_sent(news: Sequence[Notice]) -> None:
    """One that was seen while the server had the mail has gone out all the same."""
    in_it = Notice.objects.filter(pk__in=[one.pk for one in news])
    in_it.filter(mail__in=(Mailed.WAITING, Mailed.SKIPPED)).update(mail=Mailed.SENT)


def leave_late(digest: Digest, tried: Sequence[Notice]) -> None:
    """What joined in the very moment of an attempt was not in it."""
    late = Notice.objects.to_be_mailed().filter(digest=digest)
    late.exclude(pk__in=[one.pk for one in tried]).update(digest=None)


def give_up(digest_ids: Collection[int]) -> None:
    waiting = Notice.objects.to_be_mailed().filter(digest__in=digest_ids)
    waiting.update(mail=Mailed.FAILED)


def wait_again(digest_ids: Collection[int]) -> None:
    """Their mails were given up, or came back, and are to go once more."""
    lost = Notice.objects.filter(digest__in=digest_ids, mail__in=(Mailed.FAILED, Mailed.SENT))
    lost.update(mail=Mailed.WAITING)
