"""Who does what: names are split where they end, marks say the part, the rest is told."""

import pytest

from agencies.rules.names import normalise_name
from measures.rules.plan_table.executors import Body, BodyKind, Names, read_executors

AKIMS = "акимы областей, городов Астаны и Алматы"
KNOWN = ["МТСЗН", "МВД", "МЮ", "КНБ", "МТК", "Еңбекмині", "ІІМ", "Министерство юстиции", AKIMS,
         "Агентство по делам спорта и туризма"]  # fmt: skip
NAMES = Names(
    {normalise_name(text): Body(BodyKind.AGENCY, pk) for pk, text in enumerate(KNOWN, start=1)},
    frozenset({normalise_name("МО")}),
)

CELLS = {
    "МТСЗН": ["МТСЗН L"],
    "МТСЗН, МВД; МЮ": ["МТСЗН L", "МВД", "МЮ"],
    "МТСЗН\nМВД\nМЮ": ["МТСЗН L", "МВД", "МЮ"],
    "МТСЗН и МВД": ["МТСЗН L", "МВД"],
    "Еңбекмині және ІІМ": ["Еңбекмині L", "ІІМ"],
    "МВД, МТСЗН (созыв)": ["МВД", "МТСЗН L"],
    "МВД, МТСЗН – созыв": ["МВД", "МТСЗН L"],
    "МВД, МТСЗН (созыв, свод)": ["МВД", "МТСЗН L S"],
    "МВД (свод), МЮ": ["МВД L S", "МЮ"],
    "ІІМ (жинақтау), Еңбекмині": ["ІІМ L S", "Еңбекмині"],
    "МВД, КНБ (по согласованию)": ["МВД L", "КНБ A"],
    "МВД, КНБ (по согла-\nсованию)": ["МВД L", "КНБ A"],
    "ІІМ, КНБ (келісім бойынша)": ["ІІМ L", "КНБ A"],
    "ІІМ, КНБ (келісу бойынша)": ["ІІМ L", "КНБ A"],
    f"МТСЗН, {AKIMS}": ["МТСЗН L", f"{AKIMS} "],
    f"{AKIMS}, МВД": [f"{AKIMS} L", "МВД"],
    f"МВД, {AKIMS} и МЮ": ["МВД L", f"{AKIMS} ", "МЮ"],
    "Министерство юсти-\nции, МВД": ["Министерство юсти- ции L", "МВД"],
    "Агентство по делам спорта и туризма, МВД": ["Агентство по делам спорта и туризма L", "МВД"],
    "MTK, MBД": ["MTK L", "MBД"],  # Latin letters that look Cyrillic
    "МТСЗН совместно с МВД": ["МТСЗН L", "МВД"],
    "МТСЗН,\n(созыв), МВД": ["МТСЗН L", "МВД"],
    "МВД.": ["МВД L"],
}


def parts(cell):
    marks = [("L", "lead"), ("A", "by_agreement"), ("S", "consolidates")]
    return [
        " ".join([one.text, *(mark for mark, flag in marks if getattr(one, flag))])
        for one in read_executors(cell, NAMES).named
    ]


def test_a_word_said_once_for_several_ministries_counts_for_each():
    names = Names(
        {
            normalise_name(f"министерства {of}"): Body(BodyKind.AGENCY, pk)
            for pk, of in enumerate(("юстиции", "внутренних дел", "иностранных дел"), start=1)
        }
    )
    cell = "Министерства юстиции, внутренних дел и иностранных дел, Фонд"
    found = read_executors(cell, names).named
    assert [(one.text, one.body and one.body.pk) for one in found] == [
        ("Министерства юстиции", 1),
        ("внутренних дел", 2),
        ("иностранных дел", 3),
        ("Фонд", None),
    ]


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_is_split_into_known_bodies(cell):
    assert parts(cell) == [text.strip() for text in CELLS[cell]]
    assert all(one.body for one in read_executors(cell, NAMES).named)


def test_an_unknown_body_is_named_whole_and_never_guessed():
    cell = "МВД, Комитет по делам семьи и молодёжи (по согласованию), ОО «Мост, мир»"
    unknown = [one.text for one in read_executors(cell, NAMES).named if one.body is None]
    assert unknown == ["Комитет по делам семьи и молодёжи", "ОО «Мост, мир»"]


def test_a_name_of_several_bodies_is_unclear():
    assert [one.unclear for one in read_executors("МО, МВД", NAMES).named] == [True, False]


def test_two_bodies_that_convene_are_a_problem():
    assert read_executors("МВД (созыв), МЮ (созыв)", NAMES).problems == ("two_leads",)


def test_a_body_named_twice_counts_once_with_the_marks_of_both():
    found = read_executors("МВД, МЮ, МВД (свод)", NAMES)
    assert (found.repeated, parts("МВД, МЮ, МВД (свод)")) == (("МВД",), ["МВД L S", "МЮ"])


def test_words_in_brackets_that_are_no_mark_belong_to_the_name():
    named = read_executors("МВД (Комитет полиции)", NAMES).named
    assert [(one.text, one.body) for one in named] == [("МВД (Комитет полиции)", None)]


def test_the_nearest_known_name_is_only_a_hint():
    assert NAMES.similar("Министерство юстицыи") == "министерство юстиции"
    assert NAMES.similar("Совсем другое") == ""
