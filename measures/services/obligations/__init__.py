"""Who owes what by when: made from the plan, moved and ended with it."""

from measures.services.obligations.ending import Trace, end, withdraw
from measures.services.obligations.generating import (
    Generated,
    generate_obligations,
    owed_in,
    terms_of,
)

__all__ = ["Generated", "Trace", "end", "generate_obligations", "owed_in", "terms_of", "withdraw"]
