"""What concerns a person among the steps of a plan, and what of it may be declined."""

from datetime import UTC, datetime

import pytest

from agencies.models import Role
from measures.models import Audience, ReminderRule
from measures.queries.reminders.declining import choices_in, choices_of
from measures.services.reminders.declining import decline
from tests.factories import (
    ActionPlanFactory,
    AgencyFactory,
    MeasureFactory,
    ObligationFactory,
    UserFactory,
    person,
)

RETIRED = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def early(plan, agency):
    """A step that may be declined, of a plan in which the agency owes a report."""
    ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency)
    return step(plan, offset=-10, may_decline=True)


def step(plan, **fields):
    return ReminderRule.objects.create(plan=plan, **fields)


def test_an_officer_may_decline_what_the_plan_allows(early, plan, officer, today):
    late = step(plan, offset=1)
    (found,) = choices_of(officer, today)
    assert (found.plan, found.may_stop, found.go_on) == (plan, [early], [late])
    assert found.declined_at is None


def test_what_was_declined_stays_on_the_page_whatever_became_of_it(early, plan, officer, today):
    decline(plan, by=officer)
    ReminderRule.objects.update(retired_at=RETIRED)
    officer.memberships.all().delete()
    (found,) = choices_of(officer, today)
    assert (found.plan, found.may_stop, found.declined_at is None) == (plan, [], False)


def test_steps_of_other_roles_do_not_concern_an_officer(early, plan, officer, today):
    for audience in (Audience.HEAD, Audience.DEPUTY, Audience.COORDINATOR, Audience.CONTROLLER):
        step(plan, offset=5, audience=audience, may_decline=True)
    (found,) = choices_of(officer, today)
    assert (found.may_stop, found.go_on) == ([early], [])


@pytest.mark.usefixtures("early")
def test_a_plan_in_which_the_agency_owes_nothing_offers_nothing(today):
    assert choices_of(person(AgencyFactory(), Role.OFFICER), today) == []


@pytest.mark.usefixtures("early")
def test_a_person_without_a_role_has_nothing_to_decline(today):
    assert choices_of(UserFactory(), today) == []


def test_a_retired_step_is_no_step(early, officer, today):
    ReminderRule.objects.filter(pk=early.pk).update(retired_at=RETIRED)
    assert choices_of(officer, today) == []


AUDIENCES = [
    (Audience.DEPUTY, Role.DEPUTY, "agency"),
    (Audience.HEAD, Role.HEAD, "agency"),
    (Audience.CO_EXECUTOR, Role.OFFICER, "agency"),
    (Audience.LEAD, Role.OFFICER, "agency"),
    (Audience.COORDINATOR, Role.COORDINATOR, "coordinator"),
    (Audience.CONTROLLER, Role.OBSERVER, "controller"),
]


@pytest.mark.parametrize(("audience", "role", "body"), AUDIENCES)
def test_each_audience_finds_its_own_steps(audience, role, body, plan, agency, today):
    plan.controller = AgencyFactory()
    plan.save()
    ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency)
    rule = step(plan, offset=5, audience=audience, may_decline=True)
    bodies = {"agency": agency, "coordinator": plan.coordinator, "controller": plan.controller}
    (found,) = choices_of(person(bodies[body], role), today)
    assert found.may_stop == [rule]
    assert choices_of(person(AgencyFactory(), role), today) == []


def test_a_link_shows_its_plans_also_where_nothing_can_be_declined(plan, officer, today):
    (found,) = choices_in([plan], officer, today)
    assert (found.plan, found.may_stop, found.go_on, found.declined_at) == (plan, [], [], None)


def test_the_statements_do_not_grow_with_plans_and_reports(
    officer, agency, today, django_assert_num_queries
):
    for more in (3, 27):
        for plan in ActionPlanFactory.create_batch(more):
            ObligationFactory(measure=MeasureFactory(plan=plan), agency=agency)
            step(plan, offset=-5, may_decline=True)
            decline(plan, by=officer)
        with django_assert_num_queries(4):
            choices_of(officer, today)
