"""What and why: the Concept, its goal, tasks and directions, and the plans that carry it out."""

from planner.models.concept import (
    Concept,
    Direction,
    DirectionKind,
    Goal,
    LineOfAction,
    Principle,
    Task,
)
from planner.models.indicator import Indicator, IndicatorValue, ValueKind
from planner.models.plan import (
    ActionPlan,
    Amendment,
    AmendmentState,
    CadenceKind,
    DayOffRule,
    PlanSection,
)

__all__ = [
    "ActionPlan",
    "Amendment",
    "AmendmentState",
    "CadenceKind",
    "Concept",
    "DayOffRule",
    "Direction",
    "DirectionKind",
    "Goal",
    "Indicator",
    "IndicatorValue",
    "LineOfAction",
    "PlanSection",
    "Principle",
    "Task",
    "ValueKind",
]
