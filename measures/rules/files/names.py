"""Names of files: made safe when they come in, written for every browser when they go out."""

import re
import unicodedata
from typing import Final
from urllib.parse import quote

# A file system takes 255 bytes, in which a Cyrillic letter is two; storage may add a few signs.
LONGEST_STEM: Final = 200
# Look like a path's own signs and are none.
LIKE_SLASHES: Final = re.compile("[\u2044\u2215\u29f5\u29f8\u29f9\ufe68\uff0f\uff3c]")
LIKE_DOTS: Final = re.compile("[\u2024\u2025\u2026\ufe52\uff0e]")
# Endings of programs and pages: «счёт.exe.pdf» reads as «счёт.exe» where endings are hidden.
PROGRAMS: Final = frozenset(
    [
        *("app", "asp", "aspx", "bat", "bin", "cgi", "chm", "cmd", "com", "cpl", "dll", "dmg"),
        *("elf", "exe", "hta", "htm", "html", "iso", "jar", "js", "jse", "jsp", "lnk", "mht"),
        *("mhtml", "msi", "php", "phtml", "pif", "pl", "ps1", "py", "reg", "scr", "sh", "svg"),
        *("swf", "url", "vb", "vbe", "vbs", "wsf", "xhtml", "xml"),
    ]
)
# Names that Windows keeps for devices.
DEVICES: Final = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)$")


def safe_name(name: str) -> str:
    """The last part of the name without control, direction or path characters, at most 140 signs
    and LONGEST_STEM bytes before its ending of at most nine signs. Safe names stay as they are."""
    whole = LIKE_DOTS.sub(".", LIKE_SLASHES.sub("_", unicodedata.normalize("NFC", name)))
    last = re.split(r"[\\/]", whole)[-1]
    kept = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*')
    stem, dot, ending = re.sub(r"\s+", " ", kept).strip(" .").rpartition(".")
    short = _harmless(stem.strip(" ."))[:140].encode()[:LONGEST_STEM].decode(errors="ignore")
    ending = ending[: 9 if dot else 140].strip()
    return f"{short.strip()}{dot}{ending}".lstrip(".") or "file"


def _harmless(stem: str) -> str:
    first, *others = stem.split(".")
    told = "".join(f"_{one}" if one.lower() in PROGRAMS else f".{one}" for one in others)
    return f"_{first}{told}" if DEVICES.match(first.strip()) else first + told


def attached_as(name: str) -> str:
    """The Content-Disposition of a file that is saved and not shown (RFC 6266): a name of ASCII for
    who knows nothing else, and the name in its own letters."""
    plain = _plain(name)
    told = f'attachment; filename="{plain}"'
    return told if plain == name else f"{told}; filename*=UTF-8''{quote(name, safe='')}"


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", errors="ignore").decode()
    stem, dot, ending = letters.rpartition(".")
    if not dot:
        stem, ending = ending, ""
    known = re.sub(r"[^A-Za-z0-9._ -]", "_", stem).strip(" ._-") or "file"
    return f"{known}{dot}{re.sub(r'[^A-Za-z0-9]', '', ending)}"
