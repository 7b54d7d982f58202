"""Three layouts of real plans are read for what they say, whatever their order and noise."""

import io
from decimal import Decimal

import pytest
from docx import Document

from measures.importing.messages import message
from measures.importing.outcome import Options
from measures.importing.service import read_plan
from measures.rules.plan_table.wording import Column
from tests.measures.importing.conftest import AKIMS, AKIMS_KK, DATES
from tests.measures.importing.files import csv_file, docx, html, xlsx
from tests.measures.importing.layouts import KK, MODERN_HTML, RU_2008

pytestmark = pytest.mark.usefixtures("bodies")
MERGED_RU = ["A1:F1", "A4:F4", "A7:F7", "A9:F9"]


def read(data, name, **options):
    return read_plan(data, name, dates=DATES, options=Options(**options))


def parts(row):
    """Names with L for the lead, A by agreement, S for the one who consolidates."""
    marks = [("L", "lead"), ("A", "by_agreement"), ("S", "consolidates")]
    return [
        one.text + "".join(f" {mark}" for mark, flag in marks if getattr(one, flag))
        for one in row.executors
    ]


def money(row):
    return [(amount.year, str(amount.planned), amount.source) for amount in row.amounts]


FILES_2008 = {
    "plan.xlsx": xlsx(RU_2008, MERGED_RU),
    "plan.docx": docx(RU_2008, [(i, 0, i, 5) for i in (0, 3, 6, 8)]),
    "plan.csv": csv_file(RU_2008),
    "plan-1251.csv": csv_file(RU_2008, ",", "cp1251"),
}


@pytest.mark.parametrize("name", FILES_2008)
def test_six_columns_of_2008_say_the_same_in_every_format(name):
    found = read(FILES_2008[name], name)
    assert found.errors == ()
    assert [(f.code, f.row, f.column) for f in found.warnings] == []
    assert [(row.section, row.number, row.title) for row in found.rows] == [
        ("1. Совершенствование законодательства", "1", "Разработать проект закона"),
        ("1. Совершенствование законодательства", "2", "Провести опрос"),
        ("2. Учет и контроль", "1", "Вести учет"),
    ]
    assert [parts(row) for row in found.rows] == [
        ["МТСЗН L", "МЮ"],
        ["МВД L", "КНБ A"],
        [f"{AKIMS} L"],
    ]
    assert [money(row) for row in found.rows] == [
        [],
        [(2008, "12.500", ""), (2009, "14.000", "")],
        [],
    ]
    assert [row.reading.kind for row in found.rows] == ["once", "recurring", "continuous"]
    assert found.rows[2].source == "в пределах средств, предусмотренных в местных бюджетах"


def test_costs_by_year_and_merged_cells_of_a_modern_plan():
    found = read(html(MODERN_HTML), "plan.html")
    assert (found.errors, found.warnings) == ((), ())
    assert [(row.number, row.title, row.deadline) for row in found.rows] == [
        ("1.1", "Создать\nбазу данных", "до 1 июля 2009 года"),
        ("1.2", "Обучить сотрудников", "до 1 июля 2009 года"),
    ]
    assert [parts(row) for row in found.rows] == [["МТСЗН L", "МВД"], ["МВД", "МТСЗН L S"]]
    assert [money(row) for row in found.rows] == [
        [(2008, "10.500", ""), (2009, "1200.000", "")],
        [(None, "5.000", "")],
    ]
    assert {row.source for row in found.rows} == {"Республиканский бюджет"}


def test_kazakh_headings_in_another_order():
    found = read(csv_file(KK, "\t", "utf-8-sig"), "plan.csv")
    assert (found.errors, found.language) == ((), "kk")
    assert [(row.section, row.number, row.title) for row in found.rows] == [
        ("Заңнаманы жетілдіру", "1", "Заң жобасын әзірлеу"),
        ("Заңнаманы жетілдіру", "2", "Есеп жүргізу"),
    ]
    assert [parts(row) for row in found.rows] == [
        ["Еңбекмині L", "ІІМ", "ҰҚК A"],
        [f"{AKIMS_KK} L"],
    ]
    assert [row.reading.kind for row in found.rows] == ["once", "continuous"]


def test_costs_in_thousands_are_held_in_millions():
    rows = [["№", "Мероприятие", "Исполнители", "Срок", "Расходы, тыс. тенге"],
            ["1", "Дело", "МВД", "2009 год", "12 500,0"]]  # fmt: skip
    assert read(xlsx(rows), "a.xlsx").rows[0].amounts[0].planned == Decimal("12.5")


def test_a_year_split_by_source_keeps_the_source_of_each_column():
    rows = [["№", "Мероприятие", "Исполнители", "Срок", "Расходы, млн. тенге", "", ""],
            ["", "", "", "", "2008", "", "всего"],
            ["", "", "", "", "РБ", "МБ", ""],
            ["1", "Дело", "МВД", "2009 год", "12,5", "3", "15,5"],
            ["2", "Другое", "МЮ", "2009 год", "1", "", "2"]]  # fmt: skip
    merged = ["E1:G1", "E2:F2", "G2:G3", *(f"{letter}1:{letter}3" for letter in "ABCD")]
    found = read(xlsx(rows, merged), "a.xlsx")
    assert [money(row) for row in found.rows] == [
        [(2008, "12.500", "РБ"), (2008, "3.000", "МБ")],
        [(2008, "1.000", "РБ")],
    ]
    assert [(one.code, one.row, one.column) for one in found.warnings] == [
        ("no_completion_form", 1, 1), ("total_differs", 5, 7),
    ]  # fmt: skip


def test_a_total_alone_is_the_cost_and_headings_may_each_say_the_unit():
    rows = [["№", "Мероприятие", "Исполнители", "Срок", "Всего, млрд. тенге", "2009 (млрд. тенге)"],
            ["1", "Дело", "МВД", "2009 год", "0,5", ""],
            ["2", "Другое", "МВД", "2009 год", "0,5", "0,5"]]  # fmt: skip
    assert [money(row) for row in read(xlsx(rows), "a.xlsx").rows] == [
        [(None, "500.000", "")], [(2009, "500.000", "")],
    ]  # fmt: skip


def test_the_same_deadline_in_the_wrong_column_is_told_of_and_nothing_is_moved():
    rows = [["№", "Мероприятие", "Форма завершения", "Исполнители", "Срок"],
            ["1", "Дело", "до 1 июля 2009 года", "МВД", "до 1 июля 2009 г."],
            ["2", "Другое", "ежегодно", "МВД", "2009 год"]]  # fmt: skip
    found = read(xlsx(rows), "a.xlsx")
    assert [(one.row, one.column, one.code, one.facts["own"]) for one in found.warnings] == [
        (2, 3, "deadline_twice", "до 1 июля 2009 г."),
        (3, 3, "deadline_twice", "2009 год"),
    ]
    assert [(row.form, row.deadline) for row in found.rows] == [
        ("до 1 июля 2009 года", "до 1 июля 2009 г."), ("ежегодно", "2009 год"),
    ]  # fmt: skip
    assert found.errors == ()


def test_a_note_explains_who_is_to_be_added_as_a_new_body():
    rows = [["№", "Мероприятие", "Исполнители", "Срок"], ["1", "Дело", "ЦКПФ", "2009 год"],
            ["Примечание:", "ЦКПФ – Центр по координации программ", "", ""]]  # fmt: skip
    found = read(xlsx(rows), "a.xlsx", create_agencies=True)
    unknown = next(one for one in found.warnings if one.code == "unknown_executor")
    assert (found.rows[0].executors[0].full, len(found.rows)) == (
        "Центр по координации программ", 1,
    )  # fmt: skip
    assert "Центр по координации программ" in message(unknown)


@pytest.mark.parametrize(
    "note",
    [
        [["Примечание:"], ["СМИТ", "Министерство юстиции"]],
        [["Расшифровка аббревиатур:"], ["СМИТ", "–", "Министерство юстиции"]],
        [["Примечание:", "СМИТ – Министерство юстиции"]],
        [["СМИТ – Министерство юстиции; МВД – Министерство внутренних дел"]],
        [["Ескертпе: аббревиатуралардың толық жазылуы: СМИТ – Министерство юстиции"]],
    ],
)
def test_a_note_in_several_rows_or_cells_explains_the_executors(note):
    rows = [["№", "Мероприятие", "Исполнители", "Срок"], ["1", "Дело", "СМИТ, МВД", "2009 год"]]
    found = read(xlsx([*rows, *note]), "a.xlsx")
    assert (found.errors, parts(found.rows[0])) == ((), ["СМИТ L", "МВД"])
    assert [one.code for one in found.warnings] == ["no_completion_form"]


def test_a_row_without_its_number_is_no_note_though_a_note_stands_above():
    rows = [["№", "Мероприятие", "Исполнители", "Срок"], ["1", "Дело", "МВД", "2009 год"],
            ["Примечание: МВД – Министерство внутренних дел"],
            ["", "Провести опрос", "Министерство юстиции", "2009 год"]]  # fmt: skip
    found = read(xlsx(rows), "a.xlsx")
    assert [(one.row, one.column, one.code) for one in found.errors] == [(4, 1, "no_number")]


def test_a_heading_that_is_not_recognised_is_named_by_a_person():
    rows = [["№", "Дела", "Кто", "Когда"], ["1", "Дело", "МВД", "2009 год"]]
    unread = read(xlsx(rows), "a.xlsx")
    assert {f.code for f in unread.errors} == {"no_table"}
    mapping = {Column("measure"): "Дела", Column("executors"): "кто", Column("deadline"): "Когда"}
    found = read(xlsx(rows), "a.xlsx", mapping=mapping)
    assert (found.errors, [row.title for row in found.rows]) == ((), ["Дело"])


def test_a_measure_broken_over_two_rows_is_one_measure():
    rows = [["№", "Мероприятие", "Исполнители", "Срок"],
            ["1", "Дело", "МВД,", "2009 год"],
            ["", "", "МЮ", ""],
            ["2", "Другое", "МЮ", "2010 год"]]  # fmt: skip
    found = read(xlsx(rows), "a.xlsx")
    assert [parts(row) for row in found.rows] == [["МВД L", "МЮ"], ["МЮ L"]]


def test_several_tables_need_a_choice():
    rows = [["№", "Мероприятие", "Исполнители", "Срок"], ["1", "Дело", "МВД", "2009 год"]]
    document = Document()
    for _ in range(2):
        table = document.add_table(2, 4)
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                table.cell(i, j).text = text
        document.add_paragraph()
    data = io.BytesIO()
    document.save(data)
    assert [f.code for f in read(data.getvalue(), "a.docx").errors] == ["several_tables"]
    assert len(read(data.getvalue(), "a.docx", which=2).rows) == 1
    assert [f.code for f in read(data.getvalue(), "a.docx", which=3).errors] == ["no_such_table"]
