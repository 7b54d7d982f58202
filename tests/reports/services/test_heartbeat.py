"""Claims of workers that are busy for long, on the database that lets a thread write meanwhile."""

from time import monotonic, sleep
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.utils import timezone

from reports.models import Report, ReportState
from reports.services import heartbeat
from reports.services.compiling import compile_report
from reports.services.heartbeat import Heartbeat
from reports.services.parts import claim_part
from tests.races import AT_ONE_MOMENT
from tests.reports.services.conftest import came_to, part_of

pytestmark = [*AT_ONE_MOMENT, pytest.mark.usefixtures("light")]


@pytest.fixture(autouse=True)
def _quickly(settings: Any) -> None:
    settings.COMPILE_CLAIM_SECONDS = 0.6


def test_a_long_part_is_not_taken_over_while_its_worker_lives(report: Report) -> None:
    taken = []

    def slow(_content: Any, language: str, **_more: Any) -> bytes:
        if language == "ru":
            sleep(1.5)
            taken.append(claim_part(report.pk, now=timezone.now()))
        return b"drawn"

    with patch.dict("reports.draw.DRAW", {"docx": slow}):
        compile_report(report.pk)
    other = taken[0]
    assert other
    assert (other.format, other.language) != ("docx", "ru")
    assert part_of(report, "docx", "ru").claims == 1


def test_a_worker_that_hangs_loses_its_claim_after_the_longest_time(report: Report) -> None:
    part = claim_part(report.pk, now=timezone.now())
    assert part
    with Heartbeat(part, longest=0.3):
        sleep(1.5)
        successor = claim_part(report.pk, now=timezone.now())
    assert successor
    assert (successor.pk, successor.claims) == (part.pk, 2)


def test_a_database_that_is_away_for_a_moment_ends_no_claim(report: Report) -> None:
    part = claim_part(report.pk, now=timezone.now())
    assert part
    answers = iter([OperationalError("gone"), OperationalError("gone")])
    renew = heartbeat.renew

    def away(*what: Any, **more: Any) -> bool:
        if trouble := next(answers, None):
            raise trouble
        return renew(*what, **more)

    with patch.object(heartbeat, "renew", away), Heartbeat(part):
        sleep(1.2)
        assert claim_part(report.pk, now=timezone.now()) is None
    assert came_to(report)[0] == ReportState.COMPILING


def test_it_ends_with_the_part_at_once(report: Report, settings: Any) -> None:
    settings.COMPILE_CLAIM_SECONDS = 120
    part = claim_part(report.pk, now=timezone.now())
    assert part
    began = monotonic()
    with Heartbeat(part):
        pass
    assert monotonic() - began < 5
