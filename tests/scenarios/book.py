"""The clerk's book: what happened, line by line, in plain Python that knows nothing of the site.

The figures that the site gives are held against those of this book.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

Overdue = tuple[str, str, date, int]  # number, body, due, days late


@dataclass
class Line:
    """A report that a body owes. `occurrence`: the day written, a quarter, what is waited for."""

    measure: str
    body: str
    occurrence: str
    due: date | None
    endless: bool = False
    state: str = "open"
    handed_in: date | None = None

    def status(self, day: date) -> str:
        if self.state in ("removed", "withdrawn"):
            return self.state
        if self.state == "submitted":
            return "in_review"
        if self.state == "done":
            late = self.due and self.handed_in and self.handed_in > self.due
            return "done_late" if late and not self.endless else "done"
        if self.endless:
            return "returned" if self.state == "returned" else "continuous"
        return self._open(day)

    def _open(self, day: date) -> str:
        if self.due is not None and self.due < day:
            return "overdue"
        if self.state == "returned":
            return "returned"
        if self.due is None:
            return "waiting"
        return "in_progress" if self.due <= day + timedelta(days=30) else "not_due"


@dataclass
class Row:
    """A row of the plan's table; `bodies` as they stand in it, the lead first."""

    number: str
    deadline: str
    bodies: list[str]
    state: str = "on_control"
    title: str = ""
    waits: bool = False  # for an event or a decision


@dataclass
class Figures:
    """What is asked of one day."""

    measures: int
    on_control: int
    wordings: list[tuple[str, str, list[str]]]
    statuses: dict[str, int]
    overdue: list[Overdue]
    in_review: list[tuple[str, str, date]]
    more_time: list[tuple[str, str, date, date]]
    without_dates: list[str]


@dataclass
class Book:
    """`rows` by a key of the clerk's own, in the order of the table."""

    rows: dict[str, Row] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    in_review: list[tuple[str, str, date]] = field(default_factory=list)  # key, body, handed in
    more_time: list[tuple[str, str, date, date]] = field(default_factory=list)

    def owe(
        self, key: str, body: str, days: dict[str, date | None], *, endless: bool = False
    ) -> None:
        self.lines += [Line(key, body, name, due, endless) for name, due in days.items()]

    def line(self, key: str, body: str, occurrence: str) -> Line:
        (found,) = [
            one
            for one in self.lines
            if (one.measure, one.body, one.occurrence) == (key, body, occurrence)
        ]
        return found

    def end(self, key: str, state: str, *, body: str = "", since: str = "") -> None:
        """What is not handed in ends; of one body, or from an occurrence on, where named."""
        for one in self.lines:
            hit = one.measure == key and body in ("", one.body) and one.occurrence >= since
            if hit and one.state in ("open", "returned"):
                one.state = state

    def figures(self, day: date) -> Figures:
        told = [one for one in self.lines if one.state != "withdrawn"]
        late = [one for one in told if one.status(day) == "overdue"]
        return Figures(
            measures=len(self.rows),
            on_control=sum(row.state == "on_control" for row in self.rows.values()),
            wordings=[(row.number, row.deadline, row.bodies[:]) for row in self.rows.values()],
            statuses=dict(Counter(one.status(day) for one in told)),
            overdue=sorted(
                (self.rows[one.measure].number, one.body, one.due, (day - one.due).days)
                for one in late
                if one.due
            ),
            in_review=sorted((self.rows[key].number, *rest) for key, *rest in self.in_review),
            more_time=sorted((self.rows[key].number, *rest) for key, *rest in self.more_time),
            without_dates=[
                row.number for row in self.rows.values() if row.waits and row.state == "on_control"
            ],
        )

    def reword(self, key: str, **told: object) -> None:
        self.rows[key] = replace(self.rows[key], **told)  # type: ignore[arg-type]

    def add_behind(self, other: str, key: str, row: Row) -> None:
        before = list(self.rows.items())
        at = [name for name, _ in before].index(other) + 1
        self.rows = dict([*before[:at], (key, row), *before[at:]])
