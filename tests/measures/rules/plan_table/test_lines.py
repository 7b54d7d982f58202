"""What a line between two tables is: judged by its own words, and never guessed."""

import pytest

from measures.rules.plan_table.grid import Line
from measures.rules.plan_table.lines import between, kind_of, leading_sections

KINDS = {
    "section": ["Раздел 2. Учёт", "РАЗДЕЛ II", "1. Совершенствование законодательства",
                "I. Организационные меры", "2-бөлім. Есеп", "2 бөлім", "Section 2. Records",
                "1.1. Меры", "§ 2 Контроль", "Глава 3"],
    "passed": ["", "12", "- 5 -", "Продолжение таблицы", "продолжение приложения 2", "Таблица 2",
               "(тыс. тенге)", "млн. тенге", "* * *"],
    "other_plan": ["Приложение 2", "План мероприятий на 2009 год", "УТВЕРЖДЕН", "2-қосымша",
                   "2009 жылға арналған іс-шаралар жоспары", "Action plan for 2009"],
    "note": ["Примечание: МВД – Министерство", "МВД – Министерство внутренних дел",
             "Сноска. Раздел в редакции постановления", "Ескертпе: аббревиатуралар"],
    "unsure": ["Меры принимаются ежегодно", "1. Утвердить прилагаемые меры;", "Министр И. Иванов",
               "Раздел " + "очень " * 60],
}  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), [(text, kind) for kind in KINDS for text in KINDS[kind]])
def test_a_line_is_what_it_says(text, kind):
    assert kind_of(Line(text)) == kind


def test_a_line_set_off_as_a_title_is_one():
    title = "Совершенствование законодательства"
    assert (kind_of(Line(title)), kind_of(Line(title, prominent=True))) == ("unsure", "section")


def test_what_follows_a_note_belongs_to_it_until_a_title():
    lines = ["Примечание:", "головной исполнитель", "Раздел 2. Учёт", "неясная строка"]
    said = between(map(Line, lines))
    assert (said.sections, said.unsure) == (("Раздел 2. Учёт",), ("неясная строка",))


def test_above_the_first_table_only_what_stands_right_over_it_is_its_section():
    lines = ["1. Утвердить План", "План мероприятий", "на 2008 год", "Раздел 1. Учёт", ""]
    assert leading_sections(map(Line, lines)) == ("Раздел 1. Учёт",)
    assert leading_sections(map(Line, lines[:3])) == ()
