"""A plan told by what it serves, by day, by agency and by direction; and an agency by quarters."""

from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.models import Agency, User
from measures.models import DeadlineKind, Measure, MeasureState, Obligation
from measures.queries.agency import discipline_of, owed_by_status, owing
from measures.queries.matrix import Counted, matrix_of
from measures.queries.month import due_in_month
from measures.queries.plan import stands
from measures.queries.progress import progress_of
from measures.queries.standing import counts_by_plan, statuses
from measures.queries.timeline import rows as timeline_rows
from measures.rules.discipline import Discipline
from measures.rules.lateness import Status
from measures.services.extensions import grant_extension, request_extension
from measures.services.progress import (
    Draft,
    accept_progress,
    return_progress,
    save_draft,
    submit,
)
from planner.models import ActionPlan
from reports.gather import gather
from reports.services.rounds import round_of
from tests.factories import (
    AgencyFactory,
    DeadlineFactory,
    DirectionFactory,
    GoalFactory,
    LineOfActionFactory,
    MeasureFactory,
    ObligationFactory,
    TaskFactory,
    asked_for,
)
from tests.measures.amending import amend, enter, reword

TODAY, MARCH = date(2009, 7, 6), date(2009, 3, 2)
YESTERDAY, TOMORROW = date(2009, 7, 5), date(2009, 7, 7)


def late(plan: ActionPlan, agency: Agency, **fields: object) -> Obligation:
    measure = DeadlineFactory(measure=MeasureFactory(plan=plan)).measure
    owed: Obligation = ObligationFactory(
        measure=measure, agency=agency, **{"due_on": YESTERDAY, **fields}
    )
    return owed


def one_of_each(plan: ActionPlan, agency: Agency) -> None:
    """A measure for every way in which one can stand."""
    for number, state in enumerate(("open", "returned", "submitted", "done", "removed")):
        done_on = {"submitted": YESTERDAY, "done": TODAY}.get(state)
        for due_on in (date(2009, 6, 1), TODAY, date(2010, 1, 1), None):
            owed = late(plan, agency, due_on=due_on, state=state, done_on=done_on)
            if number % 2:
                ObligationFactory(measure=owed.measure, due_on=date(2010, 3, 1))
    MeasureFactory(plan=plan)
    MeasureFactory(plan=plan, state=MeasureState.REMOVED, state_on=MARCH)


@pytest.mark.parametrize("past", [False, True])
def test_statuses_counted_by_the_database_are_those_of_the_plans_table(
    plan: ActionPlan, agency: Agency, *, past: bool
) -> None:
    one_of_each(plan, agency)
    table = stands(list(Measure.objects.filter(plan=plan)), TODAY, past=past)
    found = statuses(plan, TODAY, past=past)
    assert found == {pk: stand.status for pk, stand in table.items()}
    assert counts_by_plan(TODAY, past=past) == {plan.pk: Counter(found.values())}


def test_a_measure_counts_in_each_node_it_serves_and_once_above(
    plan: ActionPlan, agency: Agency
) -> None:
    goal = GoalFactory(concept=plan.concept)
    first, second = TaskFactory(goal=goal), TaskFactory(goal=goal)
    both, alone = late(plan, agency).measure, late(plan, agency, due_on=None).measure
    both.tasks.set([first, second])
    told = progress_of(plan, TODAY)
    assert [(node.total, node.counts) for node in told.goals[0].below] == [
        (1, {Status.OVERDUE: 1}),
        (1, {Status.OVERDUE: 1}),
    ]
    assert (told.goals[0].total, told.whole.total) == (1, 2)
    assert (told.without_task.measures, told.without_line.total) == ((alone.pk,), 2)


def test_lines_are_found_under_their_direction_and_by_key(plan: ActionPlan, agency: Agency) -> None:
    line = LineOfActionFactory(direction=DirectionFactory(concept=plan.concept))
    LineOfActionFactory()  # of another Concept
    measure = late(plan, agency).measure
    measure.lines.add(line)
    told = progress_of(plan, TODAY)
    node = told.by_key[f"line-{line.pk}"]
    assert [one.key for one in told.directions] == [f"direction-{line.direction_id}"]
    assert node.having(Status.OVERDUE, told.stands) == [measure.pk]
    assert node.having(Status.DONE, told.stands) == []


def test_progress_of_a_past_day_knows_what_was_known_then(
    plan: ActionPlan, agency: Agency, coordinator: User
) -> None:
    law = enter(plan, "7", "до 1 апреля 2009 года", agency)
    amend(plan, coordinator, MARCH, reword(law, deadline_ru="до 1 октября 2009 года"))
    days = [date(2007, 12, 2), date(2009, 3, 1), date(2009, 4, 1)]
    told = [progress_of(plan, day, past=True).whole.counts for day in days]
    assert told == [{}, {Status.NOT_DUE: 1}, {Status.NOT_DUE: 1}]


def test_a_row_of_the_timeline_has_its_dates_in_order_with_the_gravest_status(
    plan: ActionPlan, agency: Agency
) -> None:
    owed = late(plan, agency, due_on=TOMORROW)
    ObligationFactory(measure=owed.measure, due_on=YESTERDAY)
    ObligationFactory(measure=owed.measure, due_on=YESTERDAY, state="done", done_on=YESTERDAY)
    ObligationFactory(measure=owed.measure, due_on=None)
    (row,) = timeline_rows(plan, [owed.measure], TODAY)
    assert [(one.due_on, one.status, one.bodies) for one in row.marks] == [
        (YESTERDAY, Status.OVERDUE, 2),
        (TOMORROW, Status.IN_PROGRESS, 1),
    ]
    assert (row.begins_on, row.ends_on) == (plan.starts_on, TOMORROW)


def test_a_month_names_the_first_of_a_day_and_counts_the_rest(
    plan: ActionPlan, agency: Agency
) -> None:
    for number in range(5):
        late(plan, agency if number else AgencyFactory())
    late(plan, agency, due_on=date(2009, 8, 1))
    month = due_in_month(plan, date(2009, 7, 1), TODAY)
    day = month.day(YESTERDAY)
    assert day is not None
    assert (day.count, day.rest, day.late, month.count) == (5, 2, 5, 5)
    assert [one.measure is not None for one in day.first] == [True] * 3
    assert due_in_month(plan, date(2009, 7, 1), TODAY, agency=agency.code).count == 4


def test_a_month_knows_its_days_off(plan: ActionPlan) -> None:
    days = due_in_month(plan, date(2009, 7, 1), TODAY).days
    off = [one.shown.day.day for one in days if not one.shown.works]
    assert off == [4, 5, 6, 11, 12, 18, 19, 25, 26]  # 6 July: the Day of the Capital


def test_a_cell_counts_reports_of_one_body_on_one_direction(
    plan: ActionPlan, agency: Agency
) -> None:
    line = LineOfActionFactory()
    for state, done_on in (("open", None), ("done", YESTERDAY), ("done", TODAY), ("removed", None)):
        late(plan, agency, state=state, done_on=done_on).measure.lines.add(line)
    late(plan, agency, kind=DeadlineKind.CONTINUOUS)
    found = matrix_of(plan, TODAY)
    under = Counted(total=3, open=1, overdue=1, in_time=1, handed_in=2)
    alone = Counted(total=1, open=1)
    assert found.cells == {(agency.pk, line.direction_id): under, (agency.pk, None): alone}
    assert (under.share, alone.share) == (33, None)
    assert [one.pk if one else None for one in found.directions] == [line.direction_id, None]


def test_a_measure_of_two_directions_counts_once_in_the_total_of_its_body(
    plan: ActionPlan, agency: Agency
) -> None:
    late(plan, agency).measure.lines.set([LineOfActionFactory(), LineOfActionFactory()])
    found = matrix_of(plan, TODAY)
    totals = [cell.total for cell in found.cells.values()]
    assert (totals, found.rows[agency.pk].total, found.whole.total) == ([1, 1], 1, 1)


def test_an_agencys_quarters_say_what_the_report_says_of_its_round(
    plan: ActionPlan, agency: Agency, officer: User, coordinator: User
) -> None:
    for due_on in (YESTERDAY, TODAY):
        late(plan, agency, due_on=due_on)
    owed = late(plan, agency, kind=DeadlineKind.RECURRING)
    late(plan, agency, kind=DeadlineKind.CONTINUOUS, occurrence="2009Q2", due_on=date(2009, 6, 30))
    late(plan, agency, state="removed")
    day = date(2009, 7, 4)
    submit(save_draft(owed, Draft("Есть."), by=officer, today=day), by=officer, today=day)
    told = discipline_of(agency, TODAY)
    round_ = round_of(plan, "2009Q2", TODAY)
    content = gather(round_, edition=1, as_of=TODAY, compiled_at=timezone.now())
    (row,) = content["agencies"]
    second = told["2009Q2"]
    assert row["round"] == {"owed": second.due, "handed_in": second.handed_in, "out": second.out}
    assert second == Discipline(due=3, in_time=1, late=0, out=2)
    assert told["2009Q3"] == Discipline(due=1)


def test_a_quarter_says_on_how_many_time_was_given_and_work_returned(
    plan: ActionPlan, agency: Agency, officer: User, coordinator: User
) -> None:
    owed = asked_for(
        ObligationFactory(
            measure=MeasureFactory(plan=plan),
            agency=agency,
            due_on=date(2009, 5, 20),
            kind=DeadlineKind.RECURRING,
        )
    )
    asked = request_extension(
        owed, by=officer, today=date(2009, 5, 4), proposed_on=date(2009, 6, 10), reason="Ждём."
    )
    grant_extension(
        asked,
        by=coordinator,
        today=date(2009, 5, 6),
        granted_on=date(2009, 6, 10),
        act="Резолюция № 1",
        act_on=date(2009, 5, 6),
    )
    owed.refresh_from_db()
    entry = save_draft(owed, Draft("Сделано."), by=officer, today=date(2009, 6, 9))
    submit(entry, by=officer, today=date(2009, 6, 9))
    entry.refresh_from_db()
    return_progress(entry, by=coordinator, today=date(2009, 6, 11), reason="Нет цифр.")
    days = [(date(2009, 5, 5), True), (date(2009, 6, 9), True), (TODAY, False)]
    told = [discipline_of(agency, day, past=past)["2009Q2"] for day, past in days]
    assert [(one.in_time, one.out, one.extended, one.returned) for one in told] == [
        (0, 0, 0, 0),
        (1, 0, 1, 0),
        (0, 1, 1, 1),
    ]


def test_a_body_owes_by_status_and_by_measure(plan: ActionPlan, agency: Agency) -> None:
    first = late(plan, agency)
    ObligationFactory(measure=first.measure, agency=agency, due_on=TOMORROW)
    late(plan, AgencyFactory())
    assert owed_by_status(agency, TODAY) == {Status.OVERDUE: 1, Status.IN_PROGRESS: 1}
    assert [(one.measure, one.leads, one.counts) for one in owing(agency, TODAY)] == [
        (first.measure_id, True, {Status.OVERDUE: 1, Status.IN_PROGRESS: 1})
    ]


def test_a_draft_is_nothing_to_anybody_else(
    plan: ActionPlan, agency: Agency, officer: User
) -> None:
    owed = late(plan, agency)
    before = (discipline_of(agency, TODAY), owed_by_status(agency, TODAY))
    save_draft(owed, Draft("Черновик."), by=officer, today=TODAY)
    assert (discipline_of(agency, TODAY), owed_by_status(agency, TODAY)) == before


Question = Callable[[ActionPlan, Agency, bool], object]
FIRST = date(2009, 7, 1)
QUESTIONS: dict[str, Question] = {
    "progress": lambda plan, agency, past: progress_of(plan, TODAY, past=past),
    "month": lambda plan, agency, past: due_in_month(plan, FIRST, TODAY, past=past),
    "matrix": lambda plan, agency, past: matrix_of(plan, TODAY, past=past),
    "discipline": lambda plan, agency, past: discipline_of(agency, TODAY, past=past),
    "owing": lambda plan, agency, past: owing(agency, TODAY, past=past),
    "plans": lambda plan, agency, past: counts_by_plan(TODAY, past=past),
}


@pytest.mark.parametrize("past", [False, True])
@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_takes_the_same_statements_for_three_rows_and_for_thirty(
    plan: ActionPlan, agency: Agency, name: str, *, past: bool
) -> None:
    taken = []
    for rows in (3, 27):
        for _ in range(rows):
            measure = late(plan, agency).measure
            measure.lines.add(LineOfActionFactory())
            measure.tasks.add(TaskFactory())
        with CaptureQueriesContext(connection) as caught:
            QUESTIONS[name](plan, agency, past)
        taken.append(len(caught))
    assert taken[0] == taken[1]


def test_accepted_reports_stay_on_the_day_they_were_handed_in(
    plan: ActionPlan, agency: Agency, officer: User, coordinator: User
) -> None:
    owed = late(plan, agency, kind=DeadlineKind.RECURRING)
    entry = save_draft(owed, Draft("Есть."), by=officer, today=YESTERDAY)
    submit(entry, by=officer, today=YESTERDAY)
    entry.refresh_from_db()
    accept_progress(entry, by=coordinator, today=TODAY)
    assert discipline_of(agency, TODAY)["2009Q2"] == Discipline(due=1, in_time=1)
