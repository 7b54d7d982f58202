"""What became of a synthetic plan's past dates: reports, late ones, returns, silence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from agencies.models import Agency, Membership, Role, User
from measures.demo.wording import chance
from measures.models import (
    Event,
    EventKind,
    Obligation,
    ObligationState,
    ProgressEntry,
    ProgressState,
    Review,
    Verdict,
)
from planner.models import ActionPlan

CHUNK = 5000
NEEDED = ("pk", "measure_id", "agency_id", "due_on", "measure__position", "agency__code")
# Of a hundred past dates: 69 answered in time, 8 late, 3 in review, 1 returned, 19 not answered.
FATES = (
    (69, ObligationState.DONE, ProgressState.ACCEPTED, (-6, -4, -3, -1, 0)),
    (77, ObligationState.DONE, ProgressState.ACCEPTED, (1, 2, 5, 9, 30)),
    (80, ObligationState.SUBMITTED, ProgressState.SUBMITTED, (-2, 0)),
    (81, ObligationState.RETURNED, ProgressState.RETURNED, (-5, -1)),
)
TEXTS = (
    "Мероприятие выполнено в полном объёме, сведения по регионам приложены.",
    "Проведена сверка данных, замечания устранены, работа продолжается.",
    "Есепті кезеңдегі жұмыс орындалды, кесте қоса беріледі.",
)


class Row(NamedTuple):
    """NEEDED of an obligation, as a tuple: half a million of them fit into memory."""

    pk: int
    measure_id: int
    agency_id: int
    due_on: date | None
    position: int
    agency: str


@dataclass(frozen=True)
class Answer:
    """An obligation that was answered, and on which day."""

    pk: int
    measure_id: int
    agency_id: int
    done_on: date
    state: ObligationState
    entry: ProgressState
    luck: int


def fill_past(plan: ActionPlan, *, seed: int, today: date) -> int:
    """How many reports were written; about a fifth of the past dates stays unanswered."""
    authors, reviewer = _people(plan)
    written = 0
    for answers in _answers(plan, seed, today):
        _settle(answers)
        _write(answers, authors, reviewer)
        written += len(answers)
    return written


def _people(plan: ActionPlan) -> tuple[dict[int, User], User]:
    """An officer without a password for each body, and one coordinator."""
    bodies = Agency.objects.filter(obligations__measure__plan=plan).distinct()
    authors = {body.pk: _person(f"officer.{body.code}", body, Role.OFFICER) for body in bodies}
    return authors, _person("coordinator", plan.coordinator, Role.COORDINATOR)


def _person(name: str, agency: Agency, role: Role) -> User:
    user, is_new = User.objects.get_or_create(
        email=f"{name}@dataset.example",
        defaults={"full_name": f"Synthetic {name}", "password": make_password(None)},
    )
    if is_new:
        Membership.objects.create(user=user, agency=agency, role=role)
    return user


def _answers(plan: ActionPlan, seed: int, today: date) -> Iterator[list[Answer]]:
    """By date, so that the rows of a chunk share few dates and few updates settle them."""
    past = Obligation.objects.filter(measure__plan=plan, due_on__lt=today).order_by("due_on", "pk")
    rows = list(past.values_list(*NEEDED))
    for start in range(0, len(rows), CHUNK):
        found = (_answer(seed, today, Row(*row)) for row in rows[start : start + CHUNK])
        yield [one for one in found if one]


def _answer(seed: int, today: date, row: Row) -> Answer | None:
    due_on = row.due_on or today
    luck = chance(seed, row.position, row.agency, due_on)
    for below, state, entry, days in FATES:
        if luck % 100 < below:
            done_on = min(due_on + timedelta(days=days[luck // 100 % len(days)]), today)
            return Answer(row.pk, row.measure_id, row.agency_id, done_on, state, entry, luck)
    return None


def _settle(answers: Iterable[Answer]) -> None:
    alike: defaultdict[tuple[ObligationState, date], list[int]] = defaultdict(list)
    for one in answers:
        alike[one.state, one.done_on].append(one.pk)
    for (state, day), pks in alike.items():
        done_on = None if state == ObligationState.RETURNED else day
        Obligation.objects.filter(pk__in=pks).update(state=state, done_on=done_on, changed_on=day)


def _write(answers: list[Answer], authors: dict[int, User], reviewer: User) -> None:
    now = timezone.now()
    entries = ProgressEntry.objects.bulk_create([_entry(one, authors, now) for one in answers])
    decided = [
        (one, entry)
        for one, entry in zip(answers, entries, strict=True)
        if one.entry != ProgressState.SUBMITTED
    ]
    Review.objects.bulk_create([_review(one, entry, reviewer) for one, entry in decided])
    Event.objects.bulk_create(
        [_event(EventKind.SUBMITTED, one, authors[one.agency_id]) for one in answers]
        + [_event(_decided(one), one, reviewer) for one, _ in decided]
    )


def _entry(one: Answer, authors: dict[int, User], now: datetime) -> ProgressEntry:
    return ProgressEntry(
        obligation_id=one.pk,
        author=authors[one.agency_id],
        state=one.entry,
        claim="done",
        text=TEXTS[one.luck // 7 % len(TEXTS)],
        document_kind="information",
        document_number=f"{one.luck % 18 + 1}-{one.luck // 20 % 9000 + 1000}",
        document_on=one.done_on,
        submitted_on=one.done_on,
        submitted_at=now,
    )


def _decided(one: Answer) -> EventKind:
    return EventKind.RETURNED if one.entry == ProgressState.RETURNED else EventKind.ACCEPTED


def _review(one: Answer, entry: ProgressEntry, reviewer: User) -> Review:
    returned = one.entry == ProgressState.RETURNED
    return Review(
        entry=entry,
        reviewer=reviewer,
        verdict=Verdict.RETURN if returned else Verdict.ACCEPT,
        reason="Дополните сведениями по регионам." if returned else "",
        reviewed_on=one.done_on + timedelta(days=2),
    )


def _event(kind: EventKind, one: Answer, actor: User) -> Event:
    return Event(
        measure_id=one.measure_id,
        obligation_id=one.pk,
        kind=kind,
        actor=actor,
        happened_on=one.done_on,
    )
