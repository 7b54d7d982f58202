"""How people are told the steps of a policy: a sentence for each, in plain words."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from measures.models import Audience, Channel, Subject, Weekday
from measures.reminder_words import BY, TO_WHOM, WEEKDAYS, day_words, finding_words, step_words
from measures.rules.reminder_policy import USUAL_STEPS, Finding, PolicyStep, Terms


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"offset": -7, "may_decline": True},
            "7 days before the day, to officers of the agency, by mail; may be declined",
        ),
        ({"offset": -1}, "1 day before the day, to officers of the agency, by mail"),
        (
            {"offset": 0, "channel": "site", "audience": "deputy"},
            "On the day, to the deputy head of the agency, by a notice on the site",
        ),
        (
            {"offset": 7, "repeat_every": 7, "audience": "head"},
            "7 days after the day, then every 7 days, to the head of the agency, by mail",
        ),
        (
            {"offset": 1, "repeat_every": 1, "repeat_at_most": 3},
            "1 day after the day, then every 1 day, 3 more times at most, "
            "to officers of the agency, by mail",
        ),
        (
            {"offset": -3, "days": "working", "audience": "lead", "subject": "extension"},
            "3 working days before the day, to officers of the lead executor, by mail",
        ),
        (
            {
                **{"offset": 1, "days": "working", "repeat_every": 5},
                **{"audience": "coordinator", "subject": "review"},
            },
            "1 working day after the day, then every 5 working days, to coordinators, by mail",
        ),
        (
            {"offset": 30, "weekday": 0, "audience": "controller"},
            "Each Monday, not earlier than 30 days after the day, to the controlling body, by mail",
        ),
        (
            {"offset": -30, "weekday": 4, "repeat_at_most": 1, "audience": "co_executor"},
            "Each Friday, not earlier than 30 days before the day, 1 more time at most, "
            "to officers of co-executors that owe their parts, by mail",
        ),
        (
            {"offset": 0, "unless_acknowledged": True, "unless_time_asked": True},
            "On the day, to officers of the agency, by mail; not to those who have acknowledged; "
            "not while a request for more time waits",
        ),
    ],
)
def test_a_step_is_a_sentence(fields: dict[str, Any], words: str) -> None:
    assert step_words(PolicyStep(**{"audience": "officer", **fields})) == words


def test_no_two_usual_steps_of_a_subject_read_the_same() -> None:
    told = {(step.subject, step_words(step)) for step in USUAL_STEPS}
    assert len(told) == len(USUAL_STEPS)


def test_there_are_words_for_every_audience_channel_and_weekday() -> None:
    assert (set(TO_WHOM), set(BY)) == (set(Audience.values), set(Channel.values))
    assert len(WEEKDAYS) == len(Weekday)


def test_the_day_that_steps_are_counted_from_is_told_with_the_terms_of_the_plan() -> None:
    told = {subject: day_words(subject, Terms(5, 1)) for subject in Subject.values}
    assert told["review"] == "The day: 5 working days after the report was handed in."
    assert told["extension"] == "The day: 1 working day after the request was made."
    assert len(set(told.values())) == len(Subject)


def test_a_finding_says_what_to_do_and_names_the_other_step() -> None:
    assert finding_words(Finding("never_ended", 2, "repeat_at_most", other=5)) == (
        "This step still goes on when step 5 begins. Say how many times it is repeated at most, "
        "so that it ends before that day."
    )
    assert finding_words(Finding("too_far", 1, "offset", most=120)) == (
        "At most 120 such days before or after the day."
    )
