"""Counts by status as pages show them: a bar, and each with its word."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.safestring import SafeString

from measures.pictures.cleaning import patterns
from measures.pictures.palette import LOOKS, ORDER
from measures.rules.lateness import Status
from measures.templatetags.tracker import STATUS_WORDS

register = template.Library()
WIDTH = 200  # of a bar in the units of its own drawing
PATTERNS = "bar"  # begins the ids of the patterns that all bars of a page share


@register.filter
def by_status(counts: Mapping[Status, int]) -> list[tuple[str, Any, int]]:
    """(status, its words, how many), what nobody has left out."""
    return [(str(one), STATUS_WORDS[one], counts[one]) for one in ORDER if counts.get(one)]


@dataclass(frozen=True)
class Part:
    status: str
    x: float
    width: float
    fill: str


@register.inclusion_tag("measures/_status_bar.html")
def status_bar(counts: Mapping[Status, int]) -> dict[str, Any]:
    """The shares of the statuses; the words and figures stand beside it. It is drawn here rather
    than by the chart library: a page has dozens of them."""
    total = sum(counts.values())
    parts, at = [], 0.0
    for status in ORDER:
        if count := counts.get(status):
            width = count * WIDTH / total
            parts.append(Part(str(status), round(at, 2), round(width, 2), _fill(status)))
            at += width
    return {"parts": parts, "width": WIDTH}


def _fill(status: Status) -> str:
    role, pattern = LOOKS[status]
    return f"url(#{PATTERNS}-{role}-{pattern})" if pattern else ""


@register.simple_tag
def bar_patterns() -> SafeString:
    """Once on a page that has bars."""
    return SafeString(patterns(PATTERNS))


@register.filter
def late_of(counts: Mapping[Status, int]) -> int:
    return counts.get(Status.OVERDUE, 0)


@register.filter
def fulfilled_of(counts: Mapping[Status, int]) -> int:
    """Done, in time or not, or removed from control; as the summary of a report counts it."""
    return sum(counts.get(one, 0) for one in (Status.DONE, Status.DONE_LATE, Status.REMOVED))


@register.simple_tag
def count_of(counts: Mapping[Status, int], status: str) -> int:
    return counts.get(Status(status), 0)
