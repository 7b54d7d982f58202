"""Files as people bring them as evidence, and as those bring them who mean harm."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final

from docx import Document
from openpyxl import Workbook

PDF: Final = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
OOXML: Final = "application/vnd.openxmlformats-officedocument."
ODT: Final = "application/vnd.oasis.opendocument.text"
MAIN: Final = f"{OOXML}wordprocessingml.document.main+xml"


def pdf(inside: bytes = b"", after: bytes = b"") -> bytes:
    return PDF.replace(b"endobj", inside + b"endobj") + after


def docx(extra: Mapping[str, bytes] | None = None) -> bytes:
    """A real one, with members added or in place of its own."""
    kept = io.BytesIO()
    Document().save(kept)
    return with_members(kept.getvalue(), extra or {})


def xlsx(extra: Mapping[str, bytes] | None = None) -> bytes:
    kept = io.BytesIO()
    Workbook().save(kept)
    return with_members(kept.getvalue(), extra or {})


def with_members(packed: bytes, extra: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        with zipfile.ZipFile(io.BytesIO(packed)) as source:
            for name in source.namelist():
                if name not in extra:
                    target.writestr(name, source.read(name))
        for name, content in extra.items():
            target.writestr(name, content)
    return made.getvalue()


def odt(extra: Mapping[str, bytes] | None = None) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", ODT, zipfile.ZIP_STORED)
        for name, content in {"content.xml": b"<office/>", **(extra or {})}.items():
            target.writestr(name, content)
        target.writestr("META-INF/manifest.xml", b"<manifest/>")
    return made.getvalue()


def _chunk(name: bytes, data: bytes) -> bytes:
    crc = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + crc


def png(width: int = 1, height: int = 1, *, comment: bytes = b"", after: bytes = b"") -> bytes:
    """Says that it is so large, whatever it holds."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = [_chunk(b"IHDR", header)]
    if comment:
        chunks.append(_chunk(b"tEXt", b"Comment\0" + comment))
    chunks += [_chunk(b"IDAT", zlib.compress(b"\0\0")), _chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks) + after


def jpeg(width: int = 1, height: int = 1, *, comment: bytes = b"", after: bytes = b"") -> bytes:
    def segment(marker: int, data: bytes) -> bytes:
        return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data

    frame = struct.pack(">BHHBBBB", 8, height, width, 1, 1, 0x11, 0)
    head = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
    told = segment(0xFE, comment) if comment else b""
    scan = segment(0xDA, b"\1\1\0\0\x3f\0")
    return b"\xff\xd8" + head + told + segment(0xC0, frame) + scan + b"\0\xff\xd9" + after


def bomb_of_zeros(megabytes: int) -> bytes:
    return docx({"word/media/image1.bin": bytes(megabytes * 1024 * 1024)})


def nested_bomb(depth: int) -> bytes:
    """An archive in an archive in an archive…: each small by what it says of itself."""
    inner = with_members(_empty(), {"zeros.bin": bytes(1024 * 1024)})
    for level in range(depth):
        inner = with_members(_empty(), {f"{level}-{copy}.zip": inner for copy in range(3)})
    return docx({"word/embeddings/object1.zip": inner})


def _empty() -> bytes:
    made = io.BytesIO()
    zipfile.ZipFile(made, "w").close()
    return made.getvalue()


def overlapping_bomb(copies: int = 50) -> bytes:
    """Many names in the directory for the same packed bytes."""
    packed = bytearray(docx({"word/media/zeros.bin": bytes(4 * 1024 * 1024)}))
    end = packed.rfind(b"PK\x05\x06")
    count, size, start = struct.unpack("<HII", packed[end + 10 : end + 20])
    directory = bytes(packed[start : start + size])
    last = directory[directory.rfind(b"PK\x01\x02") :]
    name = b"word/media/zeros.bin"
    more = [last.replace(name, f"word/media/zero{n:01x}.bin".encode()[:20]) for n in range(10, 16)]
    more += [last.replace(name, f"word/media/zer{n:02d}.bin".encode()) for n in range(copies)]
    tail = struct.pack(
        "<HHHHIIH", 0, 0, count + len(more), count + len(more), size + sum(map(len, more)), start, 0
    )
    return bytes(packed[:start]) + directory + b"".join(more) + b"PK\x05\x06" + tail


def lying_archive() -> bytes:
    """Its directory says that a member is small; unfolded it is not."""
    made = bytearray(docx({"word/media/zeros.bin": bytes(4 * 1024 * 1024)}))
    told = struct.pack("<I", 4 * 1024 * 1024)
    at = made.find(told)
    while at >= 0:
        made[at : at + 4] = struct.pack("<I", 10)
        at = made.find(told, at + 4)
    return bytes(made)
