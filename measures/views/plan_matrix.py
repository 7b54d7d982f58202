"""Agency × direction: where a plan's reports gather, and where they are late."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from agencies.models import Agency
from measures.permissions.overseeing import may_see_all_entries
from measures.queries.board import WITHOUT
from measures.queries.matrix import Counted, Matrix, matrix_of
from measures.rules.grades import grade
from measures.views.asking import Visit
from measures.views.plan_asking import plan_asked
from planner.models import ActionPlan, Direction

EVERYTHING: Final = "all"


@dataclass(frozen=True)
class Kind:
    """`status` is what the board is asked for; `is_share`: per cent, of which little is bad."""

    words: Any
    figure: Callable[[Counted], int | None]
    status: str
    is_share: bool = False


KINDS: Final = {
    "overdue": Kind(_("overdue reports"), lambda one: one.overdue, "overdue"),
    "open": Kind(_("reports not handed in"), lambda one: one.open, EVERYTHING),
    "share": Kind(_("share handed in on time"), lambda one: one.share, EVERYTHING, is_share=True),
}


@dataclass(frozen=True)
class Shown:
    """A cell: `grade` of its ground, "" in `url` where nothing is to be followed."""

    counted: Counted
    figure: int | None
    grade: int
    url: str


@require_safe
def matrix(request: HttpRequest, slug: str) -> HttpResponse:
    asked, plan = plan_asked(request, slug)
    name = request.GET.get("show", "")
    kind = KINDS.get(name, KINDS["overdue"])
    found = matrix_of(plan, asked.day, past=asked.past)
    context = {
        "plan": plan,
        "matrix": found,
        "kinds": [(key, one.words, one is kind) for key, one in KINDS.items()],
        "kind": kind,
        "rows": _rows(found, kind, _Links.of(plan, kind, asked)),
        "columns": [(one, found.columns[one.pk if one else None]) for one in found.directions],
        "foot": [_figure(found.columns[_pk(one)], kind) for one in found.directions],
        "total": _figure(found.whole, kind),
        **asked.shown(),
    }
    return render(request, "measures/plan_matrix.html", context)


def _pk(direction: Direction | None) -> int | None:
    return direction.pk if direction else None


def _figure(counted: Counted, kind: Kind) -> Shown:
    return Shown(counted, kind.figure(counted), 0, "")


Row = tuple[Agency, Shown, list[Shown | None]]


def _rows(found: Matrix, kind: Kind, links: "_Links") -> list[Row]:
    figures = [kind.figure(cell) or 0 for cell in found.cells.values()]
    most = 100 if kind.is_share else max(figures, default=0)

    def cell(agency: Agency, direction: Direction | None) -> Shown | None:
        counted = found.cells.get((agency.pk, _pk(direction)))
        if counted is None:
            return None
        figure = kind.figure(counted)
        return Shown(counted, figure, _grade(figure, most, kind), links.to(agency, direction))

    rows = [
        (
            agency,
            Shown(counted, kind.figure(counted), 0, links.to(agency)),
            [cell(agency, direction) for direction in found.directions],
        )
        for agency in found.agencies
        for counted in [found.rows[agency.pk]]
    ]
    return sorted(rows, key=lambda row: (-_weight(row[1].figure, kind), row[0].short))


def _weight(figure: int | None, kind: Kind) -> int:
    """What there is most to do about comes first; last, what cannot be judged."""
    if figure is None:
        return -1
    return 100 - figure if kind.is_share else figure


def _grade(figure: int | None, most: int, kind: Kind) -> int:
    """Deep where there is most to do: many reports, or a small share."""
    if figure is None:
        return 0
    return grade(most - figure if kind.is_share else figure, most)


@dataclass(frozen=True)
class _Links:
    """To the board for whoever sees it, else to the plan's own table."""

    plan: ActionPlan
    kind: Kind
    as_of: date | None
    sees_board: bool

    @classmethod
    def of(cls, plan: ActionPlan, kind: Kind, asked: Visit) -> "_Links":
        return cls(plan, kind, asked.as_of, may_see_all_entries(asked.person, asked.today))

    def to(self, agency: Agency, direction: Direction | str | None = "") -> str:
        """`direction`: "" for all of them, None for measures under none."""
        query = {"agency": agency.code}
        if isinstance(direction, Direction):
            query["direction"] = str(direction.pk)
        elif direction is None:
            query["direction"] = WITHOUT
        if self.as_of:
            query["as_of"] = self.as_of.isoformat()
        return self._board(query) if self.sees_board else self._table(query)

    def _board(self, query: dict[str, str]) -> str:
        told = {"plan": self.plan.slug, "status": self.kind.status, **query}
        return f"{reverse('measures:board')}?{urlencode(told)}"

    def _table(self, query: dict[str, str]) -> str:
        show = {"show": "overdue"} if self.kind.status == "overdue" else {}
        address = reverse("measures:plan", args=[self.plan.slug])
        return f"{address}?{urlencode({**show, **query})}"
