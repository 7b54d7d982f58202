"""Who lent a role, who was lent it and the head of the body hear when that begins and ends."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from django.db import transaction
from django.urls import reverse

from agencies.models import Delegation, Membership, Role, User
from measures.models import NoticeKind
from measures.services.notices import News, tell

# So many days before the last one it is told that a delegation ends; of one that is shorter
# altogether that was said when it began.
BEFORE_THE_END: Final = timedelta(days=3)


class Step(StrEnum):
    LENT = "lent"
    ENDED = "ended"  # before its last day
    ENDING = "ending"


def tell_of_loan(given: Delegation, step: Step, *, by: User | None, today: date) -> None:
    """A notice to each of them but who acted. Once, however often it is asked for."""
    tell(*_news(given, step, _heads({given.membership.agency_id}, today)), by=by, today=today)


@transaction.atomic
def tell_of_ending_loans(*, today: date) -> None:
    """Of those whose last day comes near. Safe to run twice and at once, and after days without a
    run. At most seven statements, however many there are."""
    soon = Delegation.objects.filter(
        ended_at=None, starts_on__lte=today, ends_on__range=(today, today + BEFORE_THE_END)
    )
    long = [
        one
        for one in soon.select_related("membership").select_for_update(of=("self",)).order_by("pk")
        if one.ends_on - one.starts_on > BEFORE_THE_END
    ]
    heads = _heads({one.membership.agency_id for one in long}, today)
    news = [said for one in long for said in _news(one, Step.ENDING, heads)]
    if news:
        tell(*news, by=None, today=today)


def _heads(bodies: set[int], today: date) -> set[tuple[int, int]]:
    """(body, person); with those who were lent that role."""
    held = Membership.objects.current(today).filter(agency__in=bodies, role=Role.HEAD)
    return set(held.values_list("agency", "user")) if bodies else set()


def _news(given: Delegation, step: Step, heads: set[tuple[int, int]]) -> Iterator[News]:
    body = given.membership.agency_id
    readers = {given.membership.user_id, given.to_id}
    for person in sorted(readers | {head for where, head in heads if where == body}):
        yield News(
            NoticeKind.ROLE_LENT,
            f"delegation:{given.pk}:{step}",
            person=person,
            path=reverse("agencies:delegations"),
            params={"step": step.value},
            rows={"delegation_id": given.pk},
        )
