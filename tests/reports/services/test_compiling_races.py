"""Several workers and several people at one moment."""

from collections import Counter
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.storage import default_storage

from agencies.models import Role, User
from reports.draw import DRAW
from reports.models import Report, ReportingRound, ReportState
from reports.services.compiling import compile_report
from reports.services.files import folder_of
from reports.services.requests import cancel_report, repeat_parts, request_report
from tests.factories import person
from tests.races import AT_ONE_MOMENT, at_once
from tests.reports.conftest import TODAY
from tests.reports.services.conftest import came_to, part_of, time_has_come

pytestmark = [*AT_ONE_MOMENT, pytest.mark.usefixtures("light")]
TIMES = range(5)


@pytest.fixture
def second(round_: ReportingRound) -> User:
    return person(round_.plan.coordinator, Role.COORDINATOR)


def whole(report: Report) -> bool:
    """Every file once, in the rows and in the storage."""
    rows = list(report.files.values_list("format", "language", "file"))
    stored = default_storage.listdir(folder_of(report))[1]
    kinds = {(fmt, language) for fmt, language, _file in rows}
    return len(rows) == len(kinds) == 1 + 3 * len(DRAW) and sorted(stored) == sorted(
        Path(file).name for *_kind, file in rows
    )


def test_three_workers_share_the_parts_and_keep_each_file_once(report: Report) -> None:
    drawn: Counter[tuple[str, str]] = Counter()

    def counting(fmt: str) -> Any:
        def draw(_content: Any, language: str, **_more: Any) -> bytes:
            drawn[fmt, language] += 1
            return b"drawn"

        return draw

    with patch.dict(DRAW, {fmt: counting(fmt) for fmt in DRAW}):
        compile_report(report.pk, until=0)
        at_once(*[lambda: compile_report(report.pk)] * 3)
        compile_report(report.pk)  # where the gathering was still under way for the others
    assert came_to(report)[0] == ReportState.READY
    assert set(drawn.values()) == {1}
    assert whole(report)


def test_two_who_ask_at_one_moment_get_one_edition(
    round_: ReportingRound, coordinator: User, second: User
) -> None:
    for number in TIMES:
        got: list[Report] = []

        def ask(by: User, got: list[Report] = got) -> None:
            got.append(request_report(round_, by=by, today=TODAY))

        at_once(lambda: ask(coordinator), lambda: ask(second))
        assert [one.edition for one in got] == [number + 1] * 2
        assert len({one.pk for one in got}) == 1
        compile_report(got[0].pk)


def test_two_who_ask_again_at_one_moment_begin_it_once(
    report: Report, coordinator: User, second: User
) -> None:
    for _time in TIMES:
        cancel_report(report, by=coordinator, today=TODAY)
        came = at_once(
            lambda: request_report(report.round, by=coordinator, today=TODAY),
            lambda: request_report(report.round, by=second, today=TODAY),
        )
        assert (came, Report.objects.count()) == (["done", "done"], 1)
        assert came_to(report) == (ReportState.QUEUED, {"waiting": 2 + 3 * len(DRAW)})


def test_asking_and_cancelling_at_one_moment_leave_one_edition_whole_or_none(
    report: Report, coordinator: User, second: User
) -> None:
    """The request finds it under way, or begins it anew; nobody meets an error."""
    for _time in TIMES:
        came = at_once(
            lambda: request_report(report.round, by=coordinator, today=TODAY),
            lambda: cancel_report(report, by=second, today=TODAY),
        )
        assert (came, Report.objects.count()) == (["done", "done"], 1)
        state, parts = came_to(report)
        whole_or_none = {"queued": {"waiting": 2 + 3 * len(DRAW)}, "cancelled": {}}
        assert parts == whole_or_none[state]
        request_report(report.round, by=coordinator, today=TODAY)


def test_cancelling_while_two_workers_draw_leaves_nothing_behind(
    report: Report, coordinator: User
) -> None:
    for _time in TIMES:
        at_once(
            lambda: compile_report(report.pk),
            lambda: compile_report(report.pk),
            lambda: cancel_report(report, by=coordinator, today=TODAY),
        )
        state, _parts = came_to(report)
        if state == ReportState.READY:  # it was over before anybody could cancel
            assert whole(report)
            return
        assert (state, report.files.count()) == (ReportState.CANCELLED, 0)
        if default_storage.exists(folder_of(report)):
            assert default_storage.listdir(folder_of(report))[1] == []
        request_report(report.round, by=coordinator, today=TODAY)


def test_two_who_repeat_a_part_at_one_moment_have_it_made_once(
    report: Report, coordinator: User, second: User
) -> None:
    with patch.dict(DRAW, {"pdf": lambda *_what, **_more: 1 / 0}):
        for _attempt in range(3):
            compile_report(report.pk)
            time_has_come(report)
    part = part_of(report, "pdf", "kk")
    came = at_once(
        lambda: repeat_parts(report, by=coordinator, today=TODAY, part_id=part.pk),
        lambda: repeat_parts(report, by=second, today=TODAY, part_id=part.pk),
    )
    assert sorted(came) == ["done", "nothing_failed"]
    compile_report(report.pk)
    assert came_to(report) == (ReportState.INCOMPLETE, {"done": 3 * len(DRAW), "failed": 2})
