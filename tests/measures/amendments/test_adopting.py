"""An act is adopted whole, once, on its day, by the coordinating body."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from agencies.errors import Refused
from agencies.models import Agency, User
from measures.models import Cost, Measure, MeasureVersion, ObligationVersion
from measures.services.amendments import (
    adopt_amendment,
    apply_what_came_into_force,
    drop_amendment,
    drop_change,
    put_change,
    start_amendment,
)
from measures.services.plan import CostDraft
from planner.models import ActionPlan, Amendment
from tests.factories import ActionPlanFactory
from tests.measures.amending import amend, enter, reword, reworded, said, strike

MARCH = date(2009, 3, 2)


def test_money_that_was_spent_stays_beside_the_sum_planned_anew(
    plan: ActionPlan, agency: Agency, coordinator: User
) -> None:
    cost = CostDraft(Decimal("10"), 2009, "республиканский бюджет", spent=Decimal("4"))
    measure = enter(plan, "9", "2009 год", agency, costs=(cost,))
    new = [{"year": 2009, "source": "республиканский бюджет", "planned": "12.500"}]
    amend(plan, coordinator, MARCH, reword(measure, costs=new))
    found = Cost.objects.get()
    assert (found.planned, found.spent) == (Decimal("12.5"), Decimal("4"))


def test_the_plan_of_any_day_is_kept(law: Measure, coordinator: User) -> None:
    amend(law.plan, coordinator, MARCH, reword(law, title_ru="Внести закон"))
    amend(law.plan, coordinator, date(2009, 5, 4), strike(law), act="№ 2")
    versions = MeasureVersion.objects.filter(measure=law).order_by("since")
    assert [(one.since.isoformat(), one.title_ru, one.state) for one in versions] == [
        ("2007-12-03", "Мероприятие 7", "on_control"),
        ("2009-03-02", "Внести закон", "on_control"),
        ("2009-05-04", "Внести закон", "struck"),
    ]
    owed_then = ObligationVersion.objects.filter(measure=law).order_by("since")
    assert [(one.since.isoformat(), one.state) for one in owed_then] == [
        ("2007-12-03", "open"),
        ("2009-05-04", "withdrawn"),
    ]


def test_nothing_is_applied_when_one_item_cannot_be(
    law: Measure, quarterly: Measure, coordinator: User
) -> None:
    draft = start_amendment(law.plan, by=coordinator, today=MARCH)
    for change in (reword(quarterly, title_ru="Иначе"), strike(law)):
        put_change(draft, by=coordinator, today=MARCH, **change)
    amend(law.plan, coordinator, MARCH, reword(law, title_ru="Раньше"), act="№ 1")
    with pytest.raises(Refused) as refusal:
        adopt_amendment(
            draft, act="№ 2", adopted_on=MARCH, in_force_on=MARCH, by=coordinator, today=MARCH
        )
    quarterly.refresh_from_db()
    draft.refresh_from_db()
    assert (refusal.value.code, quarterly.title_ru, draft.state, draft.act) == (
        "changed_meanwhile",
        "Мероприятие 8",
        "draft",
        "",
    )


def test_an_act_not_in_force_yet_waits_for_its_day(law: Measure, coordinator: User) -> None:
    later = date(2009, 4, 1)
    amendment = amend(
        law.plan, coordinator, MARCH, reword(law, title_ru="Позже"), in_force_on=later
    )
    waiting = (amendment.state, Measure.objects.get().title_ru)
    applied = [apply_what_came_into_force(today=day) for day in (date(2009, 3, 31), later, later)]
    amendment.refresh_from_db()
    assert (waiting, applied, amendment.applied_on, Measure.objects.get().title_ru) == (
        ("adopted", "Мероприятие 7"),
        [0, 1, 0],
        later,
        "Позже",
    )


def test_a_waiting_act_that_was_overtaken_is_left_for_a_person(
    law: Measure, coordinator: User
) -> None:
    waiting = amend(
        law.plan, coordinator, MARCH, reword(law, title_ru="A"), in_force_on=date(2009, 4, 1)
    )
    amend(law.plan, coordinator, MARCH, reword(law, title_ru="B"), act="№ 2")
    applied = apply_what_came_into_force(today=date(2009, 4, 1))
    waiting.refresh_from_db()
    assert (applied, waiting.state, Measure.objects.get().title_ru) == (0, "adopted", "B")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"act": " "}, "act_missing"),
        ({"adopted_on": date(2009, 3, 3), "in_force_on": date(2009, 3, 3)}, "adopted_ahead"),
        ({"in_force_on": date(2009, 3, 1)}, "in_force_before_adopted"),
        ({"in_force_on": date(9999, 12, 31)}, "dates_far"),
        ({"adopted_on": date(1, 1, 1)}, "dates_far"),
    ],
)
def test_an_act_is_named_and_dated(
    law: Measure, coordinator: User, fields: dict[str, object], code: str
) -> None:
    draft = start_amendment(law.plan, by=coordinator, today=MARCH)
    put_change(draft, by=coordinator, today=MARCH, **strike(law))
    act = {"act": "№ 1", "adopted_on": MARCH, "in_force_on": MARCH, **fields}
    with pytest.raises(Refused) as refusal:
        adopt_amendment(draft, by=coordinator, today=MARCH, **act)
    assert refusal.value.code == code


def test_one_act_amends_a_plan_once(law: Measure, quarterly: Measure, coordinator: User) -> None:
    amend(law.plan, coordinator, MARCH, strike(law))
    with pytest.raises(Refused) as refusal:
        amend(law.plan, coordinator, MARCH, strike(quarterly))
    assert refusal.value.code == "act_taken"


def test_an_amendment_without_items_is_not_adopted(plan: ActionPlan, coordinator: User) -> None:
    with pytest.raises(Refused) as refusal:
        amend(plan, coordinator, MARCH)
    assert refusal.value.code == "no_changes"


def test_the_wording_in_force_is_no_change(law: Measure, coordinator: User) -> None:
    draft = start_amendment(law.plan, by=coordinator, today=MARCH)
    with pytest.raises(Refused) as refusal:
        put_change(draft, by=coordinator, today=MARCH, **reword(law))
    assert refusal.value.code == "nothing_changed"


def test_a_measure_stands_once_in_a_draft(law: Measure, coordinator: User) -> None:
    draft = start_amendment(law.plan, by=coordinator, today=MARCH)
    put_change(draft, by=coordinator, today=MARCH, **strike(law))
    put_change(draft, by=coordinator, today=MARCH, **reword(law, title_ru="Иначе"))
    assert [(one.kind, one.position) for one in draft.changes.all()] == [("reword", 1)]


def test_a_draft_is_dropped_item_by_item_or_whole(law: Measure, coordinator: User) -> None:
    draft = start_amendment(law.plan, by=coordinator, today=MARCH)
    change = put_change(draft, by=coordinator, today=MARCH, **strike(law))
    drop_change(change, by=coordinator, today=MARCH)
    drop_amendment(draft, by=coordinator, today=MARCH)
    with pytest.raises(Refused) as refusal:
        put_change(draft, by=coordinator, today=MARCH, **strike(law))
    found = Amendment.objects.get()
    assert (found.state, found.changes.count(), refusal.value.code) == ("dropped", 0, "not_a_draft")


def test_only_the_coordinating_body_amends(law: Measure, officer: User) -> None:
    with pytest.raises(PermissionDenied):
        start_amendment(law.plan, by=officer, today=MARCH)


def test_a_measure_of_another_plan_is_refused(
    law: Measure, coordinator: User, agency: Agency
) -> None:
    stranger = enter(ActionPlanFactory(), "1", "2009 год", agency)
    draft = start_amendment(law.plan, by=coordinator, today=MARCH)
    with pytest.raises(Refused) as refusal:
        put_change(draft, by=coordinator, today=MARCH, **strike(stranger))
    assert refusal.value.code == "another_plan"


def test_a_draft_shows_what_the_measure_would_say(law: Measure, coordinator: User) -> None:
    draft = start_amendment(law.plan, by=coordinator, today=MARCH)
    change = put_change(draft, by=coordinator, today=MARCH, **reword(law, number="7а"))
    assert (change.before, change.wording) == (said(law), reworded(law, number="7а"))
