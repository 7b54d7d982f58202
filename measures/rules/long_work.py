"""Long work of another app, as the page of long work lists it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class LongWork:
    """`title` and `state` are called when they are shown, in the reader's language. `percent`
    None: not known, or over."""

    title: Callable[[], str]
    state: Callable[[], str]
    asked_at: datetime
    path: str
    under_way: bool
    percent: int | None = None
    failed: bool = False
