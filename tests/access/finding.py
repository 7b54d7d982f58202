"""Every route of the URL configuration, as it is written there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).parents[2]
APPS = (
    *("agencies", "planner", "measures", "reports", "publications", "exchange", "audit"),
    "config",
)


@dataclass(frozen=True)
class Found:
    """`methods`: of a view set, those that it answers; None where the view decides by itself."""

    pattern: str
    name: str
    methods: frozenset[str] | None


SUFFIXES = ("<drf_format_suffix", "(?P<format>")


def every_route() -> list[Found]:
    """Without those of the API that differ by a suffix for the format alone."""
    rows = _below(get_resolver().url_patterns, "", ())
    return [one for one in rows if not any(suffix in one.pattern for suffix in SUFFIXES)]


def _below(patterns: Sequence[Any], prefix: str, spaces: tuple[str, ...]) -> Iterator[Found]:
    for one in patterns:
        path = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            inside = (*spaces, one.namespace) if one.namespace else spaces
            yield from _below(one.url_patterns, path, inside)
        elif isinstance(one, URLPattern):
            yield Found(path, ":".join((*spaces, one.name or "")), _methods(one.callback))


def _methods(view: Any) -> frozenset[str] | None:
    """Without HEAD, which a view set takes among its own once it was called."""
    actions = getattr(view, "actions", None)
    return frozenset(one.upper() for one in actions if one != "head") if actions else None
