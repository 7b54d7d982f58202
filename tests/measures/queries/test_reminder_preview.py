"""What is previewed: of today, of a day ahead, of a day gone by; and that nothing is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, Membership, Role, User
from measures.models import (
    Audience,
    Channel,
    Digest,
    DigestState,
    Obligation,
    ObligationState,
    Reminder,
    ReminderRule,
    ReminderState,
    Subject,
)
from measures.queries.reminders.letters import Addressee, addressees
from measures.queries.reminders.preview import Question, addressed, plans_to_preview
from measures.rules.besides import Besides
from measures.services.reminders import default_rules, openings, plan_reminders
from measures.signals import reminders_wanted
from planner.models import ActionPlan
from tests.factories import (
    ActionPlanFactory,
    AgencyFactory,
    MeasureFactory,
    ObligationFactory,
    UserFactory,
    person,
)
from tests.measures.reminding import DUE, NOW, run

ONE = timedelta(days=1)


def people(on: date, today: date = DUE, **asked: Any) -> list[Addressee]:
    piles = addressed(Question(on, **asked), ActionPlan.objects.all(), today)
    return addressees(piles, on, today, openings(demonstration=False))


def told(found: list[Addressee]) -> list[tuple[User, date]]:
    return [
        (one.person, row.remind_on)
        for one in found
        for rows in (*(letter.reminders for letter in one.letters), one.notices)
        for row in rows
    ]


def test_today_is_what_the_next_run_adds_all_that_was_missed_included(
    obligation: Obligation, officer: User
) -> None:
    assert told(people(date(2009, 7, 8), date(2009, 7, 8))) == [(officer, date(2009, 7, 7))]


def test_today_is_what_waits_as_well(obligation: Obligation, officer: User) -> None:
    plan_reminders(today=DUE, now=NOW)
    ObligationFactory(measure=obligation.measure, agency=obligation.agency, due_on=DUE + ONE)
    assert told(people(DUE)) == [(officer, DUE), (officer, DUE)]


def test_what_waits_and_is_not_needed_any_more_is_left_out(
    obligation: Obligation, officer: User
) -> None:
    plan_reminders(today=DUE, now=NOW)
    Obligation.objects.update(state=ObligationState.SUBMITTED, done_on=DUE, changed_on=DUE)
    assert people(DUE) == []


def test_what_went_out_today_is_not_coming_any_more(
    obligation: Obligation, officer: User, mailoutbox: list[object]
) -> None:
    run(DUE)
    assert people(DUE) == []


def test_a_day_ahead_has_the_steps_that_fall_on_it_and_no_others(
    obligation: Obligation, officer: User
) -> None:
    days = [DUE + timedelta(days=days) for days in range(-8, 16)]
    falling = [day for day in days if told(people(day, date(2009, 6, 1)))]
    assert falling == [DUE + timedelta(days=days) for days in (-7, -3, -1, 0, 1, 3, 7, 14)]


def test_a_person_who_joins_is_told_of_what_came_before(
    obligation: Obligation, agency: Agency
) -> None:
    joins = DUE - 2 * ONE
    Membership.objects.create(
        user=UserFactory(), agency=agency, role=Role.OFFICER, valid_from=joins
    )
    today = DUE - 5 * ONE
    assert [day for _who, day in told(people(joins, today))] == [DUE - 3 * ONE]
    assert people(joins - ONE, today) == people(joins + ONE, today)[1:] == []


def test_an_agency_that_nobody_answers_for_from_then_on_is_told_of(
    plan: ActionPlan, agency: Agency, coordinator: User
) -> None:
    ReminderRule.objects.create(
        plan=plan, subject=Subject.NOBODY, audience=Audience.COORDINATOR, offset=-30, weekday=0
    )
    ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency, due_on=DUE)
    last = date(2009, 6, 24)
    Membership.objects.create(user=UserFactory(), agency=agency, role=Role.OFFICER, valid_to=last)
    today = date(2009, 6, 20)
    assert [told(people(last + days * ONE, today)) for days in range(7)] == [
        [],
        [(coordinator, date(2009, 6, 22))],
        *([[]] * 3),
        [(coordinator, date(2009, 6, 29))],
        [],
    ]


def test_a_day_gone_by_is_what_the_ledger_says(
    obligation: Obligation, officer: User, mailoutbox: list[object]
) -> None:
    run(DUE - ONE)
    run(DUE)
    [found] = people(DUE - ONE)
    [letter] = found.letters
    assert (found.person, letter.goes_at, told([found])) == (
        officer,
        Digest.objects.get(day=DUE - ONE).sent_at,
        [(officer, DUE - ONE)],
    )
    Reminder.objects.update(state=ReminderState.SKIPPED)
    assert people(DUE - ONE) == []


def test_a_notice_on_the_site_stands_beside_the_mail(
    obligation: Obligation, officer: User, plan: ActionPlan
) -> None:
    site = {"audience": Audience.OFFICER, "channel": Channel.SITE}
    ReminderRule.objects.create(plan=plan, offset=0, **site)
    [found] = people(DUE, DUE - ONE)
    assert [len(letter.reminders) for letter in found.letters] == [1]
    assert [row.channel for row in found.notices] == [Channel.SITE]


@contextmanager
def asking(*wanted: Besides) -> Iterator[None]:
    def answer(**_signal: Any) -> tuple[Besides, ...]:
        return wanted

    reminders_wanted.connect(answer)
    yield
    reminders_wanted.disconnect(answer)


@pytest.fixture
def round_(plan: ActionPlan, coordinator: User) -> Besides:
    ReminderRule.objects.create(
        plan=plan, subject=Subject.CONSOLIDATED, audience=Audience.COORDINATOR, offset=-1
    )
    of_plan = {Audience.COORDINATOR.value: frozenset({coordinator.pk})}
    return Besides(Subject.CONSOLIDATED.value, plan.pk, "2009Q2", DUE, of_plan)


def test_what_other_apps_ask_for_is_previewed_too(round_: Besides, coordinator: User) -> None:
    with asking(round_):
        assert told(people(DUE - ONE, DUE - 3 * ONE)) == [(coordinator, DUE - ONE)]
        assert people(DUE, DUE - 3 * ONE) == []
        assert told(people(DUE, DUE)) == [(coordinator, DUE - ONE)]
        plan_reminders(today=DUE, now=NOW)
        assert told(people(DUE, DUE)) == [(coordinator, DUE - ONE)]
    assert people(DUE, DUE) == []  # nobody asks for it any more


@pytest.fixture
def crowd(plan: ActionPlan) -> list[User]:
    default_rules(plan)
    found = []
    for name in ("Асель Жанова", "Берик Оспанов"):
        owed = ObligationFactory(measure=MeasureFactory(plan=plan), due_on=DUE)
        found.append(person(owed.agency, Role.OFFICER, full_name=name))
    return found


def test_people_come_by_name_and_are_filtered_by_it(crowd: list[User]) -> None:
    assert [one.person for one in people(DUE)] == crowd
    assert [one.person for one in people(DUE, text="оспан")] == crowd[1:]
    assert [one.person for one in people(DUE, text=crowd[0].email.upper())] == crowd[:1]


def test_people_are_filtered_by_body_and_plan(crowd: list[User], plan: ActionPlan) -> None:
    body = crowd[1].memberships.get().agency
    assert [one.person for one in people(DUE, agency=body.code)] == crowd[1:]
    assert [one.person for one in people(DUE, plan=plan.slug)] == crowd
    assert people(DUE, plan=ActionPlanFactory().slug) == []


def test_each_has_the_roles_held_on_the_day(crowd: list[User]) -> None:
    assert [[held.role for held in one.roles] for one in people(DUE)] == [[Role.OFFICER]] * 2


def test_a_mail_of_a_day_ahead_goes_from_the_persons_hour(
    obligation: Obligation, officer: User
) -> None:
    User.objects.update(digest_hour=11)
    [letter] = people(DUE, DUE - ONE)[0].letters
    assert letter.digest is None
    assert letter.goes_at == datetime(2009, 7, 10, 5, tzinfo=UTC)  # the site is six hours ahead


def test_what_comes_up_joins_the_mail_of_the_day_until_that_was_tried(
    obligation: Obligation, officer: User
) -> None:
    plan_reminders(today=DUE, now=NOW)
    ObligationFactory(measure=obligation.measure, agency=obligation.agency, due_on=DUE + ONE)
    [letter] = people(DUE)[0].letters
    assert (letter.digest, len(letter.reminders)) == (Digest.objects.get(), 2)
    Digest.objects.update(attempts=1, next_try_at=NOW)
    tried, following = people(DUE)[0].letters
    assert (tried.digest, tried.goes_at, len(tried.reminders)) == (Digest.objects.get(), NOW, 1)
    assert (following.digest, len(following.reminders)) == (None, 1)
    assert following.goes_at == datetime(2009, 7, 11, 2, tzinfo=UTC)


def test_after_the_mail_of_the_day_went_what_comes_up_waits_for_the_next(
    obligation: Obligation, officer: User, mailoutbox: list[object]
) -> None:
    run(DUE)
    assert Digest.objects.get().state == DigestState.SENT
    ObligationFactory(measure=obligation.measure, agency=obligation.agency, due_on=DUE + ONE)
    [letter] = people(DUE)[0].letters
    assert (letter.digest, letter.goes_at) == (None, datetime(2009, 7, 11, 2, tzinfo=UTC))


def test_a_coordinator_sees_the_plans_of_the_own_body_and_an_administrator_all(
    plan: ActionPlan, coordinator: User, officer: User
) -> None:
    other = ActionPlanFactory()
    administrator = UserFactory(is_superuser=True)
    seen = [set(plans_to_preview(who, DUE)) for who in (coordinator, officer, administrator)]
    assert seen == [{plan}, set(), {plan, other}]


DAYS = [DUE - ONE, DUE, DUE + 7 * ONE]


def fill(plan: ActionPlan, count: int) -> None:
    for agency in AgencyFactory.create_batch(count):
        person(agency, Role.OFFICER)
        person(agency, Role.HEAD)
        ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency, due_on=DUE)


@pytest.mark.parametrize("on", DAYS)
def test_a_preview_takes_the_same_statements_for_three_rows_and_for_thirty(
    plan: ActionPlan, on: date, coordinator: User, mailoutbox: list[object]
) -> None:
    default_rules(plan)
    counts = []
    for rows in (3, 27):
        fill(plan, rows)
        if on < DUE:
            run(on)
        with CaptureQueriesContext(connection) as caught:
            assert people(on) != []
        counts.append(len(caught))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("on", DAYS)
def test_a_preview_only_reads(plan: ActionPlan, on: date, coordinator: User) -> None:
    default_rules(plan)
    fill(plan, 3)
    with CaptureQueriesContext(connection) as caught:
        people(on)
    said = {query["sql"].lstrip().split()[0] for query in caught}
    assert said <= {"SELECT", "WITH"}
    assert not any("FOR " in query["sql"] for query in caught if "UPDATE" in query["sql"])
    assert (Reminder.objects.count(), Digest.objects.count()) == (0, 0)
