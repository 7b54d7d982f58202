"""What the sections in words become in the frozen document, and on paper in three languages."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from docx import Document as Word
from pypdf import PdfReader

from measures.models import ProgressEntry
from reports.draw import docx, pdf
from reports.draw.narrative import narrative as drawn
from reports.draw.outline import outline
from reports.gather.narratives import narrative
from reports.services.narrative_sections import add_section, leave_out
from reports.services.narratives import add_accepted, mark_ready, save_text
from tests import factories
from tests.reports.narrating import TODAY, Telling

Hand = Callable[..., ProgressEntry]
Told = Callable[..., dict[str, Any]]
JUNE = date(2009, 6, 8)
LAW = "Принят закон о миграции населения."


def ready(words: Telling, code: str, said: str, language: str = "ru") -> None:
    text = words.text(code, language)
    text = save_text(text, said, by=words.by, today=TODAY, version=text.version)
    mark_ready(text, by=words.by, today=TODAY, version=text.version)


@pytest.fixture
def law(words: Telling, hand_in: Hand) -> ProgressEntry:
    """The first direction tells of it in Russian, with a word of the editor's before."""
    author = factories.person(words.first.agency, "officer", full_name="Имя Автора")
    entry = hand_in(words.first, JUNE, reviewed_on=JUNE, text=LAW, author=author)
    text = words.text("direction-1")
    add_accepted(text, None, by=words.by, today=TODAY, day=TODAY, version=0)
    text.refresh_from_db()
    ready(words, "direction-1", f"За квартал сделано многое.\n{text.text}")
    return entry


def test_only_texts_that_are_ready_are_frozen(words: Telling) -> None:
    save_text(words.text("overview"), "не готово", by=words.by, today=TODAY, version=0)
    ready(words, "conclusions", "Предлагаем продолжить.\n\nСрок – IV квартал.")
    told = {one["code"]: one["texts"] for one in narrative(words.round, TODAY)}
    assert told["overview"] == {"ru": "", "kk": "", "en": ""}
    assert told["conclusions"]["ru"] == "Предлагаем продолжить.\nСрок – IV квартал."


def test_every_paragraph_says_whose_it_is_without_names_of_people(
    words: Telling, law: ProgressEntry, told: Told
) -> None:
    section = next(one for one in told()["narrative"] if one["code"] == "direction-1")
    agency = words.first.agency
    report = {
        "entry": law.pk,
        "agency": agency.code,
        "short": {"ru": agency.short_ru, "kk": agency.short_kk, "en": agency.short_en},
        "role": "officer",
        "number": "1",
        "accepted_on": "2009-06-08",
    }
    kinds = [("own", []), ("plan", []), ("report", [report])]
    assert section["title"]["ru"] == "Направление 1"
    assert [(one["kind"], one["reports"]) for one in section["authors"]] == kinds
    assert [one["paragraph"] for one in section["authors"]] == [0, 1, 2]
    assert not any(one["changed"] for one in section["authors"])
    assert law.author.full_name not in str(section)


def test_a_report_accepted_after_the_day_is_left_out_with_its_heading(
    words: Telling, law: ProgressEntry
) -> None:
    before = next(
        one for one in narrative(words.round, date(2009, 6, 7)) if one["code"] == "direction-1"
    )
    assert before["texts"]["ru"] == "За квартал сделано многое."
    assert before["later"] == {"ru": 2}


def test_sections_left_out_are_not_frozen_and_own_ones_bring_their_titles(words: Telling) -> None:
    titles = {"ru": "Связи", "kk": "Байланыс", "en": "Ties"}
    add_section(words.round, titles, by=words.by, today=TODAY)
    ready(words, "own-1", "Подписан договор.")
    leave_out(words.section("overview"), True, by=words.by, today=TODAY, version=1)
    found = {one["code"]: one["title"] for one in narrative(words.round, TODAY)}
    assert "overview" not in found
    assert (found["own-1"], found["conclusions"]) == (titles, None)


def test_thirty_sections_take_as_many_statements_as_three(words: Telling) -> None:
    def statements(sections: int) -> int:
        for number in range(sections):
            own = add_section(words.round, {"ru": f"Раздел {number}"}, by=words.by, today=TODAY)
            ready(words, own.code, f"Текст {number}")
        with CaptureQueriesContext(connection) as asked:
            narrative(words.round, TODAY)
        return len(asked)

    assert [statements(3), statements(30)] == [3, 3]


def test_a_section_without_a_text_in_the_language_says_which_language_has_it(
    words: Telling, law: ProgressEntry, told: Told
) -> None:
    ready(words, "conclusions", "Ұсыныс бар.", "kk")
    said = {}
    for language in ("ru", "kk", "en"):
        with translation.override(language):
            said[language] = {one.code: one for one in drawn(told())}
    english = said["en"]["direction-1"]
    assert (english.passages, english.missing) == ((), "This section is written only in Russian.")
    assert english.notes == ()
    assert [one.text for one in said["kk"]["conclusions"].passages] == ["Ұсыныс бар."]
    assert set(said["ru"]) == {"direction-1", "conclusions"}  # empty ones are not drawn


def test_headings_items_and_who_wrote_are_told_apart(
    words: Telling, law: ProgressEntry, told: Told
) -> None:
    ready(words, "conclusions", "Предлагаем:\n- принять план;\n- # не разметка *никакая*.")
    with translation.override("ru"):
        chapters = {one.code: one for one in drawn(told())}
    first = chapters["direction-1"]
    assert [one.heading for one in first.passages] == [False, True, False]
    assert words.first.agency.short_ru + " (1)" in first.notes[0]
    items = [(one.text, one.item) for one in chapters["conclusions"].passages]
    assert items == [
        ("Предлагаем:", False),
        ("принять план;", True),
        ("# не разметка *никакая*.", True),
    ]


def test_editions_of_an_older_schema_have_no_sections(told: Told) -> None:
    document = told()
    del document["narrative"]
    assert outline(document, "ru").narrative == ()


MARKUP = "<b>Жирно</b> #pagebreak() =1+1 & \\\\ $x$"


def in_word(data: bytes) -> list[str]:
    return [one.text for one in Word(BytesIO(data)).paragraphs]


def in_pdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def test_word_and_pdf_hold_the_texts_as_they_were_written(
    words: Telling, law: ProgressEntry, told: Told
) -> None:
    ready(words, "conclusions", MARKUP)
    document = told()
    paragraphs = in_word(docx.draw(document, "ru"))
    headings = [
        one.text
        for one in Word(BytesIO(docx.draw(document, "ru"))).paragraphs
        if one.style and one.style.name == "Heading 1"
    ]
    body = words.first.agency.short_ru
    assert {MARKUP, f"{body}: {LAW}", "За квартал сделано многое."} <= set(paragraphs)
    assert headings[1:3] == ["Направление 1", _russian("Conclusions and proposals")]
    page = in_pdf(pdf.draw(document, "ru"))
    assert (MARKUP in page, f"{body}: {LAW}" in page) == (True, True)


def _russian(msgid: str) -> str:
    with translation.override("ru"):
        return translation.gettext(msgid)
