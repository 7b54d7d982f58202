"""Whom mail does not reach: what a coordinator has to put right by hand."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, Min, OuterRef, Q, Window
from django.db.models.functions import Coalesce, RowNumber

from agencies.models import User
from measures.models import LOST, Digest, DigestState

TO_THEIR_ADDRESS = Q(sent_to="") | Q(sent_to=F("recipient__email"))
# A mail is later than another by its last attempt, not by its day: a coordinator may have ordered
# an old one to be tried again.
TRIED_AT = Coalesce("claimed_at", "sent_at", "created_at")
OF_PERSON = [F("recipient")]
NEWEST_FIRST = [F("tried_at").desc(), F("pk").desc()]


@dataclass(frozen=True)
class AddressInTrouble:
    """`in_a_row`: mails that did not arrive since the last one that did, the first at `since`."""

    person: User
    address: str
    since: datetime
    in_a_row: int
    last_error: str


def addresses_in_trouble() -> list[AddressInTrouble]:
    """Two statements: active people whose latest mail came back or was given up, longest first.

    Mails to an address that is the person's no more do not count.
    """
    tried = Digest.objects.annotate(tried_at=TRIED_AT)
    arrived_or_of_old = Q(state=DigestState.SENT) | Q(state__in=LOST) & ~TO_THEIR_ADDRESS
    later = tried.filter(arrived_or_of_old, recipient=OuterRef("recipient"))
    lost = tried.filter(TO_THEIR_ADDRESS, state__in=LOST, recipient__is_active=True).exclude(
        Exists(later.filter(tried_at__gt=OuterRef("tried_at")))
    )
    latest = lost.annotate(
        in_a_row=Window(Count("pk"), partition_by=OF_PERSON),
        since=Window(Min("tried_at"), partition_by=OF_PERSON),
        from_the_end=Window(RowNumber(), order_by=NEWEST_FIRST, partition_by=OF_PERSON),
    ).filter(from_the_end=1)
    rows = latest.order_by("since", "pk").values_list("recipient", "since", "in_a_row", "error")
    told = {person: (since, in_a_row, error) for person, since, in_a_row, error in rows}
    people = User.objects.in_bulk(list(told))
    return [AddressInTrouble(people[pk], people[pk].email, *rest) for pk, rest in told.items()]
