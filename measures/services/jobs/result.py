"""What came of a job."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Result:
    """`outcome`: plain JSON for its page; `file`: name and content of what can be downloaded."""

    outcome: dict[str, Any] = field(default_factory=dict)
    file: tuple[str, bytes] | None = None
