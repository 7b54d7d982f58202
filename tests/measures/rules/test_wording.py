"""How two wordings of a measure differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.rules.wording import Piece, changes_dates, differing, marked, wording_of

SAID = {
    "section_id": None,
    "number": "7",
    "title_ru": "Внести проект",
    "title_kk": "",
    "executors": [
        {"agency_id": 1, "group_id": None, "role": "lead", "by_agreement": False,
         "consolidates": False, "position": 1}
    ],
    "deadline": {"text_ru": "до 1 июля 2009 года", "text_kk": "", "kind": "once"},
    "costs": [{"year": 2009, "source": "", "planned": "1.500", "spent": "1.000", "allotted": None}],
    "state": "on_control",
}  # fmt: skip


def test_a_wording_is_what_the_act_says_and_not_what_came_of_it():
    assert wording_of(SAID) == {
        "section_id": None,
        "number": "7",
        "title_ru": "Внести проект",
        "title_kk": "",
        "executors": [
            {"agency_id": 1, "group_id": None, "role": "lead", "by_agreement": False,
             "consolidates": False}
        ],
        "deadline_ru": "до 1 июля 2009 года",
        "deadline_kk": "",
        "deadline_en": "",
        "costs": [{"year": 2009, "source": "", "planned": "1.500"}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "parts", "dates"),
    [
        ({}, [], False),
        ({"title_kk": None}, [], False),
        ({"title_ru": "Внести закон"}, ["title_ru"], False),
        ({"deadline_kk": "2009 жылғы 1 шілдеге дейін"}, ["deadline_kk"], True),
        ({"executors": [], "number": "7-1"}, ["number", "executors"], True),
    ],
)
def test_the_parts_that_differ_are_named_in_the_order_of_the_table(change, parts, dates):
    old = wording_of(SAID)
    new = {**old, **change}
    assert (differing(old, new), changes_dates(old, new)) == (parts, dates)


def test_words_that_went_and_came_are_marked():
    assert marked("до 1 июля 2009 года", "до 1 марта 2010 года") == [
        Piece("same", "до 1 "),
        Piece("gone", "июля"),
        Piece("new", "марта"),
        Piece("same", " "),
        Piece("gone", "2009"),
        Piece("new", "2010"),
        Piece("same", " года"),
    ]


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_of_either_text_is_lost(old, new):
    pieces = marked(old, new)
    assert "".join(one.text for one in pieces if one.kind != "new") == old
    assert "".join(one.text for one in pieces if one.kind != "gone") == new
