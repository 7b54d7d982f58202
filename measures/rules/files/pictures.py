"""Pictures: of a size that a viewer can unfold, and nothing else besides.

Only headers are read; nothing is decoded here, so that no decoder can be attacked.
"""

import struct
from collections.abc import Iterator
from typing import Final

from measures.rules.files.kinds import Limits, Unsafe, Why
from measures.rules.files.markup import ends_as_an_archive, holds_markup

PNG: Final = b"\x89PNG\r\n\x1a\n"
# Frames of a JPEG, whose headers tell its height and width; the others in the range are tables.
FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})  # markers without a length
SCAN: Final = 0xDA


def look_at_png(content: bytes, limits: Limits) -> bool:
    """Raises Unsafe; never holds a program."""
    if not content.startswith(PNG):
        raise Unsafe(Why.TWO_KINDS)
    chunks = list(_chunks(content))
    if not chunks or chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND":
        raise Unsafe(Why.DAMAGED)
    _, start, end = chunks[0]
    if end - start != 13:
        raise Unsafe(Why.DAMAGED)
    width, height = struct.unpack(">II", content[start : start + 8])
    _check_size(width, height, limits)
    if chunks[-1][2] + 4 != len(content):
        raise Unsafe(Why.TWO_KINDS)
    return _check_alone(content)


def _chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and end of the data of each, up to the last one that is named so."""
    at = len(PNG)
    while at + 12 <= len(content):
        length, name = struct.unpack(">I4s", content[at : at + 8])
        start, end = at + 8, at + 8 + length
        if end + 4 > len(content):
            raise Unsafe(Why.DAMAGED)
        yield name, start, end
        if name == b"IEND":
            return
        at = end + 4


def look_at_jpeg(content: bytes, limits: Limits) -> bool:
    """Raises Unsafe; never holds a program. Telephones add data of their own after the end."""
    if not content.startswith(b"\xff\xd8\xff") or b"%PDF-" in content[:1024]:
        raise Unsafe(Why.TWO_KINDS)
    if b"\xff\xd9" not in content:
        raise Unsafe(Why.DAMAGED)
    frame = next((at for marker, at in _segments(content) if marker in FRAMES), None)
    if frame is None or frame + 5 > len(content):
        raise Unsafe(Why.DAMAGED)
    height, width = struct.unpack(">HH", content[frame + 1 : frame + 5])
    _check_size(width, height, limits)
    return _check_alone(content)


def _segments(content: bytes) -> Iterator[tuple[int, int]]:
    """The marker of each and where its data begin, as far as the picture itself."""
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise Unsafe(Why.DAMAGED)
        marker = content[at + 1]
        if marker == 0xFF or marker in ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker == SCAN:
            return
        yield marker, at + 4
        at += 2 + max(2, int.from_bytes(content[at + 2 : at + 4], "big"))


def _check_size(width: int, height: int, limits: Limits) -> None:
    if not width or not height:
        raise Unsafe(Why.DAMAGED)
    if width * height > limits.pixels:
        raise Unsafe(Why.HUGE_PICTURE)


def _check_alone(content: bytes) -> bool:
    if holds_markup(content) or ends_as_an_archive(content):
        raise Unsafe(Why.TWO_KINDS)
    return False
