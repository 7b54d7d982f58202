from datetime import date
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied

from agencies.errors import Refused
from agencies.models import User
from reports.models import Report, ReportingRound, ReportState
from reports.services import requests
from reports.services.compiling import compile_report
from reports.services.requests import request_report
from tests.reports.conftest import TODAY


def test_an_edition_is_queued_as_of_today(round_: ReportingRound, coordinator: User) -> None:
    report = request_report(round_, by=coordinator, today=TODAY)
    assert (report.edition, report.state, report.as_of, report.requested_by) == (
        1,
        ReportState.QUEUED,
        TODAY,
        coordinator,
    )


def test_asking_twice_gives_one_edition(round_: ReportingRound, coordinator: User) -> None:
    asked = [request_report(round_, by=coordinator, today=TODAY) for _ in range(2)]
    assert asked[0] == asked[1]
    assert Report.objects.count() == 1


def test_two_who_ask_in_the_same_moment_get_one_edition(
    round_: ReportingRound, coordinator: User
) -> None:
    """The second one looked before the first had written: the database decides."""
    theirs = request_report(round_, by=coordinator, today=TODAY)
    looks = iter([None, theirs])
    with patch.object(requests, "_under_way", lambda _round: next(looks)):
        assert request_report(round_, by=coordinator, today=TODAY) == theirs
    assert Report.objects.count() == 1


def test_the_next_edition_has_the_next_number(report: Report, coordinator: User) -> None:
    compile_report(report.pk)
    assert request_report(report.round, by=coordinator, today=TODAY).edition == 2


def test_an_edition_that_failed_is_asked_for_again_under_its_number(
    report: Report, coordinator: User
) -> None:
    Report.objects.update(state=ReportState.FAILED, attempts=3, error="full disk")
    day = date(2009, 7, 1)
    again = request_report(report.round, by=coordinator, today=TODAY, as_of=day)
    assert (again.pk, again.state, again.attempts, again.error, again.as_of) == (
        report.pk,
        ReportState.QUEUED,
        0,
        "",
        day,
    )


def test_only_the_coordinating_body_asks(round_: ReportingRound, officer: User) -> None:
    with pytest.raises(PermissionDenied):
        request_report(round_, by=officer, today=TODAY)


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2009, 7, 7), "as_of_ahead"), (date(2009, 3, 31), "as_of_before_round")],
)
def test_a_day_that_a_report_cannot_tell_of_is_refused(
    round_: ReportingRound, coordinator: User, day: date, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        request_report(round_, by=coordinator, today=TODAY, as_of=day)
    assert refused.value.code == code
