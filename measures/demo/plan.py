"""fixtures/demo/plan.json: the head of the plan, its sections, and a measure for each row."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from agencies.models import Agency, AgencyGroup, User
from measures.models import ExecutorRole
from measures.services.plan import CostDraft, ExecutorDraft, MeasureDraft, add_measures
from planner.models import ActionPlan, Concept, LineOfAction, Task

Json = dict[str, Any]
_LINE = re.compile(r"(direction|mechanism) (\d+)\((\d+)\)")


@dataclass(frozen=True)
class Named:
    """What the rows of the file name, looked up once."""

    agencies: dict[str, Agency]
    groups: dict[str, AgencyGroup]
    tasks: dict[int, Task]
    lines: dict[tuple[str, int, int], LineOfAction]


def add_plan(source: Path, *, by: User) -> ActionPlan:
    """The plan of the file with its measures, entered by a coordinator on the day of its act.

    Raises KeyError when the file names a body, task or line that the reference data lacks.
    """
    content = json.loads(source.read_text())
    plan = _add_head(content["plan"])
    drafts = list(_drafts(content, _named(plan.concept)))
    add_measures(plan, drafts, by=by, today=plan.approved_on or plan.starts_on)
    return plan


def slug_of(source: Path) -> str:
    slug: str = json.loads(source.read_text())["plan"]["slug"]
    return slug


def _add_head(head: Json) -> ActionPlan:
    return ActionPlan.objects.create(
        slug=head["slug"],
        concept=Concept.objects.get(slug=head["concept"]),
        coordinator=Agency.objects.get(code=head["coordinator"]),
        controller=Agency.objects.get(code=head["controller"]) if "controller" in head else None,
        is_illustrative=head["is_illustrative"],
        approved_by=head["approved_by"],
        **{day: date.fromisoformat(head[day]) for day in ("starts_on", "ends_on", "approved_on")},
        **{f"title_{code}": text for code, text in head["title"].items()},
    )


def _named(concept: Concept) -> Named:
    lines = LineOfAction.objects.filter(direction__concept=concept).select_related("direction")
    return Named(
        agencies={agency.code: agency for agency in Agency.objects.all()},
        groups={group.code: group for group in AgencyGroup.objects.all()},
        tasks={task.number: task for task in Task.objects.filter(goal__concept=concept)},
        lines={(one.direction.kind, one.direction.number, one.number): one for one in lines},
    )


def _drafts(content: Json, named: Named) -> Iterable[MeasureDraft]:
    for row in content["measures"]:
        yield MeasureDraft(
            number=row["number"],
            title=row["title"],
            completion_form=row["completion_form"],
            deadline=row["deadline"],
            executors_text=row["executors_text"],
            executors=tuple(_executor(one, named) for one in row["executors"]),
            costs=tuple(_cost(one) for one in row["costs"]),
            funding_source=row["funding_source"],
            section=content["sections"][row["section"] - 1],
            tasks=tuple(named.tasks[number] for number in row["tasks"]),
            lines=tuple(named.lines[line_key(text)] for text in row["lines"]),
        )


def line_key(text: str) -> tuple[str, int, int]:
    """ "direction 3(2)" → ("direction", 3, 2). Raises ValueError on anything else."""
    found = _LINE.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} does not name a line of action as “direction 3(2)” does")
    return found[1], int(found[2]), int(found[3])


def _executor(row: Json, named: Named) -> ExecutorDraft:
    return ExecutorDraft(
        agency=named.agencies[row["agency"]] if "agency" in row else None,
        group=named.groups[row["group"]] if "group" in row else None,
        role=ExecutorRole(row["role"]),
        by_agreement=row.get("by_agreement", False),
        consolidates=row.get("consolidates", False),
    )


def _cost(row: Json) -> CostDraft:
    money = {key: Decimal(row[key]) for key in ("planned", "allotted", "spent") if key in row}
    return CostDraft(year=row["year"], source=row["source"], **money)
