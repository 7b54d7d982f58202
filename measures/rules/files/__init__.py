"""Which files may stand as evidence, judged by their bytes and not by their name."""

from measures.rules.files.examining import Examined, allowed_type, examine
from measures.rules.files.kinds import ALLOWED, KINDS, Limits, Unsafe, Why
from measures.rules.files.names import attached_as, safe_name
from measures.rules.files.quarantine import Held, held

__all__ = [
    "ALLOWED",
    "KINDS",
    "Examined",
    "Held",
    "Limits",
    "Unsafe",
    "Why",
    "allowed_type",
    "attached_as",
    "examine",
    "held",
    "safe_name",
]
