"""Headings are recognised by meaning, however they were typed or scanned."""

import pytest

from measures.rules.plan_table.meanings import meaning

MEANT = {
    "number": ["№", "№ п/п", "N", "Р/с №", "P/c №", "No."],
    "measure": ["Мероприятие", "Наименование мероприятия", "М е р о п р и я т и е",
                "Мероприятне", "Іс-шара", "Іс-шараның атауы", "Measure"],
    "form": ["Форма завершения", "Форма за-\nвершения", "Аяқтау нысаны", "Аяқталу нысаны"],
    "executors": ["Ответственные исполнители", "Ответствен-\nные испол-\nнители",
                  "ОтветственныҰ исполнитҰли", "Ответственные за исполнение (реализацию)",
                  "Жауапты орындаушылар", "Орындауға жауаптылар", "Executors"],
    "deadline": ["Срок исполнения", "Cpoк иcпoлнeния", "Сроки исполнения (реализации)",
                 "Сроки реализации мероприятий", "Орындау мерзімі", "Орындалу мерзiмi"],
    "costs": ["Предполагаемые расходы", "Предполагаемые расходы (млн. тенге)",
              "Болжамды шығыстар", "Предполагаемые расходы и источники"],
    "source": ["Источник финансирования", "Источники финансирования расходов",
               "Қаржыландыру көзі", "Қаржыландыру көздері"],
    "ignored": ["Примечание", "Ескертпе"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "column"), [(text, column) for column, texts in MEANT.items() for text in texts]
)
def test_a_heading_means_a_column(text, column):
    assert meaning(text) == column


@pytest.mark.parametrize(
    "text", ["2008", "2008 год", "2008 г.", "2008 жыл", "в 2008 году", "2008 (млн. тенге)"]
)
def test_a_year_is_a_column_of_costs(text):
    assert meaning(text) == 2008


@pytest.mark.parametrize(
    "text", ["", "Индикатор", "Ожидаемый результат", "Форма завершения и срок исполнения",
             "Срок представления исполнителями", "Кто"],
)  # fmt: skip
def test_what_is_unsure_is_left_to_a_person(text):
    assert meaning(text) is None
