"""What a page gets: words, shapes and links of its own, nothing else."""

import re
from datetime import date

import pytest
from django.core.cache import cache, caches
from lxml import etree

from measures.pictures import Picture, Words, draw, draw_png, picture
from measures.pictures.bars import Bar, by_status, looked_up
from measures.pictures.heat import Cell, heat
from measures.pictures.palette import COLOURS, LOOKS, ORDER, PATTERNED, ROLES
from measures.pictures.timeline import SHAPES, Dot, Span, timeline
from measures.rules.lateness import Status

SVG = "{http://www.w3.org/2000/svg}"
NAMES = {status: f"мәртебе {status}" for status in Status}
WORDS = Words("Іс-шаралар", "Әр бағытқа бір жолақ.")
KAZAKH = "Әлеуметтік қорғау: ң ғ ү ұ қ ө һ і"
BARS = by_status(
    [
        Bar(KAZAKH, {Status.DONE: 3, Status.OVERDUE: 2}, {Status.DONE: "/plans/a/?x=1&y=2"}),
        Bar("Екінші", {Status.WAITING: 4}, {Status.WAITING: "//elsewhere.example/"}),
    ],
    NAMES,
    WORDS,
)
LINE = timeline(
    [
        Span("1. Бөлім"),
        Span(
            "1.1. Іс-шара",
            "/measures/1/",
            date(2008, 1, 1),
            [Dot(date(2009, 7, 10), Status.OVERDUE, "1.1: 10.07.2009")],
        ),
        Span("1.2. Мерзімсіз", "/measures/2/", date(2008, 1, 1)),
    ],
    (date(2008, 1, 1), date(2010, 12, 31)),
    today=(date(2009, 7, 6), "6 шілде"),
    names=NAMES,
    words=WORDS,
)
HEAT = heat(["ІІМ"], ["Көші-қон"], [Cell(0, 0, "7", 5)], WORDS)
ALL = {"bars": BARS, "line": LINE, "heat": HEAT}
NOTHING = by_status([], NAMES, WORDS)


def tree(made: Picture, *, plain: bool = False) -> etree._Element:
    return etree.fromstring(draw(made, name="it", plain=plain))


def texts(made: Picture) -> list[str]:
    return [text for one in tree(made).iter(f"{SVG}text") for text in one.itertext()]


@pytest.mark.parametrize("made", ALL.values(), ids=ALL)
def test_it_holds_no_style_no_script_and_no_address_but_ours(made: Picture) -> None:
    root = tree(made)
    names = {etree.QName(one).localname for one in root.iter(etree.Element)}
    held = {name for one in root.iter(etree.Element) for name in one.attrib}
    links = [one.get("href", "") for one in root.iter(f"{SVG}a")]
    assert names & {"style", "script", "image", "foreignObject"} == set()
    assert [name for name in held if name == "style" or name.startswith("on")] == []
    assert [link for link in links if not link.startswith("/") or link.startswith("//")] == []
    assert re.findall(r"https?://(?!www\.w3\.org)", draw(made, name="it")) == []


@pytest.mark.parametrize("made", ALL.values(), ids=ALL)
def test_it_says_what_it_is_to_who_does_not_see_it(made: Picture) -> None:
    root = tree(made)
    named = {one.get("id"): one.text for one in root if one.get("id")}
    told = [named[key] for key in (root.get("aria-labelledby") or "").split()]
    assert told == [WORDS.title, WORDS.description]
    assert root.get("role") == ("group" if root.find(f".//{SVG}a") is not None else "img")


def test_ids_begin_with_its_name_so_that_two_stand_on_one_page() -> None:
    ids = [one.get("id") for one in tree(BARS).iter(etree.Element) if one.get("id")]
    assert ids
    assert [one for one in ids if not one.startswith("it-")] == []


def test_each_part_has_its_words_and_the_figures_of_its_table() -> None:
    said = [one.text for one in tree(BARS).iter(f"{SVG}title")]
    assert said == [
        WORDS.title,
        f"{KAZAKH} — мәртебе done: 3",
        f"{KAZAKH} — мәртебе overdue: 2",
        "Екінші — мәртебе waiting: 4",
    ]


def test_parts_lead_to_pages_of_this_site_and_nowhere_else() -> None:
    found = {one.get("href") for one in tree(BARS).iter(f"{SVG}a")}
    assert found == {"/plans/a/?x=1&y=2"}


def test_links_are_for_the_pointer_and_the_table_for_the_keyboard() -> None:
    assert {one.get("tabindex") for one in tree(LINE).iter(f"{SVG}a")} == {"-1"}


def test_kazakh_letters_stand_in_it_as_they_are_written() -> None:
    assert KAZAKH in " ".join(texts(BARS))


def test_the_axis_of_years_speaks_no_language() -> None:
    assert [one for one in texts(LINE) if one in ("2008", "II", "III", "IV", "2009")][:5] == [
        "2008",
        "II",
        "III",
        "IV",
        "2009",
    ]


def test_headings_measures_and_the_day_of_today_are_named() -> None:
    assert {"1. Бөлім", "1.1. Іс-шара", "1.2. Мерзімсіз", "6 шілде"} <= set(texts(LINE))


def test_on_a_page_colours_are_classes_and_on_paper_they_are_plain() -> None:
    page, paper = draw(BARS, name="it"), draw(BARS, name="it", plain=True)
    assert ("class=" in page, "class=" in paper) == (True, False)
    assert ("<a " in page, "<a " in paper) == (True, False)
    assert COLOURS["green"] in paper


def test_statuses_of_one_colour_differ_by_pattern_and_shape() -> None:
    assert len(set(LOOKS.values())) == len(LOOKS) == len(ORDER)
    assert len(set(SHAPES.values())) == len(SHAPES) == len(ORDER)


def test_a_drawn_colour_tells_one_role_or_one_pattern() -> None:
    assert len(ROLES) == len(COLOURS)
    assert set(PATTERNED) & set(ROLES) == set()


def test_a_picture_of_nothing_is_drawn_too() -> None:
    assert tree(NOTHING).tag == f"{SVG}svg"


def test_a_png_of_it_is_made_for_documents() -> None:
    assert draw_png(HEAT, name="it").startswith(b"\x89PNG")


def test_it_is_drawn_once_and_then_kept() -> None:
    cache.clear()
    first = picture(BARS, name="once")
    (key,) = (one.split(":", 2)[2] for one in caches["default"]._cache)  # type: ignore[attr-defined]
    cache.set(key, "kept")
    assert (str(first)[:4], picture(BARS, name="once")) == ("<svg", "kept")
    cache.clear()


def test_one_that_cannot_be_drawn_leaves_its_page_alone(
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken = Picture({"mark": "nonsense"}, WORDS)
    assert (picture(broken, name="broken"), "“broken”" in caplog.text) == ("", True)


def test_words_that_look_like_markup_stay_words() -> None:
    made = by_status([Bar("<script>alert(1)</script> & co", {Status.DONE: 1}, {})], NAMES, WORDS)
    assert "<script" not in draw(made, name="it")
    assert "<script>alert(1)</script> & co" in " ".join(texts(made))


def test_a_label_cannot_end_the_code_that_it_stands_in() -> None:
    """U+2028 ends a line of code, in a string too."""
    told = looked_up({"0": 'Екі\u2028жол "ң"'})
    assert (told.isascii(), "\\u2028" in told, '\\"' in told) == (True, True, True)
