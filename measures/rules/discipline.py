"""Execution discipline (исполнительская дисциплина): what of a quarter was handed in, and when."""

from dataclasses import dataclass
from datetime import date

from measures.rules.lateness import days_late

NOT_HANDED_IN = ("open", "returned")
HANDED_IN = ("submitted", "done")


@dataclass(frozen=True)
class Discipline:
    """Reports owed for a quarter, what was removed from control left out.

    `due` = in time + late + `out` + those whose date has not passed; `out`: past their date and not
    handed in. `extended` and `returned` say on how many of them, whatever became of them.
    """

    due: int = 0
    in_time: int = 0
    late: int = 0
    out: int = 0
    extended: int = 0
    returned: int = 0

    @property
    def handed_in(self) -> int:
        return self.in_time + self.late

    @property
    def judged(self) -> int:
        """Of how many it can be said whether they kept their date."""
        return self.handed_in + self.out

    @property
    def ahead(self) -> int:
        return self.due - self.judged

    @property
    def share(self) -> int | None:
        """Whole per cent handed in in time, of those judged; None where there are none.

        Rounded down: a hundred means that all were in time.
        """
        return self.in_time * 100 // self.judged if self.judged else None


def is_handed_in(state: str) -> bool:
    return state in HANDED_IN


def is_late(*, state: str, kind: str, due_on: date | None, done_on: date | None) -> bool:
    """Handed in past its date; continuous work has no date to miss."""
    return (
        is_handed_in(state)
        and kind != "continuous"
        and done_on is not None
        and days_late(due_on, done_on, done_on) > 0
    )


def is_out(*, state: str, due_on: date | None, day: date) -> bool:
    """Past its date and not handed in; the quarter's word on continuous work is owed too."""
    return state in NOT_HANDED_IN and due_on is not None and due_on < day
