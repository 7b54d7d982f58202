"""Where a body stands in a round, and a round in its life."""

from datetime import date

import pytest

from reports.rules.standing import Stage, Standing, stage_of, standing_of

CASES = [
    # owed, handed in, out, spoke
    ((3, 0, 1, False), Standing.SILENT),
    ((3, 0, 3, True), Standing.INTERIM),
    ((3, 0, 0, True), Standing.INTERIM),
    ((3, 0, 0, False), Standing.NOTHING),
    ((3, 1, 2, True), Standing.SOME),
    ((3, 1, 0, False), Standing.SOME),
    ((3, 3, 0, True), Standing.ALL),
]


@pytest.mark.parametrize(("counts", "found"), CASES)
def test_a_body_stands_where_its_reports_put_it(
    counts: tuple[int, int, int, bool], found: Standing
) -> None:
    owed, handed_in, out, spoke = counts
    assert standing_of(owed=owed, handed_in=handed_in, out=out, spoke=spoke) == found


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2009, 6, 30), Stage.RUNNING),
        (date(2009, 7, 1), Stage.COLLECTING),
        (date(2009, 7, 5), Stage.COLLECTING),
        (date(2009, 7, 6), Stage.COMPILING),
        (date(2009, 7, 20), Stage.COMPILING),
        (date(2009, 7, 21), Stage.OVERDUE),
    ],
)
def test_a_day_counts_to_the_stage_that_ends_with_it(day: date, stage: Stage) -> None:
    dates = {
        "ends_on": date(2009, 6, 30),
        "executors_due_on": date(2009, 7, 5),
        "coordinator_due_on": date(2009, 7, 20),
    }
    assert stage_of(**dates, closed=False, today=day) == stage
    assert stage_of(**dates, closed=True, today=day) == Stage.CLOSED
