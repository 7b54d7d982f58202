from measures.rules.lateness import Status
from reports.rules.totals import status_of_measure, totals


def test_every_status_is_named_also_those_with_none() -> None:
    counted = totals([Status.OVERDUE, Status.DONE, Status.OVERDUE])
    assert set(counted) == {status.value for status in Status} - {"withdrawn"}
    assert {code: count for code, count in counted.items() if count} == {"overdue": 2, "done": 1}


def test_a_measure_is_as_far_as_the_gravest_of_what_is_owed() -> None:
    owed = [Status.DONE, Status.OVERDUE, Status.NOT_DUE]
    assert status_of_measure(owed, off_control=False) == Status.OVERDUE
    assert status_of_measure(owed, off_control=True) == Status.REMOVED
    assert status_of_measure([], off_control=False) == Status.WAITING
