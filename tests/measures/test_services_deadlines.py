"""A person dates an event, and corrects what a person has set."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from agencies.errors import Refused
from agencies.models import Agency, CalendarDay, User
from measures.models import Deadline, DeadlineKind, Event, EventKind, MeasureVersion, Obligation
from measures.rules.deadlines import PlanDates, Term, Unit, read, to_json
from measures.services.deadlines import as_seen, date_event, is_settable, set_dates
from measures.services.obligations import generate_obligations
from planner.models import ActionPlan
from tests.factories import DeadlineFactory, ExecutorFactory, MeasureFactory, ProgressEntryFactory

PHRASE = "в течение 10 рабочих дней после подписания соглашения"


def event_deadline(plan: ActionPlan, agency: Agency, phrase: str = PHRASE) -> Deadline:
    """Imported, and its obligation waits."""
    spec = read(phrase, PlanDates(plan.starts_on, plan.ends_on, plan.approved_on)).spec
    made: Deadline = DeadlineFactory(
        measure=MeasureFactory(plan=plan),
        text_ru=phrase,
        kind=DeadlineKind.EVENT,
        due=[],
        spec=to_json(spec) if spec else None,
    )
    ExecutorFactory(measure=made.measure, agency=agency)
    generate_obligations(plan, [made.measure], today=date(2009, 1, 12))
    return made


@pytest.fixture
def deadline(plan: ActionPlan, agency: Agency) -> Deadline:
    return event_deadline(plan, agency)


def due() -> list[date | None]:
    return list(Obligation.objects.owed().order_by("due_on").values_list("due_on", flat=True))


def refusal(service: Any, /, *args: Any, **typed: Any) -> str:
    with pytest.raises(Refused) as refused:
        service(*args, **typed)
    return refused.value.code


def test_the_day_of_the_event_alone_dates_what_is_owed(
    deadline: Deadline, coordinator: User, today: date
) -> None:
    CalendarDay.objects.create(day=date(2009, 7, 8), kind="holiday", name_ru="Перенос")
    waited = due()
    made = date_event(deadline, date(2009, 7, 3), by=coordinator, today=today)
    # Friday the 3rd; the 6th is a holiday, the 8th moved: 7, 9, 10, 13 to 17, 20, 21 July.
    assert (waited, made, due(), deadline.kind, deadline.event_on) == (
        [None],
        1,
        [date(2009, 7, 21)],
        DeadlineKind.ONCE,
        date(2009, 7, 3),
    )


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("в течение 10 дней после подписания соглашения", date(2009, 2, 10)),
        ("в двухнедельный срок после подписания соглашения", date(2009, 2, 14)),
        ("в течение 1 месяца после подписания соглашения", date(2009, 2, 28)),
        ("келісімге қол қойылғаннан кейін 3 ай ішінде", date(2009, 4, 30)),
    ],
)
def test_weeks_and_months_end_on_the_matching_day(
    plan: ActionPlan, agency: Agency, coordinator: User, today: date, phrase: str, day: date
) -> None:
    date_event(event_deadline(plan, agency, phrase), date(2009, 1, 31), by=coordinator, today=today)
    assert due() == [day]


def test_a_corrected_day_moves_what_is_open_and_the_old_one_stays_on_record(
    deadline: Deadline, coordinator: User, today: date
) -> None:
    date_event(deadline, date(2009, 7, 3), by=coordinator, today=today)
    owed = Obligation.objects.get()
    ProgressEntryFactory(obligation=owed)
    date_event(deadline, date(2009, 7, 10), by=coordinator, today=today, note="Опечатка.")
    moved = Obligation.objects.get()
    told = Event.objects.filter(kind=EventKind.EVENT_DATED).order_by("pk")[1]
    assert (moved.pk, moved.first_due_on, moved.due_on) == (
        owed.pk,
        date(2009, 7, 20),
        date(2009, 7, 24),
    )
    assert (told.note, told.data) == (
        "Опечатка.",
        {
            "due": ["2009-07-24"],
            "old_due": ["2009-07-20"],
            "event_on": "2009-07-10",
            "old_event_on": "2009-07-03",
        },
    )


def test_a_report_handed_in_keeps_the_date_it_was_owed_by(
    deadline: Deadline, coordinator: User, today: date
) -> None:
    date_event(deadline, date(2009, 7, 3), by=coordinator, today=today)
    Obligation.objects.update(state="done", done_on=today, changed_on=today)
    date_event(deadline, date(2009, 7, 10), by=coordinator, today=today)
    assert (due()[0], Obligation.objects.get(state="done").due_on) == (
        date(2009, 7, 20),
        date(2009, 7, 20),
    )


def test_other_dates_than_the_counted_one_need_a_reason(
    deadline: Deadline, coordinator: User, today: date
) -> None:
    own = {"by": coordinator, "today": today, "dates": [date(2009, 9, 1)]}
    code = refusal(date_event, deadline, date(2009, 7, 3), **own)
    date_event(deadline, date(2009, 7, 3), note="Так решено протоколом.", **own)
    assert (code, due(), deadline.event_on) == (
        "reason_missing",
        [date(2009, 9, 1)],
        date(2009, 7, 3),
    )


def test_a_term_that_cannot_be_counted_asks_for_dates(
    deadline: Deadline, coordinator: User, today: date
) -> None:
    Deadline.objects.update(spec=None)
    deadline.refresh_from_db()
    assert refusal(date_event, deadline, date(2009, 7, 3), by=coordinator, today=today) == "no_term"


def test_a_term_beyond_the_plans_years_is_a_slip_of_the_pen(
    deadline: Deadline, coordinator: User, today: date
) -> None:
    deadline.spec = to_json(Term(90, Unit.YEAR, event="подписания"))
    by = {"by": coordinator, "today": today}
    codes = [refusal(date_event, deadline, day, **by) for day in (today, date(9999, 1, 1))]
    assert codes == ["dates_far", "dates_far"]


def test_a_deadline_without_an_event_has_no_day_of_one(
    plan: ActionPlan, coordinator: User, today: date
) -> None:
    undecided = DeadlineFactory(
        measure=MeasureFactory(plan=plan), kind=DeadlineKind.UNDECIDED, due=[]
    )
    assert refusal(date_event, undecided, today, by=coordinator, today=today) == "no_event"


def test_only_the_coordinating_body_dates_an_event(
    deadline: Deadline, officer: User, today: date
) -> None:
    with pytest.raises(PermissionDenied):
        date_event(deadline, today, by=officer, today=today)
    assert due() == [None]


def test_dates_of_a_person_are_corrected_and_those_of_the_text_are_not(
    plan: ActionPlan, coordinator: User, today: date
) -> None:
    of_text = DeadlineFactory(measure=MeasureFactory(plan=plan))
    undecided = DeadlineFactory(
        measure=MeasureFactory(plan=plan), kind=DeadlineKind.UNDECIDED, due=[]
    )
    by = {"by": coordinator, "today": today}
    for day in (date(2009, 8, 1), date(2009, 9, 1)):
        set_dates(undecided, [day], **by)
    assert (undecided.due, is_settable(undecided), is_settable(of_text)) == (
        ["2009-09-01"],
        True,
        False,
    )
    assert refusal(set_dates, of_text, [today], **by) == "already_set"


def test_dates_that_another_set_meanwhile_are_not_overwritten_unseen(
    deadline: Deadline, coordinator: User, today: date
) -> None:
    seen, by = as_seen(deadline), {"by": coordinator, "today": today}
    date_event(deadline, date(2009, 7, 3), seen=seen, **by)
    code = refusal(date_event, deadline, date(2009, 7, 4), seen=seen, **by)
    assert (code, Deadline.objects.get().event_on) == ("changed_meanwhile", date(2009, 7, 3))


def test_the_version_of_the_measure_knows_the_day(
    deadline: Deadline, coordinator: User, today: date
) -> None:
    date_event(deadline, date(2009, 7, 3), by=coordinator, today=today)
    kept = MeasureVersion.objects.get(measure=deadline.measure, until=None)
    assert (kept.deadline["event_on"], kept.deadline["due"]) == ("2009-07-03", ["2009-07-20"])
