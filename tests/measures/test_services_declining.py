"""Reminders that a person does not want, as far as the plan's policy lets them be declined."""

import pytest

from measures.models import Declined
from measures.services.reminders.declining import decline, take_back_declined
from tests.factories import ActionPlanFactory, UserFactory

pytestmark = pytest.mark.django_db


def declined():
    return set(Declined.objects.values_list("person", "plan"))


def test_a_person_declines_once_and_for_one_plan(plan, officer):
    ActionPlanFactory()
    decline(plan, by=officer)
    since = Declined.objects.get().declined_at
    decline(plan, by=officer)
    assert declined() == {(officer.pk, plan.pk)}
    assert Declined.objects.get().declined_at == since


def test_it_is_taken_back_by_whoever_declined(plan, officer):
    other = UserFactory()
    decline(plan, by=officer)
    decline(plan, by=other)
    take_back_declined(plan, by=officer)
    take_back_declined(plan, by=officer)
    assert declined() == {(other.pk, plan.pk)}


def test_another_plan_stays_declined(plan, officer):
    other = ActionPlanFactory()
    decline(plan, by=officer)
    decline(other, by=officer)
    take_back_declined(plan, by=officer)
    assert declined() == {(officer.pk, other.pk)}
