"""What an agency reported on the same measure the time before: the text that rework begins with."""

from datetime import date

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.fields import BooleanField

from agencies.models import User
from measures.models import Obligation, ProgressEntry, ProgressState
from measures.permissions.reporting import NEVER_HANDED_IN
from measures.queries.entries import entries_visible_to


def previous_report(owed: Obligation, person: User, today: date) -> ProgressEntry | None:
    """The last accepted text of the same agency on the measure, else the last handed in.

    Of an earlier date, or interim information on the same one; its files and review at hand. Two
    statements beside those of the person's rights. None where there is no text, or none that the
    person may read.
    """
    told = entries_visible_to(person, today).exclude(state__in=NEVER_HANDED_IN).exclude(text="")
    same = told.filter(obligation__measure=owed.measure_id, obligation__agency=owed.agency_id)
    accepted = Case(
        When(state=ProgressState.ACCEPTED, then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    found = _earlier(same, owed).annotate(is_accepted=accepted)
    rows = found.select_related("author", "obligation", "review__reviewer")
    return (
        rows.prefetch_related("evidence").order_by("-is_accepted", "-submitted_on", "-pk").first()
    )


def _earlier(entries: "QuerySet[ProgressEntry]", owed: Obligation) -> "QuerySet[ProgressEntry]":
    """Of the same obligation only what was accepted: what was returned is in the form already."""
    own = Q(obligation=owed, state=ProgressState.ACCEPTED)
    before = ~Q(obligation=owed)
    if owed.due_on:
        before &= Q(obligation__due_on__lt=owed.due_on)
    return entries.filter(own | before)
