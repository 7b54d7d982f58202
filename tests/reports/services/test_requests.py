from collections.abc import Callable
from datetime import date
from typing import Any
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.utils import timezone

from agencies.errors import Refused
from agencies.models import User
from measures.models import Obligation
from reports.draw import DRAW
from reports.models import Report, ReportingRound, ReportState
from reports.services import compiling, requests
from reports.services.compiling import compile_report
from reports.services.parts import ClaimLost, claim_part, finish
from reports.services.requests import cancel_report, repeat_parts, request_report
from tests.reports.conftest import TODAY
from tests.reports.services.conftest import came_to, part_of, time_has_come

pytestmark = pytest.mark.usefixtures("light")


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


@pytest.mark.parametrize("state", [ReportState.FAILED, ReportState.CANCELLED])
def test_an_edition_that_stopped_is_asked_for_again_under_its_number(
    report: Report, coordinator: User, state: ReportState
) -> None:
    claim_part(report.pk, now=timezone.now())
    Report.objects.update(state=state, progress=30)
    day = date(2009, 7, 1)
    again = request_report(report.round, by=coordinator, today=TODAY, as_of=day)
    assert (again.pk, again.edition, again.progress, again.as_of) == (report.pk, 1, 0, day)
    assert came_to(report)[0] == ReportState.QUEUED
    assert set(report.parts.values_list("state", "attempts")) == {("waiting", 0)}


def test_an_older_number_is_not_used_again_for_what_is_newer(
    report: Report, coordinator: User
) -> None:
    report.parts.all().delete()
    Report.objects.update(state=ReportState.FAILED)
    Report.objects.create(
        round=report.round, edition=2, as_of=TODAY, state="ready", content={}, sha256="1" * 64
    )
    assert request_report(report.round, by=coordinator, today=TODAY).edition == 3


def test_a_cancelled_edition_is_gathered_anew_when_it_is_asked_for_again(
    report: Report, coordinator: User, owed: Obligation
) -> None:
    _half_compiled(report)
    before = Report.objects.get().sha256
    cancel_report(report, by=coordinator, today=TODAY)
    Obligation.objects.update(state="done", done_on=owed.due_on, changed_on=owed.due_on)
    request_report(report.round, by=coordinator, today=TODAY)
    compile_report(report.pk)
    assert came_to(report)[0] == ReportState.READY
    assert (len(before), report.sha256 == before, report.edition) == (64, False, 1)


def _half_compiled(report: Report) -> None:
    """Gathered, and one file drawn."""
    for _part in range(2):
        part = claim_part(report.pk, now=timezone.now())
        assert part
        compiling._make(part, compiling.Desk())


def test_cancelling_throws_away_what_was_made(
    report: Report, coordinator: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    _half_compiled(report)
    [row] = report.files.all()
    with django_capture_on_commit_callbacks(execute=True):
        cancel_report(report, by=coordinator, today=TODAY)
    assert came_to(report) == (ReportState.CANCELLED, {})
    assert (report.content, report.sha256, report.cancelled_by) == (None, "", coordinator)
    assert (report.files.count(), default_storage.exists(row.file.name)) == (0, False)


def test_a_worker_of_a_cancelled_edition_writes_nothing_into_the_next(
    report: Report, coordinator: User
) -> None:
    """It goes on drawing what was gathered before, until it looks up."""
    _half_compiled(report)
    slow = claim_part(report.pk, now=timezone.now())
    assert slow
    made = compiling._drawn(slow, compiling.Desk())
    cancel_report(report, by=coordinator, today=TODAY)
    request_report(report.round, by=coordinator, today=TODAY)
    with pytest.raises(ClaimLost):
        finish(slow, seconds=1, keep=made.keep)
    assert report.files.count() == 0


def test_only_the_coordinating_body_cancels_and_repeats(report: Report, officer: User) -> None:
    with pytest.raises(PermissionDenied):
        cancel_report(report, by=officer, today=TODAY)
    with pytest.raises(PermissionDenied):
        repeat_parts(report, by=officer, today=TODAY)
    assert came_to(report)[0] == ReportState.QUEUED


@pytest.mark.parametrize("state", ["failed", "cancelled"])
def test_what_is_over_is_not_cancelled(report: Report, coordinator: User, state: str) -> None:
    Report.objects.update(state=state)
    with pytest.raises(Refused) as refused:
        cancel_report(report, by=coordinator, today=TODAY)
    assert refused.value.code == "not_under_way"


def test_a_ready_edition_is_neither_cancelled_nor_repeated(
    report: Report, coordinator: User
) -> None:
    compile_report(report.pk)
    with pytest.raises(Refused) as cancelled:
        cancel_report(report, by=coordinator, today=TODAY)
    with pytest.raises(Refused) as repeated:
        repeat_parts(report, by=coordinator, today=TODAY)
    assert (cancelled.value.code, repeated.value.code) == ("not_under_way", "nothing_failed")
    assert came_to(report)[0] == ReportState.READY


@pytest.fixture
def incomplete(report: Report, broken: None) -> Report:
    """Without its PDF in Kazakh, for good."""
    for _attempt in range(3):
        compile_report(report.pk)
        time_has_come(report)
    assert came_to(report)[0] == ReportState.INCOMPLETE
    return report


def test_just_the_part_that_failed_is_repeated_and_completes_the_edition(
    incomplete: Report, coordinator: User
) -> None:
    part, before = part_of(incomplete, "pdf", "kk"), incomplete.sha256
    files = set(incomplete.files.values_list("pk", flat=True))
    repeat_parts(incomplete, by=coordinator, today=TODAY, part_id=part.pk)
    assert came_to(incomplete)[0] == ReportState.QUEUED
    with patch.dict(DRAW, {"pdf": lambda *_what, **_more: b"mended"}):
        assert compile_report(incomplete.pk) is True
    assert (came_to(incomplete)[0], incomplete.sha256) == (ReportState.READY, before)
    new = set(incomplete.files.values_list("pk", flat=True)) - files
    assert [row.language for row in incomplete.files.filter(pk__in=new)] == ["kk"]


def test_a_part_that_fails_again_leaves_the_edition_incomplete(
    incomplete: Report, coordinator: User
) -> None:
    since = incomplete.incomplete_at
    repeat_parts(incomplete, by=coordinator, today=TODAY)
    for _attempt in range(3):
        compile_report(incomplete.pk)
        time_has_come(incomplete)
    assert came_to(incomplete)[0] == ReportState.INCOMPLETE
    assert incomplete.incomplete_at == since


def test_a_part_that_is_made_is_not_repeated(incomplete: Report, coordinator: User) -> None:
    made = part_of(incomplete, "pdf", "ru")
    with pytest.raises(Refused) as refused:
        repeat_parts(incomplete, by=coordinator, today=TODAY, part_id=made.pk)
    assert (refused.value.code, came_to(incomplete)[0]) == ("nothing_failed", "incomplete")


def test_what_an_incomplete_edition_has_it_keeps_when_its_repetition_is_cancelled(
    incomplete: Report, coordinator: User
) -> None:
    before = list(incomplete.files.values_list("sha256", flat=True))
    repeat_parts(incomplete, by=coordinator, today=TODAY)
    cancel_report(incomplete, by=coordinator, today=TODAY)
    assert came_to(incomplete)[0] == ReportState.INCOMPLETE
    assert list(incomplete.files.values_list("sha256", flat=True)) == before
    assert part_of(incomplete, "pdf", "kk").error_code == "cancelled"


def test_the_number_of_an_incomplete_edition_is_never_that_of_another_content(
    incomplete: Report, coordinator: User
) -> None:
    """Its files may have been read; the next edition has the next number."""
    asked = request_report(incomplete.round, by=coordinator, today=TODAY)
    assert (asked.edition, came_to(incomplete)[0]) == (2, ReportState.INCOMPLETE)


def test_two_editions_of_a_round_are_not_compiled_at_once(
    incomplete: Report, coordinator: User
) -> None:
    request_report(incomplete.round, by=coordinator, today=TODAY)
    with pytest.raises(Refused) as refused:
        repeat_parts(incomplete, by=coordinator, today=TODAY)
    assert (refused.value.code, came_to(incomplete)[0]) == ("another_under_way", "incomplete")


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
