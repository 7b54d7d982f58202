"""The one who consolidates sees every part, how it stands, and no text before it is accepted."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from agencies.models import AgencyGroup, Role, User
from measures.models import Claim, DeadlineKind, ExecutorRole, Obligation
from measures.queries.consolidation import Parts, parts_of, silent_bodies, uses_of
from measures.rules.consolidation import Standing
from measures.services.consolidation import Choice, take_parts
from measures.services.progress import Draft, save_draft, submit
from planner.models import ActionPlan
from tests.factories import (
    AgencyFactory,
    ExecutorFactory,
    ObligationFactory,
    person,
)
from tests.measures.consolidating import EARLIER, TODAY, Circle, circle_of


@pytest.fixture
def circle(plan: ActionPlan, coordinator: User) -> Circle:
    return circle_of(plan, coordinator, "b", "a", "c")


def parts(circle: Circle, code: str = "lead") -> Parts:
    found = parts_of(circle.owed[code], circle.officers[code], TODAY)
    assert found is not None
    return found


def told(found: Parts) -> list[tuple[str, str]]:
    return [(part.owed.agency.code, part.standing.value) for part in found.parts]


def codes(owed: list[Obligation]) -> list[str]:
    return [one.agency.code for one in owed]


def test_parts_stand_in_the_order_of_the_plan(circle: Circle) -> None:
    assert [code for code, _standing in told(parts(circle))] == ["b", "a", "c"]


def test_each_part_says_how_it_stands(circle: Circle) -> None:
    circle.returned("c", "Слабо.")  # which brings what is owed on the measure in line
    circle.join("later", due_on=TODAY)
    circle.join("off", state="removed")
    circle.join("nil")
    circle.accepted("b", "Сделано.")
    circle.hand_in("a", "Отправлено.")
    circle.accepted("nil", "", claim=Claim.NIL)
    found = parts(circle)
    assert told(found) == [
        ("b", "accepted"),
        ("a", "in_review"),
        ("c", "returned"),
        ("later", "not_due"),
        ("off", "removed"),
        ("nil", "nil"),
    ]
    counts = (len(found), found.accepted, found.in_review, found.returned, found.silent)
    assert counts == (5, 2, 1, 1, 1)


def test_a_draft_is_silence_and_its_text_stays_with_its_writer(circle: Circle) -> None:
    save_draft(circle.owed["a"], Draft("Тайна."), by=circle.officers["a"], today=TODAY)
    [part] = [one for one in parts(circle).parts if one.owed.agency.code == "a"]
    assert (part.standing, part.accepted, part.handed_in_on) == (Standing.SILENT, (), None)


def test_only_accepted_texts_come_along(circle: Circle) -> None:
    kept = circle.accepted("b", "Принятое.")
    circle.hand_in("a", "На рассмотрении.")
    circle.returned("c", "Возвращённое.")
    assert [(entry.pk, entry.text) for entry in parts(circle).entries] == [(kept.pk, "Принятое.")]


def test_interim_information_that_was_accepted_is_a_part_and_no_silence(circle: Circle) -> None:
    one = circle.join("once", kind=DeadlineKind.ONCE)
    lead = ObligationFactory(
        measure=circle.measure, agency=circle.lead.agency, kind="once", due_on=date(2009, 9, 1)
    )
    circle.accepted("once", "Идёт работа.")
    one.refresh_from_db()
    found = parts_of(lead, circle.officers["lead"], TODAY)
    assert found is not None
    assert (told(found), one.state, silent_bodies(lead)) == ([("once", "accepted")], "open", [])


def test_another_occurrence_and_another_measure_are_no_parts(circle: Circle) -> None:
    ObligationFactory(
        measure=circle.measure,
        agency=AgencyFactory(),
        role="co",
        kind=DeadlineKind.RECURRING,
        occurrence="2010-01-10",
    )
    ObligationFactory(role="co", occurrence="2009-07-10")
    assert len(parts(circle)) == 3


def test_what_is_withdrawn_is_no_part(circle: Circle) -> None:
    Obligation.objects.filter(pk=circle.owed["a"].pk).update(state="withdrawn", changed_on=TODAY)
    assert told(parts(circle)) == [("b", "silent"), ("c", "silent")]


def test_where_the_leads_date_alone_moved_the_only_other_one_is_its_part(circle: Circle) -> None:
    owed = Obligation.objects.filter(measure=circle.measure)
    owed.update(kind=DeadlineKind.ONCE, changed_on=TODAY)
    owed.filter(pk=circle.lead.pk).update(occurrence="2009-12-01", changed_on=TODAY)
    circle.lead.refresh_from_db()
    assert told(parts(circle)) == [("b", "silent"), ("a", "silent"), ("c", "silent")]


def test_a_co_executor_has_no_parts_of_others(circle: Circle) -> None:
    assert parts_of(circle.owed["a"], circle.officers["a"], TODAY) is None
    assert silent_bodies(circle.owed["a"]) == []


def test_a_lead_alone_has_no_parts(plan: ActionPlan, coordinator: User) -> None:
    alone = circle_of(plan, coordinator)
    assert parts_of(alone.lead, alone.officers["lead"], TODAY) is None


def test_the_body_that_is_marked_consolidates_and_the_lead_looks_on(circle: Circle) -> None:
    circle.join("svod", consolidates=True)
    marked, lead = parts(circle, "svod"), parts(circle)
    bodies = [one.consolidator.code for one in (marked, lead) if one.consolidator]
    assert (bodies, told(marked)[0]) == (["svod", "svod"], ("lead", "not_due"))
    assert (codes(silent_bodies(circle.owed["svod"])), silent_bodies(circle.lead)) == (
        ["b", "a", "c"],
        [],
    )


def test_members_of_a_group_stand_in_the_groups_place(circle: Circle) -> None:
    group = AgencyGroup.objects.create(code="akims", name_ru="акимы")
    group.members.set([AgencyFactory(code=code) for code in ("z2", "z1")])
    ExecutorFactory(measure=circle.measure, agency=None, group=group, role="co", position=4)
    circle.measure.executors.filter(agency__code="c").update(position=5)
    for member in group.members.all():
        circle.owe(member)
    assert codes(silent_bodies(circle.lead)) == ["b", "a", "z1", "z2", "c"]


def test_where_a_group_leads_nobody_consolidates(circle: Circle) -> None:
    group = AgencyGroup.objects.create(code="akims", name_ru="акимы")
    circle.measure.executors.filter(role="lead").update(agency=None, group=group)
    group.members.add(circle.lead.agency)
    second = AgencyFactory()
    group.members.add(second)
    circle.owe(second, ExecutorRole.LEAD)
    assert silent_bodies(circle.lead) == []


def test_who_handed_in_anything_is_not_silent(circle: Circle) -> None:
    circle.hand_in("b", "Отправлено.")
    circle.returned("a", "Слабо.")
    assert codes(silent_bodies(circle.lead)) == ["c"]


def test_what_a_draft_took_is_known_to_its_own_body_alone(circle: Circle) -> None:
    source = circle.accepted("b", "Сделано.")
    by = circle.officers["lead"]
    take_parts(circle.lead, Draft(""), Choice(), by=by, today=TODAY)
    seen = parts_of(circle.lead, circle.coordinator, TODAY)
    assert seen is not None
    assert (parts(circle).taken, seen.taken) == ({source.pk}, frozenset())


def test_a_text_is_known_to_be_used_once_the_report_is_handed_in(circle: Circle) -> None:
    circle.accepted("b", "Сделано.")
    by, co = circle.officers["lead"], circle.officers["b"]
    entry = take_parts(circle.lead, Draft(""), Choice(), by=by, today=TODAY).entry
    before = uses_of(circle.owed["b"], co, TODAY)
    submit(entry, by=by, today=TODAY, despite_silence=True)
    [use] = uses_of(circle.owed["b"], co, TODAY)
    [overseen] = uses_of(circle.owed["b"], circle.coordinator, TODAY)
    assert (before, use.entry, use.may_open, overseen.may_open) == ([], entry, False, True)


@pytest.mark.parametrize("rows", [3, 30])
def test_parts_take_the_same_statements_for_many_bodies(
    plan: ActionPlan,
    coordinator: User,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    circle = circle_of(plan, coordinator)
    group = AgencyGroup.objects.create(code="akims", name_ru="акимы")
    ExecutorFactory(measure=circle.measure, agency=None, group=group, role="co", position=2)
    for number in range(rows):
        member = AgencyFactory(code=f"member-{number:02}")
        group.members.add(member)
        owed = circle.owe(member, due_on=EARLIER)
        owed.entries.create(
            author=circle.officers["lead"], text="x", state="accepted", submitted_on=TODAY
        )
    lead = Obligation.objects.select_related("agency").get(pk=circle.lead.pk)
    with django_assert_num_queries(8):
        found = parts_of(lead, circle.officers["lead"], TODAY)
        shown = [
            (part.owed.agency.short, entry.author.full_name, list(entry.evidence.all()))
            for part in (found.parts if found else ())
            for entry in part.accepted
        ]
    with django_assert_num_queries(3):
        silent = silent_bodies(lead)
    assert (len(shown), silent) == (rows, [])


def test_a_person_without_a_role_reads_no_text(circle: Circle) -> None:
    circle.accepted("b", "Сделано.")
    gone = person(AgencyFactory(), Role.OFFICER)
    gone.memberships.all().delete()
    found = parts_of(circle.lead, gone, TODAY)
    assert found is not None
    assert (found.entries, told(found)[0]) == ([], ("b", "accepted"))
