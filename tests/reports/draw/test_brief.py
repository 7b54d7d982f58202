"""A list or two of a cut has no pages that say nothing; a short table is not parted."""

from io import BytesIO
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT

from reports.draw import DRAW
from reports.draw.html import _section
from reports.draw.model import Column, Paragraph, Section, Table
from reports.draw.outline import outline
from reports.draw.paper import is_short

Document = dict[str, Any]
COLUMNS = (Column("a", 1), Column("b", 1))


def _cut(document: Document, kind: str, *sections: str) -> Document:
    told = {"name": "Meeting", "kind": kind, "sections": list(sections), "of": "0" * 64}
    return {
        **document,
        "cut": {**told, "agencies": [], "directions": [], "names": {}, "headings": []},
    }


def _rows(number: int, text: str = "") -> Table:
    return Table("t", "T", COLUMNS, [(text, 1)] * number, empty="")


@pytest.mark.django_db
def test_an_agenda_is_its_title_above_its_table_across_the_page(document: Document) -> None:
    agenda = _cut(document, "agenda", "agenda")
    word = docx.Document(BytesIO(DRAW["docx"](agenda, "en")))
    headings = [one.text for one in word.paragraphs if one.style.name.startswith("Heading")]
    assert headings == ["To be discussed"]
    assert [section.orientation for section in word.sections] == [WD_ORIENT.LANDSCAPE]
    facts = [label for label, _value in outline(agenda, "en").facts]
    assert facts[:2] == ["Cut", "Action plan"]
    assert "Executors report by" not in facts
    assert b"<nav" not in DRAW["html"](agenda, "en")


@pytest.mark.django_db
def test_a_cut_with_a_summary_or_many_parts_keeps_its_contents(document: Document) -> None:
    many = ("overdue", "lateness", "extensions", "silent")
    for sections in (("summary", "overdue"), many):
        cut = _cut(document, "own", *sections)
        assert not outline(cut, "en").brief
        assert b"<nav" in DRAW["html"](cut, "en")


@pytest.mark.django_db
def test_what_asks_for_a_decision_stands_before_what_is_counted(document: Document) -> None:
    codes = [table.code for table in outline(document, "en").wide_tables]
    assert codes[:2] == ["overdue", "at_risk"]
    assert codes.index("overdue") < codes.index("discipline") < codes.index("spending")


def test_a_table_of_few_short_rows_is_not_parted() -> None:
    assert is_short(_rows(14, "x"))
    assert not is_short(_rows(15, "x"))
    assert not is_short(_rows(14, "x" * 200))
    assert not is_short(Table("t", "T", COLUMNS, [([Paragraph("x", "en")], 1)], empty=""))


def test_items_that_follow_one_another_are_one_list() -> None:
    items = (Paragraph("a", "en", item=True), Paragraph("b", "en", item=True))
    words = Section("s", "S", (Paragraph("first", "en"), *items, Paragraph("last", "en")))
    page = "".join(_section(words, "en"))
    assert page.count("<ul>") == 1
    assert page.index("first") < page.index("<ul>") < page.index("</ul>") < page.index("last")
