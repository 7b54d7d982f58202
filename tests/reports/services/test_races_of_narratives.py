"""Two editors, or an editor and a draft, at one moment: one goes through, nothing is lost."""

from collections.abc import Callable
from datetime import date

import pytest

from agencies.models import Role, User
from measures.models import ProgressEntry
from reports.models import NarrativeSection, NarrativeSource, NarrativeText
from reports.services.narrative_sections import begin, move
from reports.services.narratives import add_accepted, mark_ready, save_text
from tests import factories
from tests.races import AT_ONE_MOMENT, at_once
from tests.reports.narrating import TODAY, Telling

pytestmark = AT_ONE_MOMENT
Hand = Callable[..., ProgressEntry]
JUNE = date(2009, 6, 8)


@pytest.fixture
def colleague(words: Telling) -> User:
    return factories.person(words.round.plan.coordinator, Role.COORDINATOR)


def saving(text: NarrativeText, said: str, by: User) -> Callable[[], object]:
    return lambda: save_text(text, said, by=by, today=TODAY, version=text.version)


def test_one_of_two_editors_is_told_that_the_other_saved(words: Telling, colleague: User) -> None:
    text = words.text("overview")
    told = at_once(saving(text, "моё", words.by), saving(text, "их", colleague))
    assert sorted(told) == ["changed_meanwhile", "done"]
    kept = words.text("overview")
    assert (kept.text, kept.version) == ("моё" if told[0] == "done" else "их", 1)


def test_a_draft_made_twice_at_once_stands_in_the_text_once(
    words: Telling, colleague: User, hand_in: Hand
) -> None:
    hand_in(words.first, JUNE, reviewed_on=JUNE, text="Принят закон.")
    text = words.text("direction-1")
    acts = [
        lambda by=by: add_accepted(text, None, by=by, today=TODAY, day=TODAY, version=0)
        for by in (words.by, colleague)
    ]
    assert at_once(*acts).count("done") == 1
    assert words.text("direction-1").text.count("Принят закон.") == 1
    assert NarrativeSource.objects.count() == 1


def test_what_changes_while_it_is_marked_as_ready_is_not_ready(
    words: Telling, colleague: User
) -> None:
    text = save_text(words.text("overview"), "слово", by=words.by, today=TODAY, version=0)
    at_once(
        lambda: mark_ready(text, by=words.by, today=TODAY, version=1),
        saving(text, "другое", colleague),
    )
    kept = words.text("overview")
    assert (kept.text, kept.is_ready) == ("другое", False)


def test_sections_begun_and_moved_by_two_at_once_are_there_once(
    words: Telling, colleague: User
) -> None:
    NarrativeText.objects.filter(section__code="conclusions").delete()
    NarrativeSection.objects.get(code="conclusions").changes.all().delete()
    NarrativeSection.objects.filter(code="conclusions").delete()
    told = at_once(
        lambda: begin(words.round, by=words.by, today=TODAY, day=TODAY),
        lambda: begin(words.round, by=colleague, today=TODAY, day=TODAY),
        lambda: move(words.section("overview"), up=False, by=colleague, today=TODAY),
    )
    assert told == ["done", "done", "done"]
    rows = NarrativeSection.objects.filter(round=words.round)
    assert sorted(rows.values_list("position", flat=True)) == [1, 2, 3, 4, 5]
