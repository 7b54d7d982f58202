"""Who owes what on which direction: agency × direction, in counts of reports."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q

from agencies.models import Agency
from measures.queries.then import owed_on
from measures.querysets import HANDED_IN_ALREADY, HANDED_IN_LATE, NOT_HANDED_IN, is_out_on
from planner.models import ActionPlan, Direction


@dataclass(frozen=True)
class Counted:
    """Reports owed: `total` of them in all, `open` not handed in, `overdue` of these; `in_time` of
    those `judged`, which are handed in or overdue."""

    total: int = 0
    open: int = 0
    overdue: int = 0
    in_time: int = 0
    handed_in: int = 0

    @property
    def judged(self) -> int:
        return self.handed_in + self.overdue

    @property
    def share(self) -> int | None:
        """Whole per cent in time of those judged, rounded down; None where there are none."""
        return self.in_time * 100 // self.judged if self.judged else None


Key = tuple[int, int | None]


@dataclass(frozen=True)
class Matrix:
    """`cells` by (agency, direction), None for measures under no direction; no cell is empty.

    A measure that serves several directions is counted in each, and once in `rows` and `whole`.
    """

    agencies: list[Agency]
    directions: list[Direction | None]
    cells: Mapping[Key, Counted]
    rows: Mapping[int, Counted]
    columns: Mapping[int | None, Counted]
    whole: Counted


def matrix_of(plan: ActionPlan, day: date, *, past: bool = False) -> Matrix:
    """Four statements. Bodies that owe nothing, and directions that nothing serves, are left
    out."""
    owed = owed_on(day, past=past).filter(measure__plan=plan).exclude(state="removed").order_by()
    cells = _counted(owed.values("agency", direction=F("measure__lines__direction")), day)
    rows = _counted(owed.values("agency"), day)
    by_cell = {(row["agency"], row["direction"]): _cell(row) for row in cells}
    by_row = {row["agency"]: _cell(row) for row in rows}
    return Matrix(
        agencies=list(Agency.objects.filter(pk__in=by_row)),
        directions=_directions({direction for _agency, direction in by_cell}),
        cells=by_cell,
        rows=by_row,
        columns=_columns(by_cell),
        whole=_sum(by_row.values()),
    )


def _counted(grouped: Any, day: date) -> Any:
    late = is_out_on(day) & ~Q(kind="continuous")
    asked = {
        "total": Q(),
        "open": Q(state__in=NOT_HANDED_IN),
        "overdue": late,
        "handed_in": HANDED_IN_ALREADY,
        "late": HANDED_IN_LATE,
    }
    return grouped.annotate(
        **{f"n_{name}": Count("pk", filter=which, distinct=True) for name, which in asked.items()}
    )


def _cell(row: Mapping[str, int]) -> Counted:
    return Counted(
        total=row["n_total"],
        open=row["n_open"],
        overdue=row["n_overdue"],
        in_time=row["n_handed_in"] - row["n_late"],
        handed_in=row["n_handed_in"],
    )


def _directions(found: set[int | None]) -> list[Direction | None]:
    named = [pk for pk in found if pk is not None]
    rows: list[Direction | None] = list(Direction.objects.filter(pk__in=named))
    return [*rows, None] if None in found else rows


def _columns(cells: Mapping[Key, Counted]) -> dict[int | None, Counted]:
    """Every report is owed by one body, so that a column may be summed."""
    found: dict[int | None, list[Counted]] = {}
    for (_agency, direction), cell in cells.items():
        found.setdefault(direction, []).append(cell)
    return {direction: _sum(counted) for direction, counted in found.items()}


def _sum(counted: Iterable[Counted]) -> Counted:
    rows = list(counted)
    names = ("total", "open", "overdue", "in_time", "handed_in")
    return Counted(**{name: sum(getattr(row, name) for row in rows) for name in names})
