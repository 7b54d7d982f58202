"""Office files are archives: looked into under limits, member by member, and never unpacked to
disk. The archive's own directory is not believed: every member is unfolded and counted."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from measures.rules.files.kinds import (
    ALLOWED,
    MAIN_PARTS,
    OPEN_DOCUMENTS,
    Limits,
    Unsafe,
    Why,
)

MEMBER: Final = b"PK\x03\x04"
END: Final = b"PK\x05\x06"
END_SIZE: Final = 22
DESCRIPTOR: Final = 24  # bytes that may follow a member that was packed while it was written
CHUNK: Final = 256 * 1024
RATIO_MATTERS_FROM: Final = 1024 * 1024
OVERLAP: Final = 64  # bytes of a piece that the next one is looked at with
# Parts that say what the file is are far smaller, and so are tables that lie in a text.
KEPT_PART: Final = 4 * 1024 * 1024
KEPT_ARCHIVE: Final = 32 * 1024 * 1024
# What Python's own reader says of an archive that is none.
BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OverflowError),
    *(NotImplementedError, RuntimeError, ValueError),
)
PLAIN: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_PROGRAMS: Final = re.compile(
    r"vbaproject|vbadata|macrosheets/|(^|/)activex/"
    r"|^basic/[^/]+/(?!script-l|dialog-l)[^/]+$|^scripts/.*[^/]$",
    re.IGNORECASE,
)
_ENTITY: Final = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)
# A template or an object that is fetched from elsewhere when the file is opened.
_FETCHED: Final = re.compile(
    rb"<Relationship\b(?=[^>]*TargetMode\s*=\s*[\"']External)"
    rb"(?=[^>]*relationships/(?:attachedTemplate|oleObject|frame|subDocument)\b)",
    re.IGNORECASE,
)
_TELLING: Final = re.compile(r"^mimetype$|^\[Content_Types\]\.xml$|\.rels$", re.IGNORECASE)


@dataclass
class Budget:
    """What is left of the limits, for an archive and all that lies in it."""

    unpacked: int
    members: int

    def take(self, size: int = 0, *, members: int = 0) -> None:
        self.unpacked -= size
        self.members -= members
        if self.unpacked < 0 or self.members < 0:
            raise Unsafe(Why.SWELLS)


@dataclass
class Inside:
    """Names as they lie, parts that say what the file is, and whether a program was met."""

    names: list[str]
    parts: dict[str, bytes] = field(default_factory=dict)
    has_program: bool = False


def looker(ending: str) -> Callable[[bytes, Limits], bool]:
    """How a file of this kind is looked at."""

    def look(content: bytes, limits: Limits) -> bool:
        most = min(limits.unpacked, max(RATIO_MATTERS_FROM, len(content) * limits.ratio))
        inside = _look_into(content, Budget(most, limits.members), limits.depth)
        if not _is(ending, inside):
            raise Unsafe(Why.OTHER_KIND)
        return inside.has_program

    return look


def _is(ending: str, inside: Inside) -> bool:
    if ending in OPEN_DOCUMENTS:
        said = inside.parts.get("mimetype", b"").strip()
        return inside.names[0] == "mimetype" and said == ALLOWED[ending].encode()
    part, what = MAIN_PARTS[ending]
    types = inside.parts.get("[Content_Types].xml", b"")
    return part in inside.names and (what.encode() in types or b"macroenabled" in types.lower())


def _look_into(content: bytes, budget: Budget, depth: int) -> Inside:
    _check_whole(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            budget.take(members=len(members))
            _check_members(members)
            _check_layout(content, members)
            inside = Inside([one.filename for one in members])
            for member in members:
                _look_at(archive, member, inside, budget, depth)
    except BROKEN as broken:
        raise Unsafe(Why.DAMAGED) from broken
    inside.has_program |= any(_PROGRAMS.search(name) for name in inside.names)
    return inside


def _check_whole(content: bytes) -> None:
    """Nothing before the first member, nothing after the directory."""
    if not content.startswith(MEMBER):
        raise Unsafe(Why.TWO_KINDS)
    end = content[-END_SIZE:]
    if not end.startswith(END):
        raise Unsafe(Why.TWO_KINDS if END in content else Why.DAMAGED)
    size, offset, comment = struct.unpack("<IIH", end[12:])
    if comment or offset + size + END_SIZE != len(content):
        raise Unsafe(Why.TWO_KINDS)


def _check_members(members: Sequence[zipfile.ZipInfo]) -> None:
    if any(one.flag_bits & 0x1 for one in members):
        raise Unsafe(Why.LOCKED)
    names = [one.filename for one in members]
    odd = any(one.compress_type not in PLAIN for one in members)
    if not names or odd or len({name.lower() for name in names}) != len(names):
        raise Unsafe(Why.DAMAGED)
    if any(_leads_out(one) for one in members):
        raise Unsafe(Why.TWO_KINDS)


def _leads_out(member: zipfile.ZipInfo) -> bool:
    """A name that would write elsewhere than into the folder where somebody unpacks it."""
    name = getattr(member, "orig_filename", member.filename)
    steps = name.replace("\\", "/").split("/")
    return "\0" in name or ".." in steps or steps[0] == "" or ":" in name


def _check_layout(content: bytes, members: Sequence[zipfile.ZipInfo]) -> None:
    """One after the other, each told alike in its two places, and nothing in between: members that
    share their bytes unfold without end, and what lies between is seen by other programs only."""
    at = 0
    for one in sorted(members, key=lambda member: member.header_offset):
        if not 0 <= one.header_offset - at <= (DESCRIPTOR if at else 0):
            raise Unsafe(Why.SWELLS if one.header_offset < at else Why.TWO_KINDS)
        header = content[one.header_offset : one.header_offset + 30]
        if header[:4] != MEMBER:
            raise Unsafe(Why.DAMAGED)
        name, extra = struct.unpack("<HH", header[26:30])
        at = one.header_offset + 30 + name + extra + one.compress_size
    directory = struct.unpack("<I", content[-END_SIZE:][16:20])[0]
    if not 0 <= directory - at <= DESCRIPTOR:
        raise Unsafe(Why.SWELLS if directory < at else Why.TWO_KINDS)


def _look_at(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, inside: Inside, budget: Budget, depth: int
) -> None:
    name, data = member.filename, _unfolded(archive, member, budget)
    if data.startswith(MEMBER):
        if not depth:
            raise Unsafe(Why.SWELLS)
        inside.has_program |= _look_into(data, budget, depth - 1).has_program
    elif data:
        inside.parts[name] = data
        fetches = name.lower().endswith(".rels") and _FETCHED.search(data)
        inside.has_program |= bool(fetches) or b"macroenabled" in data.lower()


def _unfolded(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget) -> bytes:
    """Archives and parts that say what the file is, whole; of all others nothing is held, only
    counted and looked through as it comes by."""
    is_xml = member.filename.lower().endswith((".xml", ".rels"))
    most = KEPT_PART if _TELLING.search(member.filename) else 0
    kept, before = bytearray(), b""
    with archive.open(member) as packed:
        while chunk := packed.read(CHUNK):
            budget.take(len(chunk))
            if is_xml and _ENTITY.search(before + chunk):
                raise Unsafe(Why.SWELLS)  # a text that unfolds by its own entities
            if not before and chunk.startswith(MEMBER):
                most = KEPT_ARCHIVE
            if most and len(kept) + len(chunk) > most:
                raise Unsafe(Why.SWELLS)
            kept += chunk if most else b""
            before = chunk[-OVERLAP:]
    return bytes(kept)
