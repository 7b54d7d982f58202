"""A later act changes the plan: drafted with its difference, adopted by an act, applied at once."""

from measures.services.amendments.adopting import (
    adopt_amendment,
    apply_what_came_into_force,
)
from measures.services.amendments.drafting import (
    as_drafted,
    drop_amendment,
    drop_change,
    is_stale,
    put_change,
    reopen_amendment,
    start_amendment,
)
from measures.services.amendments.effects import Effect, effect_of
from measures.services.amendments.from_table import Drafted, draft_from_table, executor_columns

__all__ = [
    "Drafted",
    "Effect",
    "adopt_amendment",
    "apply_what_came_into_force",
    "as_drafted",
    "draft_from_table",
    "drop_amendment",
    "drop_change",
    "effect_of",
    "executor_columns",
    "is_stale",
    "put_change",
    "reopen_amendment",
    "start_amendment",
]
