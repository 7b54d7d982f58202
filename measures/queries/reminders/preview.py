"""What goes out on a day, to whom and why: coming, waiting, or gone by then."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from agencies.models import Membership, User
from measures.models import ROUNDS, Channel, Reminder, ReminderState
from measures.permissions.reminders import may_see_every_reminder
from measures.queries.reminders.besides import still_wanted, wanted
from measures.queries.reminders.coming import Row, added_by_next_run, added_on
from measures.queries.reminders.need import waiting_with_need
from measures.queries.reminders.policy import plans_coordinated_by
from planner.models import ActionPlan

AHEAD = timedelta(days=400)  # who looks further sees too little of what will be
WENT_OUT = (
    *(ReminderState.SENT, ReminderState.SHOWN),
    *(ReminderState.FAILED, ReminderState.BOUNCED),
)


@dataclass(frozen=True)
class Question:
    """`plan` is a slug, `agency` the code of the people's own body, `text` is sought in names and
    addresses; each "" for any."""

    on: date
    plan: str = ""
    agency: str = ""
    text: str = ""


@dataclass(frozen=True)
class Going:
    """`digest`: the mail that a row of the ledger is in already."""

    row: Row
    digest: int | None = None


Piles = list[tuple[User, list[Going]]]


def plans_to_preview(person: User, today: date) -> QuerySet[ActionPlan]:
    """Of which plans a person may see everybody's reminders: those that the own bodies coordinate;
    who may see the ledger in the administration sees them all."""
    if may_see_every_reminder(person):
        return ActionPlan.objects.all()
    return plans_coordinated_by(person, today)


def addressed(question: Question, plans: Iterable[ActionPlan], today: date) -> Piles:
    """Who is told something on the day, by name. Statements: some for each ladder of the plans,
    however many obligations and people there are."""
    chosen = {one.pk for one in plans if question.plan in ("", one.slug)}
    piles: dict[int, list[Going]] = {}
    for going in _going(question.on, chosen, today):
        piles.setdefault(going.row.recipient, []).append(going)
    people = _people(question).filter(pk__in=piles)
    return [(one, piles[one.pk]) for one in people if _named(one, question.text)]


def _going(on: date, plans: Collection[int], today: date) -> list[Going]:
    if on > today:
        return [Going(row) for row in added_on(on, plans)]
    if on == today:
        return [*_waiting(plans, today), *map(Going, added_by_next_run(plans, today))]
    return _gone(on, plans)


def _gone(on: date, plans: Collection[int]) -> list[Going]:
    """As the ledger says. A notice on the site is of the day of its step."""
    that_day = Q(digest__day=on) | Q(channel=Channel.SITE, remind_on=on)
    return _in_ledger(Reminder.objects.filter(that_day, plan__in=plans, state__in=WENT_OUT))


def _waiting(plans: Collection[int], today: date) -> Iterator[Going]:
    """Without what is not needed any more, and so will be left out."""
    needed = Q(over="", plan__in=plans)
    found = _in_ledger(waiting_with_need(today).filter(needed))
    rounds = any(going.row.subject in ROUNDS for going in found)
    still = still_wanted(wanted(today)) if rounds else set()
    for going in found:
        row = going.row
        key = (row.subject, row.plan, row.occurrence, row.recipient)
        if row.subject not in ROUNDS or key in still:
            yield going


def _in_ledger(rows: "QuerySet[Reminder, Any]") -> list[Going]:
    told = rows.order_by("pk").values_list(*Row._fields, "digest")
    return [Going(Row(*columns), digest) for *columns, digest in told]


def _people(question: Question) -> QuerySet[User]:
    people = User.objects.order_by("full_name", "pk")
    if not question.agency:
        return people
    held = Membership.objects.current(question.on).filter(agency__code=question.agency)
    return people.filter(pk__in=held.values("user"))


def _named(person: User, text: str) -> bool:
    """In Python: SQLite folds the case of Latin letters alone."""
    return text.casefold() in f"{person.full_name} {person.email}".casefold()
