"""Which tables of a file are one plan: those that plainly go on, and no others."""

from datetime import date

from agencies.rules.names import normalise_name
from measures.rules.deadlines import PlanDates
from measures.rules.plan_table.executors import Body, BodyKind, Names
from measures.rules.plan_table.grid import Cell, Line, build, laid_out
from measures.rules.plan_table.headings import Hints
from measures.rules.plan_table.reading import read_plan_table
from measures.rules.plan_table.wording import Column

DATES = PlanDates(date(2008, 1, 1), date(2010, 12, 31), date(2007, 11, 28))
NAMES = Names({normalise_name(text): Body(BodyKind.AGENCY, pk)
               for pk, text in enumerate(("МВД", "МЮ"), start=1)})  # fmt: skip
HEAD = ["№", "Мероприятие", "Форма завершения", "Исполнители", "Срок"]


def table(*rows):
    cells = [
        Cell(text, i, j, 1, 5 if len(row) == 1 else 1)
        for i, row in enumerate(rows, start=1)
        for j, text in enumerate(row, start=1)
    ]
    return build("", cells)


def row(number, title="Дело", who="МВД", when="2009 год"):
    return [number, f"{title} {number}".strip(), "Отчет", who, when]


def read(*blocks, **hints):
    return read_plan_table(laid_out(blocks), dates=DATES, names=NAMES, hints=Hints(**hints))


def measures(found):
    return [(one.table, one.row, one.section, one.number) for one in found.rows]


def codes(findings):
    return [one.code for one in findings]


def test_repeated_headings_and_numbers_that_go_on_make_one_plan():
    found = read(table(HEAD, row("1"), row("2")), Line("- 2 -"), table(HEAD, row("3")))
    assert measures(found) == [(1, 2, "", "1"), (1, 3, "", "2"), (2, 2, "", "3")]
    assert (codes(found.errors), codes(found.warnings)) == ([], ["tables_joined"])


def test_a_measure_broken_over_a_page_is_one_measure():
    rest = ["", "", "", "МЮ", ""]
    found = read(table(HEAD, row("1", who="МВД,")), table(rest, row("2")))
    assert measures(found) == [(1, 2, "", "1"), (2, 2, "", "2")]
    assert [one.text for one in found.rows[0].executors] == ["МВД", "МЮ"]


def test_a_section_between_lets_the_numbers_begin_anew():
    found = read(table(HEAD, row("1")), Line("Раздел 2. Учёт"), table(HEAD, row("1")))
    assert measures(found) == [(1, 2, "", "1"), (2, 2, "Раздел 2. Учёт", "1")]


def test_a_section_over_the_repeated_headings_counts_too():
    found = read(table(HEAD, ["1. Первый"], row("1")), table(["2. Второй"], HEAD, row("1")))
    assert measures(found) == [(1, 3, "1. Первый", "1"), (2, 3, "2. Второй", "1")]


def test_a_section_in_the_first_row_of_the_next_table_counts_too():
    found = read(table(HEAD, ["1. Первый"], row("1")), table(["2. Второй"], row("1")))
    assert measures(found) == [(1, 3, "1. Первый", "1"), (2, 2, "2. Второй", "1")]


def test_numbers_that_begin_anew_without_a_section_are_asked_about():
    found = read(table(HEAD, row("1")), table(HEAD, row("1")))
    assert codes(found.errors) == ["several_tables"]


def test_the_title_of_another_plan_parts_the_tables():
    found = read(table(HEAD, row("1")), Line("Приложение 2"), table(HEAD, row("2")))
    assert codes(found.errors) == ["several_tables"]


def test_other_columns_are_another_plan():
    other = table([*HEAD[:3], "Срок", "Исполнители"], row("2", who="2009 год", when="МВД"))
    assert codes(read(table(HEAD, row("1")), other).errors) == ["several_tables"]


def test_other_units_of_costs_are_another_plan():
    def priced(unit, number):
        return build("", [
            *(Cell(text, 1, at) for at, text in enumerate([*HEAD, f"Расходы, {unit} тенге"], 1)),
            *(Cell(text, 2, at) for at, text in enumerate([*row(number), "5"], 1)),
        ])  # fmt: skip

    found = read(priced("млн.", "1"), priced("тыс.", "2"))
    assert codes(found.errors) == ["several_tables"]


def test_one_of_them_is_read_alone_when_asked_for():
    found = read(table(HEAD, row("1")), table(HEAD, row("2")), which=2)
    assert (measures(found), codes(found.warnings)) == ([(None, 2, "", "2")], ["tables_left_out"])


def test_the_table_asked_for_takes_its_rest_on_the_next_page_along():
    found = read(table(HEAD, row("1")), table(row("2")), which=1)
    assert measures(found) == [(1, 2, "", "1"), (2, 1, "", "2")]


def test_a_page_that_lost_a_column_is_told_of():
    lost = build("", [Cell(text, 1, at) for at, text in enumerate(row("2")[:4], start=1)])
    assert codes(read(table(HEAD, row("1")), lost).warnings) == ["tables_left_out"]


def test_a_line_that_may_be_a_section_is_told_of_with_its_table():
    found = read(table(HEAD, row("1")), Line("Учёт граждан"), table(HEAD, row("2")))
    told = [(one.table, one.facts["text"]) for one in found.warnings if one.code == "text_between"]
    assert told == [(2, "Учёт граждан")]
    assert measures(found) == [(1, 2, "", "1"), (2, 2, "", "2")]


def test_what_a_person_says_of_the_columns_holds_for_the_next_page():
    columns = {1: Column.NUMBER, 2: Column.MEASURE, 4: Column.EXECUTORS, 5: Column.DEADLINE}
    unclear = ["№", "Дела", "", "Кто", "Когда"]
    found = read(table(unclear, row("1")), table(row("2")),
                 columns=columns, heading_row=1, which=1)  # fmt: skip
    assert measures(found) == [(1, 2, "", "1"), (2, 1, "", "2")]
    assert {one.form for one in found.rows} == {""}


def test_columns_without_headings_are_read_from_the_first_row():
    columns = dict(enumerate(list(Column)[:5], start=1))
    found = read(table(row("1"), row("2")), columns=columns, heading_row=0)
    assert (measures(found), found.errors) == ([(None, 1, "", "1"), (None, 2, "", "2")], ())


def test_a_section_over_the_headings_of_the_only_table_counts_where_it_says_so():
    found = read(table(["План"], ["Раздел 1. Первый"], HEAD, row("1")))
    assert measures(found) == [(None, 4, "Раздел 1. Первый", "1")]
    assert [one.section for one in read(table(["1. План на год"], HEAD, row("1"))).rows] == [""]
