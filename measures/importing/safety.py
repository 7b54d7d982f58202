"""What a file is, by its bytes, and whether it may be opened at all.

Everything here runs before any reader sees the file.
"""

import re
from pathlib import PurePath

from django.conf import settings
from django.utils.translation import gettext as _

from agencies.errors import Refused
from measures.importing.archives import open_archive
from measures.importing.kinds import Checked, FileKind, carries_macros, not_a_table

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_OTHER_CYRILLIC = frozenset({"koi8-r", "koi8-u", "iso-8859-5", "cp866", "ibm866"})
_SUFFIXES = {
    ".xlsx": FileKind.XLSX,
    ".docx": FileKind.DOCX,
    ".html": FileKind.HTML,
    ".htm": FileKind.HTML,
    ".csv": FileKind.CSV,
}


def check_size(size: int) -> None:
    """Refuses by size alone, so that a huge file is never read into memory."""
    if size > settings.IMPORT_MAX_BYTES:
        facts = {"size": size // 1024**2, "most": settings.IMPORT_MAX_BYTES // 1024**2}
        raise Refused(
            "too_large",
            _(
                "The file is larger than a plan can be: %(size)d MB, at most %(most)d MB are read. "
                "Keep the plan table alone in the file, without pictures."
            )
            % facts,
        )
    if size == 0:
        raise Refused("empty_file", _("The file is empty. Choose the file with the plan table."))


def check(data: bytes, name: str) -> Checked:
    """The kind of the file and its harmless contents. Raises Refused with what to do instead."""
    check_size(len(data))
    _refuse_by_first_bytes(data)
    checked = open_archive(data) if data[:2] == b"PK" else _text(data)
    _compare_with_name(checked.kind, name)
    return checked


def _refuse_by_first_bytes(data: bytes) -> None:
    if data.startswith(OLE):
        raise _refused_ole(data)
    if data.startswith(b"%PDF"):
        raise Refused(
            "pdf", _("This is a PDF. Tables are read from Word and Excel files: .docx or .xlsx.")
        )
    if data.startswith(b"{\\rtf"):
        raise Refused(
            "rtf", _("This is an RTF file. Open it in a word processor and save it as .docx.")
        )


def _refused_ole(data: bytes) -> Refused:
    if ENCRYPTED in data:
        return Refused(
            "encrypted",
            _("The file is protected with a password. Save it without the password, then import."),
        )
    return Refused(
        "old_format",
        _("This is an old .doc or .xls file. Open it and save it as .docx or .xlsx, then import."),
    )


def _text(data: bytes) -> Checked:
    text = _decoded(data)
    if "\x00" in text or _share_of_controls(text) > 0.01:
        raise not_a_table()
    start = text.lstrip("\ufeff \t\r\n")[:2000].lower()
    is_page = start.startswith("<") or "<table" in start or "<html" in start
    return Checked(FileKind.HTML if is_page else FileKind.CSV, text=text)


def _decoded(data: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, else Windows Cyrillic.

    KZ-1048 is Windows-1251 with the Kazakh letters where that has Serbian ones. A page may say
    that it is written in another Cyrillic.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        named = _CHARSET.search(data[:4096])
        charset = named[1].decode().lower() if named else ""
        return data.decode(charset if charset in _OTHER_CYRILLIC else "kz1048", errors="replace")


def _share_of_controls(text: str) -> float:
    sample = text[:20_000]
    odd = sum(letter < " " and letter not in "\t\r\n\x0c" for letter in sample)
    return (odd + sample.count("\ufffd")) / max(1, len(sample))


def _compare_with_name(kind: FileKind, name: str) -> None:
    suffix = PurePath(name.lower()).suffix
    if suffix in (".xlsm", ".docm", ".xltm", ".dotm"):
        raise carries_macros()
    if _SUFFIXES.get(suffix) == kind or (suffix == ".txt" and kind == FileKind.CSV):
        return
    raise Refused(
        "wrong_type",
        _(
            "The name ends in “%(suffix)s”, but the contents are %(kind)s. Check that this is the "
            "right file; if it is, rename it to end in .%(kind)s."
        )
        % {"suffix": suffix or "—", "kind": kind.value},
    )
