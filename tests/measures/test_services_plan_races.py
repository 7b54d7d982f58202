"""A plan changes while people work in it: nothing doubled, nothing lost, nobody stuck (PostgreSQL).

Each pair of acts is tried several times: which of them comes first is the machine's choice.
"""

from datetime import date
from functools import partial
from typing import Any

import pytest

from agencies.models import Agency, CalendarDay, SuccessionKind, User
from measures.models import ChangeKind, Extension, Measure, MeasureVersion, Obligation
from measures.services.amendments import adopt_amendment, put_change, start_amendment
from measures.services.amendments.adopting import apply_amendment
from measures.services.carrying_over import take_over
from measures.services.ending_plans import repeal_plan
from measures.services.extensions import grant_extension, request_extension
from measures.services.obligations import Generated, generate_obligations
from measures.services.progress import Draft, return_progress, save_draft, submit
from measures.services.succession import Order, carry_out_succession
from planner.models import ActionPlan, Amendment
from tests.factories import ActionPlanFactory, AgencyFactory, UserFactory
from tests.measures.amending import enter, led_by, reword, said, strike
from tests.races import AT_ONE_MOMENT, Act, at_once

pytestmark = AT_ONE_MOMENT
MARCH = date(2009, 3, 2)
TIMES = 6
MORE_TIME: dict[str, Any] = {"today": MARCH, "proposed_on": date(2009, 9, 1), "reason": "Ждём."}


@pytest.fixture
def administrator(db: None) -> User:
    return UserFactory(is_staff=True, is_superuser=True)


@pytest.fixture
def laws(plan: ActionPlan, agency: Agency) -> list[Measure]:
    """As many as an act tries, each with one report due on 1 July 2009."""
    return [enter(plan, str(n), "до 1 июля 2009 года", agency) for n in range(TIMES)]


def adopted(plan: ActionPlan, by: User, *changes: dict[str, object], act: str = "№ 1") -> Amendment:
    """In force today, to be applied by whoever comes first."""
    draft = start_amendment(plan, by=by, today=MARCH)
    for change in changes:
        put_change(draft, by=by, today=MARCH, **change)  # type: ignore[arg-type]
    Amendment.objects.filter(pk=draft.pk).update(
        state="adopted", act=act, adopted_on=MARCH, in_force_on=MARCH
    )
    draft.refresh_from_db()
    return draft


def in_line(plan: ActionPlan) -> None:
    """What is owed is what the plan asks for, and every row says what its version says."""
    assert generate_obligations(plan, today=MARCH) == Generated()
    pairs = Obligation.objects.filter(versions__until=None).values_list("pk", "state", "due_on")
    versions = Obligation.objects.filter(versions__until=None).values_list(
        "pk", "versions__state", "versions__due_on"
    )
    assert list(pairs.order_by("pk")) == list(versions.order_by("pk"))
    assert MeasureVersion.objects.filter(until=None).count() == Measure.objects.count()


def test_an_act_is_applied_once(laws: list[Measure], coordinator: User) -> None:
    plan = laws[0].plan
    added = {"kind": ChangeKind.ADD, "wording": {**said(laws[0]), "number": "0-1"}}
    act = adopted(plan, coordinator, {**added, "after": laws[0]})
    outcome = at_once(*[lambda: apply_amendment(act, by=coordinator, today=MARCH)] * 2)
    assert sorted(outcome) == ["done", "not_adopted"]
    assert (plan.measures.count(), Obligation.objects.count()) == (TIMES + 1, TIMES + 1)
    in_line(plan)


def test_one_draft_is_adopted_once(laws: list[Measure], coordinator: User) -> None:
    draft = start_amendment(laws[0].plan, by=coordinator, today=MARCH)
    put_change(draft, by=coordinator, today=MARCH, **strike(laws[0]))

    def adopt(act: str) -> Act:
        return lambda: adopt_amendment(
            Amendment.objects.get(pk=draft.pk), act=act, adopted_on=MARCH, in_force_on=MARCH,
            by=coordinator, today=MARCH,
        )  # fmt: skip

    outcome = at_once(adopt("№ 1"), adopt("№ 2"))
    draft.refresh_from_db()
    assert (sorted(outcome), draft.state) == (["done", "not_a_draft"], "applied")


def test_a_report_is_handed_in_before_the_strike_or_not_at_all(
    laws: list[Measure], officer: User, coordinator: User
) -> None:
    for law in laws:
        entry = save_draft(law.obligations.get(), Draft("Готово."), by=officer, today=MARCH)
        act = adopted(law.plan, coordinator, strike(law), act=law.number)
        outcome = at_once(
            partial(submit, entry, by=officer, today=MARCH),
            partial(apply_amendment, act, by=coordinator, today=MARCH),
        )
        entry.refresh_from_db()
        assert (outcome, entry.state, law.obligations.get().state) in [
            (["done", "done"], "submitted", "withdrawn"),
            (["not_open", "done"], "withdrawn", "withdrawn"),
        ]
    in_line(laws[0].plan)


def test_a_report_returned_while_its_measure_is_struck_is_not_owed(
    laws: list[Measure], officer: User, coordinator: User
) -> None:
    for law in laws:
        paper = {"document_kind": "law", "document_number": "1", "document_on": MARCH}
        draft = Draft("Готово.", claim="done", **paper)  # type: ignore[arg-type]
        entry = save_draft(law.obligations.get(), draft, by=officer, today=MARCH)
        submit(entry, by=officer, today=MARCH)
        entry.refresh_from_db()
        act = adopted(law.plan, coordinator, strike(law), act=law.number)
        outcome = at_once(
            partial(return_progress, entry, by=coordinator, today=MARCH, reason="Неполно."),
            partial(apply_amendment, act, by=coordinator, today=MARCH),
        )
        assert (outcome, law.obligations.get().state) == (["done", "done"], "withdrawn")


@pytest.fixture
def asked(laws: list[Measure], officer: User) -> list[Extension]:
    return [request_extension(law.obligations.get(), by=officer, **MORE_TIME) for law in laws]


def grant(one: Extension, by: User) -> Act:
    return lambda: grant_extension(
        one, by=by, today=MARCH, granted_on=date(2009, 9, 1), act="№ 5", act_on=MARCH
    )


def test_more_time_is_granted_before_the_strike_or_refused_with_it(
    laws: list[Measure], asked: list[Extension], coordinator: User
) -> None:
    for law, one in zip(laws, asked, strict=True):
        act = adopted(law.plan, coordinator, strike(law), act=law.number)
        outcome = at_once(
            grant(one, coordinator),
            partial(apply_amendment, act, by=coordinator, today=MARCH),
        )
        one.refresh_from_db()
        assert (outcome, one.state, law.obligations.get().state) in [
            (["done", "done"], "granted", "withdrawn"),
            (["already_decided", "done"], "refused", "withdrawn"),
        ]


def test_more_time_is_asked_for_before_the_strike_or_not_at_all(
    laws: list[Measure], officer: User, coordinator: User
) -> None:
    for law in laws:
        owed = law.obligations.get()
        act = adopted(law.plan, coordinator, strike(law), act=law.number)
        outcome = at_once(
            partial(request_extension, owed, by=officer, **MORE_TIME),
            partial(apply_amendment, act, by=coordinator, today=MARCH),
        )
        states = list(owed.extensions.values_list("state", flat=True))
        assert (outcome, states) in [(["done", "done"], ["refused"]), (["not_open", "done"], [])]


def test_a_date_that_is_granted_is_not_lost_to_a_change_of_the_calendar(
    laws: list[Measure], asked: list[Extension], coordinator: User
) -> None:
    plan = laws[0].plan
    for one in asked:
        at_once(grant(one, coordinator), lambda: generate_obligations(plan, today=MARCH))
        assert Obligation.objects.get(pk=one.obligation_id).due_on == date(2009, 9, 1)
    in_line(plan)


def test_obligations_are_made_once(plan: ActionPlan, laws: list[Measure]) -> None:
    for number in range(TIMES):
        Obligation.objects.all().delete()
        outcome = at_once(*[lambda: generate_obligations(plan, today=MARCH)] * 2)
        assert (number, outcome) == (number, ["done", "done"])
        assert Obligation.objects.count() == TIMES
    in_line(plan)


def test_an_act_and_a_change_of_the_calendar_at_once_leave_the_dates_of_both(
    plan: ActionPlan, laws: list[Measure], coordinator: User
) -> None:
    plan.day_off_rule = "next"
    plan.save()
    CalendarDay.objects.create(day=date(2009, 10, 1), kind="holiday", name_ru="Выходной")
    for number, law in enumerate(reversed(laws)):
        other = laws[number]
        act = adopted(
            plan, coordinator,
            *[reword(one, deadline_ru="до 1 октября 2009 года", title_ru=f"Новое {number}")
              for one in {law.pk: law, other.pk: other}.values()],
            act=str(number),
        )  # fmt: skip
        outcome = at_once(
            partial(apply_amendment, act, by=coordinator, today=MARCH),
            lambda: generate_obligations(plan, today=MARCH),
        )
        assert (outcome, law.obligations.get().due_on) == (["done", "done"], date(2009, 10, 2))
    in_line(plan)


def test_a_report_handed_in_while_its_body_is_renamed_is_the_successors(
    laws: list[Measure], agency: Agency, officer: User, administrator: User
) -> None:
    entries = [
        save_draft(law.obligations.get(), Draft("Готово."), by=officer, today=MARCH) for law in laws
    ]
    heir = AgencyFactory(code="heir")
    order = Order(SuccessionKind.RENAME, agency, heir, MARCH, "Указ № 1")
    outcome = at_once(
        lambda: carry_out_succession(order, by=administrator, today=MARCH),
        *[partial(submit, entry, by=officer, today=MARCH) for entry in entries],
    )
    assert outcome[0] == "done"
    assert set(outcome[1:]) <= {"done", "denied"}
    owed = Obligation.objects.values_list("agency__code", "state")
    assert list(owed) == [("heir", "open")] * TIMES
    in_line(laws[0].plan)


def test_a_body_is_succeeded_while_its_plan_loses_force(
    laws: list[Measure], agency: Agency, coordinator: User, administrator: User
) -> None:
    plan, heir = laws[0].plan, AgencyFactory(code="heir")
    order = Order(SuccessionKind.MERGE, agency, heir, MARCH, "Указ № 1")
    outcome = at_once(
        lambda: carry_out_succession(order, by=administrator, today=MARCH),
        lambda: repeal_plan(plan, act="№ 2", on=MARCH, by=coordinator, today=MARCH),
    )
    states = set(Obligation.objects.values_list("state", flat=True))
    assert (outcome, states) == (["done", "done"], {"withdrawn"})


def test_a_measure_is_taken_over_once(laws: list[Measure], coordinator: User) -> None:
    source = laws[0].plan
    targets = [
        ActionPlanFactory(concept=source.concept, coordinator=source.coordinator) for _ in range(2)
    ]
    shares = [laws[:4], laws[2:]]
    acts: list[Act] = [
        partial(
            take_over, target, source, {one.pk: {} for one in share}, by=coordinator, today=MARCH
        )
        for target, share in zip(targets, shares, strict=True)
    ]
    assert sorted(at_once(*acts)) == ["done", "not_unfinished"]
    assert Measure.objects.filter(carried_from__in=laws).count() == 4


def test_two_acts_that_touch_the_same_measures_in_other_order_take_turns(
    laws: list[Measure], agency: Agency, coordinator: User
) -> None:
    other = AgencyFactory()
    plan = laws[0].plan
    changes = [reword(law, executors=led_by(agency, other)) for law in laws]
    titles = [reword(law, title_ru="Иначе") for law in reversed(laws)]
    first = adopted(plan, coordinator, *changes, act="№ 1")
    second = adopted(plan, coordinator, *titles, act="№ 2")
    outcome = at_once(
        lambda: apply_amendment(first, by=coordinator, today=MARCH),
        lambda: apply_amendment(second, by=coordinator, today=MARCH),
    )
    assert sorted(outcome) == ["changed_meanwhile", "done"]
    in_line(plan)
