from datetime import timedelta

import pytest
from django.utils import timezone

from reports.draw import DRAW
from reports.models import PartState, Report, ReportState
from reports.services.compiling import Desk, _make
from reports.services.parts import ClaimLost, claim_part, fail, finish, renew, waiting
from tests.reports.services.conftest import came_to, part_of, silent_for

pytestmark = pytest.mark.usefixtures("light")


def test_an_edition_is_laid_out_in_every_format_and_language_when_it_is_asked_for(
    report: Report,
) -> None:
    parts = list(report.parts.order_by("position").values_list("format", "language"))
    files = [(fmt, language) for language in ("ru", "kk", "en") for fmt in DRAW]
    assert parts == [("", ""), ("json", ""), *files]


def test_until_it_is_gathered_one_worker_has_work(report: Report) -> None:
    now = timezone.now()
    taken = [claim_part(report.pk, now=now) for _worker in range(2)]
    assert [part and part.is_gathering for part in taken] == [True, None]
    assert came_to(report)[0] == ReportState.COMPILING


def test_afterwards_each_worker_gets_a_part_of_its_own(report: Report) -> None:
    now = timezone.now()
    gathering = claim_part(report.pk, now=now)
    assert gathering
    _make(gathering, Desk())
    taken = [claim_part(report.pk, now=now) for _worker in range(4)]
    found = [(part.format, part.language) for part in taken if part]
    assert len(set(found)) == 4


def test_an_edition_queued_by_an_older_version_is_laid_out_by_its_worker(report: Report) -> None:
    report.parts.all().delete()
    now = timezone.now()
    assert list(waiting(now)) == [report]
    part = claim_part(report.pk, now=now)
    assert part
    assert part.is_gathering
    assert report.parts.count() == 2 + 3 * len(DRAW)


def test_a_sign_of_life_keeps_the_claim(report: Report) -> None:
    now = timezone.now()
    part = claim_part(report.pk, now=now)
    assert part
    silent_for(report, 119)
    assert renew(part, now=now)
    later = now + timedelta(seconds=119)
    assert (claim_part(report.pk, now=later), list(waiting(later))) == (None, [])
    assert list(waiting(now + timedelta(seconds=121))) == [report]


def test_who_lost_the_claim_neither_renews_nor_finishes_nor_fails(report: Report) -> None:
    now = timezone.now()
    first = claim_part(report.pk, now=now)
    silent_for(report, 121)
    second = claim_part(report.pk, now=now)
    assert first
    assert second
    assert (first.pk, first.claims, second.claims) == (second.pk, 1, 2)
    assert not renew(first, now=now)
    fail(first, "unexpected", "x", seconds=1, final=True)
    with pytest.raises(ClaimLost):
        finish(first, seconds=1, keep=lambda _report: None)
    part = part_of(report)
    assert (part.state, part.claims, part.error_code) == (PartState.WORKING, 2, "")


def test_editions_asked_for_first_come_first(report: Report) -> None:
    assert list(waiting(timezone.now())) == [report]
    Report.objects.update(state=ReportState.CANCELLED)
    assert list(waiting(timezone.now())) == []
