"""A DOCX as bytes: tables go into their places row by row, and the same stays the same."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as Word
from lxml import etree

BODY: Final = "word/document.xml"
PLACE: Final = re.compile(rb"<!--table-(\d+)-->")
# Zip entries carry a date; one and the same makes the same content the same bytes.
ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)
ROWS_AT_ONCE: Final = 200

Tables = Sequence[Iterator[str]]


def leave_place(word: Word, number: int) -> None:
    """For the table `number` of `pack`, after what stands there already.

    Text cannot forge a place: in XML it never holds "<".
    """
    last: Any = word.element.body.sectPr
    last.addprevious(etree.Comment(f"table-{number}"))


def pack(word: Word, tables: Tables) -> bytes:
    saved, out = BytesIO(), BytesIO()
    word.save(saved)
    with ZipFile(saved) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, ZIP_DATE)
            entry.compress_type = ZIP_DEFLATED
            with target.open(entry, "w") as written:
                for piece in _pieces(name, source.read(name), tables):
                    written.write(piece)
    return out.getvalue()


def _pieces(name: str, data: bytes, tables: Tables) -> Iterator[bytes]:
    if name != BODY:
        yield data
        return
    for at, part in enumerate(PLACE.split(data)):
        if at % 2:
            yield from _joined(tables[int(part)])
        else:
            yield part


def _joined(pieces: Iterator[str]) -> Iterator[bytes]:
    waiting: list[str] = []
    for piece in pieces:
        waiting.append(piece)
        if len(waiting) == ROWS_AT_ONCE:
            yield "".join(waiting).encode()
            waiting.clear()
    yield "".join(waiting).encode()
