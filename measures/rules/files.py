"""Which files may stand as evidence, judged by their bytes and not by their name."""

import re
import unicodedata
from typing import Final

import puremagic

# Extension by content → MIME type. Nothing that a browser or an office suite would run.
ALLOWED: Final = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".png": "image/png",
    ".jpg": "image/jpeg",
}
SAME: Final = {".jpeg": ".jpg", ".jfif": ".jpg"}


def allowed_type(content: bytes, name: str) -> str | None:
    """The MIME type if content and name agree on an allowed kind, else None."""
    wanted = _extension(name)
    if wanted not in ALLOWED:
        return None
    try:
        found = {match.extension for match in puremagic.magic_string(content, name)}
    except (puremagic.PureError, ValueError):
        return None
    return ALLOWED[wanted] if wanted in {SAME.get(one, one) for one in found} else None


def _extension(name: str) -> str:
    ending = "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""
    return SAME.get(ending, ending)


# A file system takes 255 bytes, in which a Cyrillic letter is two; storage may add a few signs.
LONGEST_STEM = 200


def safe_name(name: str) -> str:
    """The last part of the name without control or path characters, at most 150 signs and
    LONGEST_STEM bytes before its ending of at most nine signs."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*')
    stem, dot, ending = kept.strip(" .").rpartition(".")
    short = stem[:140].encode()[:LONGEST_STEM].decode(errors="ignore")
    return f"{short}{dot}{ending[:9]}" or "file"
