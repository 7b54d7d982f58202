"""What is wrong in a policy of reminders, and in which of its steps."""

from dataclasses import replace
from typing import Any

import pytest

from measures.rules.reminder_policy import (
    MOST_STEPS,
    USUAL_STEPS,
    Finding,
    PolicyStep,
    Terms,
    findings,
    fingerprint,
    usual_steps_lacking,
)
from measures.rules.reminders import AUDIENCES


def step(offset: int = 0, audience: str = "officer", **fields: Any) -> PolicyStep:
    return PolicyStep(audience=audience, offset=offset, **fields)


def codes(*steps: PolicyStep) -> list[tuple[str, int, str]]:
    return [(one.code, one.step, one.field) for one in findings(steps)]


def test_the_usual_steps_are_sound() -> None:
    assert findings(USUAL_STEPS) == []


def test_no_steps_at_all_are_sound() -> None:
    assert findings([]) == []


@pytest.mark.parametrize("subject", AUDIENCES)
def test_a_step_is_addressed_to_those_whom_its_subject_concerns(subject: str) -> None:
    everybody = {audience for audiences in AUDIENCES.values() for audience in audiences}
    unfit = {one for one in everybody if codes(step(0, one, subject=subject))}
    assert unfit == everybody - set(AUDIENCES[subject])


def test_of_a_review_officers_are_not_reminded() -> None:
    assert codes(step(subject="review")) == [("audience_unfit", 1, "audience")]


@pytest.mark.parametrize(
    ("days", "offset", "most"),
    [
        ("calendar", 365, None),
        ("calendar", -365, None),
        ("calendar", 366, 365),
        ("calendar", -366, 365),
        ("working", -120, None),
        ("working", 121, 120),
    ],
)
def test_a_step_lies_within_a_year_of_its_day(days: str, offset: int, most: int | None) -> None:
    expected = [Finding("too_far", 1, "offset", most=most)] if most else []
    assert findings([step(offset, days=days)]) == expected


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"repeat_every": 1}, []),
        ({"repeat_every": 90}, []),
        ({"repeat_every": 0}, [("every_out_of_bounds", 1, "repeat_every")]),
        ({"repeat_every": 91}, [("every_out_of_bounds", 1, "repeat_every")]),
        ({"repeat_every": 7, "repeat_at_most": 0}, []),
        ({"repeat_every": 7, "repeat_at_most": 100}, []),
        ({"repeat_every": 7, "repeat_at_most": -1}, [("times_out_of_bounds", 1, "repeat_at_most")]),
        (
            {"repeat_every": 7, "repeat_at_most": 101},
            [("times_out_of_bounds", 1, "repeat_at_most")],
        ),
        ({"repeat_at_most": 2}, [("nothing_repeated", 1, "repeat_at_most")]),
        ({"weekday": 0, "repeat_at_most": 2}, []),
        ({"weekday": 0, "repeat_every": 7}, [("every_and_weekday", 1, "repeat_every")]),
    ],
)
def test_a_step_is_repeated_in_bounds_and_in_one_way(
    fields: dict[str, int], found: list[tuple[str, int, str]]
) -> None:
    assert codes(step(0, **fields)) == found


def test_only_a_step_from_the_day_on_is_repeated() -> None:
    assert codes(step(-1, repeat_every=1)) == [("repeated_before", 1, "repeat_every")]


def test_a_step_before_the_day_can_be_gathered_each_week() -> None:
    assert codes(step(-30, weekday=0)) == []


def test_the_same_step_does_not_stand_twice_whatever_else_it_says() -> None:
    assert findings([step(7), step(3), step(7, repeat_every=7)]) == [
        Finding("same_step", 3, "offset", other=1)
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"audience": "head"},
        {"channel": "site"},
        {"subject": "round_closes"},
        {"days": "working"},
        {"offset": 8},
    ],
)
def test_a_step_that_differs_in_people_way_subject_or_day_may_stand_beside(
    other: dict[str, Any],
) -> None:
    assert codes(step(7), replace(step(7), **other)) == []


@pytest.mark.parametrize(
    ("repeated", "later", "sound"),
    [
        ({"repeat_every": 7}, 14, False),  # without end
        ({"repeat_every": 3, "repeat_at_most": 2}, 14, True),  # 7, 10, 13
        ({"repeat_every": 7, "repeat_at_most": 1}, 14, False),  # both on the 14th
        ({"weekday": 4}, 14, False),
        ({"weekday": 4, "repeat_at_most": 0}, 14, True),  # the 13th at the latest
        ({"weekday": 4, "repeat_at_most": 1}, 14, False),
        ({"repeat_every": 7}, 3, True),  # the other comes first and is not repeated
    ],
)
def test_a_repeated_step_ends_before_the_next_one_of_its_ladder(
    repeated: dict[str, int], later: int, sound: bool
) -> None:
    found = findings([step(later), step(7, **repeated)])
    assert found == ([] if sound else [Finding("never_ended", 2, "repeat_at_most", other=1)])


def test_working_days_and_days_are_compared_as_weeks_go() -> None:
    three_weeks = {"days": "working", "repeat_every": 5, "repeat_at_most": 3}
    assert [codes(step(0, **three_weeks), step(day)) for day in (21, 22)] == [
        [("never_ended", 1, "repeat_at_most")],
        [],
    ]


def test_the_nearest_later_step_is_named() -> None:
    found = findings([step(30), step(7, repeat_every=7), step(14)])
    assert [one.other for one in found] == [3]


@pytest.mark.parametrize(
    "other", [{"audience": "head"}, {"channel": "site"}, {"subject": "round_closes"}]
)
def test_other_ladders_go_beside_one_without_end(other: dict[str, Any]) -> None:
    assert codes(step(7, repeat_every=7), replace(step(14), **other)) == []


@pytest.mark.parametrize(
    ("fields", "sound"),
    [
        ({"offset": -1}, True),
        ({"offset": 0}, False),
        ({"offset": 7}, False),
        ({"offset": -30, "weekday": 0}, False),  # goes on after the day
        ({"offset": -30, "weekday": 0, "repeat_at_most": 3}, True),
        ({"offset": -30, "weekday": 0, "repeat_at_most": 4}, False),
        ({"offset": 0, "subject": "round_opens"}, True),
    ],
)
def test_what_is_late_cannot_be_declined(fields: dict[str, Any], sound: bool) -> None:
    found = codes(step(may_decline=True, **fields))
    assert found == ([] if sound else [("late_declined", 1, "may_decline")])


def test_conditions_stand_where_they_can_be_heeded() -> None:
    def heeded(condition: str) -> set[str]:
        return {
            subject
            for subject, (audience, *_more) in AUDIENCES.items()
            if not codes(step(-1, audience, subject=subject, **{condition: True}))
        }

    assert heeded("unless_time_asked") == {"report"}
    assert heeded("unless_acknowledged") == {"report", "review", "extension", "nobody"}
    assert heeded("may_decline") == set(AUDIENCES)


def test_findings_come_in_the_order_of_the_steps() -> None:
    steps = [step(400), step(5, repeat_every=1), step(9, may_decline=True), step(9)]
    assert [(one.step, one.code) for one in findings(steps)] == [
        (1, "too_far"),
        (2, "never_ended"),
        (3, "late_declined"),
        (4, "same_step"),
    ]


def test_a_policy_has_not_too_many_steps() -> None:
    steps = [step(day) for day in range(MOST_STEPS + 1)]
    assert findings(steps[:-1]) == []
    assert [one.code for one in findings(steps)] == ["too_many"]


def test_a_plan_without_steps_lacks_all_the_usual_ones() -> None:
    assert usual_steps_lacking([]) == list(USUAL_STEPS)


def test_a_plan_with_the_usual_steps_lacks_none() -> None:
    assert usual_steps_lacking(USUAL_STEPS) == []


def test_a_step_of_the_same_day_and_people_is_not_lacking_though_it_says_otherwise() -> None:
    own = step(-30, may_decline=False)
    assert step(-30, may_decline=True) in USUAL_STEPS
    assert -30 not in {one.offset for one in usual_steps_lacking([own]) if one.subject == "report"}


def test_a_usual_step_that_does_not_go_together_with_the_plans_own_is_left_out() -> None:
    """Every three days without end from the first day on: later steps would remind twice."""
    own = step(1, repeat_every=3)
    added = [
        one.offset
        for one in usual_steps_lacking([own])
        if (one.subject, one.audience) == ("report", "officer")
    ]
    assert added == [-30, -14, -7, -3, -1, 0]
    assert findings([own, *usual_steps_lacking([own])]) == []


def test_policies_that_say_the_same_have_one_fingerprint_in_whatever_order() -> None:
    terms = Terms(5, 3)
    steps = [step(7), step(3, weekday=None)]
    assert fingerprint(steps, terms) == fingerprint(steps[::-1], terms)
    others = [([step(7)], terms), (steps, Terms(5, 4)), ([step(7), step(3, weekday=1)], terms)]
    assert fingerprint(steps, terms) not in {fingerprint(*other) for other in others}


@pytest.mark.parametrize(("days", "sound"), [(0, False), (1, True), (60, True), (61, False)])
def test_terms_have_bounds(days: int, sound: bool) -> None:
    assert (Terms(days, 3).sound, Terms(3, days).sound) == (sound, sound)
