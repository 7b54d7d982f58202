"""What a file can be, and what is left of it once it is safe to read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _

from agencies.errors import Refused


class FileKind(StrEnum):
    XLSX = "xlsx"
    DOCX = "docx"
    HTML = "html"
    CSV = "csv"


@dataclass(frozen=True)
class Checked:
    """A file that is safe to read: XML parts of an archive by name, or decoded text."""

    kind: FileKind
    parts: Mapping[str, bytes] = field(default_factory=dict)
    text: str = ""


def not_a_table() -> Refused:
    return Refused(
        "wrong_type",
        _(
            "The contents are not a Word, Excel, HTML or CSV table, whatever the name says. "
            "Import a .xlsx, .docx, .html or .csv file."
        ),
    )


def carries_macros() -> Refused:
    return Refused(
        "macro",
        _(
            "The file carries macros or program objects, so it was not opened. "
            "Save it as a plain .xlsx or .docx without macros."
        ),
    )
