"""Which first steps a person has taken, told from what they left behind; never from a visit."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Model, Q, QuerySet
from django.utils.functional import Promise

from agencies.models import Agency, Membership, Role, User
from agencies.permissions import REPORTING
from agencies.queries import Standing
from measures.help_texts.step import Step, Tour
from measures.help_texts.tours import TOURS
from measures.models import (
    Declined,
    Event,
    EventKind,
    Evidence,
    Extension,
    Measure,
    ProgressEntry,
    Reminder,
    ReminderClock,
    Review,
)
from measures.signals import first_steps_asked
from planner.models import ActionPlan, Concept

# Whose steps stand on which page.
ON_PAGE = {
    "desk": ("officer", "head"),
    "board": ("coordinator", "observer"),
    "administration": ("administrator",),
}


@dataclass(frozen=True)
class Taken:
    """A step with its full name, as `first_steps_taken` of a person keeps it."""

    name: str
    step: Step
    done: bool


@dataclass(frozen=True)
class Progress:
    tour: Tour
    steps: tuple[Taken, ...]

    @property
    def title(self) -> Promise:
        return self.tour.title

    @property
    def done(self) -> int:
        return sum(taken.done for taken in self.steps)

    @property
    def fresh(self) -> bool:
        """Somebody's first day: all steps are laid open, later only the next one."""
        return self.done == 0

    @property
    def coming(self) -> Taken | None:
        return next((taken for taken in self.steps if not taken.done), None)


def tours_of(standing: Standing, *, keeps_installation: bool) -> list[Tour]:
    """Of the person's current roles. A head who is an officer too walks the officer's steps."""
    held = {row.role for row in standing.memberships}
    reporting = [name for name in ("officer", "deputy", "head") if name in held][:1]
    overseeing = [name for name in ("coordinator", "observer") if name in held][:1]
    names = [*("officer" if one == "deputy" else one for one in reporting), *overseeing]
    return [TOURS[name] for name in [*names, *["administrator"] * keeps_installation]]


def progress_of(person: User, tours: Collection[Tour], today: date) -> list[Progress]:
    """One statement whatever the number of steps; none for no tours."""
    wanted = {step.done for tour in tours for step in tour.steps if step.done}
    facts = facts_of(person, wanted, today)
    return [_progress(tour, facts, person.first_steps_taken) for tour in tours]


def _progress(tour: Tour, facts: Collection[str], said: Collection[str]) -> Progress:
    named = ((f"{tour.role}.{step.key}", step) for step in tour.steps)
    return Progress(
        tour,
        tuple(
            Taken(name, step, step.done in facts or (step.is_reading and name in said))
            for name, step in named
        ),
    )


def facts_of(person: User, wanted: Iterable[str], today: date) -> frozenset[str]:
    """Those of the wanted facts that are true; at most one statement.

    Raises KeyError for a fact that nobody knows.
    """
    known = _facts(person, today)
    answers: list[tuple[Any, Any]] = first_steps_asked.send(sender=User, person=person)
    for _receiver, told in answers:
        known |= told
    asked = {f"did_{name}": known[name] for name in wanted}
    if not asked:
        return frozenset()
    row = User.objects.filter(pk=person.pk).annotate(**asked).values(*asked).get()
    return frozenset(name.removeprefix("did_") for name, true in row.items() if true)


def _facts(person: User, today: date) -> dict[str, Any]:
    return {
        name: Exists(rows) for name, rows in [*_own(person).items(), *_installed(today).items()]
    }


def _own(person: User) -> dict[str, QuerySet[Any]]:
    written = ProgressEntry.objects.filter(author=person)
    acts = Event.objects.filter(actor=person)
    return {
        "drafted": written,
        "evidence": Evidence.objects.filter(uploaded_by=person),
        "handed_in": acts.filter(kind=EventKind.SUBMITTED),
        "asked_time": Extension.objects.filter(requested_by=person),
        "chose_reminders": _chose_reminders(person),
        "reviewed": Review.objects.filter(reviewer=person),
        "decided_time": Extension.objects.filter(decided_by=person),
        "reminded": acts.filter(kind=EventKind.REMINDED),
        "removed": acts.filter(kind=EventKind.REMOVED),
    }


def _chose_reminders(person: User) -> QuerySet[User]:
    """An hour of their own, some declined, or one acknowledged."""
    declined = Declined.objects.filter(person=person)
    acknowledged = Reminder.objects.filter(recipient=person, acknowledged_at__isnull=False)
    chose = Q(digest_hour__isnull=False) | Exists(declined) | Exists(acknowledged)
    return User.objects.filter(chose, pk=person.pk)


def _installed(today: date) -> dict[str, QuerySet[Any]]:
    """What the installation holds, whoever entered it."""
    held = Membership.objects.current(today)
    rows: dict[str, type[Model]] = {
        "concept": Concept,
        "bodies": Agency,
        "plan": ActionPlan,
        "table": Measure,
    }
    found: dict[str, QuerySet[Any]] = {
        name: model._default_manager.all() for name, model in rows.items()
    }
    reporting = Exists(held.filter(role__in=REPORTING))
    people = held.filter(reporting, role=Role.COORDINATOR)
    ran = ReminderClock.objects.filter(ran_at__isnull=False)
    return found | {"people": people, "reminders": ran}


def coordinating_bodies(today: date) -> QuerySet[ActionPlan]:
    """Plans in force, each with the body to ask about it; one statement."""
    in_force = Q(repealed_on=None) | Q(repealed_on__gt=today)
    rows = ActionPlan.objects.filter(in_force, ends_on__gte=today)
    return rows.select_related("coordinator").order_by("-starts_on", "slug")
