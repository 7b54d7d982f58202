"""A body is renamed, merged or split: what is open passes on, the past stays."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from agencies.errors import Refused
from agencies.models import (
    Agency,
    AgencyGroup,
    Membership,
    Role,
    Succession,
    SuccessionKind,
    User,
)
from measures.models import (
    Event,
    Executor,
    Measure,
    MeasureVersion,
    Obligation,
    ObligationVersion,
    ProgressEntry,
)
from measures.services.obligations import Generated, generate_obligations
from measures.services.progress import Draft, accept_progress, save_draft, submit
from measures.services.succession import (
    Order,
    PassedOn,
    carry_out_succession,
    foresee_succession,
)
from planner.models import ActionPlan
from tests.factories import AgencyFactory, UserFactory, person
from tests.measures.amending import enter, owed

MARCH = date(2009, 3, 2)
ACT = "Указ № 796"


@pytest.fixture
def administrator(db: None) -> User:
    return UserFactory(is_staff=True, is_superuser=True)


@pytest.fixture
def heir(db: None) -> Agency:
    return AgencyFactory(code="heir")


@pytest.fixture
def quarterly(plan: ActionPlan, agency: Agency) -> Measure:
    return enter(plan, "8", "ежеквартально", agency)


def order(old: Agency, new: Agency | None, **fields: object) -> Order:
    told = {"kind": SuccessionKind.RENAME, "effective_on": MARCH, "act": ACT, **fields}
    return Order(predecessor=old, successor=new, **told)  # type: ignore[arg-type]


def fulfil(row: Obligation, by: User, coordinator: User, on: date) -> None:
    paper = {"document_kind": "other", "document_number": "1", "document_on": on}
    entry = save_draft(row, Draft("Отчёт.", claim="done", **paper), by=by, today=on)  # type: ignore[arg-type]
    submit(entry, by=by, today=on)
    accept_progress(ProgressEntry.objects.get(pk=entry.pk), by=coordinator, today=on)


def test_what_is_open_passes_on_and_what_is_fulfilled_stays(
    quarterly: Measure,
    agency: Agency,
    heir: Agency,
    officer: User,
    coordinator: User,
    administrator: User,
) -> None:
    first = quarterly.obligations.earliest("due_on")
    fulfil(first, officer, coordinator, date(2008, 4, 1))
    passed = carry_out_succession(order(agency, heir), by=administrator, today=MARCH)
    names = [(code, state) for code, _, state in owed(quarterly)]
    assert (passed.measures, passed.obligations) == (1, 11)
    assert names == [(agency.code, "done"), *[("heir", "open")] * 11]


def test_the_successor_does_not_owe_again_what_was_fulfilled_before(
    quarterly: Measure,
    agency: Agency,
    heir: Agency,
    officer: User,
    coordinator: User,
    administrator: User,
) -> None:
    fulfil(quarterly.obligations.earliest("due_on"), officer, coordinator, date(2008, 4, 1))
    carry_out_succession(order(agency, heir), by=administrator, today=MARCH)
    again = generate_obligations(quarterly.plan, today=date(2009, 4, 1))
    assert (again.added, again.changed, again.withdrawn, len(owed(quarterly))) == (0, 0, 0, 12)


def test_the_plan_names_the_successor_from_that_day_on(
    quarterly: Measure, agency: Agency, heir: Agency, administrator: User
) -> None:
    carry_out_succession(order(agency, heir), by=administrator, today=MARCH)
    versions = MeasureVersion.objects.order_by("since")
    told = [(one.since, one.executors[0]["agency_id"]) for one in versions]
    assert told == [(date(2007, 12, 3), agency.pk), (MARCH, heir.pk)]
    then = ObligationVersion.objects.in_force(date(2009, 3, 1))
    assert {row.agency_id for row in then} == {agency.pk}


def test_the_trace_names_both_bodies_and_the_act(
    quarterly: Measure, agency: Agency, heir: Agency, administrator: User
) -> None:
    carry_out_succession(order(agency, heir), by=administrator, today=MARCH)
    event = Event.objects.filter(kind="passed_on").first()
    assert event
    shorts = (event.data["old_short"]["kk"], event.data["new_short"]["kk"])
    assert (event.note, event.data["old_agency"], event.data["new_agency"], shorts) == (
        ACT,
        agency.code,
        "heir",
        (agency.short_kk, heir.short_kk),
    )


def test_a_draft_goes_with_its_report(
    quarterly: Measure, agency: Agency, heir: Agency, officer: User, administrator: User
) -> None:
    row = quarterly.obligations.latest("due_on")
    save_draft(row, Draft("Черновик."), by=officer, today=date(2009, 3, 1))
    carry_out_succession(order(agency, heir), by=administrator, today=MARCH)
    row.refresh_from_db()
    assert (row.agency, row.entries.get().text) == (heir, "Черновик.")


def test_a_body_merged_into_its_co_executor_leads_and_owes_once(
    plan: ActionPlan, agency: Agency, heir: Agency, administrator: User
) -> None:
    measure = enter(plan, "7", "до 1 июля 2009 года", agency, heir)
    merge = order(agency, heir, kind=SuccessionKind.MERGE)
    carry_out_succession(merge, by=administrator, today=MARCH)
    assert [(one.agency, one.role) for one in measure.executors.all()] == [(heir, "lead")]
    open_ = measure.obligations.exclude(state="withdrawn").get()
    assert (open_.agency, open_.role, open_.due_on) == (heir, "lead", date(2009, 7, 1))


def test_a_co_executor_merged_into_the_lead_owes_nothing_beside_it(
    plan: ActionPlan, agency: Agency, heir: Agency, administrator: User
) -> None:
    measure = enter(plan, "7", "до 1 июля 2009 года", heir, agency)
    merge = order(agency, heir, kind=SuccessionKind.MERGE)
    carry_out_succession(merge, by=administrator, today=MARCH)
    assert sorted(owed(measure)) == sorted(
        [("heir", "2009-07-01", "open"), (agency.code, "2009-06-24", "withdrawn")]
    )
    assert generate_obligations(plan, today=MARCH) == Generated()


def test_a_report_that_the_heir_owes_itself_goes_on_following_the_plan(
    plan: ActionPlan,
    agency: Agency,
    heir: Agency,
    officer: User,
    coordinator: User,
    administrator: User,
) -> None:
    """Though the body that was merged into it has fulfilled its own, of the same date."""
    measure = enter(plan, "7", "до 5 июля 2009 года", heir, agency)  # a Sunday
    fulfil(measure.obligations.get(agency=agency), officer, coordinator, date(2009, 2, 2))
    merge = order(agency, heir, kind=SuccessionKind.MERGE)
    carry_out_succession(merge, by=administrator, today=MARCH)
    plan.day_off_rule = "previous"
    generate_obligations(plan, today=date(2009, 4, 1))
    assert measure.obligations.get(agency=heir).due_on == date(2009, 7, 3)


def test_a_split_gives_each_measure_to_its_own_successor(
    plan: ActionPlan, agency: Agency, heir: Agency, administrator: User
) -> None:
    other = AgencyFactory(code="other")
    one, two = (enter(plan, number, "2009 год", agency) for number in ("1", "2"))
    split = order(agency, heir, kind=SuccessionKind.SPLIT, measures={two.pk: other})
    carry_out_succession(split, by=administrator, today=MARCH)
    assert [owed(one)[0][0], owed(two)[0][0]] == ["heir", "other"]
    pairs = Succession.objects.values_list("successor__code", flat=True)
    assert sorted(pairs) == ["heir", "other"]


def test_a_body_that_goes_on_keeps_what_is_not_split_off(
    plan: ActionPlan, agency: Agency, heir: Agency, administrator: User
) -> None:
    one, two = (enter(plan, number, "2009 год", agency) for number in ("1", "2"))
    split = order(agency, None, kind=SuccessionKind.SPLIT, measures={two.pk: heir})
    carry_out_succession(split, by=administrator, today=MARCH)
    agency.refresh_from_db()
    assert ([owed(one)[0][0], owed(two)[0][0]], agency.abolished_on) == (
        [agency.code, "heir"],
        None,
    )


def test_the_old_body_ends_and_its_places_are_the_new_ones(
    plan: ActionPlan, heir: Agency, administrator: User
) -> None:
    old = plan.coordinator
    group = AgencyGroup.objects.create(code="bodies", name_ru="органы")
    group.members.add(old)
    carry_out_succession(order(old, heir), by=administrator, today=MARCH)
    plan.refresh_from_db()
    old.refresh_from_db()
    assert (plan.coordinator, old.abolished_on, list(group.members.all())) == (heir, MARCH, [heir])


def test_people_move_by_decision_and_keep_their_role(
    agency: Agency, heir: Agency, officer: User, administrator: User
) -> None:
    staying = person(agency, Role.HEAD)
    moving = order(agency, heir, people={officer.pk: heir})
    passed = carry_out_succession(moving, by=administrator, today=MARCH)
    current = Membership.objects.current(MARCH)
    roles = {(held.user, held.agency, held.role) for held in current}
    assert passed.people == 1
    assert roles == {(officer, heir, "officer"), (staying, agency, "head")}


def test_what_is_foreseen_is_what_is_carried_out_and_changes_nothing_before(
    quarterly: Measure, agency: Agency, heir: Agency, officer: User, administrator: User
) -> None:
    first = quarterly.obligations.earliest("due_on")
    entry = save_draft(first, Draft("Отчёт.", claim="done"), by=officer, today=MARCH)  # type: ignore[arg-type]
    submit(entry, by=officer, today=MARCH)
    wanted = order(agency, heir, people={officer.pk: heir})
    foreseen = foresee_succession(wanted, by=administrator, today=MARCH)
    before = ({row[0] for row in owed(quarterly)}, Succession.objects.count())
    passed = carry_out_succession(wanted, by=administrator, today=MARCH)
    assert before == ({agency.code}, 0)
    assert (foreseen, passed) == (PassedOn(1, 12, 1, in_review=1), PassedOn(1, 12, 1, in_review=1))


def test_a_body_made_by_a_split_is_entered_also_where_nothing_passes_to_it(
    agency: Agency, heir: Agency, administrator: User
) -> None:
    other = AgencyFactory(code="other")
    split = order(agency, heir, kind=SuccessionKind.SPLIT, others=(other,))
    carry_out_succession(split, by=administrator, today=MARCH)
    pairs = Succession.objects.values_list("successor__code", flat=True)
    assert sorted(pairs) == ["heir", "other"]


def test_what_is_owed_as_one_of_a_group_is_not_given_away_by_itself(
    plan: ActionPlan, agency: Agency, heir: Agency, administrator: User
) -> None:
    group = AgencyGroup.objects.create(code="akimats", name_ru="акимы")
    group.members.add(member := AgencyFactory())
    measure = enter(plan, "7", "до 1 июля 2009 года", agency)
    Executor.objects.create(measure=measure, group=group, role="co", position=2)
    generate_obligations(plan, today=date(2008, 1, 10))
    split = order(member, None, kind=SuccessionKind.SPLIT, measures={measure.pk: heir})
    with pytest.raises(Refused) as refusal:
        carry_out_succession(split, by=administrator, today=MARCH)
    assert refusal.value.code == "through_a_group"


def test_a_part_is_split_off_once(
    plan: ActionPlan, agency: Agency, heir: Agency, administrator: User
) -> None:
    measure = enter(plan, "1", "2009 год", agency)
    split = order(agency, None, kind=SuccessionKind.SPLIT, measures={measure.pk: heir})
    carry_out_succession(split, by=administrator, today=MARCH)
    again = order(agency, None, kind=SuccessionKind.SPLIT, others=(heir,))
    with pytest.raises(Refused) as refusal:
        carry_out_succession(again, by=administrator, today=MARCH)
    assert refusal.value.code == "entered_before"


def test_a_body_does_not_end_before_it_was_founded(heir: Agency, administrator: User) -> None:
    young = AgencyFactory(founded_on=MARCH)
    with pytest.raises(Refused) as refusal:
        carry_out_succession(order(young, heir), by=administrator, today=MARCH)
    assert refusal.value.code == "too_early"


def test_a_member_of_a_group_passes_its_reports_on(
    plan: ActionPlan, agency: Agency, heir: Agency, administrator: User
) -> None:
    group = AgencyGroup.objects.create(code="akimats", name_ru="акимы")
    member = AgencyFactory(code="member")
    group.members.add(member)
    measure = enter(plan, "7", "до 1 июля 2009 года", agency)
    Executor.objects.create(measure=measure, group=group, role="co", position=2)
    generate_obligations(plan, today=date(2008, 1, 10))
    carry_out_succession(order(member, heir), by=administrator, today=MARCH)
    assert sorted(row[0] for row in owed(measure)) == sorted([agency.code, "heir"])


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"act": ""}, "act_missing"),
        ({"effective_on": date(2009, 3, 3)}, "ahead"),
        ({"successor": None}, "no_successor"),
    ],
)
def test_an_order_that_lacks_something_is_refused(
    agency: Agency, heir: Agency, administrator: User, fields: dict[str, object], code: str
) -> None:
    wanted = Order(
        **{  # type: ignore[arg-type]
            "kind": SuccessionKind.RENAME,
            "predecessor": agency,
            "successor": heir,
            "effective_on": MARCH,
            "act": ACT,
            **fields,
        }
    )
    with pytest.raises(Refused) as refusal:
        carry_out_succession(wanted, by=administrator, today=MARCH)
    assert refusal.value.code == code


def test_a_body_ends_once(agency: Agency, heir: Agency, administrator: User) -> None:
    carry_out_succession(order(agency, heir), by=administrator, today=MARCH)
    with pytest.raises(Refused) as refusal:
        carry_out_succession(order(agency, AgencyFactory()), by=administrator, today=MARCH)
    assert refusal.value.code == "abolished"


def test_a_coordinator_enters_no_succession(
    agency: Agency, heir: Agency, coordinator: User
) -> None:
    with pytest.raises(PermissionDenied):
        carry_out_succession(order(agency, heir), by=coordinator, today=MARCH)
