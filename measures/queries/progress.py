"""How far a plan is, by what it serves: goals and tasks, directions and lines of action."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from measures.models import Measure
from measures.queries.standing import statuses
from measures.rules.lateness import Status
from planner.models import ActionPlan, Direction, DirectionKind, Goal
from planner.models.concept import Numbered

NO_TASK, NO_LINE, WHOLE = "no-task", "no-line", "plan"


@dataclass(frozen=True)
class Node:
    """A paragraph of the Concept and the measures that serve it, by id in the plan's order.

    `key` names it in addresses ("task-5"); `row` is None for what stands under no paragraph.
    A measure that serves several nodes is counted in each, and once in what lies above them.
    """

    key: str
    measures: tuple[int, ...]
    counts: Counter[Status]
    row: Numbered | None = None
    below: tuple["Node", ...] = field(default=())

    @property
    def total(self) -> int:
        return len(self.measures)

    @property
    def pk(self) -> int | None:
        return self.row.pk if self.row else None

    def having(self, status: Status | None, stands: Mapping[int, Status]) -> list[int]:
        """Its measures of one status, or all."""
        return [pk for pk in self.measures if status is None or stands[pk] == status]


@dataclass(frozen=True)
class Progress:
    """`stands` holds the status of every measure of the plan."""

    stands: Mapping[int, Status]
    whole: Node
    goals: tuple[Node, ...]
    directions: tuple[Node, ...]
    mechanism: tuple[Node, ...]
    without_task: Node
    without_line: Node

    @cached_property
    def by_key(self) -> dict[str, Node]:
        tops = (*self.goals, *self.directions, *self.mechanism)
        alone = (self.whole, self.without_task, self.without_line)
        return {node.key: node for top in tops for node in (top, *top.below)} | {
            node.key: node for node in alone
        }


class _Counting:
    def __init__(self, stands: Mapping[int, Status]) -> None:
        self.stands = stands

    def node(
        self,
        key: str,
        measures: Iterable[int],
        row: Numbered | None = None,
        below: Iterable[Node] = (),
    ) -> Node:
        there = set(measures)
        ordered = tuple(pk for pk in self.stands if pk in there)
        counts = Counter(self.stands[pk] for pk in ordered)
        return Node(key, ordered, counts, row, tuple(below))


def progress_of(plan: ActionPlan, day: date, *, past: bool = False) -> Progress:
    """Eight statements, whatever the size of the plan.

    `past`: the measures and statuses that the day ended with; what a measure serves is told as it
    is known now.
    """
    stands = statuses(plan, day, past=past)
    counting = _Counting(stands)
    by_task = _linked(Measure.tasks.through, "task", plan)
    by_line = _linked(Measure.lines.through, "lineofaction", plan)
    goals = [_goal(counting, goal, by_task) for goal in _goals(plan)]
    tops = [_direction(counting, row, by_line) for row in _directions(plan)]
    return Progress(
        stands=stands,
        whole=counting.node(WHOLE, stands),
        goals=tuple(goals),
        directions=_of_kind(tops, DirectionKind.DIRECTION),
        mechanism=_of_kind(tops, DirectionKind.MECHANISM),
        without_task=counting.node(NO_TASK, stands.keys() - _served(goals)),
        without_line=counting.node(NO_LINE, stands.keys() - _served(tops)),
    )


def _goals(plan: ActionPlan) -> Iterable[Goal]:
    return Goal.objects.filter(concept=plan.concept_id).prefetch_related("tasks")


def _directions(plan: ActionPlan) -> Iterable[Direction]:
    return Direction.objects.filter(concept=plan.concept_id).prefetch_related("lines")


Links = Mapping[int, list[int]]
NOBODY: Final[list[int]] = []


def _linked(through: type, name: str, plan: ActionPlan) -> dict[int, list[int]]:
    """Ids of measures by what they serve; one statement."""
    rows = through.objects.filter(measure__plan=plan)  # type: ignore[attr-defined]
    found: dict[int, list[int]] = {}
    for served, measure in rows.values_list(name, "measure"):
        found.setdefault(served, []).append(measure)
    return found


def _goal(counting: _Counting, goal: Goal, links: Links) -> Node:
    below = [
        counting.node(f"task-{task.pk}", links.get(task.pk, NOBODY), task)
        for task in goal.tasks.all()
    ]
    return counting.node(f"goal-{goal.pk}", _served(below), goal, below)


def _direction(counting: _Counting, direction: Direction, links: Links) -> Node:
    below = [
        counting.node(f"line-{line.pk}", links.get(line.pk, NOBODY), line)
        for line in direction.lines.all()
    ]
    return counting.node(f"direction-{direction.pk}", _served(below), direction, below)


def _served(nodes: Iterable[Node]) -> set[int]:
    return {pk for node in nodes for pk in node.measures}


def _of_kind(nodes: Iterable[Node], kind: DirectionKind) -> tuple[Node, ...]:
    return tuple(
        node for node in nodes if isinstance(node.row, Direction) and node.row.kind == kind
    )
