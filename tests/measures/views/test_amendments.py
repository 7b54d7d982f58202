"""A coordinator drafts an amendment, looks at what it does, and enters its act."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from agencies.models import Agency, User
from measures.models import Change, Measure
from measures.services.amendments import put_change, start_amendment
from planner.models import ActionPlan, Amendment, PlanSection
from tests.factories import AgencyFactory
from tests.measures.amending import ACT, amend, enter, reword, said, strike
from tests.measures.views.conftest import signed_in

MARCH = date(2009, 3, 2)


@pytest.fixture
def law(plan: ActionPlan, agency: Agency) -> Measure:
    return enter(plan, "7", "до 1 октября 2009 года", agency)


@pytest.fixture
def draft(law: Measure, coordinator: User) -> Amendment:
    return start_amendment(law.plan, by=coordinator, today=MARCH)


@pytest.fixture
def desk(coordinator: User) -> Client:
    return signed_in(coordinator)


def typed(measure: Measure, **fields: str) -> dict[str, str]:
    """The form as it is offered, with some of it written anew."""
    row = said(measure)
    plain = {name: str(value) for name, value in row.items() if isinstance(value, str)}
    return {**plain, "section": "", "costs": "", **fields}


def test_a_draft_begins_with_one_press(law: Measure, desk: Client) -> None:
    answer = desk.post(f"/plans/{law.plan.slug}/amendments/")
    draft = Amendment.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/amendments/{draft.pk}/")


def test_a_second_press_takes_up_the_same_empty_draft(law: Measure, desk: Client) -> None:
    addresses = {desk.post(f"/plans/{law.plan.slug}/amendments/")["Location"] for _ in range(2)}
    assert (len(addresses), Amendment.objects.count()) == (1, 1)


def test_a_new_wording_is_typed_and_shown_word_by_word(
    law: Measure, draft: Amendment, desk: Client
) -> None:
    address = f"/amendments/{draft.pk}/reword/{law.pk}/"
    sent = typed(law, deadline_ru="до 1 ноября 2009 года", costs="2009: 12,5 (бюджет)")
    assert desk.post(address, sent).status_code == 302
    page = desk.get(f"/amendments/{draft.pk}/").content.decode()
    assert "октября</del>" in page
    assert "ноября</ins>" in page
    change = Change.objects.get()
    assert change.wording["costs"] == [{"year": 2009, "source": "бюджет", "planned": "12.500"}]


def test_the_page_says_what_follows_before_the_act(
    law: Measure, draft: Amendment, desk: Client, coordinator: User
) -> None:
    put_change(
        draft,
        by=coordinator,
        today=MARCH,
        **reword(law, deadline_ru="до 1 ноября 2009 года"),
    )
    effect = desk.get(f"/amendments/{draft.pk}/").context["effect"]
    told = [(move.number, move.old, move.new) for move in effect.moved]
    assert (effect.added, effect.withdrawn, told) == (
        0,
        0,
        [("7", date(2009, 10, 1), date(2009, 11, 1))],
    )
    assert law.obligations.get().due_on == date(2009, 10, 1)


def test_the_act_changes_the_plan(law: Measure, draft: Amendment, desk: Client) -> None:
    desk.post(f"/amendments/{draft.pk}/strike/", {"measure": law.pk, "action": "strike"})
    act = {"act": ACT, "adopted_on": "2009-07-01", "in_force_on": "2009-07-06"}
    assert desk.post(f"/amendments/{draft.pk}/", act).status_code == 302
    law.refresh_from_db()
    assert (law.state, Amendment.objects.get().state) == ("struck", "applied")


def test_a_refused_act_keeps_what_was_typed(law: Measure, draft: Amendment, desk: Client) -> None:
    act = {"act": ACT, "adopted_on": "2009-07-01", "in_force_on": "2009-06-01"}
    answer = desk.post(f"/amendments/{draft.pk}/", act)
    form = answer.context["form"]
    assert (answer.status_code, list(form.errors), form["act"].value()) == (
        422,
        ["in_force_on"],
        ACT,
    )


def test_a_new_measure_goes_where_it_is_said(
    law: Measure, draft: Amendment, desk: Client, plan: ActionPlan
) -> None:
    section = PlanSection.objects.create(plan=plan, position=1, title_ru="Раздел")
    sent = typed(law, number="7-1", title_ru="Новое", section=str(section.pk))
    assert desk.post(f"/amendments/{draft.pk}/add/", sent).status_code == 302
    change = Change.objects.get()
    assert (change.kind, change.section, change.wording["number"]) == ("add", section, "7-1")


def test_an_added_item_is_edited(law: Measure, draft: Amendment, desk: Client) -> None:
    desk.post(f"/amendments/{draft.pk}/add/", typed(law, number="7-1"))
    change = Change.objects.get()
    desk.post(f"/changes/{change.pk}/", typed(law, number="7-2", after=str(law.pk)))
    change.refresh_from_db()
    assert (change.wording["number"], change.after, Change.objects.count()) == ("7-2", law, 1)


def test_an_item_is_taken_out(law: Measure, draft: Amendment, desk: Client) -> None:
    desk.post(f"/amendments/{draft.pk}/strike/", {"measure": law.pk})
    desk.post(f"/changes/{Change.objects.get().pk}/drop/")
    assert Change.objects.count() == 0


def test_a_draft_is_dropped(draft: Amendment, desk: Client) -> None:
    desk.post(f"/amendments/{draft.pk}/drop/")
    draft.refresh_from_db()
    assert draft.state == "dropped"


@pytest.mark.parametrize(
    ("field", "text", "said_of"),
    [
        ("executors_text", "Министерство морей", "Министерство морей"),
        ("costs", "много", "много"),
        ("deadline_en", "before 1 May 2010", "other dates"),
        ("title_ru", "", "required"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_typed_is_lost(
    law: Measure, draft: Amendment, desk: Client, field: str, text: str, said_of: str
) -> None:
    answer = desk.post(
        f"/amendments/{draft.pk}/reword/{law.pk}/", typed(law, number="77", **{field: text})
    )
    form = answer.context["form"]
    assert (answer.status_code, form["number"].value()) == (422, "77")
    assert said_of in str(form.errors[field])


def test_a_body_that_has_ended_is_not_named_anew(
    law: Measure, draft: Amendment, desk: Client
) -> None:
    AgencyFactory(name_ru="Агентство прошлого", abolished_on=date(2009, 1, 1))
    sent = typed(law, executors_text="Агентство прошлого")
    answer = desk.post(f"/amendments/{draft.pk}/reword/{law.pk}/", sent)
    assert list(answer.context["form"].errors) == ["executors_text"]


def test_executors_written_under_an_old_name_are_offered_under_the_new_one(
    law: Measure, draft: Amendment, desk: Client
) -> None:
    heir = AgencyFactory(short_ru="НОВОЕ")
    executor = law.executors.get()
    executor.agency = heir
    executor.save()
    form = desk.get(f"/amendments/{draft.pk}/reword/{law.pk}/").context["form"]
    assert form["executors_text"].value() == "НОВОЕ"


@pytest.mark.parametrize("who", ["officer", "observer", "stranger"])
def test_drafts_are_the_coordinating_bodys_own(
    who: str, draft: Amendment, request: pytest.FixtureRequest
) -> None:
    visitor = signed_in(request.getfixturevalue(who))
    found = [
        visitor.get(f"/amendments/{draft.pk}/").status_code,
        visitor.post(f"/amendments/{draft.pk}/drop/").status_code,
        visitor.get(f"/amendments/{draft.pk}/add/").status_code,
        visitor.post(f"/plans/{draft.plan.slug}/amendments/").status_code,
    ]
    assert found == [403, 403, 403, 403]


def test_an_adopted_act_is_every_viewers_to_read(
    law: Measure, coordinator: User, officer: User
) -> None:
    act = amend(law.plan, coordinator, MARCH, reword(law, title_ru="Иначе"))
    visitor = signed_in(officer)
    page = visitor.get(f"/amendments/{act.pk}/")
    listed = visitor.get(f"/plans/{law.plan.slug}/amendments/").context["page"].object_list
    assert (page.status_code, page.context["may_change"], list(listed)) == (200, False, [act])


def test_an_item_that_was_overtaken_is_named(
    law: Measure, draft: Amendment, desk: Client, coordinator: User
) -> None:
    put_change(draft, by=coordinator, today=MARCH, **strike(law))
    amend(law.plan, coordinator, MARCH, reword(law, title_ru="Иначе"))
    effect = desk.get(f"/amendments/{draft.pk}/").context["effect"]
    assert [change.measure for change in effect.stale] == [law]


@pytest.mark.parametrize("size", [3, 30])
def test_the_page_of_a_draft_takes_few_statements_an_item(
    plan: ActionPlan,
    agency: Agency,
    coordinator: User,
    size: int,
    django_assert_max_num_queries: Any,
) -> None:
    draft = start_amendment(plan, by=coordinator, today=MARCH)
    for number in range(size):
        row = enter(plan, str(number), "2009 год", agency)
        put_change(draft, by=coordinator, today=MARCH, **strike(row))
    visitor = signed_in(coordinator)
    with django_assert_max_num_queries(40 + 8 * size):
        assert visitor.get(f"/amendments/{draft.pk}/").status_code == 200


def test_two_days_are_compared(law: Measure, coordinator: User, desk: Client) -> None:
    amend(law.plan, coordinator, MARCH, reword(law, title_ru="Иначе"))
    address = f"/plans/{law.plan.slug}/compare/"
    same = desk.get(address, {"first": "2009-01-01", "second": "2009-02-01"}).context["found"]
    found = desk.get(address, {"first": "2009-07-06", "second": "2009-01-01"}).context["found"]
    told = [(one.kind, one.number, [part.part for part in one.parts]) for one in found]
    assert (same, told) == ([], [("changed", "7", ["title_ru"])])


def test_a_day_that_has_not_come_is_not_compared(plan: ActionPlan, desk: Client) -> None:
    days = {"first": "2009-01-01", "second": "2009-07-07"}
    answer = desk.get(f"/plans/{plan.slug}/compare/", days)
    assert (answer.status_code, answer.context["found"]) == (422, None)


def test_what_a_colleague_wrote_meanwhile_is_shown_before_it_is_replaced(
    law: Measure, draft: Amendment, desk: Client, coordinator: User
) -> None:
    address = f"/amendments/{draft.pk}/reword/{law.pk}/"
    seen = desk.get(address).context["form"]["seen"].value()
    put_change(draft, by=coordinator, today=MARCH, **reword(law, title_ru="Слово коллеги"))
    answer = desk.post(address, typed(law, title_ru="Моё слово", seen=seen))
    form = answer.context["form"]
    assert (answer.status_code, form["title_ru"].value()) == (422, "Моё слово")
    assert "коллеги</ins>" in answer.content.decode()
    assert Change.objects.get().wording["title_ru"] == "Слово коллеги"
    again = typed(law, title_ru="Моё слово", seen=form["seen"].value())
    assert (desk.post(address, again).status_code, title_of_the_item()) == (302, "Моё слово")


def title_of_the_item() -> str:
    return str(Change.objects.get().wording["title_ru"])


def test_a_new_wording_is_not_struck_unseen(
    law: Measure, draft: Amendment, desk: Client, coordinator: User
) -> None:
    put_change(draft, by=coordinator, today=MARCH, **reword(law, title_ru="Слово коллеги"))
    desk.post(f"/amendments/{draft.pk}/strike/", {"measure": law.pk, "action": "strike"})
    assert (Change.objects.get().kind, title_of_the_item()) == ("reword", "Слово коллеги")


def test_a_button_pressed_twice_writes_one_item(
    law: Measure, draft: Amendment, desk: Client
) -> None:
    sent = typed(law, number="7-1", title_ru="Новое")
    struck = {"measure": law.pk, "action": "strike"}
    answers = [
        desk.post(f"/amendments/{draft.pk}/{page}/", data).status_code
        for page, data in (("add", sent), ("add", sent), ("strike", struck), ("strike", struck))
    ]
    kinds = list(Change.objects.order_by("position").values_list("kind", flat=True))
    assert (answers, kinds) == ([302] * 4, ["add", "strike"])


def test_a_mistyped_year_breaks_neither_the_preview_nor_the_act(
    plan: ActionPlan, agency: Agency, draft: Amendment, desk: Client
) -> None:
    law = enter(plan, "8", "до 1 октября 2009 года", agency, AgencyFactory())
    sent = typed(law, deadline_ru="9999-12-31")
    act = {"act": ACT, "adopted_on": "2009-07-01", "in_force_on": "2009-07-06"}
    written = desk.post(f"/amendments/{draft.pk}/reword/{law.pk}/", sent).status_code
    page = desk.get(f"/amendments/{draft.pk}/").status_code
    adopted = desk.post(f"/amendments/{draft.pk}/", act).status_code
    assert (written, page, adopted) == (302, 200, 302)
    due = law.obligations.owed().order_by("due_on").values_list("due_on", flat=True)
    assert list(due) == [date(9999, 12, 24), date.max]


def test_an_act_that_is_not_in_force_yet_goes_back_to_its_draft_with_its_days(
    law: Measure, draft: Amendment, desk: Client
) -> None:
    desk.post(f"/amendments/{draft.pk}/strike/", {"measure": law.pk, "action": "strike"})
    act = {"act": ACT, "adopted_on": "2009-07-01", "in_force_on": "2019-07-06"}
    desk.post(f"/amendments/{draft.pk}/", act)
    assert desk.post(f"/amendments/{draft.pk}/reopen/").status_code == 302
    page = desk.get(f"/amendments/{draft.pk}/").context
    told = {name: str(page["form"][name].value()) for name in act}
    assert (page["amendment"].state, told) == ("draft", act)
    desk.post(f"/amendments/{draft.pk}/", {**act, "in_force_on": "2009-07-06"})
    law.refresh_from_db()
    assert law.state == "struck"


def test_an_amendment_in_force_is_not_reopened(
    law: Measure, coordinator: User, desk: Client
) -> None:
    done = amend(law.plan, coordinator, MARCH, strike(law))
    desk.post(f"/amendments/{done.pk}/reopen/")
    done.refresh_from_db()
    assert done.state == "applied"
