"""What of the first steps counts as taken, and what is asked of the database for it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, Membership, Role, User
from agencies.queries import standing_of
from measures.help_texts.tours import TOURS
from measures.models import Declined, Obligation, ProgressEntry
from measures.queries.first_steps import coordinating_bodies, facts_of, progress_of, tours_of
from measures.services.extensions import request_extension
from measures.services.progress import accept_progress, submit
from planner.models import ActionPlan
from reports.models import Report, ReportingRound
from tests.factories import (
    ActionPlanFactory,
    AgencyFactory,
    MeasureFactory,
    ObligationFactory,
    ProgressEntryFactory,
    ReminderFactory,
    UserFactory,
    person,
)

EVERY_FACT = {step.done for tour in TOURS.values() for step in tour.steps if step.done}


@pytest.fixture
def owed(plan: ActionPlan, agency: Agency) -> Obligation:
    owed: Obligation = ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency)
    return owed


def test_one_who_has_done_nothing_has_taken_no_step(db: None, today: date) -> None:
    assert facts_of(UserFactory(), EVERY_FACT, today) == set()


def test_a_draft_and_a_report_handed_in_are_told_apart(
    owed: Obligation, officer: User, today: date
) -> None:
    entry: ProgressEntry = ProgressEntryFactory(obligation=owed, author=officer)
    drafted = facts_of(officer, {"drafted", "handed_in"}, today)
    submit(entry, by=officer, today=today)
    assert (drafted, facts_of(officer, {"drafted", "handed_in"}, today)) == (
        {"drafted"},
        {"drafted", "handed_in"},
    )


def test_what_a_colleague_did_is_not_mine(
    owed: Obligation, officer: User, agency: Agency, today: date
) -> None:
    submit(ProgressEntryFactory(obligation=owed, author=officer), by=officer, today=today)
    assert facts_of(person(agency, Role.OFFICER), {"drafted", "handed_in"}, today) == set()


def test_asking_for_more_time_counts_for_who_asked(
    owed: Obligation, officer: User, today: date
) -> None:
    request_extension(
        owed, by=officer, today=today, proposed_on=date(2009, 9, 1), reason="Ждём данных"
    )
    assert facts_of(officer, {"asked_time", "decided_time"}, today) == {"asked_time"}


def test_a_decision_counts_for_the_reviewer(
    owed: Obligation, officer: User, coordinator: User, today: date
) -> None:
    entry = ProgressEntryFactory(obligation=owed, author=officer)
    submit(entry, by=officer, today=today)
    accept_progress(ProgressEntry.objects.get(), by=coordinator, today=today)
    asked = [facts_of(who, {"reviewed"}, today) for who in (coordinator, officer)]
    assert asked == [{"reviewed"}, set()]


@pytest.mark.parametrize("how", ["hour", "declined", "acknowledged"])
def test_reminders_are_chosen_in_one_of_three_ways(plan: ActionPlan, how: str, today: date) -> None:
    chooser = UserFactory(digest_hour=7 if how == "hour" else None)
    if how == "declined":
        Declined.objects.create(person=chooser, plan=plan)
    if how == "acknowledged":
        ReminderFactory(recipient=chooser, acknowledged_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert facts_of(chooser, {"chose_reminders"}, today) == {"chose_reminders"}


def test_a_report_compiled_counts_for_who_asked_for_it(
    plan: ActionPlan, coordinator: User, today: date
) -> None:
    dates = {
        "starts_on": date(2009, 4, 1),
        "ends_on": date(2009, 6, 30),
        "counts_from": date(2009, 4, 6),
        "executors_due_on": date(2009, 7, 5),
        "coordinator_due_on": date(2009, 7, 20),
    }
    quarter = ReportingRound.objects.create(plan=plan, label="2009Q2", **dates)
    Report.objects.create(round=quarter, edition=1, as_of=today, requested_by=coordinator)
    asked = [facts_of(who, {"compiled"}, today) for who in (coordinator, UserFactory())]
    assert asked == [{"compiled"}, set()]


def test_an_installation_is_told_by_what_it_holds(plan: ActionPlan, today: date) -> None:
    names = {"concept", "bodies", "plan", "people", "table", "reminders"}
    assert facts_of(UserFactory(), names, today) == {"concept", "bodies", "plan"}
    MeasureFactory(plan=plan)
    person(plan.coordinator, Role.COORDINATOR)
    assert facts_of(UserFactory(), names, today) == {"concept", "bodies", "plan", "table"}
    person(AgencyFactory(), Role.OFFICER)
    assert facts_of(UserFactory(), names, today) - {"table"} == {
        *("concept", "bodies", "plan", "people")
    }


ROLES: list[tuple[set[Role], bool, list[str]]] = [
    (set(), False, []),
    (set(), True, ["administrator"]),
    ({Role.OFFICER}, False, ["officer"]),
    ({Role.DEPUTY}, False, ["officer"]),
    ({Role.HEAD}, False, ["head"]),
    ({Role.HEAD, Role.OFFICER}, False, ["officer"]),
    ({Role.COORDINATOR, Role.OBSERVER}, False, ["coordinator"]),
    ({Role.OBSERVER}, False, ["observer"]),
    ({Role.OFFICER, Role.COORDINATOR}, True, ["officer", "coordinator", "administrator"]),
]


@pytest.mark.parametrize(("roles", "staff", "expected"), ROLES)
def test_tours_follow_the_roles_of_today(
    agency: Agency, roles: set[Role], expected: list[str], today: date, *, staff: bool
) -> None:
    who: User = UserFactory()
    for role in roles:
        Membership.objects.create(user=who, agency=agency, role=role)
    tours = tours_of(standing_of(who, today), keeps_installation=staff)
    assert [tour.role for tour in tours] == expected


def test_all_tours_together_take_one_statement(officer: User, today: date) -> None:
    with CaptureQueriesContext(connection) as asked:
        progress = progress_of(officer, TOURS.values(), today)
    assert (len(asked), len(progress)) == (1, 5)


def test_no_tour_takes_no_statement(officer: User, today: date) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert progress_of(officer, [], today) == []
    assert len(asked) == 0


def test_a_step_of_reading_is_taken_by_saying_so_and_a_step_of_doing_is_not(
    officer: User, today: date
) -> None:
    officer.first_steps_taken = ["officer.more-time", "officer.hand-in"]
    (progress,) = progress_of(officer, [TOURS["officer"]], today)
    assert [one.name for one in progress.steps if one.done] == ["officer.more-time"]


def test_plans_in_force_name_whom_to_ask(plan: ActionPlan, today: date) -> None:
    ended: dict[str, Any] = {"starts_on": date(2007, 1, 1), "ends_on": date(2008, 12, 31)}
    ActionPlanFactory(**ended)
    ActionPlanFactory(repealed_on=date(2009, 7, 6), repealed_by="Акт")
    assert list(coordinating_bodies(today)) == [plan]
