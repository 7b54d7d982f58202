"""Marks of later acts: struck rows are no measures, notes of amendments no part of a text."""

import pytest

from measures.rules.plan_table.amendments import is_amendment_note, is_struck, without_notes
from measures.rules.plan_table.grid import Cell, build

STRUCK = [
    "Исключен", "исключена.", "(исключено)",
    "Исключен постановлением Правительства РК от 20.05.2009",
    "Пункт 7 исключён постановлением Правительства РК", "Строка 12 исключена - постановлением",
    "Раздел 3 исключен постановлением Правительства", "7. Исключен – постановлением",
    "Сноска. Пункт 7 исключен постановлением Правительства РК от 20.05.2009 № 741.",
    "Алып тасталды - ҚР Үкіметінің 2009.05.20 N 741 қаулысымен", "7-тармақ алып тасталды",
    "7-тармақ алынып тасталды", "Утратил силу постановлением",
]  # fmt: skip
WHOLE = [
    "Исключение дублирования функций", "Исключить дублирование", "Исключены случаи нарушений",
    "Провести работу", "", "Внести предложения об исключении", "Исключено дублирование функций",
]  # fmt: skip


@pytest.mark.parametrize("text", STRUCK)
def test_a_struck_row_says_so(text):
    assert is_struck(text)


@pytest.mark.parametrize("text", WHOLE)
def test_a_measure_that_excludes_something_is_not_struck(text):
    assert not is_struck(text)


NOTED = {
    "Сноска. Пункт 5 в редакции постановления от 20.05.2009.\nПровести опрос": "Провести опрос",
    "Провести опрос\nСноска. Пункт 5 с изменениями, внесенными постановлением": "Провести опрос",
    "Провести опрос (в редакции постановления от 20.05.2009 № 741)": "Провести опрос",
    "Провести опрос (в ред. пост. (№ 741) от 2009 года) граждан": "Провести опрос граждан",
    "Сауалнама жүргізу (ҚР Үкіметінің 2009.05.20 N 741 қаулысының редакциясында)":
        "Сауалнама жүргізу",
    "Ескерту. 5-тармақ жаңа редакцияда - ҚР Үкіметінің қаулысымен.\nСауалнама": "Сауалнама",
    "Провести опрос (анкету)": "Провести опрос (анкету)",
    "Сноска на странице": "Сноска на странице",
}  # fmt: skip


@pytest.mark.parametrize("text", NOTED)
def test_the_note_of_an_amendment_is_told_of_and_left_out(text):
    table, findings = without_notes(build("", [Cell(text, 1, 1)]), 0)
    assert table.rows[0][0].text == NOTED[text]
    assert [(one.code, one.row, one.column) for one in findings] == (
        [] if text == NOTED[text] else [("amendment_note", 1, 1)]
    )


def test_a_note_of_abbreviations_is_no_note_of_an_amendment():
    assert not is_amendment_note("Ескертпе: аббревиатуралардың толық жазылуы")
