"""The way to the date in force, how often it moved, and what waits for the lead."""

from datetime import date

import pytest
from django.db.models import QuerySet

from agencies.models import Agency, CalendarDay, Role, User
from measures.models import (
    Deadline,
    DeadlineKind,
    ExecutorRole,
    Extension,
    Measure,
    Obligation,
    ObligationVersion,
)
from measures.queries.dates import (
    dates_of,
    extensions_visible_to,
    internal_requests,
    plan_calendar,
    suggested,
    with_moves,
)
from measures.queries.measure import obligations_to_read
from measures.rules.dates_told import Step
from measures.services.deadlines import set_dates
from measures.services.extensions import grant_extension, request_extension
from measures.services.obligations import generate_obligations
from planner.models import ActionPlan
from tests.factories import AgencyFactory, DeadlineFactory, ExecutorFactory, MeasureFactory, person

IMPORTED, ASKED = date(2009, 1, 12), date(2009, 7, 1)
JULY, AUGUST, SEPTEMBER = date(2009, 7, 10), date(2009, 8, 20), date(2009, 9, 30)


@pytest.fixture
def measure(plan: ActionPlan, agency: Agency, coordinator: User) -> Measure:
    """Its date was set by a person and may be moved; a helper takes part."""
    made: Measure = DeadlineFactory(
        measure=MeasureFactory(plan=plan), decided_by=coordinator
    ).measure
    ExecutorFactory(measure=made, agency=agency)
    ExecutorFactory(
        measure=made, agency=AgencyFactory(code="helper"), role=ExecutorRole.CO, position=2
    )
    generate_obligations(plan, [made], today=IMPORTED)
    return made


@pytest.fixture
def led(measure: Measure) -> Obligation:
    return measure.obligations.get(role=ExecutorRole.LEAD)


@pytest.fixture
def helped(measure: Measure) -> Obligation:
    return measure.obligations.get(role=ExecutorRole.CO)


@pytest.fixture
def helper(helped: Obligation) -> User:
    return person(helped.agency, Role.OFFICER)


def ask(owed: Obligation, by: User, to: date, on: date = ASKED) -> Extension:
    return request_extension(owed, by=by, today=on, proposed_on=to, reason="Ждём ответа.")


def grant(owed: Obligation, officer: User, coordinator: User, to: date, on: date = ASKED) -> None:
    grant_extension(
        ask(owed, officer, to, on),
        by=coordinator,
        today=on,
        granted_on=to,
        act="№ 12",
        act_on=on,
        note="Разрешено.",
    )


def read(owed: Obligation) -> Obligation:
    return obligations_to_read(ASKED).get(pk=owed.pk)


def test_every_later_date_is_told_with_its_day_person_and_act(
    led: Obligation, measure: Measure, officer: User, coordinator: User
) -> None:
    grant(led, officer, coordinator, AUGUST)
    set_dates(
        measure.deadline,
        [SEPTEMBER],
        by=coordinator,
        today=date(2009, 8, 3),
        note="Изменение плана.",
    )
    told = dates_of(read(led))
    assert (told.written_on, told.first_due_on, told.due_on, told.count) == (
        SEPTEMBER,
        JULY,
        SEPTEMBER,
        2,
    )
    assert [(move.on, move.old, move.new, move.how, move.by) for move in told.moves] == [
        (ASKED, JULY, AUGUST, "extension", str(coordinator)),
        (date(2009, 8, 3), AUGUST, SEPTEMBER, "plan", str(coordinator)),
    ]
    [extension, plan] = told.moves
    assert (extension.act, extension.act_on, extension.note, plan.note) == (
        "№ 12",
        ASKED,
        "Разрешено.",
        "Изменение плана.",
    )


def test_two_dates_of_one_day_are_both_told(
    led: Obligation, officer: User, coordinator: User
) -> None:
    grant(led, officer, coordinator, AUGUST)
    grant(led, officer, coordinator, SEPTEMBER)
    assert [move.new for move in dates_of(read(led)).moves] == [AUGUST, SEPTEMBER]


def test_a_date_that_was_changed_without_a_word_is_told_as_moved(led: Obligation) -> None:
    Obligation.objects.filter(pk=led.pk).update(due_on=AUGUST, changed_on=ASKED)
    [move] = dates_of(read(led)).moves
    assert (move.on, move.old, move.new, move.how) == (ASKED, JULY, AUGUST, "")


def test_a_co_executors_day_says_why_it_is_earlier(led: Obligation, helped: Obligation) -> None:
    assert dates_of(read(helped)).steps == [Step("co_executor", date(2009, 7, 2))]
    assert dates_of(read(led)).steps == []
    assert [dates_of(read(owed)).first_is for owed in (helped, led)] == ["step", "written"]


def test_a_day_off_is_told_only_while_the_rule_is_the_one_that_moved_it(
    plan: ActionPlan, agency: Agency
) -> None:
    ActionPlan.objects.update(day_off_rule="next")
    plan.refresh_from_db()
    CalendarDay.objects.create(day=JULY, kind="holiday", name_ru="Перенос")
    made = DeadlineFactory(measure=MeasureFactory(plan=plan)).measure
    ExecutorFactory(measure=made, agency=agency)
    generate_obligations(plan, [made], today=IMPORTED)
    owed = made.obligations.get()
    told = [dates_of(read(owed)).steps]
    ActionPlan.objects.update(day_off_rule="previous")
    told.append(dates_of(read(owed)).steps)
    assert told == [[Step("day_off_next", date(2009, 7, 13))], []]


@pytest.mark.parametrize("times", [0, 3])
def test_the_way_to_a_date_takes_four_statements_however_long(
    led: Obligation, officer: User, coordinator: User, times: int, django_assert_num_queries
) -> None:
    for month in range(times):
        grant(led, officer, coordinator, date(2009, 8 + month, 20))
    found = read(led)
    with django_assert_num_queries(4):
        assert dates_of(found).count == times


def test_lists_count_the_moves_in_the_same_statement(
    led: Obligation, helped: Obligation, officer: User, coordinator: User, django_assert_num_queries
) -> None:
    grant(led, officer, coordinator, AUGUST)
    grant(led, officer, coordinator, SEPTEMBER)
    with django_assert_num_queries(1):
        rows = with_moves(Obligation.objects.order_by("pk"), ASKED)
        assert {row.pk: vars(row)["moves"] for row in rows} == {led.pk: 2, helped.pk: 0}


def test_a_day_in_the_past_counts_the_moves_until_then(
    led: Obligation, officer: User, coordinator: User
) -> None:
    grant(led, officer, coordinator, AUGUST)
    grant(led, officer, coordinator, SEPTEMBER, AUGUST)
    counts = []
    for day in (IMPORTED, ASKED, AUGUST):
        versions = ObligationVersion.objects.in_force(day).filter(obligation=led)
        counts.append(vars(with_moves(versions, day).get())["moves"])
    assert counts == [0, 1, 2]


def requested(rows: "QuerySet[Extension]") -> list[int]:
    return [row.pk for row in rows]


def test_the_lead_sees_what_its_co_executors_ask_for(
    led: Obligation, helped: Obligation, helper: User, officer: User
) -> None:
    ask(led, officer, AUGUST)
    asked = ask(helped, helper, JULY)
    stranger = person(AgencyFactory(), Role.OFFICER)
    seen = [internal_requests(by, ASKED) for by in (officer, helper, stranger)]
    assert [requested(rows) for rows in seen] == [[asked.pk], [], []]
    assert vars(seen[0].get())["lead_due_on"] == JULY


def test_requests_are_read_by_those_concerned(
    led: Obligation, helped: Obligation, helper: User, officer: User, coordinator: User
) -> None:
    grant(led, officer, coordinator, AUGUST)
    granted, asked = led.extensions.get(), ask(helped, helper, JULY)
    own = ask(led, officer, SEPTEMBER, AUGUST)
    people = (officer, helper, coordinator, person(AgencyFactory(), Role.OFFICER))
    seen = [set(requested(extensions_visible_to(by, ASKED))) for by in people]
    everything = {granted.pk, asked.pk, own.pk}
    assert seen == [everything, {granted.pk, asked.pk}, everything, {granted.pk}]


def test_a_suggestion_comes_from_the_first_text_that_tells_something(plan: ActionPlan) -> None:
    CalendarDay.objects.create(day=date(2007, 12, 3), kind="holiday", name_ru="Перенос")
    deadline: Deadline = DeadlineFactory(
        measure=MeasureFactory(plan=plan),
        text_ru="по графику",
        text_kk="10 жұмыс күні ішінде",
        kind=DeadlineKind.UNDECIDED,
        due=[],
    )
    counted = [one.dates for one in suggested(deadline, plan_calendar(deadline))]
    assert (counted, suggested(deadline)) == ([(date(2007, 12, 13),)], ())
