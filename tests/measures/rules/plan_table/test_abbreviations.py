"""The note of a plan explains abbreviations: they are resolved, or doubts are told."""

import pytest

from agencies.rules.names import normalise_name
from measures.rules.plan_table.abbreviations import note_lines, pairs_of, rows_of_note, told_by
from measures.rules.plan_table.executors import Body, BodyKind, Names, read_executors
from measures.rules.plan_table.grid import Cell, build

NOTES = {
    "Примечание: расшифровка аббревиатур: МВД – Министерство внутренних дел; МЮ - "
    "Министерство юстиции.":
        {"МВД": "Министерство внутренних дел", "МЮ": "Министерство юстиции"},
    "МВД – Министерство внутренних дел, МЮ – Министерство юстиции":
        {"МВД": "Министерство внутренних дел", "МЮ": "Министерство юстиции"},
    "Ескертпе: аббревиатуралардың толық жазылуы:\nІІМ – Ішкі істер министрлігі\n"
    "ӘМ – Әділет министрлігі":
        {"ІІМ": "Ішкі істер министрлігі", "ӘМ": "Әділет министрлігі"},
    "МСХ – Министерство сельского, лесного и водного хозяйства":
        {"МСХ": "Министерство сельского, лесного и водного хозяйства"},
    "* по согласованию": {},
    "Примечание: меры принимаются в пределах средств - как правило": {},
    "АО «Банк» – акционерное общество «Народный банк»":
        {"АО «Банк": "акционерное общество «Народный банк»"},
}  # fmt: skip
MVD, MJU, OTHER = (Body(BodyKind.AGENCY, pk) for pk in (1, 2, 3))
NAMES = Names(
    {
        normalise_name(text): body
        for text, body in (
            ("МВД", MVD), ("Министерство внутренних дел", MVD), ("Министерство юстиции", MJU),
            ("Министерство обороны", OTHER),
        )
    },
    frozenset({normalise_name("МО")}),
)  # fmt: skip


@pytest.mark.parametrize("text", NOTES)
def test_a_note_is_taken_apart(text):
    assert pairs_of([text]) == NOTES[text]


def test_lines_count_from_where_the_note_begins():
    lines = ["Министр – И. Иванов", "Примечание:", "МВД – Министерство внутренних дел"]
    assert list(note_lines(lines)) == lines[1:]


def test_a_table_of_two_columns_is_a_note():
    cells = [Cell("МВД", 1, 1), Cell("Министерство внутренних дел", 1, 2),
             Cell("МЮ", 2, 1), Cell("Министерство юстиции", 2, 2)]  # fmt: skip
    assert rows_of_note(build("", cells)) == [
        "МВД – Министерство внутренних дел", "МЮ – Министерство юстиции",
    ]  # fmt: skip
    assert rows_of_note(build("", [Cell("Министр", 1, 1), Cell("И. Иванов", 1, 2)])) == []


def resolved(pairs, cell):
    names, findings = told_by(NAMES, pairs)
    named = read_executors(cell, names).named
    return [one.body for one in named], [one.code for one in findings]


def test_an_abbreviation_that_is_not_known_stands_for_its_full_name():
    assert resolved({"МЮРК": "Министерство юстиции"}, "МЮРК, МВД") == ([MJU, MVD], [])


def test_one_that_several_bodies_share_is_made_clear():
    assert resolved({"МО": "Министерство обороны"}, "МО") == ([OTHER], [])


def test_one_that_is_known_is_confirmed_also_in_other_words():
    assert resolved({"МВД": "Министерство внутренних дел Республики Казахстан"}, "МВД")[1] == []
    assert resolved({"МВД": "Мин. внутренних дел"}, "МВД")[1] == []


@pytest.mark.parametrize("full", ["Министерство юстиции", "Музей восточных древностей"])
def test_a_note_against_a_known_name_is_told_of_and_the_known_one_is_taken(full):
    assert resolved({"МВД": full}, "МВД") == ([MVD], ["abbreviation_differs"])


def test_a_full_name_that_is_not_known_either_is_kept_for_the_person_who_decides():
    names, _ = told_by(NAMES, {"ЦКПФ": "Центр по координации программ и финансов"})
    assert [(one.body, one.full) for one in read_executors("ЦКПФ", names).named] == [
        (None, "Центр по координации программ и финансов")
    ]
