"""Steps are added, changed and taken out; what was typed stays where it is wrong."""

import re
from typing import Any

import pytest
from django.test import Client

from agencies.models import Role, User
from measures.models import ReminderRule
from measures.queries.reminders.policy import policy_of
from measures.rules.reminder_policy import PolicyStep
from planner.models import ActionPlan
from tests.factories import person
from tests.measures.views.conftest import signed_in
from tests.measures.views.policy.filling_in import Form, address, form_of, message, row, send, step


def said(plan: ActionPlan) -> list[PolicyStep]:
    return policy_of(plan).steps


def errors(answer: Any) -> list[tuple[int, str]]:
    """(number of the row, field) of what is marked."""
    assert answer.status_code == 422
    rows = answer.context["rows"].forms
    return [(one.number, field) for one in rows for field in one.errors]


def test_a_coordinator_reads_the_steps_as_sentences_and_can_open_them(
    page: Client, plan: ActionPlan
) -> None:
    shown = page.get(address(plan)).text
    assert "7 days before the day, to officers of the agency, by mail; may be declined" in shown
    assert shown.count("<summary>Add a step</summary>") == 7
    assert 'value="7"' in shown


def test_days_before_are_typed_as_a_positive_number(page: Client, plan: ActionPlan) -> None:
    typed = row(0, count=5, days="working", when="before", audience="deputy", channel="site")
    answer = send(page, plan, **typed)
    assert message(page, answer) == (
        "Saved: 1 step added, 1 step retired. Reminders go by it from the next run on."
    )
    changed = step(-5, "deputy", days="working", channel="site", may_decline=True)
    assert said(plan) == [step(0), changed]


def test_a_step_is_added_in_the_empty_row_of_its_subject(page: Client, plan: ActionPlan) -> None:
    """The rows beyond the steps are in the order of the subjects: the third is of requests."""
    typed = row(4, audience="lead", count=2, when="after", repeat_every=3, repeat_at_most=4)
    assert "1 step added" in message(page, send(page, plan, **typed))
    added = step(2, "lead", subject="extension", repeat_every=3, repeat_at_most=4)
    assert said(plan) == [step(-7, may_decline=True), step(0), added]


def test_a_step_gathered_each_week_is_added(page: Client, plan: ActionPlan) -> None:
    typed = row(2, audience="controller", count=30, when="after", weekday=0)
    send(page, plan, **typed)
    assert said(plan)[-1] == step(30, "controller", weekday=0)


def test_a_step_is_taken_out(page: Client, plan: ActionPlan) -> None:
    assert "1 step retired" in message(page, send(page, plan, **row(0, DELETE="on")))
    assert said(plan) == [step(0)]


def test_conditions_are_ticked_and_unticked(page: Client, plan: ActionPlan) -> None:
    typed = {
        **row(0, may_decline="", unless_acknowledged="on"),
        **row(1, unless_time_asked="on"),
    }
    send(page, plan, **typed)
    assert said(plan) == [step(-7, unless_acknowledged=True), step(0, unless_time_asked=True)]


def test_terms_are_changed_with_it(page: Client, plan: ActionPlan) -> None:
    answer = send(page, plan, review_days=7, decision_days=2)
    assert message(page, answer).startswith("Saved: terms changed.")
    plan.refresh_from_db()
    assert (plan.review_days, plan.decision_days) == (7, 2)


def test_saved_as_it_is_nothing_changes(page: Client, plan: ActionPlan) -> None:
    assert message(page, send(page, plan)).startswith("Nothing was changed")
    assert ReminderRule.objects.count() == 2


def test_one_more_row_is_given_and_what_was_typed_stays(page: Client, plan: ActionPlan) -> None:
    answer = send(page, plan, add="report", action="", **row(2, audience="head", count=9))
    assert answer.status_code == 200
    rows = answer.context["rows"].forms
    of_reports = [one for one in rows if one.about == "report"]
    assert [one["count"].value() for one in of_reports] == ["7", None, "9", ""]
    assert (of_reports[2]["audience"].value(), of_reports[3].is_empty) == ("head", True)
    assert said(plan) == [step(-7, may_decline=True), step(0)]


def test_the_row_that_was_given_is_taken_when_filled_in(page: Client, plan: ActionPlan) -> None:
    first = send(page, plan, add="report", action="", **row(2, audience="head", count=9))
    rows = first.context["rows"]
    sent = {
        field.html_name: field.value()
        for part in (*rows.forms, rows.management_form, first.context["terms"])
        for field in part
        if field.value() not in (None, "", False)
    }
    number = len(rows.forms) - 1
    page.post(
        address(plan), {**sent, f"steps-{number}-count": "3", f"steps-{number}-when": "after"}
    )
    assert {(one.audience, one.offset) for one in said(plan)} == {
        ("officer", -7),
        ("officer", 0),
        ("officer", 3),
        ("head", -9),
    }


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        (row(0, count=""), [(1, "count")]),
        (row(0, count="0"), [(1, "count")]),
        (row(0, count="abc"), [(1, "count")]),
        (row(0, count="366"), [(1, "count")]),
        (row(0, count="121", days="working"), [(1, "count")]),
        (row(1, count="3"), [(2, "count")]),
        (row(0, audience="nobody"), [(1, "audience")]),
        (row(0, channel="pigeon"), [(1, "channel")]),
        (row(0, repeat_every=3), [(1, "repeat_every")]),
        (row(1, repeat_every=3, weekday=1), [(2, "repeat_every")]),
        (row(1, repeat_every=91), [(2, "repeat_every")]),
        (row(1, repeat_at_most=5), [(2, "repeat_at_most")]),
        (row(1, weekday=6), [(2, "weekday")]),
        (row(1, may_decline="on"), [(2, "may_decline")]),
        ({**row(1, repeat_every=3), **row(2, count=5, when="after")}, [(2, "repeat_at_most")]),
        (row(2, count=7), [(3, "count")]),
        (row(2, count=7, when="on"), [(3, "count")]),
        (row(3, audience="officer", count=7), [(4, "audience")]),
    ],
)
def test_a_mistake_is_marked_in_its_row_and_what_was_typed_stays(
    page: Client, plan: ActionPlan, typed: Form, marked: list[tuple[int, str]]
) -> None:
    answer = send(page, plan, **typed)
    assert errors(answer) == marked
    shown = {
        field.html_name: field.value() for one in answer.context["rows"].forms for field in one
    }
    for name, value in typed.items():
        written = shown[name.replace("__", "-")]
        assert str("on" if written is True else written or "") == str(value)
    assert said(plan) == [step(-7, may_decline=True), step(0)]


def test_a_marked_row_is_open_and_its_fault_is_listed_with_a_link(
    page: Client, plan: ActionPlan
) -> None:
    shown = send(page, plan, **row(1, may_decline="on")).text
    assert '<a href="#id_steps-1-may_decline">Step 2, may be declined</a>' in shown
    assert len(re.findall("<details open>", shown)) == 1
    assert 'id="id_steps-1-may_decline_error"' in shown


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_mistakes_are_told_in_three_languages(
    page: Client, plan: ActionPlan, coordinator: User, language: str
) -> None:
    User.objects.update(language=language)
    answer = send(page, plan, review_days=99, **row(0, count=""))
    assert f'<html lang="{language}">' in answer.text
    assert (errors(answer), list(answer.context["terms"].errors)) == (
        [(1, "count")],
        ["review_days"],
    )


def test_a_mistake_in_a_row_that_is_taken_out_does_not_matter(
    page: Client, plan: ActionPlan
) -> None:
    send(page, plan, **row(0, count="", DELETE="on"))
    assert said(plan) == [step(0)]


def test_a_form_that_lost_its_head_is_answered_in_words(page: Client, plan: ActionPlan) -> None:
    answer: Any = page.post(address(plan), {"action": "save"})
    assert (answer.status_code, said(plan)) == (422, [step(-7, may_decline=True), step(0)])


def test_who_was_overtaken_sees_what_their_form_would_change(
    page: Client, plan: ActionPlan
) -> None:
    colleague = person(plan.coordinator, Role.COORDINATOR, full_name="Quick Colleague")
    typed = {**form_of(page, plan), "steps-0-count": "9", "action": "save", "review_days": "8"}
    send(signed_in(colleague), plan, **row(1, DELETE="on"))
    answer: Any = page.post(address(plan), typed)
    meanwhile = answer.context["meanwhile"]
    assert (answer.status_code, "Quick Colleague" in answer.text) == (422, True)
    assert (meanwhile.retired, meanwhile.added) == (
        [step(-7, may_decline=True)],
        [step(-9, may_decline=True), step(0)],
    )
    assert [(field.name, was) for field, was in meanwhile.terms] == [("review_days", 5)]
    assert said(plan) == [step(-7, may_decline=True)]
    again = {**typed, "seen": answer.context["terms"]["seen"].value()}
    page.post(address(plan), again)
    assert said(plan) == [step(-9, may_decline=True), step(0)]
