"""What a coordinator looks at before publishing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from measures.models import Measure, ProgressEntry
from planner.models import ActionPlan
from publications.models import Publication, PublicText, Release

ACCEPTED = Q(obligations__entries__state="accepted") & ~Q(obligations__entries__text="")


def publications_of(plan: ActionPlan) -> QuerySet[Publication]:
    """Newest first, withdrawn ones too; one statement, contents not loaded."""
    rows = Publication.objects.filter(plan=plan).defer("content")
    return rows.select_related("published_by", "withdrawn_by").order_by("-number")


def measures_with_texts(plan: ActionPlan | QuerySet[ActionPlan]) -> QuerySet[Measure]:
    """Of one plan or of several, in the order of the plan, with `has_text` and counts of reports:
    `accepted` and `released`."""
    text = PublicText.objects.filter(measure=OuterRef("pk")).exclude(
        text_ru="", text_kk="", text_en=""
    )
    released = ACCEPTED & Q(obligations__entries__release__isnull=False)
    return (
        Measure.objects.filter(plan__in=[plan] if isinstance(plan, ActionPlan) else plan)
        .annotate(
            has_text=Exists(text),
            accepted=Count("obligations__entries", filter=ACCEPTED, distinct=True),
            released=Count("obligations__entries", filter=released, distinct=True),
        )
        .order_by("position")
    )


def ready_for_the_public(plan: ActionPlan) -> QuerySet[Measure]:
    """Measures that have a text of either kind; one statement."""
    return measures_with_texts(plan).filter(Q(has_text=True) | Q(released__gt=0))


def accepted_reports(measure: Measure) -> QuerySet[ProgressEntry]:
    """With a text, newest first; one statement."""
    accepted = ProgressEntry.objects.accepted().filter(obligation__measure=measure)
    told = accepted.exclude(text="").select_related("obligation__agency", "review")
    return told.order_by("-review__reviewed_on", "-pk")


def released(measure: Measure) -> set[int]:
    """Ids of the reports on it that may be published; one statement."""
    rows = Release.objects.filter(entry__obligation__measure=measure)
    return set(rows.values_list("entry", flat=True))


@dataclass(frozen=True)
class Age:
    """How old what the public sees is, in days, and whether that is too old."""

    days: int
    is_old: bool


def age_of(newest: Publication | None, today: date, most: int) -> Age | None:
    if newest is None:
        return None
    days = (today - newest.as_of).days
    return Age(days, days > most)


def old_of(bodies: Collection[int], today: date, most: int) -> list[tuple[Publication, Age]]:
    """Of plans that these bodies coordinate, what is published and too old; one statement."""
    standing = Publication.objects.filter(
        plan__coordinator__in=bodies, plan__repealed_on=None, withdrawn_at=None
    )
    newest = {one.plan_id: one for one in _light(standing).order_by("number")}
    aged = ((one, age_of(one, today, most)) for one in newest.values())
    return [(one, age) for one, age in aged if age and age.is_old]


def _light(rows: QuerySet[Publication]) -> QuerySet[Publication]:
    return rows.defer("content").select_related("plan")
