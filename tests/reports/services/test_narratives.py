from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from agencies.errors import Refused
from agencies.models import Role, User
from measures.models import ProgressEntry
from reports.models import (
    NarrativeAct,
    NarrativeChange,
    NarrativeSource,
    NarrativeText,
)
from reports.queries_narratives import offers_of
from reports.rules.narratives import with_origins
from reports.services.narratives import (
    add_accepted,
    decline,
    draft_all,
    mark_not_ready,
    mark_ready,
    restore,
    save_text,
)
from reports.services.round_life import close_round
from tests import factories
from tests.reports.narrating import TODAY, Telling, owed_under_a_direction

Hand = Callable[..., ProgressEntry]
JUNE = date(2009, 6, 8)


@pytest.fixture
def colleague(words: Telling) -> User:
    return factories.person(words.round.plan.coordinator, Role.COORDINATOR)


def add(words: Telling, text: NarrativeText, chosen: frozenset[int] | None = None) -> list[int]:
    return add_accepted(text, chosen, by=words.by, today=TODAY, day=TODAY, version=text.version)


def save(words: Telling, text: NarrativeText, said: str, by: User | None = None) -> NarrativeText:
    return save_text(text, said, by=by or words.by, today=TODAY, version=text.version)


def acts(words: Telling, code: str) -> list[str]:
    rows = NarrativeChange.objects.filter(section__round=words.round, section__code=code)
    return list(rows.order_by("pk").values_list("kind", flat=True))


def entries(text: NarrativeText) -> list[list[int]]:
    text.refresh_from_db()
    return [one.entries for one in with_origins(text.text, text.origins)]


def test_a_draft_names_measure_and_body_and_remembers_the_report(
    words: Telling, hand_in: Hand
) -> None:
    author = factories.person(words.first.agency, Role.HEAD)
    entry = hand_in(
        words.first, JUNE, reviewed_on=JUNE, text="Принят закон.\nИздан приказ.", author=author
    )
    text = words.text("direction-1")
    assert add(words, text) == [entry.pk]
    body = words.first.agency.short_ru
    text.refresh_from_db()
    assert text.text == f"1. Мероприятие 1\n\n{body}: Принят закон.\n\nИздан приказ."
    assert entries(text) == [[], [entry.pk], [entry.pk]]
    source = NarrativeSource.objects.get(text=text)
    assert (source.agency, source.role, source.number) == (words.first.agency, "head", "1")
    assert acts(words, "direction-1") == [NarrativeAct.BEGUN, NarrativeAct.DRAFTED]


def test_a_report_goes_to_the_text_in_its_own_language_alone(words: Telling, hand_in: Hand) -> None:
    entry = hand_in(words.first, JUNE, reviewed_on=JUNE, text="Заң қабылданды.", language="kk")
    offers = offers_of(words.section("direction-1"), TODAY)
    assert {code: [one.pk for one in offer.new] for code, offer in offers.items()} == {
        "ru": [],
        "kk": [entry.pk],
        "en": [],
    }
    assert [one.pk for one in offers["ru"].elsewhere] == [entry.pk]
    text = words.text("direction-1", "kk")
    add(words, text)
    text.refresh_from_db()
    body = words.first.agency.short_kk
    assert text.text == f"1. 1-іс-шара\n\n{body}: Заң қабылданды."
    with pytest.raises(Refused) as refused:
        add(words, words.text("direction-1"))
    assert refused.value.code == "nothing_new"


def test_later_reports_are_added_below_and_change_nothing_that_is_written(
    words: Telling, hand_in: Hand
) -> None:
    hand_in(words.first, JUNE, reviewed_on=JUNE, text="Принят закон.")
    text = words.text("direction-1")
    add(words, text)
    text.refresh_from_db()
    text = save(words, text, f"Слово редактора.\n\n{text.text}\n\nИтог.")
    again = factories.asked_for(
        factories.ObligationFactory(measure=words.first.measure, due_on=date(2009, 6, 20))
    )
    new = hand_in(again, JUNE, reviewed_on=JUNE, text="Издан приказ.")
    assert [one.pk for one in offers_of(words.section("direction-1"), TODAY)["ru"].new] == [new.pk]
    before = text.text
    add(words, text)
    text.refresh_from_db()
    added = f"{again.agency.short_ru}: Издан приказ."
    assert text.text == before.replace("\n\nИтог.", f"\n\n{added}\n\nИтог.")
    assert acts(words, "direction-1") == ["begun", "drafted", "edited", "added"]


def test_what_is_overdue_is_told_with_the_reasons_and_not_twice(
    words: Telling, hand_in: Hand
) -> None:
    entry = factories.ProgressEntryFactory(
        obligation=words.first,
        text="Задержка с финансированием.",
        state="accepted",
        submitted_on=JUNE,
    )
    assert offers_of(words.section("direction-1"), TODAY)["ru"].new == []
    text = words.text("overdue")
    add(words, text)
    text.refresh_from_db()
    assert text.text == (
        f"1. Мероприятие 1\n\n{words.first.agency.short_ru}: Задержка с финансированием."
        "\n\n2. Мероприятие 2"
    )
    assert entries(text) == [[], [entry.pk], []]


def test_a_report_that_is_not_wanted_is_not_offered_again(words: Telling, hand_in: Hand) -> None:
    entry = hand_in(words.first, JUNE, reviewed_on=JUNE, text="Принят закон.")
    text = words.text("direction-1")
    decline(text, frozenset({entry.pk}), by=words.by, today=TODAY, day=TODAY)
    assert offers_of(words.section("direction-1"), TODAY)["ru"].new == []
    with pytest.raises(Refused) as refused:
        decline(text, frozenset({entry.pk}), by=words.by, today=TODAY, day=TODAY)
    assert refused.value.code == "nothing_chosen"


def test_a_report_of_another_section_cannot_be_slipped_in(words: Telling, hand_in: Hand) -> None:
    entry = hand_in(words.second, JUNE, reviewed_on=JUNE, text="чужой раздел")
    with pytest.raises(Refused) as refused:
        add(words, words.text("direction-1"), frozenset({entry.pk}))
    assert (refused.value.code, words.text("direction-1").text) == ("not_offered", "")


def test_a_draft_of_the_whole_round_fills_every_section_of_a_language(
    words: Telling, hand_in: Hand
) -> None:
    hand_in(words.first, JUNE, reviewed_on=JUNE, text="первый")
    hand_in(words.second, JUNE, reviewed_on=JUNE, text="второй")
    made = draft_all(words.round, "ru", by=words.by, today=TODAY, day=TODAY)
    assert [text.section.code for text in made] == ["direction-1", "direction-2"]
    with pytest.raises(Refused) as refused:
        draft_all(words.round, "ru", by=words.by, today=TODAY, day=TODAY)
    assert refused.value.code == "nothing_new"


def test_two_editors_do_not_overwrite_each_other(words: Telling, colleague: User) -> None:
    mine, theirs = words.text("overview"), words.text("overview")
    save(words, theirs, "их слово", by=colleague)
    with pytest.raises(Refused) as refused:
        save(words, mine, "моё слово")
    assert refused.value.code == "changed_meanwhile"
    now = words.text("overview")
    assert (now.text, now.version, now.changed_by) == ("их слово", 1, colleague)


def test_a_draft_does_not_go_over_what_somebody_just_wrote(
    words: Telling, hand_in: Hand, colleague: User
) -> None:
    hand_in(words.first, JUNE, reviewed_on=JUNE, text="Принят закон.")
    seen = words.text("direction-1")
    save(words, words.text("direction-1"), "их слово", by=colleague)
    with pytest.raises(Refused) as refused:
        add(words, seen)
    assert refused.value.code == "changed_meanwhile"
    assert words.text("direction-1").text == "их слово"
    assert NarrativeSource.objects.count() == 0


def test_the_same_words_sent_again_are_found_saved(words: Telling) -> None:
    seen = words.text("overview")
    save(words, seen, "слово")
    assert save(words, seen, "слово").version == 1


def test_what_one_person_types_in_a_sitting_is_one_version_of_the_history(
    words: Telling, colleague: User
) -> None:
    for said in ("один", "один два", "один два три"):
        save(words, words.text("overview"), said)
    save(words, words.text("overview"), "четыре", by=colleague)
    kept = NarrativeChange.objects.filter(section__code="overview", kind=NarrativeAct.EDITED)
    assert list(kept.order_by("pk").values_list("text", "version")) == [
        ("один два три", 3),
        ("четыре", 4),
    ]
    NarrativeChange.objects.update(began_at=kept[0].began_at - timedelta(hours=1))
    save(words, words.text("overview"), "пять", by=colleague)
    assert kept.count() == 3


def test_only_what_was_read_is_marked_as_ready_and_a_change_takes_the_mark_off(
    words: Telling, colleague: User
) -> None:
    with pytest.raises(Refused) as refused:
        mark_ready(words.text("overview"), by=words.by, today=TODAY, version=0)
    assert refused.value.code == "text_missing"
    text = save(words, words.text("overview"), "слово")
    with pytest.raises(Refused) as refused:
        mark_ready(text, by=words.by, today=TODAY, version=0)
    assert refused.value.code == "changed_meanwhile"
    ready = mark_ready(text, by=words.by, today=TODAY, version=1)
    assert (ready.is_ready, ready.ready_by) == (True, words.by)
    changed = save(words, words.text("overview"), "другое", by=colleague)
    assert (changed.is_ready, changed.ready_by) == (False, None)
    assert acts(words, "overview") == ["begun", "edited", "ready", "edited"]


def test_a_mark_is_taken_off_by_hand_once(words: Telling) -> None:
    text = save(words, words.text("overview"), "слово")
    mark_ready(text, by=words.by, today=TODAY, version=1)
    for _click in range(2):
        assert not mark_not_ready(text, by=words.by, today=TODAY).is_ready
    assert acts(words, "overview") == ["begun", "edited", "ready", "not_ready"]


def test_an_earlier_version_comes_back_with_what_it_came_from(
    words: Telling, hand_in: Hand
) -> None:
    entry = hand_in(words.first, JUNE, reviewed_on=JUNE, text="Принят закон о миграции.")
    text = words.text("direction-1")
    add(words, text)
    text.refresh_from_db()
    first = text.text
    text = save(words, text, "Всё иначе.")
    drafted = NarrativeChange.objects.get(section=text.section, kind=NarrativeAct.DRAFTED)
    text = restore(text, drafted, by=words.by, today=TODAY, version=text.version)
    assert (text.text, entries(text)) == (first, [[], [entry.pk]])
    assert acts(words, "direction-1")[-1] == "restored"
    with pytest.raises(Refused) as refused:
        restore(words.text("overview"), drafted, by=words.by, today=TODAY, version=0)
    assert refused.value.code == "not_its_version"


def test_a_text_longer_than_a_report_may_be_is_refused(words: Telling) -> None:
    with pytest.raises(Refused) as refused:
        save(words, words.text("overview"), "я" * 100_001)
    assert refused.value.code == "text_too_long"


def test_nobody_but_the_plans_coordinators_writes(words: Telling, hand_in: Hand) -> None:
    hand_in(words.first, JUNE, reviewed_on=JUNE, text="Принят закон.")
    text = words.text("direction-1")
    people = [
        factories.person(words.round.plan.coordinator, Role.OBSERVER),
        factories.person(words.first.agency, Role.HEAD),
        factories.person(factories.AgencyFactory(), Role.COORDINATOR),
        factories.UserFactory(),
    ]
    for by in people:
        for act in (
            lambda by=by: save_text(text, "слово", by=by, today=TODAY, version=0),
            lambda by=by: add_accepted(text, None, by=by, today=TODAY, day=TODAY, version=0),
            lambda by=by: decline(text, frozenset({1}), by=by, today=TODAY, day=TODAY),
            lambda by=by: mark_ready(text, by=by, today=TODAY, version=0),
            lambda by=by: mark_not_ready(text, by=by, today=TODAY),
            lambda by=by: draft_all(words.round, "ru", by=by, today=TODAY, day=TODAY),
        ):
            with pytest.raises(PermissionDenied):
                act()
    assert words.text("direction-1").version == 0


def test_what_is_accepted_after_the_round_is_closed_is_drafted_too(
    words: Telling, hand_in: Hand
) -> None:
    close_round(words.round, by=words.by, today=TODAY, now=timezone.now())
    hand_in(words.first, JUNE, reviewed_on=TODAY, text="Принят закон.")
    draft_all(words.round, "ru", by=words.by, today=TODAY, day=TODAY)
    assert "Принят закон." in words.text("direction-1").text


def test_a_measure_under_several_directions_is_told_under_the_first(
    words: Telling, hand_in: Hand
) -> None:
    third = owed_under_a_direction(words.round, 3)
    first_line = words.first.measure.lines.get()
    third.measure.lines.add(first_line)
    entry = hand_in(third, JUNE, reviewed_on=JUNE, text="о двух направлениях")
    offers = [
        [one.pk for one in offers_of(words.section(code), TODAY)["ru"].new]
        for code in ("direction-1", "direction-2")
    ]
    assert offers == [[entry.pk], []]
