"""Own cuts as their pages ask for them, each with a fixed number of SQL statements."""

from datetime import date

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from agencies.models import Agency, Role, User
from agencies.permissions import agencies_of
from measures.models import Obligation
from planner.models import ActionPlan, Direction
from reports.models import Cut, CutEdition, CutFile, CutState
from reports.rules.rows import direction_key

SHOWN_EDITIONS = 50


def plans_to_cut() -> QuerySet[ActionPlan]:
    """Plans with a round that has begun, the newest first."""
    rows = ActionPlan.objects.filter(rounds__isnull=False).distinct()
    return rows.select_related("concept", "coordinator").order_by("-starts_on", "slug")


def readable_cuts(person: User, today: date) -> QuerySet[Cut]:
    """The person's own, and all of the plans that the person's body coordinates; two statements.

    Whether the bodies of a cut may still be read is asked of each (permissions.may_read_cut).
    """
    coordinated = [body.pk for body in agencies_of(person, today, Role.COORDINATOR)]
    rows = Cut.objects.filter(Q(owner=person) | Q(plan__coordinator__in=coordinated))
    return rows.select_related("plan__concept", "plan__coordinator", "owner")


def listed_cuts(person: User, today: date) -> QuerySet[Cut]:
    """Those in use, own ones first, with the last that was made of each."""
    ready = CutEdition.objects.filter(cut=OuterRef("pk"), state=CutState.READY)
    last = ready.order_by("-number")
    return (
        readable_cuts(person, today)
        .filter(retired_at=None)
        .annotate(
            last_id=Subquery(last.values("pk")[:1]), last_on=Subquery(last.values("as_of")[:1])
        )
        .order_by("-plan__starts_on", "plan__slug", "name", "pk")
    )


def editions_of(cut: Cut) -> QuerySet[CutEdition]:
    """Newest first, with their files; the content stays in the database. Two statements."""
    rows = cut.editions.defer("content").prefetch_related(
        Prefetch("files", CutFile.objects.order_by("language", "format"))
    )
    return rows.order_by("-number")[:SHOWN_EDITIONS]


def bodies_of(plan: ActionPlan) -> list[Agency]:
    """Bodies that owe something on the plan, by name."""
    owing = Obligation.objects.owed().filter(measure__plan=plan).order_by().values("agency")
    return sorted(Agency.objects.filter(pk__in=owing), key=lambda body: body.name)


def headings_of(plan: ActionPlan) -> list[tuple[str, str]]:
    """Keys and texts of the directions of the plan's Concept."""
    rows = Direction.objects.filter(concept=plan.concept_id)
    return [
        (
            direction_key({"kind": row.kind, "number": row.number}),
            f"{row.source} {row.text}".strip(),
        )
        for row in rows
    ]
