"""What waits for the signature of a head, and what came of a draft that was put forward."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F

from agencies.models import Agency, User
from agencies.permissions import SIGNING, agencies_of
from measures.models import Obligation, ProgressEntry, ProgressState, Signing
from measures.models.signing import SigningQuerySet


def signed_for(person: User, today: date) -> list[Agency]:
    """Agencies whose reports the person may sign, by code; one statement."""
    return agencies_of(person, today, *SIGNING)


def put_before(agencies: Iterable[Agency]) -> SigningQuerySet:
    """All that was ever put before their heads, decided or not, to be read."""
    return Signing.objects.filter(entry__obligation__agency__in=agencies).select_related(
        "asked_by", "decided_by", "entry__obligation__agency", "entry__obligation__measure__plan"
    )


def waiting_to_be_signed(agencies: Iterable[Agency]) -> SigningQuerySet:
    """The soonest date first; one statement, and one for the files."""
    rows = Signing.objects.waiting().filter(entry__obligation__agency__in=agencies)
    told = rows.select_related(
        "asked_by", "entry__obligation__agency", "entry__obligation__measure__plan"
    ).prefetch_related("entry__evidence")
    return told.order_by(F("entry__obligation__due_on").asc(nulls_last=True), "pk")


def count_to_sign(agencies: Iterable[Agency], person: User, today: date) -> int:
    """For the desk; no statement where the head of none of the agencies signs."""
    if not any(agency.head_signs for agency in agencies):
        return 0
    return waiting_to_be_signed(signed_for(person, today)).count()


def with_signings(entries: Iterable[ProgressEntry]) -> None:
    """Each with `signing`: the last time that it was put before the head, if it is a draft; else
    None, for then it is decided. One statement, none where there is no draft."""
    found = list(entries)
    drafts = {one.pk: one for one in found if one.state == ProgressState.DRAFT}
    for one in found:
        vars(one)["signing"] = None
    if not drafts:
        return
    rows = Signing.objects.filter(entry__in=drafts).select_related(
        "entry__obligation__agency", "asked_by", "decided_by"
    )
    for signing in rows.order_by("pk"):
        vars(drafts[signing.entry_id])["signing"] = signing


def last_signing(owed: Obligation) -> Signing | None:
    """Of the draft under way: the last time that it was put before the head."""
    rows = Signing.objects.filter(
        entry__obligation=owed, entry__state=ProgressState.DRAFT
    ).select_related("entry", "asked_by", "decided_by")
    return rows.order_by("-pk").first()
