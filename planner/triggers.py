"""A plan lies inside the period of its Concept, whoever writes it."""

from agencies.triggers import Guard

GUARDS = [
    Guard(
        name="planner_plan_inside_concept",
        table="planner_actionplan",
        events=("INSERT", "UPDATE"),
        forbidden=(
            "NOT EXISTS (SELECT 1 FROM planner_concept c WHERE c.id = NEW.concept_id"
            " AND c.starts_on <= NEW.starts_on AND NEW.ends_on <= c.ends_on)"
        ),
        message="an action plan lies inside the period of its concept",
    ),
    Guard(
        name="planner_concept_around_plans",
        table="planner_concept",
        events=("UPDATE",),
        forbidden=(
            "EXISTS (SELECT 1 FROM planner_actionplan p WHERE p.concept_id = NEW.id"
            " AND (p.starts_on < NEW.starts_on OR NEW.ends_on < p.ends_on))"
        ),
        message="a concept keeps its action plans inside its period",
    ),
]
