"""Office files are zip archives: unpacked under limits, and never handed on as they came.

The XML parts that readers need are taken out and checked, so that no later library meets a bomb,
a macro, an entity or a lying header.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from agencies.errors import Refused
from measures.importing.kinds import Checked, FileKind, carries_macros, not_a_table

MAX_MEMBERS = 3000
MAX_UNPACKED = 100 * 1024 * 1024
MAX_RATIO = 200  # times the size of the file; real documents stay below 50
RATIO_MATTERS_FROM = 1024 * 1024
MAX_PART = 60 * 1024 * 1024

_MAIN_PART = {FileKind.XLSX: "xl/workbook.xml", FileKind.DOCX: "word/document.xml"}
_MACRO = re.compile(r"vbaproject|vbadata|macrosheets/|/activex/", re.IGNORECASE)
_XML_NAME = re.compile(r"\.(xml|rels)$", re.IGNORECASE)
_DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']""", re.IGNORECASE)


def open_archive(data: bytes) -> Checked:
    """The XML parts of an Office file. Raises Refused for anything else or anything unsafe."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            check_members(members, len(data))
            kind = _kind_of_archive({member.filename for member in members})
            parts = dict(xml_parts(archive, members))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as broken:
        raise Refused(
            "damaged",
            _("The file is damaged or cut short. Open it, save it again, and import the new file."),
        ) from broken
    _check_no_macros(parts)
    return Checked(kind, parts=parts)


def check_members(members: list[zipfile.ZipInfo], size: int) -> None:
    """By the archive's own directory, before anything is unpacked."""
    unpacked = sum(member.file_size for member in members)
    swollen = unpacked > RATIO_MATTERS_FROM and unpacked > size * MAX_RATIO
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or swollen:
        raise _bomb()
    if any(member.flag_bits & 0x1 for member in members):
        raise Refused("encrypted", _("The file is protected with a password. Remove it first."))
    if any(_MACRO.search(member.filename) for member in members):
        raise carries_macros()
    names = [member.filename for member in members]
    if len(set(names)) != len(names):
        raise zipfile.BadZipFile("two members with one name")


def _bomb() -> Refused:
    return Refused(
        "zip_bomb",
        _(
            "The file unpacks to far more than a plan table can be, so it was not opened. "
            "Copy the table into a new file and import that."
        ),
    )


def _kind_of_archive(names: set[str]) -> FileKind:
    for kind, main in _MAIN_PART.items():
        if main in names and "[Content_Types].xml" in names:
            return kind
    if "mimetype" in names:
        raise Refused(
            "open_document", _("This is an OpenDocument file. Save it as .docx or .xlsx instead.")
        )
    raise not_a_table()


def xml_parts(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]
) -> Iterator[tuple[str, bytes]]:
    """Only XML is taken along: no pictures, embedded objects or programs."""
    total = 0
    for member in members:
        if not _XML_NAME.search(member.filename):
            continue
        with archive.open(member) as packed:
            part = packed.read(MAX_PART + 1)
        total += len(part)
        if len(part) > MAX_PART or total > MAX_UNPACKED:
            raise _bomb()
        _check_xml(part)
        yield member.filename, part


def _check_xml(part: bytes) -> None:
    """No document types, entities or odd encodings: office programs write none of them."""
    named = _ENCODING.match(part[:200].removeprefix(b"\xef\xbb\xbf"))
    odd = b"\x00" in part[:200] or (named and named[1].lower() not in (b"utf-8", b"us-ascii"))
    if odd or _DECLARATION.search(part):
        raise Refused(
            "entities",
            _(
                "The file holds XML declarations that office programs never write, so it was not "
                "opened. Copy the table into a new file and import that."
            ),
        )


def _check_no_macros(parts: Mapping[str, bytes]) -> None:
    if b"macroenabled" in parts.get("[Content_Types].xml", b"").lower():
        raise carries_macros()
