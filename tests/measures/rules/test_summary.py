"""A measure is as far as its least advanced obligation."""

import pytest

from measures.rules.lateness import Status
from measures.rules.summary import GRAVITY, summary


def test_every_status_has_its_place() -> None:
    assert set(GRAVITY) == set(Status)


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ([Status.DONE, Status.OVERDUE, Status.IN_REVIEW], Status.OVERDUE),
        ([Status.DONE, Status.DONE_LATE], Status.DONE_LATE),
        ([Status.NOT_DUE, Status.DONE], Status.NOT_DUE),
        ([Status.DONE], Status.DONE),
        ([], Status.WAITING),
    ],
)
def test_the_gravest_is_said(statuses: list[Status], said: Status) -> None:
    assert summary(statuses) == said
