"""Plans and Concepts lose force, and the next plan takes over what they left unfinished."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from agencies.errors import Refused
from agencies.models import Agency, Role, SuccessionKind, User
from measures.models import Event, Measure, Obligation, ObligationVersion, ProgressEntry
from measures.queries.unfinished import unfinished
from measures.services.amendments import start_amendment
from measures.services.carrying_over import take_over
from measures.services.ending_plans import repeal_concept, repeal_plan
from measures.services.progress import Draft, accept_progress, return_progress, save_draft, submit
from measures.services.succession import Order, carry_out_succession
from planner.models import ActionPlan, Concept
from tests.factories import ActionPlanFactory, AgencyFactory, UserFactory, person
from tests.measures.amending import amend, enter, led_by, owed, reword

MAY = date(2010, 5, 24)
DECREE = "Указ Президента № 88"


@pytest.fixture
def law(plan: ActionPlan, agency: Agency) -> Measure:
    return enter(plan, "7", "до 1 июля 2010 года", agency)


@pytest.fixture
def next_plan(plan: ActionPlan) -> ActionPlan:
    return ActionPlanFactory(
        concept=plan.concept,
        coordinator=plan.coordinator,
        starts_on=date(2011, 1, 1),
        ends_on=date(2013, 12, 31),
    )


def test_a_plan_that_lost_force_asks_for_nothing_and_stays_readable(
    law: Measure, coordinator: User
) -> None:
    ended = repeal_plan(law.plan, act=DECREE, on=MAY, by=coordinator, today=MAY)
    law.refresh_from_db()
    assert (ended, law.state, law.state_on, owed(law)[0][2]) == (1, "lapsed", MAY, "withdrawn")
    then = ObligationVersion.objects.in_force(date(2010, 5, 23)).get()
    assert (then.state, then.due_on) == ("open", date(2010, 7, 1))


def test_what_an_earlier_act_withdrew_is_nothing_left_unfinished(
    plan: ActionPlan, agency: Agency, officer: User, coordinator: User
) -> None:
    """Another lead has fulfilled the measure before the plan lost force."""
    other = AgencyFactory()
    measure = enter(plan, "8", "2009 год", other)
    amend(plan, coordinator, date(2009, 3, 2), reword(measure, executors=led_by(agency)))
    mine = measure.obligations.get(agency=agency)
    paper = {"document_kind": "law", "document_number": "1", "document_on": date(2009, 6, 1)}
    entry = save_draft(mine, Draft("Готово.", claim="done", **paper), by=officer, today=MAY)  # type: ignore[arg-type]
    submit(entry, by=officer, today=MAY)
    accept_progress(entry, by=coordinator, today=MAY)
    before = list(unfinished(plan))
    repeal_plan(plan, act=DECREE, on=MAY, by=coordinator, today=MAY)
    assert (before, list(unfinished(plan))) == ([], [])


def test_nothing_in_it_is_changed_any_more(law: Measure, coordinator: User) -> None:
    repeal_plan(law.plan, act=DECREE, on=MAY, by=coordinator, today=MAY)
    law.plan.refresh_from_db()
    with pytest.raises(Refused) as refusal:
        start_amendment(law.plan, by=coordinator, today=MAY)
    assert refusal.value.code == "plan_repealed"


def test_a_report_in_review_is_still_decided_and_when_returned_not_owed_again(
    law: Measure, officer: User, coordinator: User
) -> None:
    entry = save_draft(law.obligations.get(), Draft("Идёт работа."), by=officer, today=MAY)
    submit(entry, by=officer, today=MAY)
    repeal_plan(law.plan, act=DECREE, on=MAY, by=coordinator, today=MAY)
    waiting = ProgressEntry.objects.get()
    return_progress(waiting, by=coordinator, today=MAY, reason="Неполно.")
    assert (ProgressEntry.objects.get().state, owed(law)[0][2]) == ("returned", "withdrawn")


def test_a_repealed_concept_ends_its_plans(law: Measure, plan: ActionPlan) -> None:
    administrator = UserFactory(is_superuser=True)
    ended = repeal_concept(plan.concept, act=DECREE, on=MAY, by=administrator, today=MAY)
    plan.refresh_from_db()
    plan.concept.refresh_from_db()
    assert (ended, plan.repealed_by, plan.concept.repealed_on) == (1, DECREE, MAY)


def test_a_repeal_recorded_before_ends_the_plans_on_its_day_and_keeps_its_act(
    law: Measure, plan: ActionPlan
) -> None:
    Concept.objects.filter(pk=plan.concept_id).update(repealed_on=MAY, repealed_by=DECREE)
    administrator = UserFactory(is_superuser=True)
    with pytest.raises(Refused) as early:
        repeal_concept(plan.concept, act="", on=MAY, by=administrator, today=date(2010, 5, 23))
    ended = repeal_concept(plan.concept, act="", on=MAY, by=administrator, today=MAY)
    plan.refresh_from_db()
    with pytest.raises(Refused) as again:
        repeal_concept(plan.concept, act="", on=MAY, by=administrator, today=MAY)
    assert (early.value.code, ended, again.value.code) == ("ahead", 1, "repealed")
    assert (plan.repealed_on, plan.repealed_by) == (MAY, DECREE)


@pytest.mark.parametrize(
    ("act", "on", "code"), [("", MAY, "act_missing"), (DECREE, date(2010, 5, 25), "ahead")]
)
def test_an_act_is_named_and_in_force(
    plan: ActionPlan, coordinator: User, act: str, on: date, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        repeal_plan(plan, act=act, on=on, by=coordinator, today=MAY)
    assert refusal.value.code == code


def test_a_plan_loses_force_once(plan: ActionPlan, coordinator: User) -> None:
    repeal_plan(plan, act=DECREE, on=MAY, by=coordinator, today=MAY)
    with pytest.raises(Refused) as refusal:
        repeal_plan(plan, act=DECREE, on=MAY, by=coordinator, today=MAY)
    assert refusal.value.code == "repealed"


def test_officers_end_no_plan(plan: ActionPlan, officer: User) -> None:
    with pytest.raises(PermissionDenied):
        repeal_plan(plan, act=DECREE, on=MAY, by=officer, today=MAY)
    with pytest.raises(PermissionDenied):
        repeal_concept(plan.concept, act=DECREE, on=MAY, by=officer, today=MAY)


def test_what_was_fulfilled_is_not_unfinished(
    law: Measure, agency: Agency, officer: User, coordinator: User
) -> None:
    done = enter(law.plan, "8", "до 1 июля 2009 года", agency)
    document = {"document_kind": "law", "document_number": "1", "document_on": MAY}
    draft = Draft("Сделано.", claim="done", **document)  # type: ignore[arg-type]
    entry = save_draft(done.obligations.get(), draft, by=officer, today=MAY)
    submit(entry, by=officer, today=MAY)
    accept_progress(ProgressEntry.objects.get(), by=coordinator, today=MAY)
    assert list(unfinished(law.plan)) == [law]


def test_what_an_amendment_took_out_is_not_unfinished(law: Measure, coordinator: User) -> None:
    Obligation.objects.filter(measure=law).update(state="withdrawn", changed_on=MAY)
    assert list(unfinished(law.plan)) == []


def test_a_body_that_ended_gives_way_to_its_successor_and_is_named_once(
    plan: ActionPlan, next_plan: ActionPlan, agency: Agency, coordinator: User
) -> None:
    heir = AgencyFactory()
    law = enter(plan, "7", "до 1 июля 2010 года", agency, heir)
    repeal_plan(plan, act=DECREE, on=MAY, by=coordinator, today=MAY)
    merge = Order(SuccessionKind.MERGE, agency, heir, MAY, DECREE)
    carry_out_succession(merge, by=UserFactory(is_superuser=True), today=MAY)
    take_over(next_plan, plan, {law.pk: {}}, by=coordinator, today=MAY)
    named = Measure.objects.get(plan=next_plan).executors.all()
    assert [(one.agency, one.role) for one in named] == [(heir, "lead")]


def test_a_plan_that_lost_force_takes_no_new_measures(
    law: Measure, agency: Agency, coordinator: User
) -> None:
    repeal_plan(law.plan, act=DECREE, on=MAY, by=coordinator, today=MAY)
    law.plan.refresh_from_db()
    with pytest.raises(Refused) as refusal:
        enter(law.plan, "8", "2010 год", agency)
    assert refusal.value.code == "plan_repealed"


def test_the_next_plan_takes_over_with_a_link_and_a_date_of_its_own(
    law: Measure, next_plan: ActionPlan, coordinator: User
) -> None:
    added = take_over(
        next_plan,
        law.plan,
        {law.pk: {"ru": "до 1 июля 2012 года"}},
        by=coordinator,
        today=MAY,
    )
    new = Measure.objects.get(plan=next_plan)
    law.refresh_from_db()
    next_plan.refresh_from_db()
    assert (added.measures, new.carried_from, new.title_ru, next_plan.previous) == (
        1,
        law,
        law.title_ru,
        law.plan,
    )
    assert (owed(new)[0][1:], law.state, owed(law)[0][2]) == (
        ("2012-07-01", "open"),
        "lapsed",
        "withdrawn",
    )
    assert Event.objects.get(kind="carried_over").data == {
        "measure": new.pk,
        "plan": next_plan.pk,
    }


def test_a_measure_is_taken_over_once(
    law: Measure, next_plan: ActionPlan, coordinator: User
) -> None:
    take_over(next_plan, law.plan, {law.pk: {}}, by=coordinator, today=MAY)
    with pytest.raises(Refused) as refusal:
        take_over(next_plan, law.plan, {law.pk: {}}, by=coordinator, today=MAY)
    assert (refusal.value.code, Measure.objects.count()) == ("not_unfinished", 2)


def test_what_a_repealed_plan_left_is_taken_over_too(
    law: Measure, next_plan: ActionPlan, coordinator: User
) -> None:
    repeal_plan(law.plan, act=DECREE, on=MAY, by=coordinator, today=MAY)
    take_over(next_plan, law.plan, {law.pk: {}}, by=coordinator, today=MAY)
    assert Measure.objects.get(plan=next_plan).carried_from == law


def test_both_plans_must_be_ones_own(law: Measure, coordinator: User, agency: Agency) -> None:
    foreign = ActionPlanFactory()
    person(foreign.coordinator, Role.COORDINATOR)
    with pytest.raises(PermissionDenied):
        take_over(foreign, law.plan, {law.pk: {}}, by=coordinator, today=MAY)
