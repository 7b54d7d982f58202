"""A later act changes the plan: drafted with its difference, adopted by an act, applied at once."""

from measures.services.amendments.adopting import (
    adopt_amendment,
    apply_what_came_into_force,
)
from measures.services.amendments.drafting import (
    drop_amendment,
    drop_change,
    is_stale,
    put_change,
    start_amendment,
)

__all__ = [
    "adopt_amendment",
    "apply_what_came_into_force",
    "drop_amendment",
    "drop_change",
    "is_stale",
    "put_change",
    "start_amendment",
]
