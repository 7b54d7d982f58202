"""The dates of a deadline that stands in the plan since a day inside its period."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from measures.models import Deadline, DeadlineKind
from measures.rules.deadlines import Kind, read
from measures.rules.wording import LANGUAGES, Wording
from measures.services.deadline_texts import columns_of, plan_dates, read_deadline, texts_of
from planner.models import ActionPlan
from planner.rules.periods import over


def dates_of(wording: Wording, plan: ActionPlan, in_force_on: date | None) -> dict[str, Any]:
    """The columns of a deadline read from a new wording."""
    texts = {code: text for code in LANGUAGES if (text := wording[f"deadline_{code}"])}
    reading = read_deadline(texts, plan)
    return {
        **columns_of(reading),
        "due": _days(_since(reading.phrase, reading.due, plan, in_force_on)),
        "event_on": None,
        "decided_by": None,
        "in_force_on": in_force_on,
    }


def dated_anew(deadline: Deadline, plan: ActionPlan, in_force_on: date | None) -> dict[str, Any]:
    """The columns that change when the same words count from a later day."""
    due = [date.fromisoformat(day) for day in deadline.due]
    if deadline.kind == DeadlineKind.RECURRING and deadline.decided_by_id is None:
        due = list(_since(read_deadline(texts_of(deadline), plan).phrase, due, plan, in_force_on))
    elif deadline.kind == DeadlineKind.RECURRING and in_force_on:
        due = [day for day in due if day >= in_force_on]
    return {"due": _days(due), "in_force_on": in_force_on}


def still_owed(deadline: Deadline, plan: ActionPlan, in_force_on: date | None) -> list[str]:
    """What the wording of before asks for on that day or later, for periods that were over by
    then; and what still earlier ones did."""
    if in_force_on is None:
        return list(deadline.still_owed)
    return sorted({*deadline.still_owed, *_over(deadline, plan, in_force_on)})


def _over(deadline: Deadline, plan: ActionPlan, in_force_on: date) -> list[str]:
    if deadline.kind == DeadlineKind.CONTINUOUS:
        return [one.label for one in over(plan.periods(), in_force_on)]
    if deadline.kind != DeadlineKind.RECURRING or deadline.decided_by_id is not None:
        return []
    due = [date.fromisoformat(day) for day in deadline.due]
    phrase = read_deadline(texts_of(deadline), plan).phrase
    counted = _since(phrase, due, plan, in_force_on)
    return _days([day for day in due if day >= in_force_on and day not in counted])


def _since(
    phrase: str, due: Sequence[date], plan: ActionPlan, in_force_on: date | None
) -> Sequence[date]:
    """Periodic dates that the phrase would also have in a plan beginning on that day; a single
    date counts though it may be past: the act names it."""
    whole = plan_dates(plan)
    if in_force_on is None or in_force_on <= whole.starts_on:
        return due
    later = read(phrase, replace(whole, starts_on=in_force_on))
    return due if later.kind != Kind.RECURRING else [day for day in due if day in later.due]


def _days(due: Sequence[date]) -> list[str]:
    return [day.isoformat() for day in due]
