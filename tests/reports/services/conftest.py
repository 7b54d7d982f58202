"""Parts of editions, drawn for nothing where only the order of things matters."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.utils import timezone

from reports.draw import DRAW
from reports.models import PartState, Report, ReportPart


@pytest.fixture
def light() -> Iterator[None]:
    """Drawing is cheap; test_editions draws in earnest."""
    drawn = dict.fromkeys(DRAW, lambda *_what, **_more: b"drawn")
    with patch.dict(DRAW, drawn):
        yield


@pytest.fixture
def broken(light: None) -> Iterator[None]:
    """No PDF can be drawn in Kazakh."""

    def draw(_content: Any, language: str, **_more: Any) -> bytes:
        if language == "kk":
            raise RuntimeError("the font is gone")
        return b"drawn"

    with patch.dict(DRAW, {"pdf": draw}):
        yield


def part_of(report: Report, fmt: str = "", language: str = "") -> ReportPart:
    return report.parts.get(format=fmt, language=language)


def silent_for(report: Report, seconds: float) -> None:
    """No worker of the edition gave a sign for so long."""
    long_ago = timezone.now() - timedelta(seconds=seconds)
    report.parts.filter(state=PartState.WORKING).update(claimed_at=long_ago)


def time_has_come(report: Report) -> None:
    """What waits to be tried again has waited enough."""
    report.parts.exclude(not_before=None).update(not_before=timezone.now())


def came_to(report: Report) -> tuple[str, dict[str, int]]:
    """State of the edition, and how many parts are in which."""
    report.refresh_from_db()
    states = list(report.parts.values_list("state", flat=True))
    return report.state, {state: states.count(state) for state in sorted(set(states))}
