"""The kinds of files that can be evidence at all, the limits of looking into them, and what may be
wrong with one."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_OOXML: Final = "application/vnd.openxmlformats-officedocument."
_ODF: Final = "application/vnd.oasis.opendocument."

# Ending by content → MIME type. Nothing that a browser or an office suite would run.
ALLOWED: Final = {
    ".pdf": "application/pdf",
    ".docx": f"{_OOXML}wordprocessingml.document",
    ".xlsx": f"{_OOXML}spreadsheetml.sheet",
    ".pptx": f"{_OOXML}presentationml.presentation",
    ".odt": f"{_ODF}text",
    ".ods": f"{_ODF}spreadsheet",
    ".png": "image/png",
    ".jpg": "image/jpeg",
}
KINDS: Final = tuple(ALLOWED)
SAME: Final = {".jpeg": ".jpg", ".jfif": ".jpg"}
# The part that makes an Office file one of its kind, and what the file says that this part is.
MAIN_PARTS: Final = {
    ".docx": ("word/document.xml", f"{_OOXML}wordprocessingml.document.main+xml"),
    ".xlsx": ("xl/workbook.xml", f"{_OOXML}spreadsheetml.sheet.main+xml"),
    ".pptx": ("ppt/presentation.xml", f"{_OOXML}presentationml.presentation.main+xml"),
}
OPEN_DOCUMENTS: Final = (".odt", ".ods")


class Why(StrEnum):
    """What is wrong with a file that is not kept."""

    OTHER_KIND = "other_kind"  # not of an accepted kind, or not what its name says
    TWO_KINDS = "two_kinds"  # another file or a page hides in it
    SWELLS = "swells"  # an archive that unpacks to far more than a document is
    HUGE_PICTURE = "huge_picture"
    LOCKED = "locked"  # nobody can look into it without a password
    DAMAGED = "damaged"
    PROGRAM = "program"  # macros, scripts, something that starts by itself


class Unsafe(Exception):
    """`why` the file may not be kept."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Limits:
    """How far a file may unfold: bytes and members of an archive with all that lies in it, `ratio`
    to its size (from a megabyte on; real documents stay below 50), archives inside of each other,
    and dots of a picture."""

    unpacked: int = 200 * 1024 * 1024
    members: int = 3000
    ratio: int = 200
    depth: int = 2
    pixels: int = 100_000_000


def ending_of(name: str) -> str:
    """ ".pdf", "" where there is none; endings that mean the same are one."""
    ending = "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""
    return SAME.get(ending, ending)
