"""What PDF/A-2a and PDF/UA-1 ask for and a reader can see; docs/decisions/0024-draw.md names the
rules. Where veraPDF is installed, it judges too (VERAPDF names its program)."""

import os
import re
import shutil
import subprocess
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import etree
from pypdf import PdfReader

from reports.draw import DRAW
from tests.reports.draw.conftest import ADDRESS, Document
from tests.reports.draw.reading import pdf_text, structure

VERAPDF = os.environ.get("VERAPDF") or shutil.which("verapdf")
FORBIDDEN_ACTIONS = {"/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData"}
NAMES = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


@pytest.fixture
def drawn(full: Document) -> bytes:
    return DRAW["pdf"](full, "kk", verify_url=ADDRESS)


def test_its_syntax_has_no_fault(drawn: bytes) -> None:
    with pikepdf.open(BytesIO(drawn)) as document:
        assert document.check_pdf_syntax() == []
        assert not document.is_encrypted
        assert "/ID" in document.trailer


def test_it_says_what_it_conforms_to_and_what_it_is_called(drawn: bytes) -> None:
    with pikepdf.open(BytesIO(drawn)) as document:
        xmp = etree.fromstring(document.Root.Metadata.read_bytes())
        said = {
            name: xmp.findtext(f".//{name}", namespaces=NAMES)
            for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")
        }
        assert said == {"pdfaid:part": "2", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
        title = xmp.findtext(".//dc:title/rdf:Alt/rdf:li", namespaces=NAMES)
        assert title == document.docinfo["/Title"] != ""
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert document.Root.Lang == "kk"
        (intent,) = document.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        assert intent.DestOutputProfile.N == 3


def test_every_font_is_inside_and_maps_to_letters(drawn: bytes) -> None:
    with pikepdf.open(BytesIO(drawn)) as document:
        fonts = [one for one in document.objects if is_a(one, "/Font")]
        inner = [one.DescendantFonts[0] for one in fonts if one.Subtype == "/Type0"]
        described = [one.FontDescriptor for one in inner]
        assert inner
        assert all({"/FontFile2", "/FontFile3"} & set(one.keys()) for one in described)
        assert all("/ToUnicode" in one for one in fonts if one.Subtype == "/Type0")
        assert {one.Subtype for one in fonts} <= {"/Type0", "/CIDFontType0", "/CIDFontType2"}


def is_a(one: Any, kind: str) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/Type") == kind


def test_nothing_in_it_acts_or_leads_to_a_file(drawn: bytes) -> None:
    with pikepdf.open(BytesIO(drawn)) as document:
        dictionaries = [one for one in document.objects if isinstance(one, pikepdf.Dictionary)]
        acts = {str(one.get("/S")) for one in dictionaries} & FORBIDDEN_ACTIONS
        assert acts == set()
        assert {"/OpenAction", "/AA"} & set(document.Root.keys()) == set()
        assert "/EmbeddedFiles" not in document.Root.get("/Names", {})


def test_its_parts_are_tagged_with_heads_words_and_levels(drawn: bytes) -> None:
    with pikepdf.open(BytesIO(drawn)) as document:
        assert document.Root.MarkInfo.Marked
        assert all(page.get("/Tabs") == "/S" for page in document.pages if "/Annots" in page)
        assert all("/StructParents" in page for page in document.pages)
    parts = list(structure_of(drawn))
    assert all(told.get("Alt") for kind, told in parts if kind == "/Figure")
    assert {told["Scope"] for kind, told in parts if kind == "/TH"} == {"/Column"}
    levels = [int(kind[2]) for kind, _ in parts if re.fullmatch(r"/H\d", kind)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert {"/TOC", "/TOCI", "/Link", "/L", "/LI"} <= {kind for kind, _ in parts}


def structure_of(data: bytes) -> list[tuple[str, dict[str, Any]]]:
    """Kinds with what is told of them, read while the file is open."""
    found = []
    for kind, element in structure(data):
        attributes = element.get("/A", {})
        rows = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
        scope = next((str(one.Scope) for one in rows if "/Scope" in one), "")
        found.append((kind, {"Alt": str(element.get("/Alt", "")), "Scope": scope}))
    return found


def test_bookmarks_and_contents_name_every_chapter(drawn: bytes, full: Document) -> None:
    reader = PdfReader(BytesIO(drawn))
    outline = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    nested = [entry.title for part in reader.outline if isinstance(part, list) for entry in part]
    assert outline[0] == "Жиынтық"
    assert outline[-2:] == ["Қолы", "Қосымшалар"]
    assert nested == ["1-қосымша. Іс-шаралардың орындалуы"]
    contents = reader.pages[1].extract_text()
    assert contents.split("\n")[0] == "Мазмұны"
    assert all(title in " ".join(contents.split()) for title in [*outline, *nested])


def test_the_address_and_its_code_are_on_the_title_page_and_the_code_on_every_other(
    full: Document,
) -> None:
    reader = PdfReader(BytesIO(DRAW["pdf"](full, "en", verify_url=ADDRESS)))
    first, *others = reader.pages
    assert ADDRESS in first.extract_text()
    links = [one.get_object()["/A"].get("/URI") for one in first["/Annots"]]
    assert links == [ADDRESS]
    assert "Position" in pdf_text(DRAW["pdf"](full, "en"))
    assert ADDRESS not in pdf_text(DRAW["pdf"](full, "en"))
    assert len(others) > 3


@pytest.mark.skipif(VERAPDF is None, reason="veraPDF is not installed (VERAPDF names its program)")
@pytest.mark.parametrize("profile", ["2a", "ua1"])
def test_vera_pdf_agrees(drawn: bytes, profile: str, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(drawn)
    argv = [str(VERAPDF), "--format", "text", "--flavour", profile, str(path)]
    ran = subprocess.run(argv, capture_output=True, check=False, timeout=300, text=True)  # noqa: S603
    assert (ran.returncode, ran.stdout.split()[0]) == (0, "PASS")
