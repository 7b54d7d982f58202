"""The coordinating body takes over into the next plan what the last one left unfinished."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, Role, User
from measures.models import Measure
from measures.services.carrying_over import take_over
from measures.services.ending_plans import repeal_plan
from planner.models import ActionPlan
from tests.factories import ActionPlanFactory, AgencyFactory, UserFactory, person
from tests.measures.amending import enter, owed
from tests.measures.views.conftest import signed_in

NEW = "до 1 июля 2012 года"


@pytest.fixture
def law(plan: ActionPlan, agency: Agency) -> Measure:
    return enter(plan, "7", "до 1 июля 2009 года", agency)


@pytest.fixture
def second(plan: ActionPlan, agency: Agency) -> Measure:
    return enter(plan, "8", "ежеквартально", agency)


@pytest.fixture
def next_plan(plan: ActionPlan) -> ActionPlan:
    return ActionPlanFactory(
        concept=plan.concept,
        coordinator=plan.coordinator,
        starts_on=date(2011, 1, 1),
        ends_on=date(2013, 12, 31),
        approved_on=date(2010, 12, 1),
        title_en="Next plan",
    )


def send(user: User, plan: ActionPlan, action: str, **typed: str) -> Any:
    return signed_in(user).post(f"/plans/{plan.slug}/take-over/", {"action": action, **typed})


def ticked(measure: Measure, ru: str = NEW) -> dict[str, str]:
    return {f"take-{measure.pk}": "on", f"ru-{measure.pk}": ru}


@pytest.mark.parametrize("who", ["officer", "observer", "foreign", "administrator"])
def test_only_the_coordinating_body_takes_over(
    who: str, law: Measure, next_plan: ActionPlan, officer: User, observer: User
) -> None:
    users = {
        "officer": officer,
        "observer": observer,
        "foreign": person(AgencyFactory(), Role.COORDINATOR),
        "administrator": UserFactory(is_staff=True, is_superuser=True),
    }
    opened = signed_in(users[who]).get(f"/plans/{next_plan.slug}/take-over/").status_code
    sent = send(users[who], next_plan, "confirm", **ticked(law)).status_code
    assert (opened, sent, Measure.objects.count()) == (403, 403, 1)


def test_a_plan_of_another_body_is_not_offered(
    law: Measure, plan: ActionPlan, coordinator: User
) -> None:
    foreign = ActionPlanFactory(concept=plan.concept, starts_on=date(2007, 1, 1),
                                ends_on=date(2007, 12, 31))  # fmt: skip
    target = ActionPlanFactory(
        concept=plan.concept,
        coordinator=plan.coordinator,
        previous=foreign,
        starts_on=date(2011, 1, 1),
        ends_on=date(2011, 12, 31),
    )
    page = signed_in(coordinator).get(f"/plans/{target.slug}/take-over/?source={foreign.slug}")
    assert page.context["sources"] == [plan]


def test_the_stage_before_is_offered_first(
    plan: ActionPlan, next_plan: ActionPlan, coordinator: User
) -> None:
    first = ActionPlanFactory(
        concept=plan.concept,
        coordinator=plan.coordinator,
        starts_on=date(2007, 1, 1),
        ends_on=date(2007, 12, 31),
    )
    ActionPlan.objects.filter(pk=next_plan.pk).update(previous=first)
    page = signed_in(coordinator).get(f"/plans/{next_plan.slug}/take-over/")
    assert (page.context["sources"], page.context["source"]) == ([first, plan], first)


def test_a_first_plan_has_nothing_to_take_over_from(plan: ActionPlan, coordinator: User) -> None:
    page = signed_in(coordinator).get(f"/plans/{plan.slug}/take-over/")
    assert "There is no plan to take over from" in page.text


def test_the_list_tells_what_was_left_and_how_the_deadlines_would_be_read(
    law: Measure, second: Measure, next_plan: ActionPlan, coordinator: User
) -> None:
    page = signed_in(coordinator).get(f"/plans/{next_plan.slug}/take-over/")
    rows = list(page.context["form"].offered())
    left = [(one.measure, vars(one.measure)["left"], vars(one.measure)["late"]) for one in rows]
    assert left == [(law, 1, 1), (second, 12, 6)]
    read = [(one.reading.due[0], one.reading.warnings) for one in rows]
    assert read == [(date(2009, 7, 1), ("outside_plan",)), (date(2011, 3, 31), ())]
    assert page.text.count("outside the plan") == 1


def test_a_deadline_that_nobody_could_read_is_warned_of(
    plan: ActionPlan, agency: Agency, next_plan: ActionPlan, coordinator: User
) -> None:
    enter(plan, "9", "по мере созревания", agency)
    page = signed_in(coordinator).get(f"/plans/{next_plan.slug}/take-over/")
    assert "A person will have to give the dates." in page.text


def test_languages_that_say_different_deadlines_are_warned_of(
    law: Measure, next_plan: ActionPlan, coordinator: User
) -> None:
    kk = {f"kk-{law.pk}": "2013 жылғы 1 шілдеге дейін"}
    page = send(coordinator, next_plan, "read", **ticked(law), **kk)
    same = send(coordinator, next_plan, "read", **ticked(law, "до 1 июля 2013 года"), **kk)
    said = "The languages say different deadlines"
    assert [said in one.text for one in (page, same)] == [True, False]


def test_the_preview_shows_the_chosen_alone_and_writes_nothing(
    law: Measure, second: Measure, next_plan: ActionPlan, coordinator: User
) -> None:
    page = send(coordinator, next_plan, "preview", **ticked(law))
    rows = [(one.measure, one.reading.due) for one in page.context["form"].chosen()]
    assert rows == [(law, (date(2012, 7, 1),))]
    assert Measure.objects.filter(plan=next_plan).count() == 0


def test_confirmed_they_stand_in_the_new_plan_with_a_link_both_ways(
    law: Measure, second: Measure, next_plan: ActionPlan, coordinator: User
) -> None:
    answer = send(coordinator, next_plan, "confirm", **ticked(law))
    new = Measure.objects.get(plan=next_plan)
    client = signed_in(coordinator)
    old_page, new_page = (client.get(f"/measures/{pk}/").text for pk in (law.pk, new.pk))
    law.refresh_from_db()
    assert (answer["location"], owed(new)[0][1:]) == (
        f"/plans/{next_plan.slug}/",
        ("2012-07-01", "open"),
    )
    links = (f'/measures/{new.pk}/">Next plan, 7' in old_page, f"/measures/{law.pk}/" in new_page)
    assert links == (True, True)
    assert (law.state, "Taken over by" in old_page, "Carried over from" in new_page) == (
        "lapsed",
        True,
        True,
    )


def test_the_link_onward_was_not_known_before(
    law: Measure, next_plan: ActionPlan, coordinator: User, today: date
) -> None:
    take_over(next_plan, law.plan, {law.pk: {"ru": NEW}}, by=coordinator, today=today)
    client = signed_in(coordinator)
    told = ["Taken over by" in client.get(f"/measures/{law.pk}/{as_of}").text
            for as_of in ("?as_of=2009-07-05", "")]  # fmt: skip
    assert told == [False, True]


def test_all_are_looked_at_with_one_button(
    law: Measure, second: Measure, next_plan: ActionPlan, coordinator: User
) -> None:
    texts = {f"ru-{law.pk}": NEW, f"ru-{second.pk}": "ежеквартально"}
    page = send(coordinator, next_plan, "all", **texts)
    assert [one.measure for one in page.context["form"].chosen()] == [law, second]


def test_what_a_repealed_plan_left_is_offered(
    law: Measure, next_plan: ActionPlan, coordinator: User, today: date
) -> None:
    repeal_plan(law.plan, act="Указ № 88", on=today, by=coordinator, today=today)
    page = signed_in(coordinator).get(f"/plans/{next_plan.slug}/take-over/")
    (row,) = page.context["form"].offered()
    assert (row.measure, row.measure.left, row.measure.late) == (law, 1, 1)


def test_nothing_ticked_is_refused_and_what_was_typed_stays(
    law: Measure, next_plan: ActionPlan, coordinator: User
) -> None:
    for action in ("preview", "confirm"):
        page = send(coordinator, next_plan, action, **{f"ru-{law.pk}": NEW})
        form = page.context["form"]
        assert (page.status_code, form.non_field_errors(), form[f"ru-{law.pk}"].value()) == (
            422,
            ["Choose at least one measure."],
            NEW,
        )


def test_a_measure_without_a_deadline_is_refused_beside_it(
    law: Measure, second: Measure, next_plan: ActionPlan, coordinator: User
) -> None:
    typed = {**ticked(law, " "), **ticked(second, "ежегодно")}
    page = send(coordinator, next_plan, "confirm", **typed)
    form = page.context["form"]
    assert form.errors == {f"ru-{law.pk}": ["Write the deadline in one language at least."]}
    assert (page.status_code, form[f"ru-{second.pk}"].value()) == (422, "ежегодно")
    assert Measure.objects.filter(plan=next_plan).count() == 0


def test_a_text_too_long_for_its_column_is_refused(
    law: Measure, next_plan: ActionPlan, coordinator: User
) -> None:
    page = send(coordinator, next_plan, "confirm", **ticked(law, "а" * 501))
    assert (page.status_code, list(page.context["form"].errors)) == (422, [f"ru-{law.pk}"])


def test_what_was_taken_over_meanwhile_is_not_taken_twice(
    law: Measure, second: Measure, next_plan: ActionPlan, coordinator: User
) -> None:
    for _ in "12":
        send(coordinator, next_plan, "confirm", **ticked(law))
    assert Measure.objects.filter(plan=next_plan).count() == 1


def test_a_plan_that_lost_force_takes_nothing_over(
    law: Measure, next_plan: ActionPlan, coordinator: User, today: date
) -> None:
    repeal_plan(next_plan, act="Указ № 88", on=today, by=coordinator, today=today)
    page = send(coordinator, next_plan, "confirm", **ticked(law))
    assert "This plan lost force" in page.text
    assert Measure.objects.filter(plan=next_plan).count() == 0


def test_a_body_that_ended_is_shown_with_who_answers_now(
    law: Measure, agency: Agency, next_plan: ActionPlan, coordinator: User
) -> None:
    heir = AgencyFactory(short_en="Heir")
    agency.successions.create(
        successor=heir, kind="rename", effective_on=date(2009, 7, 1), act="Указ"
    )
    Agency.objects.filter(pk=agency.pk).update(abolished_on=date(2009, 7, 1))
    page = signed_in(coordinator).get(f"/plans/{next_plan.slug}/take-over/")
    assert f"{agency.short_en} (now Heir)" in page.text


def test_a_long_plan_takes_the_same_statements_and_is_sent_whole(
    plan: ActionPlan, agency: Agency, next_plan: ActionPlan, coordinator: User
) -> None:
    client, counts = signed_in(coordinator), []
    for rows in (3, 297):
        for number in range(rows):
            enter(plan, f"{rows}.{number}", "до 1 октября 2009 года", agency)
        with CaptureQueriesContext(connection) as caught:
            page = client.get(f"/plans/{next_plan.slug}/take-over/")
        counts.append(len(caught))
    fields = {field.html_name: field.value() or "" for field in page.context["form"]}
    sent = client.post(f"/plans/{next_plan.slug}/take-over/", {**fields, "action": "all"})
    assert (counts[0], len(fields), sent.status_code) == (counts[1], 1200, 200)


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_pages_speak_the_readers_language(
    language: str, law: Measure, next_plan: ActionPlan, coordinator: User
) -> None:
    User.objects.update(language=language)
    user = User.objects.get(pk=coordinator.pk)
    pages = [send(user, next_plan, step, **ticked(law)) for step in ("read", "preview")]
    own = getattr(law.plan, f"title_{language}")
    assert [f'<html lang="{language}">' in page.text for page in pages] == [True, True]
    assert [own in page.text for page in pages] == [True, True]
