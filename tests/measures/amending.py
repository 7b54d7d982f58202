"""A plan with measures that later acts change, and short ways to change them."""

from datetime import date
from typing import Any

from agencies.models import Agency, User
from measures.models import ChangeKind, ExecutorRole, Measure, Obligation
from measures.rules.wording import Wording, wording_of
from measures.services.amendments import adopt_amendment, put_change, start_amendment
from measures.services.plan import ExecutorDraft, MeasureDraft, add_measures
from measures.services.versions import said_by
from planner.models import ActionPlan, Amendment

ENTERED = date(2007, 12, 3)
ACT = "Постановление Правительства № 120"


def enter(
    plan: ActionPlan, number: str, deadline: str, lead: Agency, *others: Agency, **fields: Any
) -> Measure:
    """A measure entered on ENTERED, the first body leading."""
    roles = [ExecutorRole.LEAD, *[ExecutorRole.CO] * len(others)]
    bodies = zip((lead, *others), roles, strict=True)
    draft = MeasureDraft(
        number=number,
        title={"ru": f"Мероприятие {number}"},
        completion_form={"ru": "Информация Правительству"},
        deadline={"ru": deadline},
        executors_text=", ".join(body.short_ru for body in (lead, *others)),
        executors=tuple(ExecutorDraft(body, None, role) for body, role in bodies),
        **fields,
    )
    add_measures(plan, [draft], by=None, today=ENTERED)
    return Measure.objects.select_related("plan", "deadline").filter(plan=plan).latest("position")


def said(measure: Measure) -> Wording:
    rows = Measure.objects.select_related("deadline").prefetch_related("executors", "costs")
    return wording_of(said_by(rows.get(pk=measure.pk)))


def reworded(measure: Measure, **parts: Any) -> Wording:
    return {**said(measure), **parts}


def led_by(body: Agency, *others: Agency) -> list[dict[str, Any]]:
    roles = ["lead", *["co"] * len(others)]
    return [
        {"agency_id": one.pk, "group_id": None, "role": role, "by_agreement": False,
         "consolidates": False}
        for one, role in zip((body, *others), roles, strict=True)
    ]  # fmt: skip


def amend(
    plan: ActionPlan, by: User, on: date, *changes: dict[str, Any], act: str = ACT, **dates: date
) -> Amendment:
    """Drafts and adopts; `changes` are keyword arguments of put_change."""
    draft = start_amendment(plan, by=by, today=on)
    for change in changes:
        put_change(draft, by=by, today=on, **change)
    return adopt_amendment(
        draft,
        act=act,
        adopted_on=dates.get("adopted_on", on),
        in_force_on=dates.get("in_force_on", on),
        by=by,
        today=on,
    )


def reword(measure: Measure, **parts: Any) -> dict[str, Any]:
    wording = reworded(measure, **parts)
    return {"kind": ChangeKind.REWORD, "measure": measure, "wording": wording,
            "section": measure.section}  # fmt: skip


def strike(measure: Measure) -> dict[str, Any]:
    return {"kind": ChangeKind.STRIKE, "measure": measure}


def owed(measure: Measure) -> list[tuple[str, str, str]]:
    """(agency, due on, state) in the order of dates."""
    rows = Obligation.objects.filter(measure=measure).select_related("agency")
    return [
        (row.agency.code, row.due_on.isoformat() if row.due_on else "", row.state)
        for row in rows.order_by("due_on", "agency__code", "pk")
    ]
