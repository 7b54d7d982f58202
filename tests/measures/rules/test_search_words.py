"""Which words of a text answer to those that were typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.rules.search_words import (
    LONGEST_QUERY,
    MOST_WORDS,
    all_found,
    fold,
    marked,
    snippet,
    words_in,
)

FOUND = [
    ("мигрантами", "Учёт трудовых мигрантов"),
    ("МИГРАНТЫ", "о мигрантах"),
    ("migrants", "Keep account of each migrant"),
    ("policies", "a new policy"),
    ("отчет", "Отчёты по итогам полугодия"),
    ("отчёт", "отчеты"),
    ("есеп", "Есептi Үкіметке енгізу"),
    ("кошi-кон", "Еңбек көші-қоны"),
    ("көші-қонның", "көші-қон мәселелері"),
    ("министрлігінің", "Еңбек министрлігі"),
    ("закон проект", "Проект Закона внесён"),
    ("3.2", "3.2. Вести базу"),
    ("3.2.", "3.2 Вести базу"),
    ("7-1", "7-1. Дополнить"),
    ("№ 28", "28 Провести"),
    ("о миграции", "Закон «О миграции населения»"),
    ("соот\u00adечественники", "соотечест\u00adвенникам"),
]
NOT_FOUND = [
    ("миграция", "Учёт трудовых ресурсов"),
    ("3.2", "3.20. Вести базу"),
    ("2", "2009 год, 20 отчётов"),
    ("закон прокурор", "Проект Закона внесён"),
    ("семьи", "Провести семинар"),
    ("", "что угодно"),
    ("%", "100 %"),
    ("_", "a_b"),
    ("😀", "😀"),
]


@pytest.mark.parametrize(("typed", "text"), FOUND)
def test_a_word_is_found_in_another_form(typed: str, text: str) -> None:
    assert all_found(words_in(typed), [text])


@pytest.mark.parametrize(("typed", "text"), NOT_FOUND)
def test_another_word_is_not_found(typed: str, text: str) -> None:
    assert not all_found(words_in(typed), [text])


def test_short_words_count_only_where_there_is_no_longer_one() -> None:
    typed = [[word.typed for word in words_in(text)] for text in ("о миграции", "о")]
    assert typed == [["миграции"], ["о"]]


@given(st.text(max_size=3 * LONGEST_QUERY))
def test_any_text_gives_few_words_without_signs(text: str) -> None:
    words = words_in(text)
    assert len(words) <= MOST_WORDS
    assert not {"'", "\\", "%", "_", "\x00", " "} & set("".join(word.folded for word in words))


@given(st.text(max_size=300), st.text(max_size=60))
def test_nothing_of_a_text_is_lost_by_marking_it(text: str, typed: str) -> None:
    assert "".join(part.text for part in marked(text, words_in(typed))) == text


@given(st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіabcdefghijklmnopqrstuvwxyz", min_size=3))
def test_a_word_finds_itself_in_small_and_in_capital_letters(word: str) -> None:
    word = word[:40]
    assert [all_found(words_in(word), [said]) for said in (word, word.upper())] == [True, True]


@given(st.text())
def test_folding_keeps_every_place_but_those_of_unseen_signs(text: str) -> None:
    seen = [sign for sign in text if sign not in "\u00ad\u200b\u2060\ufeff"]
    assert len(fold(text)) == len(seen)


LONG = "Начало отчёта. " * 20 + "Здесь мигранты получили жильё. " + "Дальше о другом. " * 20


def test_a_snippet_shows_the_word_with_what_stands_around_it() -> None:
    parts = snippet(LONG, words_in("мигрантам"))
    told = "".join(part.text for part in parts)
    assert [part.text for part in parts if part.found] == ["мигранты"]
    assert (told[:2], told[-2:], 200 < len(told) < 300) == ("… ", " …", True)


def test_a_snippet_without_the_word_is_the_beginning() -> None:
    assert "".join(part.text for part in snippet(LONG, words_in("квота"))).startswith("Начало")
