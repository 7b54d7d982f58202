"""Questions about the Concept and its plans, each with a fixed number of statements."""

from dataclasses import dataclass

from django.db.models import Prefetch

from planner.models import (
    ActionPlan,
    Concept,
    Direction,
    DirectionKind,
    Goal,
    Indicator,
    IndicatorValue,
    Principle,
)


@dataclass(frozen=True)
class Hierarchy:
    """The whole Concept, in its own order, every row at hand.

    `goal.tasks`, `direction.lines` and `indicator.values` are fetched, the region of a value too.
    """

    concept: Concept
    goals: tuple[Goal, ...]
    principles: tuple[Principle, ...]
    directions: tuple[Direction, ...]
    mechanism: tuple[Direction, ...]
    indicators: tuple[Indicator, ...]
    plans: tuple[ActionPlan, ...]


def latest_concept() -> Concept | None:
    """The Concept whose period starts last; None when none is loaded."""
    return Concept.objects.order_by("-starts_on", "-pk").first()


def hierarchy(concept: Concept) -> Hierarchy:
    """Eight statements, however long the Concept is."""
    directions = tuple(concept.directions.prefetch_related("lines"))
    figures = Prefetch("values", IndicatorValue.objects.select_related("region"))
    return Hierarchy(
        concept=concept,
        goals=tuple(concept.goals.prefetch_related("tasks")),
        principles=tuple(concept.principles.all()),
        directions=tuple(row for row in directions if row.kind == DirectionKind.DIRECTION),
        mechanism=tuple(row for row in directions if row.kind == DirectionKind.MECHANISM),
        indicators=tuple(concept.indicators.order_by("pk").prefetch_related(figures)),
        plans=tuple(concept.plans.order_by("starts_on")),
    )
