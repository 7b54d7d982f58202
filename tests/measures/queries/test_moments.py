"""A measure at two moments: what its wording, its dates and its state were and became."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency, User
from measures.models import Claim, Measure, Obligation
from measures.queries.moments import choices, compared
from measures.services.extensions import grant_extension, request_extension
from measures.services.progress import Draft, save_draft, submit
from planner.models import ActionPlan
from tests.factories import AgencyFactory, MeasureFactory, ObligationFactory
from tests.measures.amending import ENTERED, amend, enter, reword, strike

MARCH, MAY, TODAY = date(2009, 3, 2), date(2009, 5, 4), date(2009, 7, 6)
BEFORE = date(2007, 12, 2)
DONE = Draft(
    "Внесено.",
    claim=Claim.DONE,
    document_kind="law",
    document_number="5",
    document_on=date(2009, 7, 1),
)


@pytest.fixture
def law(plan: ActionPlan, agency: Agency) -> Measure:
    return enter(plan, "7", "до 1 октября 2009 года", agency)


def told(measure: Measure, first: date, second: date) -> dict[str, list[tuple[str, str]]]:
    parts = compared(measure, first, second).parts
    return {part.part: [(piece.kind, piece.text) for piece in part.pieces] for part in parts}


def test_a_wording_is_told_word_by_word(law: Measure, coordinator: User) -> None:
    amend(law.plan, coordinator, MARCH, reword(law, title_ru="Мероприятие особое"))
    assert told(law, ENTERED, TODAY) == {
        "title_ru": [("same", "Мероприятие "), ("gone", "7"), ("new", "особое")]
    }
    assert (told(law, ENTERED, date(2009, 3, 1)), told(law, MARCH, TODAY)) == ({}, {})


def test_a_moved_date_and_a_handed_in_report_are_told(
    law: Measure, officer: User, coordinator: User
) -> None:
    owed = law.obligations.get()
    asked = request_extension(
        owed, by=officer, today=MARCH, proposed_on=date(2009, 12, 1), reason="Ждём ответа."
    )
    decided = {"granted_on": date(2009, 12, 1), "act": "№ 5", "act_on": MAY}
    grant_extension(asked, by=coordinator, today=MAY, **decided)
    owed = Obligation.objects.get(pk=owed.pk)
    submit(save_draft(owed, DONE, by=officer, today=TODAY), by=officer, today=TODAY)
    found = compared(law, MARCH, TODAY)
    (report,) = found.reports
    assert report.before
    assert report.after
    assert (report.before.due_on, report.after.due_on) == (date(2009, 10, 1), date(2009, 12, 1))
    assert (report.before.status, report.after.status) == ("not_due", "in_review")  # type: ignore[attr-defined]
    assert (report.date_moved, found.unchanged) == (True, 0)


def test_what_is_the_same_is_only_counted(law: Measure) -> None:
    found = compared(law, ENTERED, date(2007, 12, 31))
    assert (found.reports, found.unchanged, found.parts) == ([], 1, [])


def test_a_day_before_the_measure_has_nothing_of_it(law: Measure) -> None:
    found = compared(law, BEFORE, TODAY)
    assert (found.before, found.parts, [one.before for one in found.reports]) == (None, [], [None])


def test_the_state_on_control_is_told(law: Measure, coordinator: User) -> None:
    amend(law.plan, coordinator, MAY, strike(law))
    found = compared(law, MARCH, TODAY)
    assert found.before
    assert found.after
    assert (found.before.state, found.after.state) == ("on_control", "struck")
    assert found.control_moved


def test_moments_to_choose_are_the_approval_each_act_and_each_quarter(
    law: Measure, coordinator: User
) -> None:
    act = amend(law.plan, coordinator, MARCH, reword(law, title_ru="Внести закон"))
    found = [(one.name, one.first, one.second) for one in choices(law, TODAY)]
    assert found[1] == (act.act, date(2009, 3, 1), MARCH)
    days = [(first.isoformat(), second.isoformat()) for _, first, second in found]
    assert (days[0], days[2:]) == (
        ("2007-12-03", "2009-07-06"),
        [
            ("2009-06-30", "2009-07-06"),
            ("2009-03-31", "2009-06-30"),
            ("2008-12-31", "2009-03-31"),
            ("2008-09-30", "2008-12-31"),
            ("2008-06-30", "2008-09-30"),
            ("2008-03-31", "2008-06-30"),
            ("2007-12-31", "2008-03-31"),
        ],
    )


def test_comparing_takes_the_same_statements_for_many_reports(
    plan: ActionPlan, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    measure = MeasureFactory(plan=plan)
    for rows in (3, 27):
        for _ in range(rows):
            ObligationFactory(measure=measure, agency=AgencyFactory())
        with django_assert_num_queries(4):  # two versions, and what is owed on each day
            compared(measure, date(2008, 1, 1), TODAY)
