"""The database finds what the rule finds, and everybody finds only what they may read."""

from datetime import date

import pytest
from django.db import connection

from agencies.models import Agency, AgencyAlias, Succession, User
from measures.finding import Found
from measures.models import Measure, MeasureVersion, ProgressEntry
from measures.queries.search import with_words
from measures.queries.searching import KINDS, MOST, Capped, found_of, measures_found, suggested
from measures.rules.search_words import FOLDING, all_found, words_in
from planner.models import ActionPlan, Amendment
from tests.factories import (
    AgencyFactory,
    DirectionFactory,
    LineOfActionFactory,
    MeasureFactory,
    TaskFactory,
)
from tests.measures.rules.test_search_words import FOUND, NOT_FOUND

pytestmark = pytest.mark.django_db
TYPED = [one for one in FOUND + NOT_FOUND if one[0]]


def test_the_database_finds_what_the_rule_finds(plan: ActionPlan) -> None:
    nothing = dict.fromkeys(("number", "title_kk", "title_en", "completion_form_ru"), "—")
    rows = {text: MeasureFactory(plan=plan, title_ru=text, **nothing) for _, text in TYPED}
    for typed, _ in TYPED:
        told = {row.title_ru for row in Measure.objects.filter(with_words(typed))}
        asked = words_in(typed)
        assert told == {text for text in rows if all_found(asked, [text])}, typed


def test_the_database_folds_letters_as_the_rule_does() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite calls the rule itself")
    letters = "".join(letter for letter in FOLDING if letter.isalpha())
    with connection.cursor() as cursor:
        cursor.execute("SELECT tracker_words(%s)::text", [letters])
        found = cursor.fetchone()[0]
    assert f"'{''.join(FOLDING[letter] for letter in letters)}'" in found


def test_the_index_answers_and_not_a_walk_through_all_rows(plan: ActionPlan) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite walks through the rows")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    told = Measure.objects.filter(with_words("миграция")).order_by().explain()
    texts = ProgressEntry.objects.filter(Found("миграция", "text")).order_by().explain()
    assert ("measure_words" in told, "entry_words" in texts) == (True, True)


def test_versions_of_the_past_are_found_by_the_same_words(plan: ActionPlan) -> None:
    measure = MeasureFactory(plan=plan, title_ru="Учёт мигрантов")
    found = MeasureVersion.objects.filter(with_words("мигрантами"))
    assert [one.measure_id for one in found] == [measure.pk]


def test_the_very_number_comes_first_then_the_title_then_the_completion_form(
    plan: ActionPlan,
) -> None:
    by_form = MeasureFactory(plan=plan, number="1", completion_form_ru="Отчёт по п. 3.2")
    by_title = MeasureFactory(plan=plan, number="2", title_ru="Исполнить пункт 3.2 плана")
    by_number = MeasureFactory(plan=plan, number="3.2.")
    assert list(measures_found("3.2")) == [by_number, by_title, by_form]


def test_a_body_is_found_by_any_name_and_by_what_acts_called_it(
    plan: ActionPlan, coordinator: User, today: date
) -> None:
    old = AgencyFactory(code="amd", name_ru="Агентство по миграции и демографии", short_ru="АМД")
    new = AgencyFactory(name_kk="Еңбек министрлігі", name_en="Ministry of Labour")
    AgencyAlias.objects.create(text="минтруда", agency=new)
    Succession.objects.create(
        predecessor=old, successor=new, kind="merge", effective_on=date(2006, 9, 27), act="№ 925"
    )
    asked = ("амд", "демография", "енбек", "labour", "минтруда")
    found = [list(found_of("agencies", text, coordinator, today)) for text in asked]
    assert found == [[old], [old], [new], [new], [new]]


def test_parts_of_the_concept_are_found_with_their_place(coordinator: User, today: date) -> None:
    TaskFactory(text_ru="Создать квоты", source="§3(1)")
    DirectionFactory(text_ru="Квотирование", text_en="Quota", source="§4.1")
    LineOfActionFactory(text_ru="Иное", text_kk="Квота", source="§4.1(1)")
    found = found_of("concept", "квот", coordinator, today)
    assert [(one["source"], one["place"]) for one in found] == [
        ("§3(1)", "goals"),
        ("§4.1", "directions"),
        ("§4.1(1)", "directions"),
    ]


def test_a_draft_of_an_amendment_is_nobodys_to_find(
    plan: ActionPlan, coordinator: User, today: date
) -> None:
    acts = {"adopted_on": today, "in_force_on": today}
    Amendment.objects.create(plan=plan, act="Черновик о квоте", state="draft")
    told = Amendment.objects.create(plan=plan, act="Акт о квоте", state="adopted", **acts)
    assert list(found_of("amendments", "квота", coordinator, today)) == [told]


def test_no_more_than_so_many_are_counted(plan: ActionPlan) -> None:
    rows = [
        Measure(plan=plan, position=at, number=str(at), title_ru="Учёт", completion_form_ru="Акт")
        for at in range(MOST + 5)
    ]
    Measure.objects.bulk_create(rows)
    told = Capped(measures_found("учёт"), 20)
    assert (told.count, told.found, told.is_more, told.num_pages) == (MOST, MOST + 1, True, 50)


def test_a_number_is_suggested_by_its_beginning(plan: ActionPlan, agency: Agency) -> None:
    for number in ("3.20", "3.2", "13.2"):
        MeasureFactory(plan=plan, number=number)
    assert [one.number for one in suggested("3.2").measures] == ["3.2", "3.20"]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_found_by_signs_alone(
    kind: str, coordinator: User, today: date, plan: ActionPlan
) -> None:
    MeasureFactory(plan=plan, title_ru="100 % _ ' \\")
    assert list(found_of(kind, "%_'\\", coordinator, today)) == []
